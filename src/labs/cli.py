"""The command line of every lab, made from its declaration.

``labs`` (or ``python -m labs``) lists the labs, ``labs NAME --help`` explains one. Requests go
through :func:`labs.service.call`, like those of a browser. The exit code is 0, or 2 if the input
was refused; every refusal is one line on the error stream.
"""

import json
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import Any, TextIO

from labs import registry
from labs.kernel.model import VIEW, Lab, UnknownNameError
from labs.kernel.parameters import Parameter
from labs.service import call

FORMATS = ("text", "svg", "json", "csv")


def main(arguments: Sequence[str], out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Run the command with *arguments*; return the exit code."""
    out, err = out or sys.stdout, err or sys.stderr
    if not arguments or arguments[0] in {"-h", "--help"}:
        _list_labs(out)
        return 0
    try:
        lab = registry.lab(arguments[0])
    except UnknownNameError as error:
        print(error, file=err)
        return 2
    options = _parser(lab).parse_args(arguments[1:])
    given = {
        parameter.name: _read(value)
        for parameter in lab.parameters
        if (value := getattr(options, parameter.name)) is not None
    }
    if options.view:
        given[VIEW] = options.view
    return _answer(lab, options, given, out, err)


def _answer(lab: Lab, options: Namespace, given: dict[str, Any], out: TextIO, err: TextIO) -> int:
    chosen = lab.scenario(options.scenario) if options.scenario else None
    parameters = {**(lab.settings_of(chosen) if chosen else {}), **given}
    step = options.step
    if step is None and chosen and not given:
        step = chosen.step
    request = {"request": "run", "lab": lab.name, "parameters": parameters, "step": step}
    reply = call(request)
    if not reply["ok"]:
        for error in reply["errors"]:
            option = f"--{error['parameter'].replace('_', '-')}: " if error["parameter"] else ""
            print(f"{option}{error['message']}", file=err)
        return 2
    view = reply["view"]
    match options.format:
        case "text":
            numbers = "\n".join(f"{name}: {value}" for name, value in view["rows"])
            print(f"{view['headline']}\n\n{view['text']}\n\n{numbers}", file=out)
        case "json":
            print(json.dumps(view, ensure_ascii=False, indent=2), file=out)
        case kind:
            print(view[kind], file=out, end="" if kind == "csv" else "\n")
    return 0


def _read(value: str) -> str:
    """Return an option's value: ``-`` stands for what comes from the standard input."""
    return sys.stdin.read() if value == "-" else value


def _parser(lab: Lab) -> ArgumentParser:
    scenarios = "\n".join(f"  {scenario.name:<12} {scenario.title}" for scenario in lab.scenarios)
    left_out = "\n".join(f"  {clause}" for clause in lab.leaves_out)
    parser = ArgumentParser(
        prog=f"labs {lab.name}",
        description=f"{lab.title}\n\nscenarios:\n{scenarios}\n\nthe model leaves out:\n{left_out}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--scenario",
        choices=[scenario.name for scenario in lab.scenarios],
        help="start from a scenario, and its view",
    )
    views = [view.name for view in lab.views]
    parser.add_argument("--view", choices=views, help=f"what to compute ({views[0]})")
    parser.add_argument("--step", type=int, help="which picture, from 0; the last if not given")
    parser.add_argument("--format", choices=FORMATS, default="text", help="what to write (text)")
    parser.epilog = "A parameter's value “-” reads it from the standard input."
    groups: dict[str, Any] = {}
    for parameter in lab.parameters:
        takers = [view.name for view in lab.views if parameter in view.parameters]
        heading = f"parameters of the view {' and '.join(takers)}"
        group = groups.get(heading) or parser.add_argument_group(heading)
        groups[heading] = group
        group.add_argument(
            f"--{parameter.name.replace('_', '-')}",
            dest=parameter.name,
            metavar=parameter.kind.upper(),
            help=_help(parameter),
        )
    return parser


def _help(parameter: Parameter) -> str:
    default = str(parameter.default).replace("\n", "; ")
    return f"{parameter.help} {parameter.allowed()} ({default})".replace("%", "%%")


def _list_labs(out: TextIO) -> None:
    print("usage: labs NAME [--help]\n\nlabs:", file=out)
    for name in registry.NAMES:
        print(f"  {name:<12} {registry.lab(name).title}", file=out)

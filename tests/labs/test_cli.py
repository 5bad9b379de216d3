"""The command line says what the pages say."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

import labs
from labs import registry
from labs.cli import FORMATS, main
from labs.dominators.lab import LAB


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    return main(arguments, out, err), out.getvalue(), err.getvalue()


def test_without_a_name_the_labs_are_listed() -> None:
    code, out, _ = run()

    assert code == 0
    assert "dominators   Dominator trees that keep up" in out


def test_an_unknown_lab_is_refused() -> None:
    names = ", ".join(registry.NAMES)
    assert run("up")[0::2] == (2, f"There is no lab “up”; there are: {names}.\n")


def test_help_tells_of_every_parameter_scenario_and_omission(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as done:
        main(["dominators", "--help"])

    help_text = " ".join(capsys.readouterr().out.split())
    assert done.value.code == 0
    for parameter in LAB.parameters:
        assert f"--{parameter.name.replace('_', '-')}" in help_text
        assert parameter.help in help_text
    for scenario in LAB.scenarios:
        assert f"{scenario.name} {scenario.title}" in help_text
    for clause in LAB.leaves_out:
        assert clause in help_text


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_what_the_lab_gives(kind: str) -> None:
    view = LAB.picture("edit")

    code, out, err = run("dominators", "--scenario", "edit", "--format", kind)

    assert (code, err) == (0, "")
    if kind == "json":
        assert json.loads(out) == view.as_json()
    elif kind == "text":
        assert out.startswith(f"{view.headline}\n\n{view.text}\n")
        assert "Vertices: 7" in out
    else:
        assert out.strip() == str(view.as_json()[kind]).strip()


def test_parameters_override_a_scenario() -> None:
    _, out, _ = run("dominators", "--scenario", "fan", "--largest", "120", "--format", "json")

    assert json.loads(out)["parameters"]["largest"] == 120


def test_every_refusal_is_a_line_with_its_option() -> None:
    code, out, err = run("dominators", "--view", "batch", "--largest", "9", "--share", "much")

    assert (code, out) == (2, "")
    assert err == (
        "--largest: Graph must be a whole number from 25 to 1,600 vertices, not “9”.\n"
        "--share: Changed edges must be a whole number from 1 to 100 %, not “much”.\n"
    )


def test_a_dash_reads_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("a -> b\n"))

    code, out, _ = run("dominators", "--graph", "typed", "--edges", "-", "--step", "0")

    assert code == 0
    assert "start at a, number 0" in out


def test_it_is_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "labs", "dominators", "--scenario", "edit"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(labs.__path__[0]).parent,
        encoding="utf-8",
    )

    assert done.stdout.startswith("Delete else → join")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    """Such as ``head``: it closes the pipe before everything is written."""
    command = [sys.executable, "-m", "labs", "dominators", "--format", "json"]
    with subprocess.Popen(
        command, cwd="src", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 1

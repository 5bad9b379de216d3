"""Labs and scenarios by the names that pages use, with messages for authors."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from labs import registry
from labs.kernel.model import Lab
from labs.kernel.result import Number, View


class UnknownNameError(LookupError):
    """Nothing has that name; the message says what there is."""


def lab(name: str) -> Lab[Any]:
    """Return the lab *name*."""
    if name not in registry.NAMES:
        raise UnknownNameError(f"unknown lab “{name}”; there are: {_list(registry.NAMES)}")
    return registry.get(name)


def scenario(name: str) -> tuple[Lab[Any], str]:
    """Return the lab and the scenario of "lab.scenario"."""
    lab_name, dot, scenario_name = name.partition(".")
    chosen = lab(lab_name)
    names = [one.name for one in chosen.scenarios]
    if not dot or scenario_name not in names:
        raise UnknownNameError(
            f"unknown scenario “{name}”; write lab.scenario, with scenario one of: {_list(names)}"
        )
    return chosen, scenario_name


@cache
def view(lab_name: str, scenario_name: str) -> View:
    """Return the picture of a scenario; it is run once a build."""
    return lab(lab_name).show(scenario_name)


def value(name: str) -> Number:
    """Return the number of "lab.scenario.value"."""
    scenario_name, dot, key = name.rpartition(".")
    chosen, of = scenario(scenario_name if dot else name)
    values: Mapping[str, Number] = view(chosen.name, of).values
    if key not in values:
        raise UnknownNameError(
            f"the scenario “{chosen.name}.{of}” has no value “{key}”; it has: {_list(values)}"
        )
    return values[key]


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"

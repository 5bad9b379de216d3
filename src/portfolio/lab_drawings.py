"""The labs a project may name, and the drawings they make."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from importlib.util import find_spec

import labs

# Pages name their labs already; the last of these packages to land removes this line.
PLANNED = {"dominators", "ekko", "ekko_elastic", "lightning"}

LABS = PLANNED | frozenset(
    module.name
    for module in pkgutil.iter_modules(labs.__path__)
    if module.ispkg and module.name != "kernel"
)
"""The packages under ``src/labs`` that model a system."""


class DrawingError(LookupError):
    """There is no such drawing; the message says what there is."""


def has_drawings(lab: str) -> bool:
    """Tell whether the lab's package is there and draws."""
    return bool(find_spec(f"labs.{lab}") and find_spec(f"labs.{lab}.figures"))


def drawing(name: str) -> str:
    """Return the SVG of *name*, for instance "ekko.overview"; raises :class:`DrawingError`."""
    lab, _, function = name.partition(".")
    if lab not in LABS or not function:
        known = ", ".join(sorted(LABS)) or "none"
        raise DrawingError(
            f'unknown drawing "{name}"; write lab.function, with lab one of: {known}'
        )
    try:
        module = importlib.import_module(f"labs.{lab}.figures")
    except ModuleNotFoundError as error:
        if error.name != f"labs.{lab}.figures":
            raise
        raise DrawingError(f'lab "{lab}" has no figures.py') from None
    drawings: dict[str, Callable[[], str]] = {
        key: value
        for key, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and not key.startswith("_")
    }
    if function not in drawings:
        raise DrawingError(
            f'lab "{lab}" has no drawing "{function}"; it has: {", ".join(drawings)}'
        )
    return drawings[function]()

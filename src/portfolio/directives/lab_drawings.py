"""The labs a project may name, and the drawings they make."""

import importlib
import inspect
from collections.abc import Callable
from pathlib import Path

import labs

LABS = frozenset(
    path.parent.name for folder in labs.__path__ for path in Path(folder).glob("*/figures.py")
)
"""The packages under ``src/labs`` that model a system and draw it."""


class DrawingError(LookupError):
    """There is no such drawing; the message says what there is."""


def drawing(name: str) -> str:
    """Return the SVG of *name*, for instance "ekko.overview"; raises :class:`DrawingError`."""
    lab, _, function = name.partition(".")
    if lab not in LABS or not function:
        known = ", ".join(sorted(LABS)) or "none"
        raise DrawingError(
            f'unknown drawing "{name}"; write lab.function, with lab one of: {known}'
        )
    module = importlib.import_module(f"labs.{lab}.figures")
    drawings: dict[str, Callable[[], str]] = {
        key: value
        for key, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__
        and not key.startswith("_")
        and not inspect.signature(value).parameters
    }
    if function not in drawings:
        raise DrawingError(
            f'lab "{lab}" has no drawing "{function}"; it has: {", ".join(drawings)}'
        )
    return drawings[function]()

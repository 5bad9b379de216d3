"""How the views name places, rows, versions and lists of them."""

from collections.abc import Iterable, Sequence

from labs.ekko.script import ROWS
from labs.ekko.version import Vector, Version


def listing(items: Iterable[str], none: str = "nothing") -> str:
    """Return "a", "a and b" or "a, b and c"."""
    *most, last = [*items] or [none]
    return f"{', '.join(most)} and {last}" if most else last


def rows(numbers: Iterable[int]) -> str:
    """Return the letters of rows."""
    return listing(ROWS[row] for row in numbers)


def version(one: Version, names: Sequence[str]) -> str:
    """Return a version as readers see it, such as "8T"."""
    return f"{one.clock}{names[one.origin]}"


def vector(clocks: Vector, names: Sequence[str]) -> str:
    """Return a version vector as readers see it: "T up to 8", or "nothing"."""
    return listing(f"{names[i]} up to {clock}" for i, clock in enumerate(clocks) if clock)


def many(count: int, noun: str, number: str = "") -> str:
    """Return a count with its noun: "1 row", "2 rows"."""
    return f"{number or count} {noun}{'' if count == 1 else 's'}"

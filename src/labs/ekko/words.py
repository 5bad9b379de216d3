"""How the views name rows, versions and version vectors."""

from collections.abc import Iterable, Sequence

from labs.ekko.script import ROWS
from labs.ekko.version import Vector, Version
from labs.kernel.formatting import listing


def rows(numbers: Iterable[int]) -> str:
    """Return the letters of rows."""
    return listing(ROWS[row] for row in numbers)


def version(one: Version, names: Sequence[str]) -> str:
    """Return a version as readers see it, such as "8T"."""
    return f"{one.clock}{names[one.origin]}"


def vector(clocks: Vector, names: Sequence[str]) -> str:
    """Return a version vector as readers see it: "T up to 8", or "nothing"."""
    return listing(f"{names[i]} up to {clock}" for i, clock in enumerate(clocks) if clock)

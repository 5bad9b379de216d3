"""Versions and version vectors.

Places are numbered from 0 in the alphabetical order of their names. A *version vector* is a tuple
with one clock for each place: it covers every version of that origin up to that clock.
"""

from collections.abc import Sequence
from operator import ge
from typing import NamedTuple

from labs.kernel.formatting import listing

Vector = tuple[int, ...]


class Version(NamedTuple):
    """When (a Lamport clock, from 1) and where a row was written; versions are ordered."""

    clock: int
    origin: int

    def named(self, names: Sequence[str]) -> str:
        """Return it as readers see it, such as "8T"."""
        return f"{self.clock}{names[self.origin]}"


UNWRITTEN = Version(0, 0)
"""The version of a row that a replica does not hold."""


def dominates(large: Vector, small: Vector) -> bool:
    """Return whether *large* is at least *small* in every entry."""
    return all(map(ge, large, small))


def merge(a: Vector, b: Vector) -> Vector:
    """Return the larger of the two in every entry."""
    return tuple(map(max, a, b))


def covers(vector: Vector, version: Version) -> bool:
    """Return whether *vector* claims *version*."""
    return vector[version.origin] >= version.clock


def extend(vector: Vector, version: Version) -> Vector:
    """Return *vector*, raised in one entry so that it covers *version*."""
    clock, origin = version
    if vector[origin] >= clock:
        return vector
    return (*vector[:origin], clock, *vector[origin + 1 :])


def in_words(vector: Vector, names: Sequence[str]) -> str:
    """Return a version vector as readers see it: "T up to 8", or "nothing"."""
    return listing(f"{names[i]} up to {clock}" for i, clock in enumerate(vector) if clock)

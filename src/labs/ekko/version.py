"""Versions and version vectors.

Places are numbered from 0 in the alphabetical order of their names. A *version vector* is a tuple
with one clock for each place: it covers every version of that origin up to that clock.
"""

from operator import ge
from typing import NamedTuple

Vector = tuple[int, ...]


class Version(NamedTuple):
    """When (a Lamport clock, from 1) and where a row was written; versions are ordered."""

    clock: int
    origin: int


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

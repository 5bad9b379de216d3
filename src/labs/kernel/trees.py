"""Layout of trees: where the vertices stand in a picture.

Positions are in a unit square, x to the right and y down, to be scaled into any box.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Place = tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """Places by vertex, and how many rows there are."""

    places: Mapping[int, Place]
    rows: int


def tidy(root: int, children: Mapping[int, Iterable[int]]) -> Layout:
    """Place a tree: leaves side by side in their order, parents above the middle of theirs."""
    order, depth = [root], {root: 0}
    for v in order:
        below = list(children.get(v, ()))
        depth |= dict.fromkeys(below, depth[v] + 1)
        order += below
    leaves: dict[int, float] = {}
    x: dict[int, float] = {}
    waiting = [root]
    while waiting:  # from the left, so that leaves come in order
        v = waiting.pop()
        below = list(children.get(v, ()))
        if not below:
            leaves[v] = len(leaves)
        waiting += reversed(below)
    for v in reversed(order):
        xs = [x[c] for c in children.get(v, ())]
        x[v] = (xs[0] + xs[-1]) / 2 if xs else leaves[v] + 0.5
    rows = max(depth.values()) + 1
    return Layout({v: (x[v] / len(leaves), spread(depth[v], rows)) for v in order}, rows)


def spread(index: int, count: int) -> float:
    """Return the middle of part number *index* of *count* equal parts of 1."""
    return (index + 0.5) / count

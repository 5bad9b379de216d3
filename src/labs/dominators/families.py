"""Families of graphs of any size k, each the worst case of some algorithm.

From figure 2.9 of Georgiadis's thesis (2005, page 26), where k = 3; the general forms give the
sizes published for larger k. Successors are in the order that makes the case bad: swap two, and
some of these become easy. Two families are our own, and say so.
"""

from collections.abc import Callable
from dataclasses import dataclass

from labs.dominators.graph import Graph


@dataclass(frozen=True)
class Family:
    """Graphs by size, and for whom they are hard."""

    title: str
    build: Callable[[int], Graph]
    hard_for: str
    edits: str
    """Some to begin with, at any size from 2."""
    most: int = 256
    """The largest k at which no algorithm here takes many more than a million operations."""


def _graph(*paths: tuple[str, list[str]]) -> Graph:
    """Return the graph with these vertices and their successors, the first the entry."""
    graph = Graph()
    vertices: dict[str, int] = {}
    for name, _ in paths:
        vertices[name] = graph.add(name)
    for name, successors in paths:
        for successor in successors:
            graph.insert(vertices[name], vertices[successor])
    return graph


def _next(letter: str, i: int, k: int, last: str) -> str:
    return f"{letter}{i + 1}" if i < k else last


def itworst(k: int) -> Graph:
    """Return 4k + 1 vertices, k² + 5k edges: many passes over a dense part."""
    ks = range(1, k + 1)
    return _graph(
        ("r", ["w1", "x1", f"z{k}"]),
        *((f"w{i}", [f"w{i + 1}"] if i < k else []) for i in ks),
        *((f"x{i}", [_next("x", i, k, "y1")]) for i in ks),
        *((f"y{i}", [*(f"w{j}" for j in ks), _next("y", i, k, "z1")]) for i in ks),
        *(
            (f"z{i}", [f"z{j}" for j in (i - 1, i + 1) if 1 <= j <= k])
            for i in ks
        ),
    )  # fmt: skip


def idfsquad(k: int) -> Graph:
    """Return 3k + 1 vertices, 5k edges, at most two from each vertex."""
    ks = range(1, k + 1)
    return _graph(
        ("r", ["x1", "z1"]),
        *((f"x{i}", [*([f"x{i + 1}"] if i < k else []), f"y{i}"]) for i in ks),
        *((f"y{i}", [f"z{i}", *([f"z{i + 1}"] if i < k else [])]) for i in ks),
        *((f"z{i}", [f"y{i}"]) for i in ks),
    )


def sncaworst(k: int) -> Graph:
    """Return 2k + 1 vertices, 3k edges: every y climbs past every x."""
    ks = range(1, k + 1)
    ys = [f"y{i}" for i in ks]
    return _graph(
        ("r", ["x1", *ys]),
        *((f"x{i}", [f"x{i + 1}"] if i < k else ys) for i in ks),
        *((y, []) for y in ys),
    )


def ladder(k: int) -> Graph:
    """Return k + 3 vertices, 2k + 2 edges, after figure 2.2: news goes one step a pass."""
    ks = range(1, k + 1)
    return _graph(
        ("r", ["w", "y"]),
        ("w", ["x1"]),
        ("y", [f"x{k}"]),
        *((f"x{i}", [f"x{j}" for j in (i - 1, i + 1) if 1 <= j <= k]) for i in ks),
    )


def back_edges(k: int) -> Graph:
    """Return a chain r, x1 … xk whose end leads back to every vertex before it (our own)."""
    ks = range(1, k + 1)
    return _graph(
        ("r", ["x1"]),
        *((f"x{i}", [f"x{i + 1}"] if i < k else [f"x{j}" for j in range(1, k)]) for i in ks),
    )


def fan(k: int) -> Graph:
    """Return pre, switch and a chain x1 … xk into which the switch leads everywhere (our own).

    The shape of a large switch whose cases fall through. Every x has the switch as immediate
    dominator, and keeps it when its edge from the switch goes, until it hangs on x of before.
    """
    ks = range(1, k + 1)
    return _graph(
        ("pre", ["switch"]),
        ("switch", [f"x{i}" for i in ks]),
        *((f"x{i}", [f"x{i + 1}"] if i < k else []) for i in ks),
    )


def chain(k: int) -> Graph:
    """Return pre, switch and a chain x1 … xk that the switch enters at its head only."""
    ks = range(1, k + 1)
    return _graph(
        ("pre", ["switch"]),
        ("switch", ["x1"]),
        *((f"x{i}", [f"x{i + 1}"] if i < k else []) for i in ks),
    )


FAMILIES = {
    "sncaworst": Family(
        "sncaworst", sncaworst, "Semi-NCA, whose climb takes k² steps", "- r -> y1\n+ x1 -> y1"
    ),
    "idfsquad": Family(
        "idfsquad",
        idfsquad,
        "the iterative algorithm, in k + 2 passes",
        "- r -> z1\n+ r -> y2",
        128,
    ),
    "itworst": Family(
        "itworst", itworst, "the iterative algorithm, on a dense part", "- r -> w1\n+ r -> y1", 28
    ),
    "ladder": Family(
        "ladder", ladder, "the iterative algorithm, one step a pass", "- w -> x1\n+ w -> x2"
    ),
    "backedges": Family(
        "back edges", back_edges, "path walks that are not compressed", "+ r -> x2\n- x1 -> x2"
    ),
    "fan": Family(
        "fan", fan, "deleting edges one by one", "- switch -> x2\n+ pre -> x2\n- pre -> x2"
    ),
}

"""Dominance from its definition, slowly: remove a vertex, see what can no longer be reached.

The oracle of the tests and of :mod:`~labs.dominators.verify`. O(n m); shares no code with what it
judges but the graph.
"""

from collections.abc import Callable, Iterable


def reached(
    root: int, successors: Callable[[int], Iterable[int]], without: int | None = None
) -> set[int]:
    """Return what *root* reaches by paths that avoid *without*."""
    if root == without:
        return set()
    vertices, waiting = {root}, [root]
    while waiting:
        for s in successors(waiting.pop()):
            if s not in vertices and s != without:
                vertices.add(s)
                waiting.append(s)
    return vertices


def dominators(root: int, successors: Callable[[int], Iterable[int]]) -> dict[int, set[int]]:
    """Return, for every vertex reached, the vertices that dominate it, itself included."""
    everything = reached(root, successors)
    result: dict[int, set[int]] = {v: set() for v in everything}
    for d in everything:
        for v in everything - reached(root, successors, without=d):
            result[v].add(d)
    return result


def immediate_dominators(root: int, successors: Callable[[int], Iterable[int]]) -> dict[int, int]:
    """Return idom of every vertex reached but *root*: the dominator that has the most itself."""
    every = dominators(root, successors)
    return {v: max(ds - {v}, key=lambda d: len(every[d])) for v, ds in every.items() if v != root}

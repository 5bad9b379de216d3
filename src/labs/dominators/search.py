"""Depth-first search: the order in which everything else works.

A vertex's *DFS number* is its place in the order of first visits; the root has 0. Here and in
:mod:`~labs.dominators.semi_nca`, v and w are DFS numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from labs.dominators.counts import Counts

Neighbours = Callable[[int], Sequence[int]]
Descend = Callable[[int, int], bool]


@dataclass(frozen=True)
class Preorder:
    """A depth-first search, seen afterwards; but for ``vertices``, all in DFS numbers."""

    vertices: list[int]
    """DFS number to vertex."""
    parent: list[int]
    """The vertex from which the search came, 0 for the root."""
    joins: dict[int, list[int]]
    """The predecessors of w other than parent(w), for every w that has such, in the order met.

    A vertex without an entry has one way in, its parent. In a real function most are like that,
    and no algorithm has to look at them twice.
    """


def depth_first(
    root: int, successors: Neighbours, counts: Counts, descend: Descend | None = None
) -> Preorder:
    """Search from *root*, taking successors in their order, without recursion.

    If *descend* is given, an edge to a vertex not yet visited is followed only if it returns
    True for it: this is how a part of a graph is searched, at the cost of that part. (LLVM:
    ``runDFS`` with a ``DescendCondition``.)
    """
    number: dict[int, int] = {}
    parent: list[int] = []
    joins: dict[int, list[int]] = {}
    waiting: list[tuple[int, int]] = []  # (vertex, DFS number it was seen from), last in first out
    push, pop, attach = waiting.append, waiting.pop, parent.append
    vertex, came_from, w, refused = root, 0, 0, 0
    while True:
        if vertex not in number:
            number[vertex] = w
            attach(came_from)
            following = successors(vertex)
            if descend is not None:
                found = [s for s in following if s in number or descend(vertex, s)]
                refused += len(following) - len(found)
                following = found
            came_from = w
            w += 1
            if following:
                # the first is next; the others wait, and most vertices have one or none
                vertex = following[0]
                if len(following) == 2:
                    push((following[1], came_from))
                elif len(following) > 2:
                    for s in following[:0:-1]:
                        push((s, came_from))
                continue
        else:
            seen = number[vertex]
            if seen in joins:
                joins[seen].append(came_from)
            else:
                joins[seen] = [came_from]
        if not waiting:
            break
        vertex, came_from = pop()
    counts.visited += w
    counts.scanned += w - 1 + sum(map(len, joins.values())) + refused
    return Preorder(list(number), parent, joins)

"""Depth-first search, whose numbers and tree the other algorithms work on.

A vertex's *DFS number* is its place in the order of first visits; the root has 0. Here and in
:mod:`~labs.dominators.semi_nca`, v and w are DFS numbers.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from labs.dominators.counts import OperationCounts
from labs.dominators.graph import Flow

Neighbors = Callable[[int], Sequence[int]]
Descend = Callable[[int, int], bool]
Numbers = list[int | None]
"""DFS numbers by vertex, None where a search has not been; the virtual exit, -1, comes last."""


class Preorder(NamedTuple):
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
    edges: int
    """How many edges there are between these vertices, tree edges and those of ``joins``."""


def blank(flow: Flow) -> Numbers:
    """Return room for the number of every vertex of *flow*, none of them visited."""
    vertices = flow.vertices()
    return [None] * (vertices[-1] + 2)


def depth_first(
    root: int,
    successors: Neighbors,
    number: Numbers,
    counts: OperationCounts,
    descend: Descend | None = None,
) -> Preorder:
    """Search from *root*, taking successors in their order, without recursion.

    Numbers are written to *number*; a vertex that has one already is not visited again. If
    *descend* is given, an edge to a vertex without a number is followed only if it returns True
    for it: this is how a part of a graph is searched, at the cost of that part. It is asked when
    the edge's turn comes. (LLVM: ``runDFS`` with a ``DescendCondition``, which is asked of all
    edges of a vertex when that is visited.)
    """
    vertices: list[int] = []
    parent: list[int] = []
    joins: dict[int, list[int]] = {}
    waiting = [root, 0]  # in pairs: a vertex, and the DFS number it was seen from
    push, pop, note, attach = waiting.append, waiting.pop, vertices.append, parent.append
    w = refused = 0
    while waiting:
        came_from = pop()
        vertex = pop()
        while number[vertex] is None:
            if descend is not None and w and not descend(vertices[came_from], vertex):
                refused += 1
                break
            number[vertex] = w
            note(vertex)
            attach(came_from)
            came_from = w
            w += 1
            # the first successor is next; the others wait, and most vertices have one or two
            following = successors(vertex)
            if len(following) == 1:
                (vertex,) = following
            elif len(following) == 2:
                vertex, second = following
                push(second)
                push(came_from)
            elif following:
                vertex = following[0]
                for s in following[:0:-1]:
                    push(s)
                    push(came_from)
            else:
                break
        else:
            seen = number[vertex] or 0  # no more None, or the loop would go on
            if seen in joins:
                joins[seen].append(came_from)
            else:
                joins[seen] = [came_from]
    edges = w - 1 + sum(map(len, joins.values()))
    counts.visited += w
    counts.scanned += edges + refused
    return Preorder(vertices, parent, joins, edges)

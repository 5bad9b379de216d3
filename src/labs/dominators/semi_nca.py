"""Semi-NCA: immediate dominators in three passes over a depth-first search.

L. Georgiadis, thesis (2005), pages 21 to 23, as LLVM runs it (``runSemiNCA`` and ``eval`` in
``GenericDomTreeConstruction.h``). Vertices are DFS numbers, so "smaller" means "visited earlier",
and a tree ancestor is smaller than its descendants.

1. Search depth first: :func:`labs.dominators.search.depth_first`.
2. *Semidominators*, w from the last to the first. semi(w) is the smallest v from which a path
   leads to w whose inner vertices are all greater than w. It is the smallest of ``eval(v)`` over
   the predecessors v of w. eval(v) is v itself if v ≤ w; else the smallest semidominator among v
   and its tree ancestors greater than w.
3. *Immediate dominators*, w from the first to the last: idom(w) is the nearest common ancestor
   (NCA) of parent(w) and semi(w) in the dominator tree built so far. Climb from parent(w) until
   the number is no greater than semi(w).

*Path compression* keeps eval short: once it has walked up from v, every vertex it met points to
the top of the walk and remembers (its *label*) the smallest semidominator on the way. There is
no balancing, so step 2 costs O(m log n). The climb of step 3 can cost O(n²) in all; on real
functions it is the cheapest part.
"""

from labs.dominators.counts import OperationCounts
from labs.dominators.search import Preorder


def semi_nca(order: Preorder, counts: OperationCounts) -> list[int]:
    """Return idom by DFS number (0 for the root).

    A vertex with one way in has parent = semi = idom, so only joins are computed.
    """
    parent, joins = order.parent, order.joins
    ancestor = parent.copy()  # towards the root of the virtual forest, shortened by compression
    label = parent.copy()  # the smallest semidominator known between a vertex and its ancestor
    semis: dict[int, int] = {}
    evaluated = climbed = 0

    path: list[int] = []
    push, pop = path.append, path.pop
    for w in sorted(joins, reverse=True):
        semi = parent[w]
        for v in joins[w]:
            smallest = v
            if v > w:
                # walk up to the last vertex that is greater than w, then compress the path
                while (above := ancestor[v]) > w:
                    push(v)
                    v = above
                smallest = label[v]
                evaluated += len(path) + 1
                while path:
                    v = pop()
                    ancestor[v] = above
                    if label[v] < smallest:
                        smallest = label[v]
                    else:
                        label[v] = smallest
            if smallest < semi:
                semi = smallest
        label[w] = semis[w] = semi

    idom = parent.copy()
    for w in reversed(semis):
        semi, candidate = semis[w], idom[w]
        while candidate > semi:
            candidate = idom[candidate]
            climbed += 1
        idom[w] = candidate
    counts.scanned += order.edges
    counts.evaluated += evaluated
    counts.climbed += climbed
    return idom

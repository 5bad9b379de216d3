"""The simple version of Lengauer and Tarjan (1979), O(m log n), with its paper's names.

Vertices are DFS numbers. Semidominators are found as in Semi-NCA, by path compression without
balancing. Immediate dominators follow from them without a climb: once semi(v) = u is known, v
waits in the *bucket* of u; when the child of u on the way to v is linked, the vertex with the
smallest semidominator between u and v tells idom(v): it is u, or that vertex's own idom.
"""

from labs.dominators.counts import OperationCounts
from labs.dominators.search import Preorder


def lengauer_tarjan(order: Preorder, counts: OperationCounts) -> list[int]:
    """Return idom by DFS number (0 for the root)."""
    parent, joins = order.parent, order.joins
    size = len(parent)
    semi = list(range(size))
    label = list(range(size))  # the vertex with the smallest semi on the compressed path
    ancestor: list[int | None] = [None] * size
    bucket: list[list[int]] = [[] for _ in range(size)]
    idom = [0] * size

    def evaluate(v: int) -> int:
        """Return the vertex with the smallest semi between *v* and its forest root, excluded."""
        if ancestor[v] is None:
            return v
        path = [v]
        while (above := ancestor[path[-1]]) is not None:
            path.append(above)
        root = path.pop()
        counts.evaluated += len(path)
        best = label[path[-1]]
        for u in reversed(path):
            if semi[label[u]] < semi[best]:
                best = label[u]
            else:
                label[u] = best
            ancestor[u] = root
        return label[v]

    for w in range(size - 1, 0, -1):
        for v in [parent[w], *joins.get(w, ())]:
            counts.scanned += 1
            semi[w] = min(semi[w], semi[evaluate(v)])
        bucket[semi[w]].append(w)
        ancestor[w] = parent[w]  # LINK
        for v in bucket[parent[w]]:
            u = evaluate(v)
            idom[v] = u if semi[u] < semi[v] else parent[w]
        bucket[parent[w]].clear()
    for w in range(1, size):
        if idom[w] != semi[w]:
            idom[w] = idom[idom[w]]
    return idom

"""Cooper, Harvey and Kennedy (2001): guess immediate dominators, and correct until none changes.

Here v is a place in *reverse postorder* (a vertex stands before its successors, but for edges
that go back), so a dominator is smaller than what it dominates. A pass visits every vertex in
that order and sets idom(v) to the common ancestor of its predecessors that have one. Each pass
is short, and two suffice on most real functions; but information may travel one step a pass, so
there are graphs that cost n passes, and O(n³) in all.
"""

from labs.dominators.counts import OperationCounts
from labs.dominators.graph import Flow
from labs.dominators.search import Neighbors


def reverse_postorder(root: int, successors: Neighbors, counts: OperationCounts) -> list[int]:
    """Return the vertices reached from *root*, each before its successors where it can be."""
    seen = {root}
    finished: list[int] = []
    path = [(root, iter(successors(root)))]
    while path:
        v, following = path[-1]
        for s in following:
            counts.scanned += 1
            if s not in seen:
                seen.add(s)
                path.append((s, iter(successors(s))))
                break
        else:
            finished.append(v)
            path.pop()
    counts.visited += len(finished)
    return finished[::-1]


def iterate(flow: Flow, root: int, counts: OperationCounts) -> tuple[dict[int, int], int]:
    """Return idom of every vertex that *root* reaches but itself, and the number of passes."""
    vertices = reverse_postorder(root, flow.successors, counts)
    place = {vertex: v for v, vertex in enumerate(vertices)}
    predecessors = [[place[p] for p in flow.predecessors(v) if p in place] for v in vertices]
    unknown = len(vertices)
    edges = sum(map(len, predecessors))
    idom = [0] + [unknown] * (len(vertices) - 1)
    passes, changed, climbed = 0, True, 0
    while changed:
        changed = False
        passes += 1
        for v in range(1, len(vertices)):
            new = unknown
            for p in predecessors[v]:
                if idom[p] == unknown:
                    continue
                if new == unknown:
                    new = p
                # climb from both to their nearest common ancestor, the greater one first
                while new != p:
                    if p > new:
                        p = idom[p]
                    else:
                        new = idom[new]
                    climbed += 1
            if idom[v] != new:
                idom[v] = new
                changed = True
    counts.visited += passes * (len(vertices) - 1)
    counts.scanned += passes * edges
    counts.climbed += climbed
    return {vertices[v]: vertices[idom[v]] for v in range(1, len(vertices))}, passes

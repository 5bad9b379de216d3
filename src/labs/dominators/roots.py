"""The roots of post-dominators: the vertices that the virtual exit stands behind.

A vertex without successors is a *trivial* root. A vertex in an endless loop reaches none of
these, so one vertex of each such region is made a root too, as LLVM does (``FindRoots``): the
last that a forward search finds. The choice is arbitrary but fixed, since vertices are taken in
ascending order, and successors in descending order.
"""

from labs.dominators.counts import OperationCounts
from labs.dominators.graph import Flow
from labs.dominators.search import Numbers, Preorder, blank, depth_first

EXIT = -1
"""The virtual exit: the root of every post-dominator tree, and no vertex of any graph."""


def find_roots(flow: Flow, counts: OperationCounts) -> list[int]:
    """Return the vertices that the virtual exit stands behind."""
    roots: list[int] = []
    covered = blank(flow)  # numbered: what leads to a root; no search enters what another has

    def cover(root: int) -> None:
        """Take *root*, and note all that leads to it."""
        roots.append(root)
        depth_first(root, flow.predecessors, covered, counts)

    vertices = flow.vertices()
    for v in vertices:
        if not flow.successors(v):
            cover(v)
    endless = [v for v in vertices if covered[v] is None]
    if not endless:
        return roots
    for v in endless:
        if covered[v] is None:
            cover(_forward(flow, v, covered, counts).vertices[-1])
    return _without_redundant(flow, roots, counts)


def has_endless_loop(flow: Flow, roots: list[int]) -> bool:
    """Return whether some root is not trivial (LLVM: ``HasForwardSuccessors``)."""
    return any(flow.successors(root) for root in roots)


def _forward(flow: Flow, start: int, covered: Numbers, counts: OperationCounts) -> Preorder:
    """Search along edges from *start*, outside what is covered."""
    return depth_first(
        start,
        lambda v: sorted(flow.successors(v), reverse=True),
        blank(flow),
        counts,
        lambda _, s: covered[s] is None,
    )


def _without_redundant(flow: Flow, roots: list[int], counts: OperationCounts) -> list[int]:
    """Drop every root from which another root is reached (LLVM: ``RemoveRedundantRoots``)."""
    index = 0
    while index < len(roots):
        root = roots[index]
        if flow.successors(root):
            _, *reached = _forward(flow, root, blank(flow), counts).vertices
            if not set(roots).isdisjoint(reached):
                roots[index] = roots[-1]  # the last takes its place and is looked at next
                roots.pop()
                continue
        index += 1
    return roots

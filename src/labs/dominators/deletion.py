"""Deletion of an edge (x, y): the tree is built again below the vertex that all changes are below.

Georgiadis, Italiano, Laura and Santaroni (2016), pages 7 to 10; LLVM's ``DeleteEdge``. If y
dominates x, nothing changes. Else let z be NCD(x, y).

* y is still reached if x is not idom(y), or if y has *proper support*: a predecessor that y does
  not dominate. By their lemma 2.6 all changes are below z, so Semi-NCA runs again on the
  vertices deeper than z that z reaches through such vertices. This costs as much as the subtree
  of z is large, however little moves.
* Otherwise y, and all that y dominates, is no longer reached and leaves the tree. The vertices to
  which edges led out of that part have lost a predecessor: by lemma 2.7 all further changes are
  below the highest NCD of y and one of these.
"""

from labs.dominators.graph import Flow
from labs.dominators.insertion import insert_reachable, update_roots
from labs.dominators.roots import EXIT
from labs.dominators.semi_nca import semi_nca
from labs.dominators.tree import DominatorTree, Effect


def delete_edge(tree: DominatorTree, x: int, y: int, flow: Flow | None = None) -> Effect:
    """Bring *tree* up to date without the edge (x, y) of its graph (LLVM: ``deleteEdge``).

    The graph must have lost the edge already; for *flow*, see
    :func:`~labs.dominators.insertion.insert_edge`.
    """
    flow = flow or tree.graph
    if not tree.post:
        return _delete(tree, x, y, flow)
    return update_roots(tree, _delete(tree, y, x, flow), flow)


def _delete(tree: DominatorTree, x: int, y: int, flow: Flow) -> Effect:
    """Delete (x, y), given in the tree's direction."""
    if x not in tree or y not in tree:
        return Effect.NOTHING
    z = tree.common(x, y)
    if z == y:
        return Effect.NOTHING
    if x != tree.idom[y] or _has_proper_support(tree, y, flow):
        return _rebuild_below(tree, z, flow)
    if tree.post:
        # what y stands for now never ends: y becomes a root of its own
        tree.roots.append(y)
        return insert_reachable(tree, EXIT, y, flow)
    return _cut(tree, y, flow)


def _has_proper_support(tree: DominatorTree, y: int, flow: Flow) -> bool:
    """Return whether an edge other than from below *y* leads to *y* (``HasProperSupport``)."""
    level = tree.level
    return any(p in level and tree.common(p, y) != y for p in tree.predecessors_in(flow)(y))


def _rebuild_below(tree: DominatorTree, top: int, flow: Flow) -> Effect:
    """Run Semi-NCA again on what lies below *top*.

    The search may meet a vertex that the tree does not know: one that came with edges nobody
    reported. It joins, and its edges that leave the part searched are inserted afterwards. (Until
    2026 LLVM dropped such a vertex.)
    """
    if top == tree.root:
        return tree.recalculate()
    level, bound = tree.level, tree.level[top]
    new: set[int] = set()
    back: list[tuple[int, int]] = []

    def below(v: int, s: int) -> bool:
        if s not in level:
            new.add(s)
            return True
        if v in new and not tree.dominates(top, s):
            back.append((v, s))
            return False
        return level[s] > bound

    order = tree.search(top, tree.successors_in(flow), below)
    idom, vertices, before = semi_nca(order, tree.counts), order.vertices, tree.idom
    for v, w in zip(vertices[1:], idom[1:], strict=True):
        if v in new:
            tree.attach(v, vertices[w])
        elif before[v] != vertices[w]:
            tree.move(v, vertices[w])
    for v, s in back:
        if insert_reachable(tree, v, s, flow) is Effect.REBUILT:
            return Effect.REBUILT
    return Effect.BELOW


def _cut(tree: DominatorTree, y: int, flow: Flow) -> Effect:
    """Remove *y* and all it dominates, and mend what they led to (``DeleteUnreachable``)."""
    affected: dict[int, None] = {}  # a set that keeps its order; in LLVM, a vector

    def dominated(_: int, s: int) -> bool:
        if tree.level[s] > tree.level[y]:
            return True
        affected[s] = None
        return False

    order = tree.search(y, tree.successors_in(flow), dominated)
    top = y
    for v in affected:
        z = tree.common(v, y)
        if z != v and tree.level[z] < tree.level[top]:
            top = z
    if top == tree.root:
        return tree.recalculate()
    for v in reversed(order.vertices):
        tree.erase(v)
    if top != y:
        _rebuild_below(tree, top, flow)
    return Effect.LEFT

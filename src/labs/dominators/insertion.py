"""Insertion of an edge (x, y): a depth-based search finds the vertices that move.

Georgiadis, Italiano, Laura and Santaroni (2016), pages 5 to 7; LLVM's ``InsertEdge``. Let z be
NCD(x, y). By their lemma 2.5, a vertex v is *affected* if level(z) + 1 < level(v) and some path
from y to v keeps to vertices w with level(w) ≥ level(v). Every affected vertex gets idom z; no
other vertex gets another idom, though levels below the affected ones change too.

To find them is a widest-path problem, with level as width: take vertices from a queue, the
deepest first. Whatever is then reached at its own level or above it joins the queue; what is
deeper is passed through but not affected.
"""

from heapq import heappop, heappush

from labs.dominators.graph import Flow
from labs.dominators.roots import EXIT, find_roots, has_endless_loop
from labs.dominators.semi_nca import semi_nca
from labs.dominators.tree import DominatorTree, Effect


def insert_edge(tree: DominatorTree, x: int, y: int, flow: Flow | None = None) -> Effect:
    """Bring *tree* up to date with the new edge (x, y) of its graph (LLVM: ``insertEdge``).

    The graph must have the edge already. *flow* is the state of the graph to work on, if it is
    not the last; but a rebuild, should it come to that, takes the last. Ends are given as in the
    graph, for post-dominators too.
    """
    flow = flow or tree.graph
    if not tree.post:
        return _insert(tree, x, y, flow)
    return update_roots(tree, _insert(tree, y, x, flow), flow)


def update_roots(tree: DominatorTree, effect: Effect, flow: Flow) -> Effect:
    """Return *effect*, or REBUILT if an endless loop needs another root now.

    LLVM's ``UpdateRootsAfterUpdate``, which it skips for updates that move nothing. The choice of
    a root may change even so, and then LLVM's tree is one for other roots than a fresh tree's.
    """
    if effect is Effect.REBUILT or not has_endless_loop(flow, tree.roots):
        return effect
    if sorted(find_roots(flow, tree.counts)) == sorted(tree.roots):
        return effect
    return tree.recalculate()


def insert_reachable(tree: DominatorTree, x: int, y: int, flow: Flow) -> Effect:
    """Handle an edge between two vertices of the tree (LLVM: ``InsertReachable``)."""
    if tree.post and y in tree.roots and x != EXIT:
        # y, which ended the function, now goes on: the roots have changed
        return tree.recalculate()
    z = tree.common(x, y)
    if tree.level[z] + 1 >= tree.level[y]:
        return Effect.NOTHING
    for v in _affected(tree, y, tree.level[z], flow):
        tree.move(v, z)
    return Effect.MOVED


def _insert(tree: DominatorTree, x: int, y: int, flow: Flow) -> Effect:
    """Insert (x, y), given in the tree's direction."""
    if x not in tree:
        if not tree.post:
            return Effect.NOTHING  # from an unreachable vertex nothing more is reached
        tree.attach(x, EXIT)  # a new vertex, which for now ends the function
        tree.roots.append(x)
    if y not in tree:
        return _join(tree, x, y, flow)
    return insert_reachable(tree, x, y, flow)


def _affected(tree: DominatorTree, y: int, top: int, flow: Flow) -> list[int]:
    """Return the affected vertices, for level(z) = *top*: the deepest first."""
    level, ahead = tree.level, tree.successors_in(flow)
    affected: list[int] = []
    scanned = 0
    met = {y: None}
    # (-level, order of arrival, vertex): equal levels leave the queue in the order they came
    queue = [(-level[y], 0, y)]
    while queue:
        depth, _, v = heappop(queue)
        affected.append(v)
        passing = [v]
        while passing:
            following = ahead(passing.pop())
            scanned += len(following)
            for s in following:
                if level[s] <= top + 1 or s in met:
                    continue
                met[s] = None
                if level[s] > -depth:
                    passing.append(s)
                else:
                    heappush(queue, (-level[s], len(met), s))
    tree.counts.visited += len(met)
    tree.counts.scanned += scanned
    if tree.touched is not None:
        tree.touched += met
    return affected


def _join(tree: DominatorTree, x: int, y: int, flow: Flow) -> Effect:
    """Hang the part that y makes reachable below x, then its edges back into the old tree."""
    back: list[tuple[int, int]] = []

    def only_new(v: int, s: int) -> bool:
        if s not in tree:
            return True
        back.append((v, s))
        return False

    order = tree.search(y, tree.successors_in(flow), only_new)
    idom = semi_nca(order, tree.counts)
    for w, v in enumerate(order.vertices):
        tree.attach(v, order.vertices[idom[w]] if w else x)
    for v, s in back:
        if insert_reachable(tree, v, s, flow) is Effect.REBUILT:
            return Effect.REBUILT
    return Effect.JOINED

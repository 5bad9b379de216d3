"""The dominator tree of a graph: built by Semi-NCA, asked, and changed by the updates.

One class serves both trees. A post-dominator tree is the dominator tree of the reversed graph,
with the virtual exit as root; :meth:`DominatorTree.ahead` and :meth:`DominatorTree.behind` hide
the direction.
"""

from enum import Enum

from labs.dominators.counts import OperationCounts
from labs.dominators.graph import Flow, Graph
from labs.dominators.roots import EXIT, find_roots
from labs.dominators.search import Descend, Neighbors, Numbers, Preorder, blank, depth_first
from labs.dominators.semi_nca import semi_nca


class Effect(Enum):
    """Which way an update went."""

    NOTHING = "nothing changes"
    MOVED = "some vertices move up"
    JOINED = "a new part joins"
    LEFT = "a part becomes unreachable"
    BELOW = "one subtree is built again"
    REBUILT = "the whole tree is built again"


class DominatorTree:
    """Immediate dominators and levels of the vertices reached, kept as dictionaries by vertex.

    *post* asks for post-dominators. A vertex that is not reached is in none of the dictionaries;
    the root is in ``level`` only. ``counts`` grows with every operation, and if ``touched`` is a
    list, every vertex that an update visits is appended to it.
    """

    def __init__(self, graph: Graph, post: bool = False) -> None:
        self.graph = graph
        self.post = post
        self.counts = OperationCounts()
        self.touched: list[int] | None = None
        self.root = EXIT
        """The graph's entry, or for post-dominators the virtual exit."""
        self.roots: list[int] = []
        """What hangs below the virtual exit; for dominators, the entry."""
        self.idom: dict[int, int] = {}
        self.level: dict[int, int] = {}
        self._children: dict[int, dict[int, None]] | None = None
        self._numbers: Numbers = []
        self.recalculate()

    def __contains__(self, v: int) -> bool:
        return v in self.level

    def __len__(self) -> int:
        return len(self.level)

    # -- building ------------------------------------------------------------------------------

    def recalculate(self) -> Effect:
        """Build the tree again from nothing (LLVM: ``recalculate``, ``CalculateFromScratch``).

        This is also how the tree learns that the graph has another entry.
        """
        self.root = EXIT if self.post else self.graph.entry
        self.roots = find_roots(self.graph, self.counts) if self.post else [self.root]
        numbers = blank(self.graph)
        order = depth_first(self.root, self.successors_in(self.graph), numbers, self.counts)
        self._touch(order.vertices)
        vertices, idom = order.vertices, semi_nca(order, self.counts)
        self.idom = dict(zip(vertices, map(vertices.__getitem__, idom), strict=True))
        del self.idom[self.root]
        self.level = level = {self.root: 0}
        for v, parent in self.idom.items():
            level[v] = level[parent] + 1
        self._children = None
        return Effect.REBUILT

    def search(self, root: int, successors: Neighbors, descend: Descend) -> Preorder:
        """Search a part of the graph depth first, counted and, if wanted, noted.

        The room for numbers is kept from one search to the next, and only what was written is
        wiped: else every small search would pay for the whole graph.
        """
        if len(self._numbers) < len(self.graph.names) + 1:
            self._numbers = blank(self.graph)
        order = depth_first(root, successors, self._numbers, self.counts, descend)
        for v in order.vertices:
            self._numbers[v] = None
        self._touch(order.vertices)
        return order

    def _touch(self, vertices: list[int]) -> None:
        if self.touched is not None:
            self.touched += vertices

    def successors_in(self, flow: Flow) -> Neighbors:
        """Return the function that gives a vertex's successors in this tree's direction."""
        if not self.post:
            return flow.successors
        return lambda v: self.roots if v == EXIT else flow.predecessors(v)

    def predecessors_in(self, flow: Flow) -> Neighbors:
        """Return the function that gives a vertex's predecessors in this tree's direction.

        The virtual exit is not among them.
        """
        return flow.successors if self.post else flow.predecessors

    # -- asking --------------------------------------------------------------------------------

    @property
    def children(self) -> dict[int, dict[int, None]]:
        """Vertex to the vertices it immediately dominates; only vertices that have any."""
        if self._children is None:
            self._children = {}
            for v, parent in self.idom.items():
                self._children.setdefault(parent, {})[v] = None
        return self._children

    def common(self, v: int, w: int) -> int:
        """Return NCD(v, w) (LLVM: ``findNearestCommonDominator``)."""
        idom, level = self.idom, self.level
        climbed = 0
        while v != w:
            if level[v] < level[w]:
                w = idom[w]
            else:
                v = idom[v]
            climbed += 1
        self.counts.climbed += climbed
        return v

    def dominates(self, v: int, w: int) -> bool:
        """Return whether *v* dominates *w*; both must be in the tree."""
        while self.level[w] > self.level[v]:
            w = self.idom[w]
        return v == w

    # -- changing ------------------------------------------------------------------------------

    def attach(self, v: int, parent: int) -> None:
        """Add *v* as a leaf below *parent* (LLVM: ``createChild``)."""
        self.children.setdefault(parent, {})[v] = None
        self.idom[v] = parent
        self.level[v] = self.level[parent] + 1

    def move(self, v: int, parent: int) -> None:
        """Give *v* another immediate dominator, and its subtree new levels (``setIDom``)."""
        children, idom, level = self.children, self.idom, self.level
        del children[idom[v]][v]
        children.setdefault(parent, {})[v] = None
        idom[v] = parent
        waiting = [v] if level[v] != level[parent] + 1 else []
        for w in waiting:
            level[w] = level[idom[w]] + 1
            waiting += [c for c in children.get(w, ()) if level[c] != level[w] + 1]
        self.counts.leveled += len(waiting)

    def erase(self, v: int) -> None:
        """Remove the leaf *v*; ValueError if it dominates something (``eraseNode``)."""
        if self.children.pop(v, None):
            raise ValueError(f"{self.graph.names[v]} still dominates other vertices.")
        del self.children[self.idom[v]][v]
        del self.idom[v], self.level[v]

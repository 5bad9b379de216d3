"""Batches of updates: legalized, then applied one by one, or replaced by building the tree again.

LLVM's ``applyUpdates``. The graph has changed already when the tree is told. So that single
updates can be applied in turn, a :class:`GraphDiff` view shows the graph as it was with those still
to come undone (LLVM: ``GraphDiff``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from labs.dominators.deletion import delete_edge
from labs.dominators.graph import Flow, Graph
from labs.dominators.insertion import insert_edge
from labs.dominators.tree import DominatorTree, Effect


class Update(NamedTuple):
    """An edge of the graph that came or went."""

    kind: Literal["insert", "delete"]
    x: int
    y: int

    def change(self, graph: Graph) -> None:
        """Change *graph* accordingly; ValueError if it contradicts the update."""
        (graph.insert if self.kind == "insert" else graph.delete)(self.x, self.y)


@dataclass(frozen=True)
class RebuildRule:
    """When a batch is so large that the tree is built again instead (D53245, LLVM 8.0).

    With at most ``small`` vertices in the tree, if there are more updates than vertices; with
    more, if there are more updates than a ``divisor``-th of the vertices, rounded down. LLVM's
    numbers are 100 and 40; "off" is None in place of a rule.
    """

    small: int = 100
    divisor: int = 40

    def rebuilds(self, updates: int, vertices: int) -> bool:
        """Return whether *updates* (once legalized) are too many to apply one by one."""
        bound = vertices if vertices <= self.small else vertices // self.divisor
        return updates > bound


LLVM_RULE = RebuildRule()


def legalize(updates: Iterable[Update], graph: Graph) -> list[Update]:
    """Return what *updates* amount to, in the order in which to apply it.

    Per edge, insertions and deletions cancel; an edge keeps the place of the last update that
    names it. ValueError: one edge inserted or deleted twice on balance, or a result that
    contradicts the graph. (LLVM: ``cfg::LegalizeUpdates``, which asserts.)
    """
    balance: dict[tuple[int, int], int] = {}
    for kind, x, y in updates:
        before = balance.pop((x, y), 0)  # popped, so that the edge moves to the end
        balance[x, y] = before + (1 if kind == "insert" else -1)
    legal: list[Update] = []
    for (x, y), count in balance.items():
        if count == 0:
            continue
        word = "inserted" if count > 0 else "deleted"
        if abs(count) > 1:
            raise ValueError(f"The edge {graph.edge(x, y)} is {word} {abs(count)} times over.")
        if graph.has(x, y) != (count > 0):
            there = "does not have it" if count > 0 else "still has it"
            raise ValueError(f"The edge {graph.edge(x, y)} is {word}, but the graph {there}.")
        legal.append(Update("insert" if count > 0 else "delete", x, y))
    return legal


class GraphDiff:
    """*graph* as it was before *updates*; each call of :meth:`advance` applies one of them."""

    def __init__(self, graph: Graph, updates: Iterable[Update]) -> None:
        self._graph = graph
        # by vertex, the neighbors to hide (their edge is still to come) and to show (to go)
        self._ahead: dict[int, tuple[dict[int, None], dict[int, None]]] = {}
        self._behind: dict[int, tuple[dict[int, None], dict[int, None]]] = {}
        for kind, x, y in updates:
            deleted = kind == "delete"
            self._ahead.setdefault(x, ({}, {}))[deleted][y] = None
            self._behind.setdefault(y, ({}, {}))[deleted][x] = None

    def advance(self, update: Update) -> None:
        """Show the graph with *update* applied."""
        kind, x, y = update
        deleted = kind == "delete"
        del self._ahead[x][deleted][y]
        del self._behind[y][deleted][x]

    def successors(self, v: int) -> Sequence[int]:
        """Return the successors that *v* had."""
        return _undone(self._graph.successors(v), self._ahead.get(v))

    def predecessors(self, v: int) -> Sequence[int]:
        """Return the predecessors that *v* had."""
        return _undone(self._graph.predecessors(v), self._behind.get(v))

    def vertices(self) -> Sequence[int]:
        """Return the vertices; those to come are there already, without edges."""
        return self._graph.vertices()


def _undone(
    now: Sequence[int], changes: tuple[dict[int, None], dict[int, None]] | None
) -> Sequence[int]:
    if changes is None:
        return now
    hidden, added = changes
    return [*(v for v in now if v not in hidden), *added]


def apply_updates(
    tree: DominatorTree, updates: Sequence[Update], rule: RebuildRule | None = LLVM_RULE
) -> list[Effect]:
    """Bring *tree* up to date with *updates*, which its graph has seen; return what each did.

    One update goes the direct way, past the rule. Applying stops at the first that rebuilds the
    tree, since a rebuild takes the graph as it is now. (LLVM: ``applyUpdates``.)
    """
    legal = legalize(updates, tree.graph)
    tree.counts.legalized += len(updates)
    if len(legal) > 1 and rule is not None and rule.rebuilds(len(legal), len(tree)):
        return [tree.recalculate()]
    if len(legal) == 1:
        return [apply_update(tree, legal[0])]
    effects: list[Effect] = []
    pending = GraphDiff(tree.graph, legal)
    for update in legal:
        pending.advance(update)
        effects.append(apply_update(tree, update, pending))
        if effects[-1] is Effect.REBUILT:
            break
    return effects


def apply_update(tree: DominatorTree, update: Update, flow: Flow | None = None) -> Effect:
    """Bring *tree* up to date with one update, which its graph, or *flow*, has seen."""
    apply = insert_edge if update.kind == "insert" else delete_edge
    return apply(tree, update.x, update.y, flow)

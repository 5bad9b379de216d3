"""The view that edits a graph: which vertices an update visited, which moved, and a rebuild's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from labs.dominators.batch import Update, apply_update
from labs.dominators.counts import OperationCounts
from labs.dominators.graph import Graph
from labs.dominators.layout import layered
from labs.dominators.picture import (
    ROW,
    SMALL,
    Box,
    Marks,
    draw_flow,
    draw_tree,
    in_words,
    listing,
    name,
    tree_height,
)
from labs.dominators.roots import EXIT
from labs.dominators.tree import DominatorTree, Effect
from labs.kernel.charts import BAR, Bar, bars
from labs.kernel.drawing import GAP, PANEL, Drawing, Touch, panel, render_panels
from labs.kernel.formatting import grouped
from labs.kernel.model import Number
from labs.kernel.trees import Layout

TALL = 220.0
"""Height of the picture of a large tree, which has no text and may shrink."""


@dataclass(frozen=True)
class Outcome:
    """What one edit did to the tree, and what building the tree anew would have done."""

    update: Update
    effect: Effect
    visited: Sequence[int]
    moved: Mapping[int, int | None]
    """Vertices that have another immediate dominator now, or have joined or left the tree, with
    the immediate dominator that they had."""
    cost: OperationCounts
    rebuild: OperationCounts


class EditView:
    """A graph, its tree, and edits applied to both one by one; picture k is after k edits."""

    def __init__(self, graph: Graph, updates: Sequence[Update], post: bool) -> None:
        self._graph = graph
        self._updates = updates
        self._post = post
        self._layout = _layout(graph, updates) if len(graph) <= SMALL else None
        self._kept: tuple[int, Graph, DominatorTree, Outcome | None] | None = None
        self._outcomes: list[Outcome] = []
        copy = graph.copy()
        tree = DominatorTree(copy, post)
        depths = [max(tree.level.values())]
        for update in updates:
            self._outcomes.append(_outcome(tree, update))
            depths.append(max(tree.level.values()))
        self._rows = max(depths) + 1

    def steps(self) -> int:
        """Return the number of pictures."""
        return len(self._updates) + 1

    def values(self) -> dict[str, Number]:
        """Return what all edits cost together, and what as many rebuilds would have."""
        outcomes = self._outcomes
        cost = sum(outcome.cost.total for outcome in outcomes)
        rebuild = sum(outcome.rebuild.total for outcome in outcomes)
        values: dict[str, Number] = {
            "vertices": len(self._graph),
            "edits": len(outcomes),
            "visited": sum(len(outcome.visited) for outcome in outcomes),
            "moved": sum(len(outcome.moved) for outcome in outcomes),
            "operations": cost,
            "rebuild visited": sum(outcome.rebuild.visited for outcome in outcomes),
            "rebuild operations": rebuild,
        }
        if cost:
            values["rebuild costs times as much"] = rebuild / cost
        return values

    def headline(self, step: int) -> str:
        """Return what the last of *step* edits did."""
        graph, _, outcome = self._after(step)
        return self._sentence(graph, outcome)

    def draw(self, step: int) -> str:
        """Draw graph and tree after *step* edits, with what the last of them touched."""
        graph, tree, outcome = self._after(step)
        panels: list[Drawing] = []
        marks = self._marks(outcome)
        if self._layout is None:
            width = 2 * PANEL + GAP
            large = panel(width, TALL + 8)
            draw_tree(large, tree, Box(6, 4, width - 12, TALL), marks)
            panels.append(large)
        else:
            height = max(self._layout.rows, self._rows) * ROW
            flow, small = panel(PANEL, height + 24), panel(PANEL, height + 24)
            flow.text(4, 12, "control-flow graph", "fig-note")
            box = Box(4, 24, PANEL - 8, self._layout.rows * ROW)
            draw_flow(flow, graph, box, self._flow_marks(graph, step, outcome), self._layout)
            kind = "post-dominator tree" if self._post else "dominator tree"
            small.text(4, 12, kind, "fig-note")
            draw_tree(small, tree, Box(4, 24, PANEL - 8, tree_height(tree)), marks)
            panels += [flow, small]
        panels.append(self._costs(outcome))
        return render_panels("dominators-edit", self.headline(step), self.describe(step), panels)

    def describe(self, step: int) -> str:
        """Say what the last of *step* edits did, and what the tree is now."""
        graph, tree, outcome = self._after(step)
        text = self._sentence(graph, outcome)
        if outcome:
            text += (
                f" Visited: {listing(name(graph, v) for v in outcome.visited)}."
                f" Moved: {listing(name(graph, v) for v in outcome.moved)}."
                f" The update took {grouped(outcome.cost.total)} operations;"
                f" a rebuild would have visited {grouped(outcome.rebuild.visited)} vertices and"
                f" taken {grouped(outcome.rebuild.total)} operations."
            )
        kind = "post-dominator" if self._post else "dominator"
        if len(tree) <= SMALL:
            text += f" The {kind} tree: {in_words(graph, tree)}."
        else:
            text += f" The {kind} tree has {grouped(len(tree))} vertices."
        return text

    def _after(self, step: int) -> tuple[Graph, DominatorTree, Outcome | None]:
        """Return graph and tree after *step* edits, and what the last one did.

        The last answer is kept: a picture and its words ask for the same one.
        """
        if self._kept and self._kept[0] == step:
            return self._kept[1:]
        graph = self._graph.copy()
        tree = DominatorTree(graph, self._post)
        for update in self._updates[:step]:
            update.change(graph)
            apply_update(tree, update)
        self._kept = step, graph, tree, self._outcomes[step - 1] if step else None
        return self._kept[1:]

    def _sentence(self, graph: Graph, outcome: Outcome | None) -> str:
        if outcome is None:
            many = len(self._updates)
            if not many:
                return "No edits yet: each is a line, “+ A -> B” or “- A -> B”."
            return f"Before the first of {many} edit{'s' if many != 1 else ''}."
        verb = "Insert" if outcome.update.kind == "insert" else "Delete"
        edge = graph.edge(outcome.update.x, outcome.update.y)
        return (
            f"{verb} {edge}: {outcome.effect.value};"
            f" {grouped(len(outcome.visited))} visited, {grouped(len(outcome.moved))} moved."
        )

    @staticmethod
    def _marks(outcome: Outcome | None) -> Marks:
        """Return what stands out in the tree: visited and moved vertices, and their old links."""
        if outcome is None:
            return Marks(key="tree-")
        visited = dict.fromkeys(outcome.visited, "fig-box fig-area-2")
        links = ((parent, v) for v, parent in outcome.moved.items() if parent is not None)
        return Marks(
            visited | dict.fromkeys(outcome.moved, "fig-box-accent"),
            ghosts=frozenset(links),
            key="tree-",
        )

    def _flow_marks(self, graph: Graph, step: int, outcome: Outcome | None) -> Marks:
        """Return what stands out in the graph, and how it is edited: each edit becomes a line."""
        lines = [
            f"{'+' if update.kind == 'insert' else '-'} {graph.names[update.x]} ->"
            f" {graph.names[update.y]}"
            for update in self._updates[:step]
        ]

        def typed(line: str) -> str:
            return "\n".join([*lines, line])

        def name_of(v: int) -> str:
            return graph.names[v]

        edges, ghosts = {}, frozenset[tuple[int, int]]()
        cuts = {
            (x, y): Touch(
                parameter="edits",
                label=f"Cut the edge {graph.edge(x, y)}",
                press=typed(f"- {name_of(x)} -> {name_of(y)}"),
            )
            for x, y in graph.edges()
        }
        if outcome:
            edge = outcome.update.x, outcome.update.y
            if outcome.update.kind == "insert":
                edges[edge] = "fig-line-accent"
            else:
                ghosts = frozenset({edge})
                cuts[edge] = Touch(
                    parameter="edits",
                    label=f"Restore the edge {graph.edge(*edge)}",
                    press=typed(f"+ {name_of(edge[0])} -> {name_of(edge[1])}"),
                )
        ends = {
            v: Touch(
                parameter="edits",
                label=f"Draw an edge from {name_of(v)}",
                drag=typed(f"+ {name_of(v)} -> {{}}"),
                drop=name_of(v),
            )
            for v in graph.vertices()
        }
        return Marks(
            self._marks(outcome).vertices,
            edges,
            ghosts=ghosts,
            touch_vertices=ends,
            touch_edges=cuts,
        )

    @staticmethod
    def _costs(outcome: Outcome | None) -> Drawing:
        """Draw the cost of the update as a bar, and a rebuild's below it."""
        drawing = panel(PANEL, 2 * BAR + 24)
        if outcome:
            drawing.text(4, 12, "operations", "fig-note")
            rows = [
                Bar("this update", outcome.cost.total, "fig-box-accent"),
                Bar("a rebuild", outcome.rebuild.total),
            ]
            bars(drawing, rows, left=4, top=20, width=PANEL - 8)
        return drawing


def _layout(graph: Graph, updates: Sequence[Update]) -> Layout:
    """Return places for the vertices that suit all edges there ever are."""
    whole = graph.copy()
    for update in updates:
        if not whole.has(update.x, update.y):
            whole.insert(update.x, update.y)
    return layered(whole)


def _outcome(tree: DominatorTree, update: Update) -> Outcome:
    """Follow *update* and say what it did."""
    before, earlier = tree.idom.copy(), tree.counts.copy()
    touched: list[int] = []
    tree.touched = touched
    update.change(tree.graph)
    effect = apply_update(tree, update)
    changed = {**before, **tree.idom}
    return Outcome(
        update,
        effect,
        visited=list(dict.fromkeys(touched)),
        moved={v: before.get(v) for v in changed if before.get(v) != tree.idom.get(v)},
        cost=tree.counts - earlier,
        rebuild=DominatorTree(tree.graph, tree.post).counts,
    )


def exit_graph(graph: Graph) -> Graph:
    """Return *graph* reversed, with the virtual exit as a vertex and entry of its own."""
    twin = Graph(len(graph.names))
    twin.names = list(graph.names)
    twin.entry = twin.add(name(graph, EXIT))
    for root in DominatorTree(graph, post=True).roots:
        twin.insert(twin.entry, root)
    for x in graph.vertices():
        for p in graph.predecessors(x):
            twin.insert(x, p)
    return twin

"""The view that edits a graph: which vertices an update visited, which moved, and a rebuild's."""

from collections.abc import Sequence
from dataclasses import dataclass

from labs.dominators.batch import Update, follow
from labs.dominators.counts import Counts
from labs.dominators.graph import Graph
from labs.dominators.layout import Layout, layered
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
from labs.kernel.drawing import WIDTH, Drawing
from labs.kernel.formatting import grouped
from labs.kernel.result import Number

TALL = 300.0
"""Height of the picture of a large tree."""


@dataclass(frozen=True)
class Outcome:
    """What one edit did to the tree, and what building the tree anew would have done."""

    update: Update
    effect: Effect
    visited: Sequence[int]
    moved: Sequence[int]
    """Vertices that have another immediate dominator now, or have joined or left the tree."""
    cost: Counts
    rebuild: Counts


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

    def draw(self, step: int) -> str:
        """Draw graph and tree after *step* edits, with what the last of them touched."""
        graph, tree, outcome = self._after(step)
        words = self._sentence(graph, outcome)
        height = TALL if self._layout is None else max(self._layout.rows, self._rows) * ROW
        drawing = Drawing("dominators-edit", words, self.describe(step), height=height + 116)
        top = drawing.paragraph(4, 13, words, WIDTH - 8, "fig-label")
        marks = self._marks(outcome)
        half = WIDTH / 2
        if self._layout is not None:
            box = Box(4, top, half - 18, self._layout.rows * ROW)
            edges = {}
            if outcome and outcome.update.kind == "insert":
                edges[outcome.update.x, outcome.update.y] = "fig-line-accent"
            draw_flow(drawing, graph, box, Marks(marks.vertices, edges), self._layout)
            box = Box(half + 4, top, half - 8, tree_height(tree))
            draw_tree(drawing, tree, box, marks)
        else:
            draw_tree(drawing, tree, Box(6, top, WIDTH - 12, TALL), marks)
        if outcome:
            self._bars(drawing, height + 66, outcome)
        return drawing.render()

    def describe(self, step: int) -> str:
        """Say what the last of *step* edits did, and what the tree is now."""
        graph, tree, outcome = self._after(step)
        words = self._sentence(graph, outcome)
        if outcome:
            words += (
                f" Visited: {listing(name(graph, v) for v in outcome.visited)}."
                f" Moved: {listing(name(graph, v) for v in outcome.moved)}."
                f" The update took {grouped(outcome.cost.total)} operations;"
                f" a rebuild would have visited {grouped(outcome.rebuild.visited)} vertices and"
                f" taken {grouped(outcome.rebuild.total)} operations."
            )
        kind = "post-dominator" if self._post else "dominator"
        if len(tree) <= SMALL:
            words += f" The {kind} tree: {in_words(graph, tree)}."
        else:
            words += f" The {kind} tree has {grouped(len(tree))} vertices."
        return words

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
            follow(tree, update)
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
        if outcome is None:
            return Marks()
        visited = dict.fromkeys(outcome.visited, "fig-box fig-area-2")
        return Marks(visited | dict.fromkeys(outcome.moved, "fig-box-accent"))

    @staticmethod
    def _bars(drawing: Drawing, y: float, outcome: Outcome) -> None:
        """Draw the cost of the update as a bar, and a rebuild's below it."""
        left, right = 78.0, WIDTH - 44.0
        costs = outcome.cost.total, outcome.rebuild.total
        most = max(*costs, 1)
        drawing.text(left, y - 8, "operations", "fig-note")
        for row, (label, cost) in enumerate(zip(("this update", "a rebuild"), costs, strict=True)):
            middle = y + 6 + row * 18
            width = (right - left) * cost / most
            drawing.text(left - 6, middle + 4, label, "fig-note", "end")
            css = "fig-box" if row else "fig-box-accent"
            drawing.rect(left, middle - 6, max(width, 1), 12, css)
            drawing.text(left + width + 5, middle + 4, grouped(cost), "fig-note")


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
    effect = follow(tree, update)
    changed = {**before, **tree.idom}
    return Outcome(
        update,
        effect,
        visited=list(dict.fromkeys(touched)),
        moved=[v for v in changed if before.get(v) != tree.idom.get(v)],
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

"""The view that follows Semi-NCA step by step: the graph, and the table the algorithm fills."""

from collections.abc import Iterator

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
    name,
    tree_height,
)
from labs.dominators.trace import State, Step, Trace
from labs.dominators.tree import DominatorTree
from labs.kernel.drawing import NOTE, PANEL, Drawing, advance, panel, render_panels
from labs.kernel.formatting import grouped
from labs.kernel.model import Number

LINE = 17.0
"""From one row of the table to the next."""
COLUMN = 43.0
COLUMNS = ("no.", "parent", "semi", "link", "label", "idom")
"""After the vertex's name, all DFS numbers; :data:`LEGEND` explains link and label."""
LEGEND = "link: up the path; label: the least semi on it"


class StepView:
    """All steps of Semi-NCA on one graph, given in the direction of the search."""

    def __init__(self, graph: Graph) -> None:
        if len(graph) > SMALL:
            raise ValueError(
                f"Step by step shows at most {SMALL} vertices, so that names and edges stay apart;"
                f" this graph has {grouped(len(graph))}. The view that edits edges takes it."
            )
        self.graph = graph
        self.trace = Trace(graph.entry, graph.successors)
        self.tree = DominatorTree(graph)
        self._layout = layered(graph)

    def steps(self) -> int:
        """Return the number of pictures."""
        return len(self.trace)

    def values(self) -> dict[str, Number]:
        """Return what the run cost, in operations of the algorithm that is not watched."""
        counts = self.tree.counts
        return {
            "vertices": len(self.graph),
            "edges": len(self.graph.edges()),
            "reached": len(self.tree),
            "steps": len(self.trace),
            "visited": counts.visited,
            "scanned": counts.scanned,
            "evaluated": counts.evaluated,
            "climbed": counts.climbed,
            "operations": counts.total,
        }

    def headline(self, step: int) -> str:
        """Return what the step does."""
        return self._sentence(self.trace.steps[step], self.trace.state(step))

    def draw(self, step: int) -> str:
        """Draw the graph with its search, and the table or, at the end, the tree."""
        now, state = self.trace.steps[step], self.trace.state(step)
        body = max(
            self._layout.rows * ROW, (len(self.tree) + 1) * LINE + 30, tree_height(self.tree)
        )
        graph, beside = panel(PANEL, body + 44), panel(PANEL, body + 44)
        box = Box(4, 0, PANEL - 8, self._layout.rows * ROW)
        draw_flow(graph, self.graph, box, self._marks(now, state), self._layout)
        graph.text(4, body + 38, "bold: the depth-first tree, with DFS numbers", "fig-note")
        if now.kind == "done":
            draw_tree(beside, self.tree, Box(4, 0, PANEL - 8, tree_height(self.tree)))
        else:
            self._table(beside, 14, now, state)
            beside.text(4, body + 20, LEGEND, "fig-note")
        self._phases(beside, body + 38, now)
        return render_panels(
            "dominators-steps", self.headline(step), self.describe(step), [graph, beside]
        )

    def describe(self, step: int) -> str:
        """Say what the step does and what is known after it."""
        now, state = self.trace.steps[step], self.trace.state(step)
        rows = [
            f"{self._name(state, w)} has number {w}" + "".join(self._known(state, w))
            for w in range(len(state.vertices))
        ]
        tree = ""
        if now.kind == "done":
            tree = f" The dominator tree is: {in_words(self.graph, self.tree)}."
        return (
            f"Step {step + 1} of {len(self.trace)}. {self._sentence(now, state)}"
            f" Known so far, all in DFS numbers: {'; '.join(rows)}.{tree}"
        )

    def _name(self, state: State, w: int) -> str:
        return name(self.graph, state.vertices[w])

    def _known(self, state: State, w: int) -> Iterator[str]:
        if w:
            yield f", parent {state.parent[w]}"
        if w in state.semi:
            yield f", semidominator {state.semi[w]}, link to {state.ancestor[w]}"
            yield f", label {state.label[w]}"
        if w in state.idom:
            yield f", immediate dominator {state.idom[w]}"

    def _sentence(self, now: Step, state: State) -> str:
        def called(w: int) -> str:
            return f"{self._name(state, w)} ({w})"

        match now.kind:
            case "visit" if not now.w:
                return f"Search: start at {self._name(state, 0)}, number 0."
            case "visit":
                return f"Search: visit {self._name(state, now.w)} from {called(now.value)}."
            case "known":
                return f"Semidominator of {called(now.w)}: predecessor {called(now.v)} is smaller."
            case "walk":
                path = ", ".join(str(v) for v in now.path)
                compress = "; the path is compressed" if len(now.path) > 1 else ""
                return (
                    f"Semidominator of {called(now.w)}: from {called(now.v)} walk {path}:"
                    f" the smallest label is {now.value}{compress}."
                )
            case "semi":
                return (
                    f"The semidominator of {called(now.w)} is {now.value}; link it to its parent."
                )
            case "climb":
                return (
                    f"idom of {called(now.w)}: {now.v} is above semi {state.semi[now.w]},"
                    f" climb to {now.value}."
                )
            case "idom":
                return f"The immediate dominator of {called(now.w)} is {called(now.value)}."
            case "done":
                return f"Done: {len(state.vertices)} vertices have their immediate dominator."

    @staticmethod
    def _phases(drawing: Drawing, y: float, now: Step) -> None:
        """Write the names of the three passes at height *y*, the current one in bold."""
        names = {"search": "1 search", "semi": "2 semidominators", "idom": "3 common ancestors"}
        x = 0.0
        for phase, name_of_phase in names.items():
            css = "fig-note fig-strong" if phase == now.phase else "fig-note"
            drawing.text(x, y, name_of_phase, css)
            x += advance(name_of_phase, NOTE) + 10

    def _marks(self, now: Step, state: State) -> Marks:
        number = {v: w for w, v in enumerate(state.vertices)}
        vertices: dict[int, str] = {}
        for w in now.path:
            vertices[state.vertices[w]] = "fig-box fig-area-2"
        if now.kind in {"known", "climb"}:
            vertices[state.vertices[now.v]] = "fig-box fig-area-2"
        if now.kind != "done":
            vertices[state.vertices[now.w]] = "fig-box-accent"
        edges = {}
        for w in range(1, len(state.vertices)):
            current = w == now.w and now.kind == "visit"
            edge = state.vertices[state.parent[w]], state.vertices[w]
            edges[edge] = "fig-line-accent" if current else "fig-line-strong"
        if now.kind in {"known", "walk"}:
            edges[state.vertices[now.v], state.vertices[now.w]] = "fig-line-accent"
        notes = {v: str(w) for v, w in number.items()}
        return Marks(vertices, edges, notes)

    def _table(self, drawing: Drawing, top: float, now: Step, state: State) -> None:
        """Write one row for each vertex visited, the current one framed."""
        left, right = 4.0, PANEL - 4.0
        ends = [right - COLUMN * back for back in range(len(COLUMNS) - 1, -1, -1)]
        for end, heading in zip(ends, COLUMNS, strict=True):
            drawing.text(end, top, heading, "fig-note", "end")
        for w in range(len(state.vertices)):
            y = top + LINE * (w + 1)
            if w in now.path:
                drawing.rect(left - 4, y - 11, right - left + 8, LINE, "fig-area-2", 2)
            if w == now.w and now.kind != "done":
                drawing.rect(left - 4, y - 11, right - left + 8, LINE, "fig-box-accent", 2)
            drawing.text(left, y, self._name(state, w)[:6], "fig-note")
            cells = (
                str(w),
                str(state.parent[w]) if w else "",
                *(str(table.get(w, "")) for table in (state.semi, state.ancestor, state.label)),
                str(state.idom.get(w, "")),
            )
            for end, cell in zip(ends, cells, strict=True):
                drawing.text(end, y, cell, "fig-note", "end")

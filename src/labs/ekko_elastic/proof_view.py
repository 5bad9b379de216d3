"""The view of branch and price: a tree whose lowest bound rises until it meets the packing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from labs.ekko_elastic.branch import Node, Solution, solve
from labs.ekko_elastic.pack_view import WORK
from labs.ekko_elastic.picture import percent
from labs.ekko_elastic.problem import Problem, cost
from labs.kernel.charts import Axis, Chart, Series
from labs.kernel.drawing import NOTE, PANEL, Drawing, advance, panel, render_panels
from labs.kernel.formatting import fixed, grouped, in_words
from labs.kernel.model import Number

ROW = 52.0
MOST_NODES = 25


@dataclass(frozen=True)
class ProofView:
    """The tree of *problem* with at most *effort* nodes; picture k is after k + 1 of them."""

    problem: Problem
    effort: int

    @cached_property
    def solution(self) -> Solution:
        """Return the run of the solver."""
        return solve(self.problem, self.effort, WORK)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Return the nodes in the order in which they were looked at."""
        return self.solution.nodes

    @cached_property
    def places(self) -> dict[int, tuple[float, int]]:
        """Return column and row of every node: leaves side by side, parents in the middle."""
        places: dict[int, tuple[float, int]] = {}
        leaves = 0

        def put(number: int, depth: int) -> float:
            nonlocal leaves
            children = self.nodes[number].children
            if children:
                middle = sum(put(child, depth + 1) for child in children) / len(children)
            else:
                middle, leaves = float(leaves), leaves + 1
            places[number] = middle, depth
            return middle

        put(0, 0)
        return places

    def steps(self) -> int:
        """Return the number of pictures: one for each node, up to 25."""
        return min(len(self.nodes), MOST_NODES)

    def values(self) -> Mapping[str, Number]:
        """Return nodes, floors and the cost."""
        solution = self.solution
        return {
            "nodes": len(self.nodes),
            "floor at the root": self.nodes[0].bound,
            "floor": solution.certificate.floor,
            "cost": cost(solution.certificate.machines),
            "proved": "yes" if solution.proved else "no",
            "pivots": solution.pivots,
            "patterns written down": solution.patterns,
        }

    def headline(self, step: int) -> str:
        """Return floor and cost after so many nodes."""
        certificate, last = self.solution.certificate, step == self.steps() - 1
        node = self.nodes[-1] if last else self.nodes[step]
        floor = certificate.floor if last else node.floor
        price = cost(certificate.machines) if last else node.cost
        if not last:
            return (
                f"After {in_words(step + 1)} node{'s' * (step > 0)} the answer is between"
                f" {grouped(floor)} and {grouped(price)}."
            )
        count = f"{in_words(len(self.nodes)).capitalize()} node{'s' * (len(self.nodes) > 1)}"
        if self.solution.proved:
            verb = "prove" if len(self.nodes) > 1 else "proves"
            return f"{count} {verb} that nothing costs less than {grouped(price)}."
        stuck = any(node.exhausted and node.bound == floor for node in self.nodes)
        why = " All numbers of machines are whole, so there is nothing to split." if stuck else ""
        return (
            f"{count} leave{'s' * (len(self.nodes) == 1)} a gap of"
            f" {percent((price - floor) / floor)} between {grouped(floor)} and"
            f" {grouped(price)}.{why}"
        )

    def draw(self, step: int) -> str:
        """Draw the tree so far, and how floor and cost have closed."""
        return render_panels(
            "ekko-elastic-proof",
            self.headline(step),
            self.describe(step),
            [self._tree(step), self._closing(step)],
        )

    def describe(self, step: int) -> str:
        """Return every node in words, with floor and cost."""
        parts = [f"{self._label(node)}: {self._outcome(node)}" for node in self._shown(step)]
        certificate = self.solution.certificate
        node = self.nodes[step]
        last = step == self.steps() - 1
        floor = certificate.floor if last else node.floor
        price = cost(certificate.machines) if last else node.cost
        more = len(self.nodes) - self.steps() if last else 0
        return (
            f"A tree of {len(self._shown(step))} nodes. {'. '.join(parts)}. Floor"
            f" {grouped(floor)}, packing {grouped(price)}."
            + (f" {more} more nodes are not drawn." if more else "")
        )

    def _shown(self, step: int) -> tuple[Node, ...]:
        return self.nodes[: step + 1]

    def _label(self, node: Node) -> str:
        """Return the condition of a node's branch: "large ≤ 3"."""
        if node.parent is None:
            return "all packings"
        parent = self.nodes[node.parent]
        assert parent.split is not None
        kind, number = parent.split
        name = self.problem.types[kind].name
        return f"{name} ≤ {number}" if node.number == parent.children[0] else f"{name} > {number}"

    def _outcome(self, node: Node) -> str:
        price = cost(self.solution.certificate.machines)
        asks = ", ".join(
            f"{fixed(number / den)} {machine.name}"
            for (number, den), machine in zip(node.machines, self.problem.types, strict=False)
            if number
        )
        says = f"at least {grouped(node.bound)}" + (f", with {asks}" if asks else "")
        if node.bound >= price:
            return says + ", closed"
        return says + (", whole numbers" if node.exhausted else "")

    def _tree(self, step: int) -> Drawing:
        shown = self._shown(step)
        deepest = max(depth for _, depth in self.places.values())
        columns = max(column for column, _ in self.places.values())
        label = max(advance(self._label(node), NOTE) for node in self.nodes)
        width = min(2 * PANEL, max(PANEL, (columns + 1) * (label + 6)))
        drawing = panel(width, (deepest + 1) * ROW + 8)

        def at(number: int) -> tuple[float, float]:
            column, depth = self.places[number]
            room = width - label - 4
            return (label + 4) / 2 + room * (column / columns if columns else 0.5), depth * ROW + 34

        for node in shown:
            if node.parent is not None:
                (x, y), (px, py) = at(node.number), at(node.parent)
                drawing.line(px, py + 10, x, y - 26, "fig-line-faint")
        price = cost(self.solution.certificate.machines)
        for node in shown:
            x, y = at(node.number)
            text = grouped(node.bound)
            half = advance(text, 13) / 2 + 6
            css = "fig-box" if node.bound >= price else "fig-box-accent"
            drawing.text(x, y - 14, self._label(node), "fig-note fig-halo", "middle")
            drawing.rect(x - half, y - 10, 2 * half, 20, css)
            drawing.text(x, y + 4, text, "fig-label", "middle")
        return drawing

    def _closing(self, step: int) -> Drawing:
        nodes = self._shown(step)
        series = [
            Series(
                "packing", [(n.number + 1, n.cost) for n in nodes], "fig-line-strong", "step", 2
            ),
            Series("floor", [(n.number + 1, n.floor) for n in nodes], "fig-line-accent", "step", 2),
        ]
        low, high = self.nodes[0].floor, self.nodes[0].cost
        room = max(1, (high - low) // 4)
        x = Axis(low=1, high=max(2, len(self.nodes)), title="nodes")
        y = Axis(low=low - room, high=high + room, title="price")
        chart = Chart.panel(x, y, ["packing"], plot=110)
        chart.axes()
        chart.draw(series)
        return chart.drawing

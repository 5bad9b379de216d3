"""The view of branch and price: a tree whose lowest bound rises until it meets the packing."""

from collections.abc import Mapping
from dataclasses import dataclass

from labs.ekko_elastic.branch import Node
from labs.ekko_elastic.picture import Solved, draw_closing, percent
from labs.kernel.drawing import NOTE, PANEL, Drawing, advance, panel
from labs.kernel.formatting import cut, fixed, grouped, in_words, many
from labs.kernel.model import PLACES, Number
from labs.kernel.trees import tidy

ROW, MOST_NODES = 52.0, 25


@dataclass(frozen=True)
class ProofView(Solved):
    """The tree of *problem* with at most *effort* nodes; picture k is after k + 1 of them."""

    name = "ekko-elastic-proof"

    def steps(self) -> int:
        """Return the number of pictures: one for each node, up to 25."""
        return min(len(self.solution.nodes), MOST_NODES)

    def values(self) -> Mapping[str, Number]:
        """Return nodes, floors and the cost."""
        solution = self.solution
        return {
            "nodes": len(solution.nodes),
            "floor at the root": solution.nodes[0].bound,
            "floor": self.floor,
            "cost": self.price,
            "proved": "yes" if solution.proved else "no",
            "pivots": solution.master.simplex.pivots,
            "patterns written down": len(solution.master.pool),
        }

    def headline(self, step: int = 0) -> str:
        """Return floor and cost after so many nodes."""
        floor, price = self._bounds(step)
        if step < self.steps() - 1:
            nodes = many(step + 1, "node", in_words(step + 1))
            return f"After {nodes} the answer is between {grouped(floor)} and {grouped(price)}."
        count = len(self.solution.nodes)
        nodes = f"{in_words(count).capitalize()} {'nodes' if count > 1 else 'node'}"
        ending = "" if count > 1 else "s"
        if self.solution.proved:
            return f"{nodes} prove{ending} that nothing costs less than {grouped(price)}."
        stuck = any(node.exhausted and node.bound == floor for node in self.solution.nodes)
        why = " All numbers of machines are whole, so there is nothing to split." if stuck else ""
        gap = f"{grouped(percent((price - floor) / floor), PLACES)} %"
        between = f"between {grouped(floor)} and {grouped(price)}"
        return f"{nodes} leave{ending} a gap of {gap} {between}.{why}"

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the tree so far, and how floor and cost have closed."""
        nodes = self.solution.nodes[: step + 1]
        costs = [(node.number + 1, node.cost) for node in nodes]
        floors = [(node.number + 1, node.floor) for node in nodes]
        closing = draw_closing("nodes", "packing", costs, floors, max(2, len(self.solution.nodes)))
        return [self._tree(step), closing.drawing]

    def describe(self, step: int = 0) -> str:
        """Return every node in words, with floor and cost."""
        nodes = self.solution.nodes[: step + 1]
        parts = ". ".join(f"{self._label(node)}: {self._outcome(node)}" for node in nodes)
        floor, price = map(grouped, self._bounds(step))
        more = len(self.solution.nodes) - self.steps() if step == self.steps() - 1 else 0
        rest = f" {more} more nodes are not drawn." if more else ""
        return f"A tree of {len(nodes)} nodes. {parts}. Floor {floor}, packing {price}.{rest}"

    def _bounds(self, step: int) -> tuple[int, int]:
        """Return floor and cost at picture *step*; at the last one, those of the whole run."""
        if step == self.steps() - 1:
            return self.floor, self.price
        return self.solution.nodes[step].floor, self.solution.nodes[step].cost

    def _label(self, node: Node) -> str:
        """Return the condition of a node's branch: "large ≤ 3"."""
        parent = node if node.parent is None else self.solution.nodes[node.parent]
        if parent is node or parent.split is None:
            return "all"
        kind, number = parent.split
        sign = "≤" if node.number == parent.children[0] else ">"
        return f"{cut(self.problem.types[kind].name, 12)} {sign} {number}"

    def _outcome(self, node: Node) -> str:
        pairs = zip(node.machines, self.problem.types, strict=False)  # none, if effort ended
        asks = ", ".join(f"{fixed(n / den)} {kind.name}" for (n, den), kind in pairs if n)
        says = f"at least {grouped(node.bound)}" + (f", with {asks}" if asks else "")
        closed = node.bound >= self.price
        return says + (", closed" if closed else ", whole numbers" if node.exhausted else "")

    def _tree(self, step: int) -> Drawing:
        """Draw the nodes up to *step*, each with its branch above it and its bound in a box."""
        tree = tidy(0, {node.number: node.children for node in self.solution.nodes})
        label = max(advance(self._label(node), NOTE) for node in self.solution.nodes) + 6
        leaves = sum(not node.children for node in self.solution.nodes)
        width = min(2 * PANEL, max(PANEL, leaves * label))
        height = tree.rows * ROW
        drawing = panel(width, height + 8)
        at = {v: (x * width, y * height + 8) for v, (x, y) in tree.places.items()}
        for node in self.solution.nodes[: step + 1]:
            x, y = at[node.number]
            if node.parent is not None:
                px, py = at[node.parent]
                drawing.line(px, py + 10, x, y - 26, "fig-line-faint")
            text = grouped(node.bound)
            half = advance(text, 13) / 2 + 6
            css = "fig-box" if node.bound >= self.price else "fig-box-accent"
            drawing.text(x, y - 14, self._label(node), "fig-note fig-halo", "middle")
            drawing.rect(x - half, y - 10, 2 * half, 20, css)
            drawing.text(x, y + 4, text, "fig-label", "middle")
        return drawing

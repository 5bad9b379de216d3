"""The view of worst cases: three algorithms on a family of graphs, operations against size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log2

from labs.dominators.counts import OperationCounts
from labs.dominators.families import FAMILIES
from labs.dominators.iterative import iterate
from labs.dominators.lengauer_tarjan import lengauer_tarjan
from labs.dominators.search import blank, depth_first
from labs.dominators.semi_nca import semi_nca
from labs.kernel.charts import Axis, Chart, Series
from labs.kernel.drawing import render_panels
from labs.kernel.formatting import fixed, grouped, rounded
from labs.kernel.model import Number

SMALLEST = 4
ALGORITHMS = {
    "Semi-NCA": "fig-line-accent",
    "Lengauer–Tarjan": "fig-line-strong",
    "iterative": "fig-line",
}


@lru_cache(maxsize=512)
def operations(family: str, k: int) -> Mapping[str, int]:
    """Return what each algorithm needs on the graph of size *k*, the search included.

    Beside the algorithms' names it has the numbers of "vertices" and "edges".
    """
    graph = FAMILIES[family].build(k)
    costs = {"vertices": len(graph), "edges": len(graph.edges())}
    for name, algorithm in (("Semi-NCA", semi_nca), ("Lengauer–Tarjan", lengauer_tarjan)):
        counts = OperationCounts()
        algorithm(depth_first(graph.entry, graph.successors, blank(graph), counts), counts)
        costs[name] = counts.total
    counts = OperationCounts()
    iterate(graph, graph.entry, counts)
    return {**costs, "iterative": counts.total}


@dataclass(frozen=True)
class WorstView:
    """A family of graphs at sizes up to k = *asked*, or to what the family allows."""

    family: str
    asked: int

    @property
    def largest(self) -> int:
        """Return the largest k that is drawn."""
        return min(self.asked, FAMILIES[self.family].most)

    @cached_property
    def sizes(self) -> list[int]:
        """Return the sizes to draw: the largest, its half, and so on."""
        sizes = [self.largest]
        while sizes[-1] >= 2 * SMALLEST:
            sizes.append(sizes[-1] // 2)
        return sizes[::-1]

    @cached_property
    def costs(self) -> dict[str, list[int]]:
        """Return operations by algorithm, one for each size."""
        return {name: [operations(self.family, k)[name] for k in self.sizes] for name in ALGORITHMS}

    def growth(self, algorithm: str) -> float:
        """Return the exponent p at the largest sizes, where the cost grows as k to the p."""
        *_, before, last = zip(self.sizes, self.costs[algorithm], strict=True)
        return log2(last[1] / before[1]) / log2(last[0] / before[0])

    def values(self) -> dict[str, Number]:
        """Return sizes, costs and exponents at the largest k."""
        costs = operations(self.family, self.largest)
        values: dict[str, Number] = {"k": self.largest}
        values |= {name: costs[name] for name in ("vertices", "edges")}
        for name in ALGORITHMS:
            values[name] = self.costs[name][-1]
            values[f"{name} exponent"] = self.growth(name)
        return values

    def steps(self) -> int:
        """Return 1: there is one picture."""
        return 1

    def headline(self, step: int = 0) -> str:
        """Return by what factor each algorithm's cost grows when k doubles."""
        factors = [f"{name} {rounded(2 ** self.growth(name))}" for name in ALGORITHMS]
        return (
            f"{FAMILIES[self.family].title}: when k doubles to {grouped(self.largest)}, costs grow"
            f" by these factors: {', '.join(factors)}."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield every point of every line: algorithm, k, operations."""
        for name in ALGORITHMS:
            for k, cost in zip(self.sizes, self.costs[name], strict=True):
                yield name, k, cost

    def draw(self, step: int = 0) -> str:
        """Draw operations against k, a line for each algorithm."""
        series = [
            Series(name, list(zip(self.sizes, self.costs[name], strict=True)), css, dots=2)
            for name, css in ALGORITHMS.items()
        ]
        stops = f", up to {self.largest} here" if self.largest < self.asked else ""
        x = Axis(
            low=self.sizes[0],
            high=self.largest,
            kind="log",
            title=f"size k{stops}",
            ticks=tuple(self.sizes[::-2][::-1]),
        )
        costs = [cost for name in ALGORITHMS for cost in self.costs[name]]
        chart = Chart.panel(x, Axis.spanning(costs, "log", "operations"), ALGORITHMS)
        chart.axes()
        chart.draw(series)
        return render_panels(
            "dominators-worst", self.headline(step), self.describe(step), [chart.drawing]
        )

    def describe(self, step: int = 0) -> str:
        """Say the same in words."""
        family = FAMILIES[self.family]
        rows = [
            f"{name} takes {grouped(self.costs[name][0])} operations at k ="
            f" {grouped(self.sizes[0])} and {grouped(self.costs[name][-1])} at k ="
            f" {grouped(self.largest)}, growing as k to the power"
            f" {fixed(self.growth(name), 1)} at the end"
            for name in ALGORITHMS
        ]
        stops = (
            f" Sizes stop at k = {self.largest}: beyond, the iterative algorithm takes a million"
            " operations and more."
            if self.largest < self.asked
            else ""
        )
        return (
            f"The family {family.title}, hard for {family.hard_for}. Operations against the size"
            f" k, both axes logarithmic: {'; '.join(rows)}.{stops}"
        )

"""The view of column generation: prices of the classes, pivot by pivot, until nothing improves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from labs.ekko_elastic.branch import Solution, solve
from labs.ekko_elastic.certificate import count_patterns
from labs.ekko_elastic.columns import Floor, Master, Pivot
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.picture import draw_machines
from labs.ekko_elastic.picture import in_words as machines_in_words
from labs.ekko_elastic.problem import Machine, Problem, cost
from labs.ekko_elastic.simplex import Column
from labs.kernel.charts import Axis, Bar, Chart, Series, bars
from labs.kernel.drawing import PANEL, Drawing, panel, render_panels
from labs.kernel.formatting import fixed, grouped, in_words
from labs.kernel.model import Number

WORK = 300_000
MOST_SHOWN = 40
COUNTED = 20_000


@dataclass(frozen=True)
class PricesView:
    """Column generation on *problem*; picture k is before pivot k, the last after all of them."""

    problem: Problem

    @cached_property
    def master(self) -> Master:
        """Return the solved master, which has watched itself."""
        master = Master(self.problem, Budget(WORK), smooth=False)
        master.floor = Floor((0,) * len(self.problem.shards), 0, 1)
        for i in range(len(self.problem.shards)):
            master.begin_with(i)
        master.watched = []
        master.solve()
        return master

    @cached_property
    def pivots(self) -> list[Pivot]:
        """Return every pivot."""
        return self.master.watched or []

    @cached_property
    def moments(self) -> list[int]:
        """Return after how many pivots each picture is."""
        every = len(self.pivots)
        pictures = min(every, MOST_SHOWN)
        return [every * k // pictures for k in range(pictures + 1)] if pictures else [0]

    @cached_property
    def solution(self) -> Solution:
        """Return the cheapest packing in whole machines."""
        return solve(self.problem, 15, WORK)

    def steps(self) -> int:
        """Return the number of pictures."""
        return len(self.moments)

    def values(self) -> Mapping[str, Number]:
        """Return counts, the floor and what a packing costs."""
        floor = self.master.floor
        return {
            "pivots": len(self.pivots),
            "patterns written down": len(self.master.pool),
            "patterns there are": count_patterns(self.problem, COUNTED) or "many",
            "knapsack nodes": self.master.budget.nodes,
            "floor": floor.value / floor.denominator,
            "ceiling": cost(self.solution.certificate.machines),
        }

    def headline(self, step: int) -> str:
        """Return the floor and the value after so many pivots."""
        floor, value = self._gap(step)
        if step < self.steps() - 1:
            return (
                f"After {self.moments[step]} pivots the answer is between {grouped(floor, 2)}"
                f" and {grouped(value, 2)}."
            )
        every = self.values()["patterns there are"]
        of = f"{len(self.master.pool)} of {grouped(every) if isinstance(every, int) else every}"
        if floor < value:
            return (
                f"Not finished: the floor is {grouped(floor, 2)}; {of} patterns are written down."
            )
        return (
            f"{in_words(len(self.pivots)).capitalize()} pivots price every shard: no packing costs"
            f" less than {grouped(floor, 2)}, and {of} patterns were written down."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield floor and value after every pivot."""
        for k in range(len(self.pivots) + 1):
            floor, value = self._state(k)[1:]
            yield "floor", k, floor
            yield "value", k, value

    def draw(self, step: int) -> str:
        """Draw prices, the pattern that enters, and how floor and value have closed."""
        prices = self._prices(step)
        names = [shard.name[:10] for shard in self.problem.shards]
        most = max(*(max(self._state(k)[0]) for k in self.moments), 0.001)
        rows = [Bar(name, price) for name, price in zip(names, prices, strict=True)]
        board = panel(PANEL, 26 + 26 * len(rows))
        board.text(0, 14, "price of a shard", "fig-note")
        bars(board, rows, left=0, top=20, width=PANEL, most=most)
        panels = [board]
        swap = self._swap(step)
        if swap:
            machines = [(machine, 1) for machine in swap]
            panels.append(draw_machines(self.problem, machines, "enters, and leaves"))
        panels.append(self._closing(step))
        return render_panels(
            "ekko-elastic-prices", self.headline(step), self.describe(step), panels
        )

    def describe(self, step: int) -> str:
        """Return prices, the swap and both bounds in words."""
        floor, value = self._gap(step)
        prices = ", ".join(
            f"{shard.name} {fixed(price)}"
            for shard, price in zip(self.problem.shards, self._prices(step), strict=True)
        )
        swap = self._swap(step)
        says = "No pattern anywhere is worth more than its machine."
        if step < self.steps() - 1:
            words = [machines_in_words(self.problem, [(machine, 1)]) for machine in swap]
            says = f"Enters: {words[0]}." if words else "A price falls to 0."
            says += f" Leaves: {words[1]}." if len(words) > 1 else ""
        elif floor < value:
            says = "The effort ended before the last pattern."
        certificate = self.solution.certificate
        return (
            f"After {self.moments[step]} of {len(self.pivots)} pivots. Prices: {prices}. {says}"
            f" Floor {grouped(floor, 2)}, value {grouped(value, 2)}. In whole machines a packing"
            f" costs {grouped(cost(certificate.machines))}."
        )

    def _closing(self, step: int) -> Drawing:
        """Return the chart of floor and value against pivots, with a cursor at this picture."""
        points = [(k, *self._state(k)[1:]) for k in range(len(self.pivots) + 1)]
        least = self.solution.certificate
        ceiling = cost(least.machines)
        top = 2.0 * ceiling  # the first values are far above
        series = [
            Series("value", [(k, min(v, top)) for k, _, v in points], "fig-line-strong", "step"),
            Series("floor", [(k, f) for k, f, _ in points], "fig-line-accent", "step"),
        ]
        x = Axis(low=0, high=max(1, len(self.pivots)), title="pivots")
        y = Axis.spanning([0, *(v for s in series for _, v in s.points)], title="price")
        chart = Chart.panel(x, y, ["value"], plot=130)
        chart.axes()
        chart.draw(series)
        chart.cursor(self.moments[step])
        return chart.drawing

    def _state(self, k: int) -> tuple[list[float], float, float]:
        """Return prices, floor and value after *k* pivots."""
        classes = len(self.problem.shards)
        if k < len(self.pivots):
            pivot = self.pivots[k]
            duals, den, value, floor = pivot.prices, pivot.denominator, pivot.value, pivot.floor
        else:
            simplex = self.master.simplex
            duals, den, value = tuple(simplex.duals), simplex.den, simplex.value
            floor = self.master.floor
        return [dual / den for dual in duals[:classes]], _number(floor), value / den

    def _prices(self, step: int) -> list[float]:
        return self._state(self.moments[step])[0]

    def _gap(self, step: int) -> tuple[float, float]:
        return self._state(self.moments[step])[1:]

    def _swap(self, step: int) -> list[Machine]:
        """Return the pattern that enters next and the one that leaves, if they are patterns."""
        if step == self.steps() - 1:
            return []
        pivot = self.pivots[self.moments[step]]
        columns = (pivot.entering, pivot.leaving)
        return [self._machine(column) for column in columns if column.type >= 0]

    def _machine(self, column: Column) -> Machine:
        numbers = dict(column.items)
        pattern = tuple(numbers.get(i, 0) for i in range(len(self.problem.shards)))
        return Machine(self.problem.types[column.type], pattern)


def _number(floor: Floor) -> float:
    return floor.value / floor.denominator

"""The view of column generation: prices of the classes, pivot by pivot, until nothing improves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from labs.ekko_elastic.certificate import count_patterns
from labs.ekko_elastic.columns import Master, Pivot, machine_of, priced
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.picture import WORK, Solved, draw_machines
from labs.ekko_elastic.picture import in_words as machines_in_words
from labs.ekko_elastic.problem import Machine
from labs.kernel.charts import Axis, Bar, Chart, Series, bar_panel
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed, grouped, in_words
from labs.kernel.model import Number

MOST_SHOWN = 40
COUNTED = 20_000


@dataclass(frozen=True)
class PricesView(Solved):
    """Column generation on *problem*; picture k is before pivot k, the last after all of them."""

    name = "ekko-elastic-prices"

    effort: int = 15

    @cached_property
    def master(self) -> Master:
        """Return the solved master, which has watched itself."""
        master = Master(self.problem, Budget(WORK), smooth=False)
        master.floor = priced(self.problem, (0,) * len(self.problem.shards), 1)
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
            "ceiling": self.price,
        }

    def headline(self, step: int = 0) -> str:
        """Return the floor and the value after so many pivots."""
        floor, value = (grouped(number, 2) for number in self._gap(step))
        if step < self.steps() - 1:
            pivots = self.moments[step]
            return f"After {pivots} pivots the answer is between {floor} and {value}."
        every = self.values()["patterns there are"]
        of = f"{len(self.master.pool)} of {grouped(every) if isinstance(every, int) else every}"
        if floor != value:
            return f"Not finished: the floor is {floor}; {of} patterns are written down."
        return (
            f"{in_words(len(self.pivots)).capitalize()} pivots price every shard: no packing costs"
            f" less than {floor}, and {of} patterns were written down."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield floor and value after every pivot."""
        for k in range(len(self.pivots) + 1):
            floor, value = self._state(k)[1:]
            yield "floor", k, floor
            yield "value", k, value

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw prices, the pattern that enters, and how floor and value have closed."""
        most = max(*(max(self._state(k)[0]) for k in self.moments), 0.001)
        rows = [Bar(name[:10], price) for name, price in self._prices(step)]
        panels = [bar_panel({"price of a shard": rows}, most)]
        swap = [(machine, 1) for machine in self._swap(step)]
        if swap:
            panels.append(draw_machines(self.problem, swap, "enters, and leaves"))
        return [*panels, self._closing(step)]

    def describe(self, step: int = 0) -> str:
        """Return prices, the swap and both bounds in words."""
        floor, value = self._gap(step)
        prices = ", ".join(f"{name} {fixed(price)}" for name, price in self._prices(step))
        says = "No pattern anywhere is worth more than its machine."
        if step < self.steps() - 1:
            swap = self._swap(step)
            words = [machines_in_words(self.problem, [(machine, 1)]) for machine in swap]
            says = f"Enters: {words[0]}." if words else "A price falls to 0."
            says += f" Leaves: {words[1]}." if len(words) > 1 else ""
        elif floor < value:
            says = "The effort ended before the last pattern."
        return (
            f"After {self.moments[step]} of {len(self.pivots)} pivots. Prices: {prices}. {says}"
            f" Floor {grouped(floor, 2)}, value {grouped(value, 2)}. In whole machines a packing"
            f" costs {grouped(self.price)}."
        )

    def _closing(self, step: int) -> Drawing:
        """Return the chart of floor and value against pivots, with a cursor at this picture."""
        top = 2.0 * self.price  # the first values are far above
        points = list(self.series())
        values = [(x, min(y, top)) for name, x, y in points if name == "value"]
        floors = [(x, y) for name, x, y in points if name == "floor"]
        x = Axis(low=0, high=max(1, len(self.pivots)), title="pivots")
        y = Axis.spanning([0, *(y for _, y in values + floors)], title="price")
        chart = Chart.panel(x, y, ["value"], plot=130)
        chart.axes()
        chart.draw([
            Series("value", values, "fig-line-strong", "step"),
            Series("floor", floors, "fig-line-accent", "step"),
        ])  # fmt: skip
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
        return (
            [dual / den for dual in duals[:classes]],
            floor.value / floor.denominator,
            value / den,
        )

    def _prices(self, step: int) -> list[tuple[str, float]]:
        """Return every class with its price."""
        names = (shard.name for shard in self.problem.shards)
        return list(zip(names, self._state(self.moments[step])[0], strict=True))

    def _gap(self, step: int) -> tuple[float, float]:
        return self._state(self.moments[step])[1:]

    def _swap(self, step: int) -> list[Machine]:
        """Return the pattern that enters next and the one that leaves, if they are patterns."""
        if step == self.steps() - 1:
            return []
        pivot = self.pivots[self.moments[step]]
        columns = (pivot.entering, pivot.leaving)
        return [machine_of(self.problem, column) for column in columns if column.type >= 0]

"""The view of column generation: prices of the classes, pivot by pivot, until nothing improves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from labs.ekko_elastic.columns import Master, Moment, machine_of, priced
from labs.ekko_elastic.greedy import fleets
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.picture import WORK, Solved, draw_closing, draw_machines
from labs.ekko_elastic.picture import in_words as machines_in_words
from labs.ekko_elastic.problem import Groups
from labs.kernel.charts import Bar, bar_panel
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
        """Return the solved master, which has watched itself from fleets on."""
        master = Master(self.problem, Budget(WORK), smooth=False)
        master.floor = priced(self.problem, (0,) * len(self.problem.shards), 1)
        master.add_machines(fleets(self.problem))
        master.improve(self.problem.most, 0, 0)
        master.watched = []
        master.solve()
        return master

    @cached_property
    def moments(self) -> list[Moment]:
        """Return the moment before every pivot, and the one after the last."""
        return [*(self.master.watched or ()), self.master.moment()]

    @cached_property
    def shown(self) -> list[int]:
        """Return after how many pivots each picture is."""
        pivots = len(self.moments) - 1
        pictures = min(pivots, MOST_SHOWN)
        return [pivots * k // pictures for k in range(pictures + 1)] if pictures else [0]

    @cached_property
    def patterns(self) -> int | None:
        """Return how many patterns there are; None if there are very many."""
        kinds = range(len(self.problem.types))
        counts = [len([*islice(self.problem.patterns(k), COUNTED + 1)]) for k in kinds]
        return sum(counts) if max(counts) <= COUNTED else None

    def steps(self) -> int:
        """Return the number of pictures."""
        return len(self.shown)

    def values(self) -> Mapping[str, Number]:
        """Return counts, the floor and what a packing costs."""
        return {
            "pivots": len(self.moments) - 1,
            "patterns written down": len(self.master.pool),
            "patterns there are": self.patterns or "many",
            "knapsack nodes": self.master.budget.nodes,
            "floor": self.moments[-1].floor,
            "ceiling": self.price,
        }

    def headline(self, step: int = 0) -> str:
        """Return the floor and the value after so many pivots."""
        moment = self._moment(step)
        floor, value = grouped(moment.floor, 2), grouped(moment.value, 2)
        if step < self.steps() - 1:
            return f"After {self.shown[step]} pivots the answer is between {floor} and {value}."
        every = grouped(self.patterns) if self.patterns else "many"
        of = f"{len(self.master.pool)} of {every}"
        if floor != value:
            return f"Not finished: the floor is {floor}; {of} patterns are written down."
        return (
            f"{in_words(len(self.moments) - 1).capitalize()} pivots price every shard: no packing"
            f" costs less than {floor}, and {of} patterns were written down."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield floor and value after every pivot."""
        for k, moment in enumerate(self.moments):
            yield "floor", k, moment.floor
            yield "value", k, moment.value

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw prices, the pattern that enters, and how floor and value have closed."""
        most = max(0.001, *(price for k in self.shown for price in self.moments[k].prices))
        names = (shard.name[:10] for shard in self.problem.shards)
        rows = [Bar(*pair) for pair in zip(names, self._moment(step).prices, strict=True)]
        panels = [bar_panel({"price of a shard": rows}, most)]
        if swap := self._swap(step):
            panels.append(draw_machines(self.problem, swap, "enters, and leaves"))
        top = 2.0 * self.price  # the first values are far above
        values = [(k, min(moment.value, top)) for k, moment in enumerate(self.moments)]
        floors = [(k, moment.floor) for k, moment in enumerate(self.moments)]
        chart = draw_closing("pivots", "value", values, floors, max(1, len(self.moments) - 1))
        chart.cursor(self.shown[step])
        return [*panels, chart.drawing]

    def describe(self, step: int = 0) -> str:
        """Return prices, the swap and both bounds in words."""
        moment = self._moment(step)
        named = zip(self.problem.shards, moment.prices, strict=True)
        prices = ", ".join(f"{shard.name} {fixed(price)}" for shard, price in named)
        says = "No pattern anywhere is worth more than its machine."
        if step < self.steps() - 1:
            words = [machines_in_words(self.problem, [group]) for group in self._swap(step)]
            says = f"Enters: {words[0]}." if words else "A price falls to 0."
            says += f" Leaves: {words[1]}." if len(words) > 1 else ""
        elif moment.floor < moment.value:
            says = "The effort ended before the last pattern."
        return (
            f"After {self.shown[step]} of {len(self.moments) - 1} pivots. Prices: {prices}. {says}"
            f" Floor {grouped(moment.floor, 2)}, value {grouped(moment.value, 2)}. In whole"
            f" machines a packing costs {grouped(self.price)}."
        )

    def _moment(self, step: int) -> Moment:
        return self.moments[self.shown[step]]

    def _swap(self, step: int) -> Groups:
        """Return the pattern that enters next and the one that leaves, if they are patterns."""
        columns = (column for column in self._moment(step).swap if column.kind >= 0)
        return [(machine_of(self.problem, column), 1) for column in columns]

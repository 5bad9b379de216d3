"""The view of column generation: prices of the classes, pivot by pivot, until nothing improves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from labs.ekko_elastic.columns import Master, Moment, machine_of, priced
from labs.ekko_elastic.greedy import fleets
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.picture import (
    BESIDE,
    SLOT,
    WORK,
    Solved,
    draw_closing,
    draw_machine,
    spelled,
)
from labs.ekko_elastic.problem import Machine
from labs.kernel.charts import Bar, bar_panel
from labs.kernel.drawing import PANEL, Drawing
from labs.kernel.formatting import cut, fixed, grouped, in_words, many
from labs.kernel.model import Number

MOST_SHOWN, COUNTED = 40, 20_000
ABOVE = 130.0
"""Room for the patterns that a pivot swaps."""


def money(price: float) -> str:
    """Return a cost with the digits that mean something: 67.5, and 61,122."""
    return grouped(price, 2 if price < 1000 else 0)


@dataclass(frozen=True)
class PricesView(Solved):
    """Column generation on *problem*; picture k is before pivot k, the last after all of them."""

    name = "ekko-elastic-prices"

    effort: int = 15

    @cached_property
    def master(self) -> Master:
        """Return the solved master, which has watched itself from fleets on."""
        master = Master(self.problem, Budget(WORK))
        master.floor = priced(self.problem, (0,) * len(self.problem.shards), 1)
        master.add_machines(fleets(self.problem))
        master.improve()
        master.watched = []
        master.solve()
        return master

    @cached_property
    def moments(self) -> list[Moment]:
        """Return the moment before every pivot, and the one after the last."""
        return [*(self.master.watched or ()), self.master.moment()]

    @cached_property
    def pivots(self) -> list[int]:
        """Return after how many pivots each picture is."""
        pivots = len(self.moments) - 1
        pictures = max(1, min(pivots, MOST_SHOWN))
        return sorted({pivots * k // pictures for k in range(pictures + 1)})

    @cached_property
    def patterns(self) -> str:
        """Return how many patterns there are, or "many"."""
        every = chain.from_iterable(map(self.problem.patterns, range(len(self.problem.types))))
        count = sum(1 for _ in islice(every, COUNTED + 1))
        return grouped(count) if count <= COUNTED else "many"

    def steps(self) -> int:
        """Return the number of pictures."""
        return len(self.pivots)

    def values(self) -> Mapping[str, Number]:
        """Return counts, the floor and what a packing costs."""
        return {
            "pivots": len(self.moments) - 1,
            "patterns written down": len(self.master.pool),
            "patterns there are": self.patterns,
            "knapsack nodes": self.master.budget.nodes,
            "floor": money(self.moments[-1].floor),
            "ceiling": self.price,
        }

    def headline(self, step: int = 0) -> str:
        """Return the floor and the value after so many pivots."""
        moment = self.moments[self.pivots[step]]
        floor, value = money(moment.floor), money(moment.value)
        if step < self.steps() - 1:
            pivots = many(self.pivots[step], "pivot")
            return f"After {pivots} the answer is between {floor} and {value}."
        written = f"{len(self.master.pool)} of {self.patterns} patterns"
        if moment.floor < moment.value:
            return f"Not finished: the floor is {floor}; {written} are written down."
        pivots = many(self.pivots[step], "pivot", in_words(self.pivots[step]).capitalize())
        return (
            f"{pivots} price every shard: no packing costs less than {floor}, and {written} were"
            " written down."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield floor and value after every pivot."""
        for k, moment in enumerate(self.moments):
            yield "floor", k, moment.floor
            yield "value", k, moment.value

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw prices, the pattern that enters, and how floor and value have closed."""
        most = max(0.001, *(price for k in self.pivots for price in self.moments[k].prices))
        names = (cut(shard.name, 12) for shard in self.problem.shards)
        pairs = zip(names, self.moments[self.pivots[step]].prices, strict=True)
        prices = bar_panel({"price of a shard": [Bar(*pair) for pair in pairs]}, most, above=ABOVE)
        swap = self._swap(step)
        for k, (what, machine) in enumerate(swap.items()):
            draw_machine(prices, k * SLOT, 0, ABOVE - BESIDE, self.problem, machine, what)
        if not swap:
            prices.paragraph(0, 14, self._outcome(step), PANEL)
        top = 2.0 * self.price  # the first values are far above
        values = [(k, min(moment.value, top)) for k, moment in enumerate(self.moments)]
        floors = [(k, moment.floor) for k, moment in enumerate(self.moments)]
        chart = draw_closing("pivots", "value", values, floors, max(1, len(self.moments) - 1))
        chart.cursor(self.pivots[step])
        return [prices, chart.drawing]

    def describe(self, step: int = 0) -> str:
        """Return prices, the swap and both bounds in words."""
        moment = self.moments[self.pivots[step]]
        named = zip(self.problem.shards, moment.prices, strict=True)
        prices = ", ".join(f"{shard.name} {fixed(price)}" for shard, price in named)
        return (
            f"After {self.pivots[step]} of {many(len(self.moments) - 1, 'pivot')}."
            f" Prices: {prices}."
            f" {self._outcome(step)} Floor {money(moment.floor)}, value {money(moment.value)}. In"
            f" whole machines a packing costs {grouped(self.price)}."
        )

    def _swap(self, step: int) -> dict[str, Machine]:
        """Return the pattern that "enters" next and the one that "leaves", where these are some."""
        pair = zip(("enters", "leaves"), self.moments[self.pivots[step]].swap, strict=False)
        return {what: machine_of(self.problem, column) for what, column in pair if column.kind >= 0}

    def _outcome(self, step: int) -> str:
        """Return what the pivot after picture *step* does, or why there is none."""
        moment = self.moments[self.pivots[step]]
        if not moment.swap:
            if moment.floor < moment.value:
                return "The effort ended before the last pattern."
            return "No pattern anywhere is worth more than its machine."
        swap = self._swap(step).items()
        words = (f"{k.capitalize()}: {spelled(self.problem, [(m, 1)])}." for k, m in swap)
        return " ".join(words) or "A price falls to 0."

"""The view of a month of a public trace: four ways of provisioning, their floor, and moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from labs.ekko_elastic.month import Month, month
from labs.ekko_elastic.picture import percent
from labs.ekko_elastic.trace import DAYS
from labs.kernel.charts import Axis, Series, small_multiples
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import Number
from labs.kernel.views import PanelView


@dataclass(frozen=True)
class MonthView(PanelView):
    """The month with a plan every *every* days and *headroom* percent to spare; a picture a day."""

    name = "ekko-elastic-month"

    every: int
    headroom: int

    @cached_property
    def month(self) -> Month:
        """Return all plans."""
        return month(self.every, self.headroom)

    @cached_property
    def ways(self) -> dict[str, list[int]]:
        """Return by way what it costs on every day."""
        shared = self.month.by_day("cost")
        return {
            "own, for the peak": [self.month.static] * DAYS,
            "own, resized": list(self.month.own),
            "shared, for the peak": [max(shared)] * DAYS,
            "shared, planned": shared,
        }

    @cached_property
    def means(self) -> dict[str, float]:
        """Return by way, and for the floor, the mean cost of a day."""
        floors = self.month.by_day("floor")
        return {name: sum(days) / DAYS for name, days in {**self.ways, "floor": floors}.items()}

    @property
    def moves(self) -> float:
        """Return how many instances a plan moves that stay, arrivals aside; the mean."""
        plans = self.month.plans[1:]
        return sum(plan.moved for plan in plans) / len(plans)

    @property
    def worst_gap(self) -> float:
        """Return the largest share by which a plan costs more than its floor."""
        return max((plan.cost - plan.floor) / plan.floor for plan in self.month.plans)

    def steps(self) -> int:
        """Return the number of days."""
        return DAYS

    def values(self) -> Mapping[str, Number]:
        """Return the five mean costs, what they save, and moves."""
        static = self.means["own, for the peak"]
        values: dict[str, Number] = dict(self.means)
        for name in list(self.ways)[1:]:
            values[f"{name}, saves %"] = 100 * (static - self.means[name]) / static
        plans = self.month.plans[1:]
        values["worst gap %"] = 100 * self.worst_gap
        values["moves a plan"] = self.moves
        values["arrivals a plan"] = sum(plan.arrivals for plan in plans) / len(plans)
        return values

    def headline(self, step: int = 0) -> str:
        """Return what following the load saves, and what sharing adds."""
        values = self.values()
        names = "own, resized", "shared, planned"
        follow, both = (float(values[f"{name}, saves %"]) for name in names)
        return (
            f"Following the load saves {fixed(follow, 0)} %; sharing machines saves"
            f" {fixed(both - follow, 1)} points more."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield what every way costs on every day, and the floor."""
        for name, days in {**self.ways, "floor": self.month.by_day("floor")}.items():
            for day, price in enumerate(days):
                yield name, day, price

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw costs and moves against days, with a cursor at day *step*."""
        styles = ("fig-line fig-dashed", "fig-line-strong", "fig-line", "fig-line-accent")
        series = [
            Series(name, [*enumerate(days)], css, "step")
            for (name, days), css in zip(self.ways.items(), styles, strict=True)
        ]
        prices = [price for days in self.ways.values() for price in days]
        low, high = min(prices) // 10_000 * 10_000, -(-max(prices) // 10_000) * 10_000
        costs = Axis(low=low, high=high, title="price an hour")
        plans = self.month.plans
        stays = [(plan.day, plan.moved) for plan in plans[1:]]
        moves = Axis.spanning([1, *(n for _, n in stays)], title="instances moved")
        x = Axis(low=0, high=DAYS - 1, title="day", ticks=(0, 10, 20, 30))
        charts = small_multiples(x, [costs, moves], self.ways, plot=150, width=2 * 320)
        charts[0].axes(below=False)
        charts[0].draw(series)
        charts[1].axes()
        charts[1].draw([Series("", stays, "fig-line-strong", "step")])
        for chart in charts:
            chart.cursor(step)
        return [charts[0].drawing]

    def describe(self, step: int = 0) -> str:
        """Return the day in words, then the month."""
        plan = next(p for p in self.month.plans if p.day <= step < p.day + p.days)
        today = ", ".join(f"{name} {grouped(days[step])}" for name, days in self.ways.items())
        mean = ", ".join(f"{name} {grouped(price)}" for name, price in self.means.items())
        again = "every day" if self.every == 1 else f"every {self.every} days"
        moved = (
            f" The plan of day {plan.day} places {grouped(plan.arrivals)} arrivals and moves at"
            f" most {grouped(plan.moved)} of the instances that stay."
        )
        return (
            f"Day {step} of 30, planned {again} with {self.headroom} % headroom:"
            f" {grouped(plan.instances)} instances. Price an hour: {today}; floor"
            f" {grouped(plan.floor)}.{moved if plan.day else ''} Means of the month: {mean}. The"
            f" shared plans cost at most {percent(self.worst_gap)} more than their floors, and move"
            f" {fixed(self.moves)} instances a plan. Other data and other machines than the"
            " owner’s, and prices ours: no estimate of his 30 %."
        )

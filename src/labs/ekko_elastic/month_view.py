"""The view of a month of a public trace: four ways of provisioning, their floor, and moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from labs.ekko_elastic.month import Month, month
from labs.ekko_elastic.picture import percent
from labs.ekko_elastic.trace import DAYS
from labs.kernel.charts import Axis, Chart, Series
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import PLACES, Number
from labs.kernel.views import PanelView


@dataclass(frozen=True)
class MonthView(PanelView):
    """The month with a plan every *every* days and *headroom* percent to spare; a picture a day."""

    name, pictures = "ekko-elastic-month", DAYS

    every: int
    headroom: int

    @property
    def month(self) -> Month:
        """Return all plans and what the ways cost."""
        return month(self.every, self.headroom)

    @cached_property
    def worst_gap(self) -> float:
        """Return by how many percent, at most, a plan costs more than its floor."""
        return percent(max((plan.cost - plan.floor) / plan.floor for plan in self.month.plans))

    def saved(self, way: str) -> float:
        """Return by which share *way* costs less than machines of one's own for the peak."""
        return 1 - sum(self.month.ways[way]) / sum(self.month.ways["own, fixed"])

    def values(self) -> Mapping[str, Number]:
        """Return the five mean costs, what they save, and moves."""
        plans = self.month.plans[1:]
        return {
            **{name: round(sum(days) / DAYS) for name, days in self.month.ways.items()},
            **{f"{name}, saves %": percent(self.saved(name)) for name in [*self.month.ways][1:-1]},
            "worst gap %": self.worst_gap,
            "moves a plan": round(sum(plan.moved for plan in plans) / len(plans)),
            "arrivals a plan": round(sum(plan.arrivals for plan in plans) / len(plans)),
        }

    def headline(self, step: int = 0) -> str:
        """Return what following the load saves, and what sharing adds."""
        follow, both = (100 * self.saved(name) for name in ("own, resized", "shared, resized"))
        return (
            f"Following the load saves {fixed(follow, 0)} %; sharing machines saves"
            f" {fixed(both - follow, 0)} points more."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield what every way costs on every day, and the floor."""
        for name, days in self.month.ways.items():
            for day, price in enumerate(days):
                yield name, day, price

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw costs and moves against days, with a cursor at day *step*."""
        ways = self.month.ways
        styles = ("fig-line fig-dashed", "fig-line-strong", "fig-line", "fig-line-accent")
        costs = [  # but the floor, which would hide the last
            Series(name, [*enumerate(ways[name])], css, "step")
            for name, css in zip(ways, styles, strict=False)
        ]
        prices = [price for days in ways.values() for price in days]
        low, high = min(prices) // 10_000 * 10_000, -(-max(prices) // 10_000) * 10_000
        stays = [(plan.day, plan.moved) for plan in self.month.plans[1:]]
        x = Axis(low=0, high=DAYS - 1, title="day", ticks=(0, 10, 20, 30))
        price = Axis(low=low, high=high, title="price an hour")
        moved = Axis.spanning([1, *(n for _, n in stays)], title="instances moved")
        charts = Chart.panel(x, price, ways, plot=160), Chart.panel(x, moved, plot=160)
        moves = [Series("", stays, "fig-line-strong", "step")]
        for chart, series in zip(charts, (costs, moves), strict=True):
            chart.axes()
            chart.draw(series)
            chart.cursor(step)
        return [chart.drawing for chart in charts]

    def describe(self, step: int = 0) -> str:
        """Return the day in words, then the month."""
        plan = next(p for p in self.month.plans if p.day <= step < p.day + p.days)
        values = self.values()
        today = ", ".join(f"{name} {grouped(days[step])}" for name, days in self.month.ways.items())
        mean = ", ".join(f"{name} {grouped(float(values[name]))}" for name in self.month.ways)
        again = "every day" if self.every == 1 else f"every {self.every} days"
        moved = (
            f" The plan of day {plan.day} places {grouped(plan.arrivals)} arrivals and moves at"
            f" most {grouped(plan.moved)} of the instances that stay."
        )
        return (
            f"Day {step} of {DAYS - 1}, planned {again} with {self.headroom} % headroom:"
            f" {grouped(plan.instances)} instances. Price an hour: {today}."
            f"{moved if plan.day else ''} Means of the month: {mean}. The shared plans cost at"
            f" most {grouped(self.worst_gap, PLACES)} % more than their floors, and move"
            f" {values['moves a plan']} instances a plan. Other data and other machines than the"
            " owner’s, and prices ours: no estimate of his 30 %."
        )

"""The view of tiers: what calls cost interpreted, compiled first, tiered, and from the cache."""

from collections.abc import Callable, Iterator
from functools import cached_property

from labs.kernel.charts import Axis, Chart, Series
from labs.kernel.drawing import render_panels
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import Number
from labs.lightning.call import Call
from labs.lightning.compiler import compiled
from labs.lightning.tier_up import Costs, Workload

POINTS = (1, 2, 5)


class TiersView:
    """One call, made from once to *calls* times."""

    def __init__(self, call: Call, calls: int, costs: Costs) -> None:
        self.calls = calls
        self.outcome = call.run(call.instance(compiled))
        size = sum(len(code.ops) for code in call.module.codes)
        self.name = call.name
        self.work = Workload(size, max(self.outcome.fuel, 1), costs)
        self.ways: dict[str, tuple[Callable[[int], int], str]] = {
            "interpreter": (self.work.interpreter, "fig-line"),
            "compile first": (self.work.compile_first, "fig-line-strong"),
            "tiered": (self.work.tiered, "fig-line-accent"),
            "from the cache": (self.work.cached, "fig-line-strong fig-dashed"),
        }

    @cached_property
    def counts(self) -> list[int]:
        """Return the numbers of calls that are drawn, the threshold and the asked among them."""
        high = max(self.calls, 10)
        counts = {n * 10**power for power in range(6) for n in POINTS} | {self.calls}
        counts |= {n for n in (self.work.threshold, self.work.break_even) if n}
        if self.work.threshold:
            counts.add(self.work.threshold + 1)
        return sorted(n for n in counts if n <= high)

    def steps(self) -> int:
        """Return 1: there is one picture."""
        return 1

    @property
    def over(self) -> float:
        """Return what tiering costs at most over the better choice, of the counts drawn."""
        work = self.work
        return max(
            work.tiered(n) / min(work.interpreter(n), work.compile_first(n)) for n in self.counts
        )

    def values(self) -> dict[str, Number]:
        """Return the module's size, what each way costs at the calls asked, and the break-even."""
        costs = {name: cost(self.calls) for name, (cost, _) in self.ways.items()}
        return {
            "size": self.work.size,
            "instructions a call": self.work.per_call,
            **costs,
            "break-even": self.work.break_even or "never",
            "compiled after": "never" if self.work.threshold is None else self.work.threshold,
            "tiered over the better": self.over,
            "first call compiled": self.work.compile_first(1),
            "first call cached": self.work.cached(1),
        }

    def headline(self, step: int) -> str:
        """Return from which call compiling pays, and what waiting until then costs at most."""
        if self.work.break_even is None:
            return "Compiling never pays: interpreted instructions cost no more than compiled ones."
        return (
            f"Compiling {self.name} pays from the {_ordinal(self.work.break_even)} call; waiting"
            f" until then costs at most {fixed(self.over)} times the better choice."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield the points of every line: name, calls, ticks."""
        for name, (cost, _) in self.ways.items():
            for calls in self.counts:
                yield name, calls, cost(calls)

    def draw(self, step: int) -> str:
        """Draw ticks against calls, a line for each way."""
        series = [
            Series(name, [(n, cost(n)) for n in self.counts], css)
            for name, (cost, css) in self.ways.items()
        ]
        x = Axis(low=1, high=self.counts[-1], kind="log", title="calls")
        y = Axis.spanning([tick for _, _, tick in self.series()], "log", "ticks")
        chart = Chart.panel(x, y, self.ways)
        chart.axes()
        chart.draw(series)
        if self.work.break_even and self.work.break_even <= self.counts[-1]:
            chart.mark(self.work.break_even, "break-even")
        return render_panels(
            "lightning-tiers", self.headline(step), self.describe(step), [chart.drawing]
        )

    def describe(self, step: int) -> str:
        """Say the same in words."""
        rows = [
            f"{name}: " + ", ".join(f"{grouped(cost(n))} at {grouped(n)}" for n in self.counts)
            for name, (cost, _) in self.ways.items()
        ]
        threshold = self.work.threshold
        when = "never" if threshold is None else f"after {grouped(threshold)} calls"
        return (
            f"{self.headline(step)} A module of {grouped(self.work.size)} instructions, of which a"
            f" call executes {grouped(self.work.per_call)}; the tiered engine compiles {when}."
            f" Ticks against calls, both axes logarithmic. {'. '.join(rows)}."
        )


def _ordinal(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{grouped(number)}{'th' if 10 < number % 100 < 14 else last}"

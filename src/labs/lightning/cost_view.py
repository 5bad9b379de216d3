"""Views of what things cost: lines against a count, both axes logarithmic, in one picture.

*Tiers*: calls interpreted, compiled first, tiered and from the cache. *Data*: a client that
fetches record by record against a function beside the records.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from labs.kernel.charts import Axis, Series, line_chart, points_in_words, points_of
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import Number
from labs.kernel.views import PanelView
from labs.lightning.call import Budget, Call, read_call
from labs.lightning.compiler import compiled
from labs.lightning.programs import LONGEST_CHAIN, PROGRAMS
from labs.lightning.tier_up import Costs, Workload


class _CostView(PanelView):
    """Ways to do something, each with the function of a count that is its cost, and a line."""

    titles: tuple[str, str]
    ways: dict[str, tuple[Callable[[int], float], str]]
    counts: list[int]
    dots = 0.0
    mark: int | None = None

    def lines(self) -> list[Series]:
        """Return a line for each way."""
        return [
            Series(name, [(n, cost(n)) for n in self.counts], css, dots=self.dots)
            for name, (cost, css) in self.ways.items()
        ]

    def told(self) -> str:
        """Return all costs in words."""
        return points_in_words(self.lines(), lambda cost: grouped(cost, 2))

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield what each way costs at every count."""
        return points_of(self.lines())

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw a line for each way."""
        lines, ticks = self.lines(), tuple(map(float, self.counts)) if self.dots else None
        x = Axis(low=1, high=self.counts[-1], kind="log", title=self.titles[0], ticks=ticks)
        costs = (cost for _, _, cost in self.series())
        chart = line_chart(x, Axis.spanning(costs, "log", self.titles[1]), lines)
        if self.mark and self.mark <= self.counts[-1]:
            chart.mark(self.mark, "break-even")
        return [chart.drawing]


class TiersView(_CostView):
    """One call, made from once to *calls* times."""

    name, titles = "lightning-tiers", ("calls", "ticks")

    def __init__(self, call: Call, calls: int, costs: Costs) -> None:
        self.call, self.calls = call, calls
        fuel = call.run(call.instance(compiled)).fuel
        self.work = work = Workload(call.module.size, max(fuel, 1), costs)
        self.loaded = replace(work, costs=replace(costs, compiling=costs.loading))
        self.ways = {
            "interpreter": (work.interpreter, "fig-line"),
            "compile first": (work.compile_first, "fig-line-strong"),
            "tiered": (work.tiered, "fig-line-accent"),
            "from the cache": (self.loaded.compile_first, "fig-line-strong fig-dashed"),
        }
        self.mark = work.break_even
        after = work.threshold or 0
        turns = max(after, 1), after + 1  # the last calls before compiling, and with it
        better = {n: min(work.interpreter(n), work.compile_first(n)) for n in turns}
        self.over = max(work.tiered(n) / cost for n, cost in better.items())
        counts = {n * 10**power for power in range(6) for n in (1, 2, 5)}
        counts |= {calls, *turns, self.mark or 1}
        self.counts = sorted(n for n in counts if n <= max(calls, 10))

    def values(self) -> dict[str, Number]:
        """Return the module's size, what each way costs at the calls asked, and the break-even."""
        work = self.work
        return {
            "size": work.size,
            "instructions a call": work.per_call,
            **{name: cost(self.calls) for name, (cost, _) in self.ways.items()},
            "break-even": work.break_even or "never",
            "compiled after": "never" if work.threshold is None else work.threshold,
            "tiered over the better": self.over,
            "first call compiled": work.compile_first(1),
            "first call cached": self.loaded.compile_first(1),
        }

    def headline(self, step: int = 0) -> str:
        """Return from which call compiling pays, and what waiting until then costs at most."""
        if self.mark is None:
            return "Compiling never pays: interpreted instructions cost no more than compiled ones."
        return (
            f"Compiling {self.call.name} pays from call {grouped(self.mark)} on; waiting until"
            f" then costs at most {fixed(self.over)} times the better choice."
        )

    def describe(self, step: int = 0) -> str:
        """Say the same in words."""
        threshold = self.work.threshold
        when = "never" if threshold is None else f"after {grouped(threshold)} calls"
        return (
            f"{self.headline(step)} A module of {grouped(self.work.size)} instructions, of which a"
            f" call executes {grouped(self.work.per_call)}; the tiered engine compiles {when}."
            f" Ticks against calls, both axes logarithmic. {self.told()}."
        )


class DataView(_CostView):
    """Chains of up to *reads* records; *trip* in µs, *tick* in ns."""

    name, titles, dots = "lightning-data", ("dependent reads", "µs"), 2

    def __init__(self, reads: int, trip: int, tick: float) -> None:
        self.reads, self.trip, self.tick = reads, trip, tick
        powers = (1 << i for i in range(LONGEST_CHAIN.bit_length()))
        self.counts = sorted({*(n for n in powers if n < reads), 1, 2, reads})
        text = PROGRAMS["walk"].text
        calls = {n: read_call(text, f"walk(0, {n})", Budget()) for n in self.counts}
        compiling = calls[1].module.size * Costs().compiling
        self.fuel = fuel = {n: c.run(c.instance(compiled)).fuel for n, c in calls.items()}
        self.ways = {
            "client fetches": (lambda n: n * trip, "fig-line-strong"),
            "function, compiled": (
                lambda n: trip + (fuel[n] + compiling) * tick / 1000, "fig-line fig-dashed",
            ),
            "function, cached": (lambda n: trip + fuel[n] * tick / 1000, "fig-line-accent"),
        }  # fmt: skip
        self.client, self.first, self.cached = (cost(reads) for cost, _ in self.ways.values())
        self.ratio = self.client / self.cached

    def values(self) -> dict[str, Number]:
        """Return both times at the length asked, and from which length the function wins."""
        client, _, cached = (cost for cost, _ in self.ways.values())
        wins = (n for n in self.counts if cached(n) < client(n))
        return {
            "client µs": self.client,
            "function µs": self.cached,
            "function compiled now µs": self.first,
            "ratio": self.ratio,
            "wins from": next(wins, "never"),
            "instructions": self.fuel[self.reads],
            "reads": self.reads,
        }

    def headline(self, step: int = 0) -> str:
        """Return how much sooner the function answers, or that it does not."""
        if self.ratio > 1:
            trips = f"One trip instead of {grouped(self.reads)}"
            return f"{trips}: the function answers {fixed(self.ratio, 1)} times sooner."
        saved = "One read saves no trip" if self.reads == 1 else "Trips cost less than instructions"
        return f"{saved}: the function takes {fixed(1 / self.ratio, 4)} times as long."

    def describe(self, step: int = 0) -> str:
        """Say the same in words, and what is reported beside it."""
        return (
            f"{self.headline(step)} A round trip takes {grouped(self.trip)} µs and an instruction"
            f" {fixed(self.tick)} ns, both assumed; the {grouped(self.fuel[self.reads])}"
            f" instructions of {grouped(self.reads)} reads were executed. Microseconds against"
            f" dependent reads, both axes logarithmic: {self.told()}. Reported,"
            " not modeled: Shredder reports 14 to 78 % lower latency for one to three dependent"
            " reads."
        )

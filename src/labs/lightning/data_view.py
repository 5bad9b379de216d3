"""The view of data: a client that fetches record by record against a function beside them."""

from collections.abc import Iterator
from functools import cached_property

from labs.kernel.charts import Axis, Chart, Series
from labs.kernel.drawing import render_panels
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import Number
from labs.lightning.call import Budget, read_call
from labs.lightning.compiler import compiled
from labs.lightning.programs import LONGEST_CHAIN, PROGRAMS
from labs.lightning.tier_up import Costs

REPORTED = "Shredder reports 14 to 78 % lower latency for one to three dependent reads"
CLIENT, FIRST, CACHED = "client fetches", "function, compiled", "function, cached"


class DataView:
    """Chains of up to *reads* records; *trip* in µs, *tick* in ns."""

    def __init__(self, reads: int, trip: int, tick: float) -> None:
        self.reads, self.trip, self.tick = reads, trip, tick
        program = PROGRAMS["walk"]
        calls = {n: read_call(program.text, f"walk(0, {n})", Budget()) for n in self.counts}
        self.size = sum(len(code.ops) for code in calls[1].module.codes)
        self.fuel = {n: call.run(call.instance(compiled)).fuel for n, call in calls.items()}

    @cached_property
    def counts(self) -> list[int]:
        """Return the lengths of chains that are drawn."""
        powers = [1 << i for i in range(LONGEST_CHAIN.bit_length())]
        return sorted({*(n for n in powers if n < self.reads), 1, 2, self.reads})

    def cost(self, way: str, reads: int) -> float:
        """Return microseconds until the answer is there."""
        if way == CLIENT:
            return reads * self.trip
        compiling = self.size * Costs().compiling if way == FIRST else 0
        return self.trip + (self.fuel[reads] + compiling) * self.tick / 1000

    def steps(self) -> int:
        """Return 1: there is one picture."""
        return 1

    def values(self) -> dict[str, Number]:
        """Return both times at the length asked, and from which length the function wins."""
        client, cached = self.cost(CLIENT, self.reads), self.cost(CACHED, self.reads)
        wins = [n for n in self.counts if self.cost(CACHED, n) < self.cost(CLIENT, n)]
        return {
            "client µs": client,
            "function µs": cached,
            "function compiled now µs": self.cost(FIRST, self.reads),
            "ratio": client / cached,
            "wins from": wins[0] if wins else "never",
            "instructions": self.fuel[self.reads],
            "reads": self.reads,
        }

    def headline(self, step: int) -> str:
        """Return how much sooner the function answers, or that it does not."""
        ratio = self.cost(CLIENT, self.reads) / self.cost(CACHED, self.reads)
        if ratio > 1:
            return (
                f"One trip instead of {grouped(self.reads)}: the function answers"
                f" {fixed(ratio, 1)} times sooner."
            )
        return f"One read saves no trip: the function takes {fixed(1 / ratio, 4)} times as long."

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield the points of every line: name, reads, microseconds."""
        for way in (CLIENT, FIRST, CACHED):
            for reads in self.counts:
                yield way, reads, self.cost(way, reads)

    def draw(self, step: int) -> str:
        """Draw latency against the length of the chain."""
        styles = {
            CLIENT: "fig-line-strong",
            FIRST: "fig-line fig-dashed",
            CACHED: "fig-line-accent",
        }
        series = [
            Series(way, [(n, self.cost(way, n)) for n in self.counts], css, dots=2)
            for way, css in styles.items()
        ]
        x = Axis(
            low=1, high=self.counts[-1], kind="log", title="dependent reads",
            ticks=tuple(float(n) for n in self.counts),
        )  # fmt: skip
        y = Axis.spanning([cost for _, _, cost in self.series()], "log", "µs")
        chart = Chart.panel(x, y, styles)
        chart.axes()
        chart.draw(series)
        return render_panels(
            "lightning-data", self.headline(step), self.describe(step), [chart.drawing]
        )

    def describe(self, step: int) -> str:
        """Say the same in words, and what is reported beside it."""
        rows = [
            f"{way}: "
            + ", ".join(f"{fixed(self.cost(way, n))} at {grouped(n)}" for n in self.counts)
            for way in (CLIENT, FIRST, CACHED)
        ]
        return (
            f"{self.headline(step)} A round trip takes {grouped(self.trip)} µs and an instruction"
            f" {fixed(self.tick)} ns, both assumed; the {grouped(self.fuel[self.reads])}"
            f" instructions of {grouped(self.reads)} reads were executed. Microseconds against"
            f" dependent reads, both axes logarithmic: {'; '.join(rows)}. Reported, not modeled:"
            f" {REPORTED}."
        )

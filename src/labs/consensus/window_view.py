"""The view of the window: latency and throughput against how many slots may be open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from labs.consensus.batching import Policy
from labs.consensus.load import Run
from labs.consensus.load_view import Place, latency_axis, run_at
from labs.kernel.charts import Axis, Series, small_multiples
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import grouped, rounded
from labs.kernel.model import Number
from labs.kernel.views import PanelView

SECONDS, FEWEST, MOST, MOST_SLOTS = 4, 200, 10_000, 2_500
"""A run has the commands of so many seconds, within these limits, and so many slots at most."""


@dataclass(frozen=True)
class WindowView(PanelView):
    """Latency and throughput at one *load*, for windows up to the policy's."""

    name: ClassVar[str] = "consensus-window"
    place: Place
    policy: Policy
    load: int

    @cached_property
    def runs(self) -> dict[int, Run]:
        """Return a run for each window: powers of two, and the policy's own."""
        widest = self.policy.window
        powers = (2**power for power in range(widest.bit_length()))
        return {window: self._run(self.policy.name, window) for window in (*powers, widest)}

    @cached_property
    def listening(self) -> Run:
        """Return the run whose window listens to delay."""
        return self._run("listen", self.policy.window)

    def _run(self, name: str, window: int) -> Run:
        policy = self.policy._replace(name=name, window=window)
        count = min(MOST, max(FEWEST, self.load * SECONDS))
        return run_at(self.place, policy, self.load, count, MOST_SLOTS)

    @property
    def _ends(self) -> tuple[Run, Run]:
        """Return the runs with the smallest and with the largest window."""
        return self.runs[1], self.runs[self.policy.window]

    def values(self) -> Mapping[str, Number]:
        """Return the best window and the latencies there, at 1 and at the largest."""
        best = min(self.runs, key=lambda window: self.runs[window].median)
        one_slot, widest = self._ends
        return {
            "best window": best,
            "best window: median ms": self.runs[best].median,
            "window 1: median ms": one_slot.median,
            "window 1: commands a second": one_slot.throughput(),
            "largest window: median ms": widest.median,
            "largest window: 99th percentile ms": widest.percentile(99),
            "largest window: commands a second": widest.throughput(),
            "listening: median ms": self.listening.median,
            "listening: 99th percentile ms": self.listening.percentile(99),
            "listening: window at the end": self.listening.window,
        }

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield every point of both lines."""
        for window, run in self.runs.items():
            yield "median ms", window, run.median
            yield "commands a second", window, run.throughput()

    def headline(self, step: int = 0) -> str:
        """Return what an open window does here, and a listening one."""
        one_slot, widest = self._ends
        window, listens = grouped(self.policy.window), self.listening.median
        if widest.median > 1.5 * listens:
            return (
                f"An open window of {window} fills the slowest disk’s queue:"
                f" {rounded(widest.median / 1000, 2)} s; one that listens,"
                f" {rounded(listens / 1000, 2)} s."
            )
        return (
            f"With one slot at a time a command waits {rounded(one_slot.median, 3)} ms, with a"
            f" window of {window} {rounded(widest.median, 3)} ms, and with one that listens"
            f" {rounded(listens, 3)} ms."
        )

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        latencies = [run.median for run in (*self.runs.values(), self.listening)]
        rates = [run.throughput() for run in self.runs.values()]
        return latency_axis(latencies), Axis.spanning(rates, title="commands a second")

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw latency and throughput against the window, one below the other."""
        windows = [float(window) for window in self.runs]
        x = Axis(low=1, high=max(2, windows[-1]), kind="log", title="window, slots open",
                 ticks=tuple(windows[::2]))  # fmt: skip
        latencies = [run.median for run in self.runs.values()]
        rates = [run.throughput() for run in self.runs.values()]
        listens = self.listening.median
        charts = small_multiples(x, self._axes, ("listens",), plot=110)
        line = Series("listens", [(1.0, listens), (x.high, listens)], "fig-line-accent fig-dashed")
        for chart, ys, more in zip(charts, (latencies, rates), ([line], []), strict=True):
            chart.axes(below=not more)
            chart.draw([Series("", list(zip(windows, ys, strict=True)), dots=2.5), *more])
        return [charts[0].drawing]

    def describe(self, step: int = 0) -> str:
        """Say the same in words."""
        rows = (
            f"{grouped(window)}: {grouped(run.median, 1)} ms,"
            f" {rounded(run.throughput(), 3)} a second"
            for window, run in self.runs.items()
        )
        ticks, rates = (", ".join(map(grouped, axis.tick_values())) for axis in self._axes)
        return (
            f"{grouped(self.load)} commands a second arrive. Median latency and commands a second"
            f" by the number of slots that may be open: {'; '.join(rows)}. With a window that"
            f" listens to delay: {rounded(self.listening.median, 3)} ms, at the end with"
            f" {grouped(self.listening.window, 1)} slots. Marks at {ticks} ms and at {rates} a"
            f" second. Runs are finite: {grouped(len(self.listening.arrivals))} commands or"
            f" {grouped(MOST_SLOTS)} slots."
        )

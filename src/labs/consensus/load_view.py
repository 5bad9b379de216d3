"""The view of load: latency against load for the batching policies, finite runs side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from labs.consensus.batching import Policy
from labs.consensus.load import Costs, Run, arrivals, run
from labs.consensus.wan import Group
from labs.kernel.charts import Axis, Chart, Series
from labs.kernel.drawing import render_panels
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import Number
from labs.kernel.simulation import MILLISECOND

LOADS = (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
"""Commands a second."""
NAMED = (10, 1_000, 100_000)
"""The loads at which values have names."""
SIZES = (5, 50, 500)
"""The fixed sizes of which the best is drawn at each load, besides the reader's and one by one."""
SECONDS, FEWEST, MOST, MOST_SLOTS = 2, 200, 20_000, 600
"""A run has the commands of so many seconds, within these limits, and so many slots at most."""
ONE, FREE, LISTENS, BEST = "one by one", "disk free", "listening", "best fixed"
CSS = {ONE: "fig-line", FREE: "fig-line-accent", BEST: "fig-line fig-dashed"}


@dataclass(frozen=True)
class Place:
    """Where a run happens: the group, its leader, the quorum of phase 2, and what slots cost."""

    group: Group
    leader: int
    quorum: int
    costs: Costs

    def run(self, policy: Policy, load: int, count: int, most_slots: int | None = None) -> Run:
        """Return a run of *count* commands that arrive at *load* a second."""
        return _run(self, policy, load, count, most_slots)


@lru_cache(maxsize=512)
def _run(place: Place, policy: Policy, load: int, count: int, most_slots: int | None) -> Run:
    came = arrivals(load, count)
    return run(place.group, place.leader, place.quorum, policy, place.costs, came, most_slots)


def latency_axis(values: Iterable[float]) -> Axis:
    """Return a logarithmic axis for latencies in ms, with ticks at 1, 2 and 5 times ten."""
    axis = Axis.spanning(values, "log", "median latency, ms")
    ticks = (digit * 10.0**power for power in range(-1, 6) for digit in (1, 2, 5))
    return replace(axis, ticks=tuple(tick for tick in ticks if axis.low <= tick <= axis.high))


@dataclass(frozen=True)
class LoadView:
    """Latency against load: one by one, fixed sizes, disk free, and the last one listening."""

    place: Place
    window: int
    size: int
    timer: int

    @cached_property
    def runs(self) -> dict[str, list[Run]]:
        """Return the runs of each policy, one for each load."""
        sizes = {size: self._runs("fixed", size) for size in sorted({*SIZES, self.size})}
        one = self._runs("one")
        best = [min(some, key=lambda found: found.median) for some in zip(one, *sizes.values())]  # noqa: B905 - all have LOADS
        return {
            ONE: one,
            f"fixed {self.size}": sizes[self.size],
            FREE: self._runs("clock"),
            LISTENS: self._runs("listen"),
            BEST: best,
        }

    def _runs(self, name: str, size: int = 1) -> list[Run]:
        policy = Policy(name, self.window, size, self.timer)
        counts = (min(MOST, max(FEWEST, load * SECONDS)) for load in LOADS)
        return [
            self.place.run(policy, load, count, MOST_SLOTS)
            for load, count in zip(LOADS, counts, strict=True)
        ]

    @cached_property
    def ratios(self) -> list[float]:
        """Return how many times as slow a batch cut when the disk is free is as the best fixed."""
        pairs = zip(self.runs[FREE], self.runs[BEST], strict=True)
        return [free.median / best.median for free, best in pairs]

    def steps(self) -> int:
        """Return 1: there is one picture."""
        return 1

    def values(self) -> Mapping[str, Number]:
        """Return latencies and batches of every policy at a low, a middle and a high load."""
        values: dict[str, Number] = {"worst ratio to the best fixed size": max(self.ratios)}
        for label, runs in self.runs.items():
            for load in NAMED:
                found, at = runs[LOADS.index(load)], f"{label}, {grouped(load)}/s"
                values[f"{at}: median ms"] = found.median
                values[f"{at}: 99th percentile ms"] = found.percentile(99)
                values[f"{at}: commands a batch"] = found.batch()
            values[f"{label}: most a second"] = max(found.throughput() for found in runs)
        return values

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield every point of every line."""
        for label, runs in self.runs.items():
            for load, found in zip(LOADS, runs, strict=True):
                yield label, load, found.median

    def headline(self, step: int = 0) -> str:
        """Return how the batch without size and timer compares with the best fixed size."""
        worst = max(self.ratios)
        if worst <= 1.02:
            return (
                "A batch cut when the disk is free is as fast as the best fixed size at every load,"
                f" without a size or a timer: {fixed(min(self.ratios), 2)} to {fixed(worst, 2)}"
                " times its latency."
            )
        return (
            f"A batch cut when the disk is free is up to {fixed(worst, 2)} times as slow as the"
            f" best fixed size: at {grouped(LOADS[self.ratios.index(worst)])} commands a second."
        )

    def draw(self, step: int = 0) -> str:
        """Draw median latency against load."""
        points = {
            label: [(float(load), found.median) for load, found in zip(LOADS, runs, strict=True)]
            for label, runs in self.runs.items()
        }
        x = Axis(low=LOADS[0], high=LOADS[-1], kind="log", title="commands a second")
        y = latency_axis(ms for line in points.values() for _, ms in line)
        chart = Chart.panel(x, y, points)
        chart.axes()
        chart.draw([Series(n, line, CSS.get(n, "fig-line-strong")) for n, line in points.items()])
        return render_panels(
            "consensus-load", self.headline(step), self.describe(step), [chart.drawing]
        )

    def describe(self, step: int = 0) -> str:
        """Say the same in words."""
        rows = (
            f"{label}: "
            + ", ".join(
                f"{grouped(found.median, 1)} at {grouped(load)}"
                for load, found in zip(LOADS, runs, strict=True)
            )
            for label, runs in self.runs.items()
        )
        sizes = ", ".join(map(grouped, sorted({1, *SIZES, self.size})))
        ticks = latency_axis(
            run.median for runs in self.runs.values() for run in runs
        ).tick_values()
        return (
            "Median latency in milliseconds against load in commands a second, both logarithmic"
            f" (marks at {', '.join(map(grouped, ticks))} ms), with at most"
            f" {grouped(self.window)} slots open. Fixed batches leave after"
            f" {fixed(self.timer / MILLISECOND, 1)} ms at the latest, and the best is the fastest"
            f" of {sizes}."
            f" {'; '.join(rows)}. Runs are finite, {SECONDS} seconds or {grouped(MOST_SLOTS)}"
            " slots: a policy that cannot keep up would wait longer and longer."
        )

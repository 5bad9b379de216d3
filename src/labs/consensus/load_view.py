"""The view of load: latency against load for the batching policies, finite runs side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import ClassVar

from labs.consensus.batching import Policy
from labs.consensus.load import Costs, Run, arrivals, run
from labs.consensus.wan import Group
from labs.kernel.charts import Axis, Series, line_chart, points_in_words, points_of
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import Number
from labs.kernel.simulation import MILLISECOND
from labs.kernel.views import PanelView

LOADS = (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
"""Commands a second."""
NAMED = (10, 1_000, 100_000)
"""The loads at which values have names."""
SIZES = (5, 50, 500)
"""The fixed sizes of which the best is drawn at each load, besides the reader's and one by one."""
SECONDS, FEWEST, MOST, MOST_SLOTS = 2, 200, 12_000, 400
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


@lru_cache(maxsize=512)
def run_at(place: Place, policy: Policy, load: int, count: int, most_slots: int) -> Run:
    """Return a run of *count* commands that arrive at *load* a second."""
    came = arrivals(load, count)
    return run(place.group, place.leader, place.quorum, policy, place.costs, came, most_slots)


def latency_axis(values: Iterable[float]) -> Axis:
    """Return a logarithmic axis for latencies in ms, with ticks at 1, 2 and 5 times ten."""
    axis = Axis.spanning(values, "log", "median latency, ms")
    ticks = (digit * 10.0**power for power in range(-1, 6) for digit in (1, 2, 5))
    return replace(axis, ticks=tuple(tick for tick in ticks if axis.low <= tick <= axis.high))


@dataclass(frozen=True)
class LoadView(PanelView):
    """Latency against load: one by one, fixed sizes, disk free, and the last one listening.

    *fixed* is the fixed size and timer of the reader's choice, with the window of all policies.
    """

    name: ClassVar[str] = "consensus-load"
    place: Place
    fixed: Policy

    @cached_property
    def runs(self) -> dict[str, list[Run]]:
        """Return the runs of each policy, one for each load."""
        sizes = {size: self._runs("fixed", size) for size in self.sizes}
        unbatched = self._runs("one")
        best = [min(some, key=lambda run: run.median) for some in zip(unbatched, *sizes.values())]  # noqa: B905 - all have LOADS
        return {
            ONE: unbatched,
            f"fixed {self.fixed.size}": sizes[self.fixed.size],
            FREE: self._runs("clock"),
            LISTENS: self._runs("listen"),
            BEST: best,
        }

    @property
    def sizes(self) -> list[int]:
        """Return the fixed sizes that are tried."""
        return sorted({*SIZES, self.fixed.size})

    def _runs(self, name: str, size: int = 1) -> list[Run]:
        policy = self.fixed._replace(name=name, size=size)
        return [
            run_at(self.place, policy, load, min(MOST, max(FEWEST, load * SECONDS)), MOST_SLOTS)
            for load in LOADS
        ]

    @cached_property
    def ratios(self) -> list[float]:
        """Return how many times as slow a batch cut when the disk is free is as the best fixed."""
        pairs = zip(self.runs[FREE], self.runs[BEST], strict=True)
        return [free.median / best.median for free, best in pairs]

    def values(self) -> Mapping[str, Number]:
        """Return latencies and batches of every policy at a low, a middle and a high load."""
        values: dict[str, Number] = {"worst ratio to the best fixed size": max(self.ratios)}
        for label, runs in self.runs.items():
            for load in NAMED:
                run, at = runs[LOADS.index(load)], f"{label}, {grouped(load)}/s"
                values[f"{at}: median ms"] = run.median
                values[f"{at}: 99th percentile ms"] = run.percentile(99)
                values[f"{at}: commands a batch"] = run.batch()
            values[f"{label}: most a second"] = max(run.throughput() for run in runs)
        return values

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield every point of every line."""
        return points_of(self._lines)

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

    @property
    def _lines(self) -> list[Series]:
        return [
            Series(
                label,
                [(float(load), run.median) for load, run in zip(LOADS, runs, strict=True)],
                CSS.get(label, "fig-line-strong"),
            )
            for label, runs in self.runs.items()
        ]

    @property
    def _latencies(self) -> Axis:
        return latency_axis(ms for _, _, ms in points_of(self._lines))

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw median latency against load."""
        x = Axis(low=LOADS[0], high=LOADS[-1], kind="log", title="commands a second")
        return [line_chart(x, self._latencies, self._lines).drawing]

    def describe(self, step: int = 0) -> str:
        """Say the same in words."""
        sizes = ", ".join(map(grouped, sorted({1, *self.sizes})))
        ticks = self._latencies.tick_values()
        latencies = points_in_words(self._lines, lambda ms: grouped(ms, 1))
        return (
            "Median latency in milliseconds against load in commands a second, both logarithmic"
            f" (marks at {', '.join(map(grouped, ticks))} ms), with at most"
            f" {grouped(self.fixed.window)} slots open. Fixed batches leave after"
            f" {fixed(self.fixed.timer / MILLISECOND, 1)} ms at the latest, and the best is the"
            f" fastest of {sizes}. {latencies}. Runs are finite,"
            f" {SECONDS} seconds or {grouped(MOST_SLOTS)} slots: a policy that cannot keep up would"
            " wait longer and longer."
        )

"""The view behind the 1980× figure: updates one by one, in a batch, lazily, or by a rebuild."""

from dataclasses import dataclass
from functools import cached_property

from labs.dominators.batch import RebuildRule
from labs.dominators.stories import STORIES, Way, operations, updates
from labs.kernel.charts import LogChart, Series
from labs.kernel.formatting import grouped, rounded
from labs.kernel.result import Number

SIZES = (12, 25, 50, 100, 200, 400, 800)
"""Sizes to draw below the largest: always the same, so that they are counted once."""
APART = 1.4
"""By how much, at least, the largest exceeds the size before it."""


@dataclass(frozen=True)
class Line:
    """One way to follow, with the rule or without."""

    label: str
    way: Way
    with_rule: bool
    css: str


LINES = (
    Line("one by one", "one by one", True, "fig-line-strong"),
    Line("batch, no rule", "one batch", False, "fig-line"),
    Line("batch, rule", "one batch", True, "fig-line-accent"),
    Line("lazy, rule", "lazily", True, "fig-line fig-dashed"),
    Line("one rebuild", "one rebuild", False, "fig-line-faint"),
)


@dataclass(frozen=True)
class BatchView:
    """A story at many sizes up to *largest* vertices, *share* of its edges changing."""

    story: str
    largest: int
    share: float
    rule: RebuildRule

    @cached_property
    def sizes(self) -> list[int]:
        """Return the sizes to draw: some up to the largest, and both sides of the rule."""
        found = {size for size in SIZES if size * APART <= self.largest} | {self.largest}
        both = {self.rule.small, self.rule.small + 1}
        return sorted(found | {size for size in both if SIZES[0] <= size <= self.largest})

    @cached_property
    def costs(self) -> dict[str, list[int]]:
        """Return operations by label, one for each size."""
        return {line.label: [self._cost(line, size) for size in self.sizes] for line in LINES}

    @property
    def crossing(self) -> int | None:
        """Return the first of the sizes at which the batch costs less than one by one."""
        pairs = zip(self.sizes, self.costs["batch, rule"], self.costs["one by one"], strict=True)
        cheaper = [size for size, batch, single in pairs if batch < single]
        return cheaper[0] if cheaper else None

    @property
    def ratio(self) -> float:
        """Return how many times one by one costs what the batch costs, at the largest size."""
        return self.costs["one by one"][-1] / self.costs["batch, rule"][-1]

    def values(self) -> dict[str, Number]:
        """Return the costs at the largest size, their ratio to two places, and the crossing."""
        names = ("one by one", "batch without rule", "batch", "lazy", "rebuild")
        last = {name: self.costs[line.label][-1] for name, line in zip(names, LINES, strict=True)}
        return {
            "vertices": self.largest,
            "updates": updates(self.story, self.largest, self.share),
            **last,
            "one by one costs times as much": round(self.ratio, 2),
            "crossing": self.crossing or "none",
            "rule": self._says(),
        }

    def steps(self) -> int:
        """Return 1: there is one picture."""
        return 1

    def draw(self, step: int = 0) -> str:
        """Draw cost against size, a line for each way."""
        series = [
            Series(line.label, list(zip(self.sizes, self.costs[line.label], strict=True)), line.css)
            for line in LINES
        ]
        text = self.describe(step)
        chart = LogChart.titled("dominators-batch", self._title(), text, series, margin=104)
        ticks = [self.sizes[0], self.largest]
        if self.crossing and self.crossing > 2 * SIZES[0] and self.crossing < self.largest / 1.5:
            ticks.insert(1, self.crossing)
        chart.axes(ticks, "vertices in the tree", "operations")
        if self.crossing:
            chart.line_at(self.crossing, f"cheaper from {grouped(self.crossing)}")
        chart.draw(series)
        return chart.drawing.render()

    def describe(self, step: int = 0) -> str:
        """Say the same in words, with the costs at a few sizes."""
        sizes = self.sizes
        picked = sorted({0, len(sizes) // 2, len(sizes) - 1})
        counts = [updates(self.story, size, self.share) for size in sizes]
        rows = [
            f"with {grouped(sizes[i])} vertices and {grouped(counts[i])}"
            f" update{'s' if counts[i] != 1 else ''}, "
            + ", ".join(f"{line.label} {grouped(self.costs[line.label][i])}" for line in LINES)
            for i in picked
        ]
        crossing = (
            f"The batch is first cheaper than one by one at {grouped(self.crossing)} vertices."
            if self.crossing
            else "The batch is never cheaper than one by one."
        )
        return (
            f"{STORIES[self.story].title}: operations to keep the dominator tree true, against the"
            f" number of vertices, both axes logarithmic. {self._says()} "
            + "; ".join(rows).capitalize()
            + f". {crossing}"
        )

    def _cost(self, line: Line, size: int) -> int:
        count = updates(self.story, size, self.share)
        rule = self.rule if line.with_rule else None
        return operations(self.story, size, count, line.way, rule)

    def _title(self) -> str:
        what = (
            f"{STORIES[self.story].title}: with {grouped(self.largest)} vertices, one batch costs"
        )
        if self.ratio >= 1:
            return f"{what} {rounded(self.ratio, 3)} times less than one update after another"
        return f"{what} {rounded(1 / self.ratio, 3)} times more than one update after another"

    def _says(self) -> str:
        return (
            f"The rule rebuilds when there are more updates than vertices, and in a tree of more"
            f" than {grouped(self.rule.small)} vertices already when there are more than one for"
            f" every {grouped(self.rule.divisor)} of them."
        )

"""The view of LLVM's rule as a race: updates one by one against the same updates as one batch.

Both sides keep the same dominator tree true to the same changes. A picture is a moment of the
race, after so many updates one by one; the batch has had time for as many operations.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from labs.dominators.batch import RebuildRule, apply_update
from labs.dominators.picture import Box, draw_outline
from labs.dominators.tree import DominatorTree
from labs.dominators.workloads import (
    WORKLOADS,
    Approach,
    course,
    initial_graph,
    operations,
    updates,
)
from labs.kernel.charts import BAR, Axis, Bar, Chart, Series, bars
from labs.kernel.drawing import PANEL, Drawing, panel, render_panels
from labs.kernel.formatting import grouped, rounded
from labs.kernel.model import Number

SIZES = (12, 25, 50, 100, 200, 400, 800)
"""Sizes to draw below the largest: always the same, so that they are counted once."""
APART = 1.4
"""By how much, at least, the largest exceeds the size before it."""
MOMENTS = 40
"""The most pictures of a race, besides that of its start."""
TREE = Box(0, 20, 150, 190)
"""Where the left of the two trees is drawn."""


@dataclass(frozen=True)
class Line:
    """One approach, with the rule or without."""

    label: str
    approach: Approach
    with_rule: bool
    css: str


ONE_BY_ONE = Line("one by one", "one by one", True, "fig-line-strong")
BY_RULE = Line("LLVM’s rule", "one batch", True, "fig-line-accent")
REBUILD = Line("one rebuild", "one rebuild", False, "fig-line fig-dashed")
NO_RULE = Line("batch, no rule", "one batch", False, "fig-line")
LAZY = Line("lazy, by rule", "lazily", True, "fig-line fig-dashed")


@dataclass(frozen=True)
class RaceView:
    """A workload on *largest* vertices, *share* of its edges changing; and at smaller sizes.

    *every* asks for all five approaches in the chart in place of three.
    """

    workload: str
    largest: int
    share: float
    rule: RebuildRule
    every: bool = False

    @cached_property
    def count(self) -> int:
        """Return the number of updates in the race."""
        return updates(self.workload, self.largest, self.share)

    @cached_property
    def course(self) -> list[int]:
        """Return operations one by one, after each number of updates from 0."""
        return [0, *course(self.workload, self.largest, self.count)]

    @cached_property
    def moments(self) -> list[int]:
        """Return the number of updates done one by one, for each picture."""
        pictures = min(self.count, MOMENTS)
        return [round(self.count * i / pictures) for i in range(pictures + 1)]

    @cached_property
    def sizes(self) -> list[int]:
        """Return the sizes to draw: some up to the largest, and both sides of the rule."""
        sizes = {size for size in SIZES if size * APART <= self.largest} | {self.largest}
        both = {self.rule.small, self.rule.small + 1}
        return sorted(sizes | {size for size in both if SIZES[0] <= size <= self.largest})

    @property
    def lines(self) -> list[Line]:
        """Return the approaches in the chart."""
        more = [NO_RULE, LAZY] if self.every else []
        return [ONE_BY_ONE, *more, BY_RULE, REBUILD]

    @cached_property
    def costs(self) -> dict[str, list[int]]:
        """Return operations by label, one for each size."""
        return {line.label: [self._cost(line, size) for size in self.sizes] for line in self.lines}

    @property
    def crossing(self) -> int | None:
        """Return the first of the sizes at which the rule costs less than one by one."""
        by_rule, single = self.costs[BY_RULE.label], self.costs[ONE_BY_ONE.label]
        pairs = zip(self.sizes, by_rule, single, strict=True)
        return next((size for size, batch, alone in pairs if batch < alone), None)

    @property
    def ratio(self) -> float:
        """Return how many times one by one costs what the batch costs, at the largest size."""
        return self.course[-1] / self._by_rule

    def values(self) -> dict[str, Number]:
        """Return the costs at the largest size, their ratio to two places, and the crossing."""
        lines = {"batch without rule": NO_RULE, "batch": BY_RULE, "lazy": LAZY, "rebuild": REBUILD}
        return {
            "vertices": self.largest,
            "updates": self.count,
            "one by one": self.course[-1],
            **{name: self._cost(line, self.largest) for name, line in lines.items()},
            "one by one costs times as much": round(self.ratio, 2),
            "crossing": self.crossing or "none",
            "rule": self._says(),
        }

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield every point of every line: approach, vertices, operations."""
        for line in self.lines:
            for size, cost in zip(self.sizes, self.costs[line.label], strict=True):
                yield line.label, size, cost

    def steps(self) -> int:
        """Return the number of moments."""
        return len(self.moments)

    def headline(self, step: int) -> str:
        """Return how the race stands, or what each side cost in the end."""
        done, title = self.moments[step], WORKLOADS[self.workload].title
        many = f"{grouped(self.count)} update{'s' if self.count != 1 else ''}"
        if not done:
            return f"{title}: {many} of {grouped(self.largest)} vertices are about to begin."
        spent, cost = self.course[done], self._by_rule
        if done < self.count:
            other = f"took {grouped(cost)} for all" if spent >= cost else "is still at work"
            return (
                f"{title}: one by one, {grouped(done)} of {many} took {grouped(spent)} operations;"
                f" LLVM’s rule {other}."
            )
        result = f"{title}: {many} one by one take {grouped(spent)} operations"
        if not self._rebuilds:
            return f"{result}, by LLVM’s rule {grouped(cost)}: they are too few to rebuild."
        factor, word = (self.ratio, "less") if self.ratio >= 1 else (1 / self.ratio, "more")
        return (
            f"{result}, one rebuild by LLVM’s rule {grouped(cost)}: {rounded(factor, 3)} times"
            f" {word}."
        )

    def draw(self, step: int) -> str:
        """Draw both trees with what was visited, both costs, and cost against size."""
        return render_panels(
            "dominators-batch",
            self.headline(step),
            self.describe(step),
            [self._race(step), self._chart()],
        )

    def describe(self, step: int) -> str:
        """Return the same in words, with the costs at a few sizes."""
        sizes = self.sizes
        picked = sorted({0, len(sizes) // 2, len(sizes) - 1})
        counts = [updates(self.workload, size, self.share) for size in sizes]
        rows = [
            f"with {grouped(sizes[i])} vertices and {grouped(counts[i])}"
            f" update{'s' if counts[i] != 1 else ''}, "
            + ", ".join(f"{line.label} {grouped(self.costs[line.label][i])}" for line in self.lines)
            for i in picked
        ]
        crossing = (
            f"The rule is first cheaper than one by one at {grouped(self.crossing)} vertices."
            if self.crossing
            else "The rule is never cheaper than one by one."
        )
        done = self.moments[step]
        spent = self.course[done]
        visited = len(self._touched(done))
        left = f", the last of which visited {grouped(visited)} vertices" if done else ""
        right = "the tree is up to date" if spent >= self._by_rule else "the tree is out of date"
        return (
            f"{self.headline(step)} On the left the dominator tree after {grouped(done)} of"
            f" {grouped(self.count)} updates one by one{left}: {grouped(spent)} operations so far."
            f" On the right the same tree by LLVM’s rule: {right} after"
            f" {grouped(min(spent, self._by_rule))} of {grouped(self._by_rule)} operations."
            f" {self._says()} Operations against the number of vertices, both axes logarithmic: "
            + "; ".join(rows)
            + f". {crossing}"
        )

    @property
    def _by_rule(self) -> int:
        return self._cost(BY_RULE, self.largest)

    @property
    def _rebuilds(self) -> bool:
        return self.count > 1 and self.rule.rebuilds(self.count, self.largest)

    def _cost(self, line: Line, size: int) -> int:
        count = updates(self.workload, size, self.share)
        rule = self.rule if line.with_rule else None
        return operations(self.workload, size, count, line.approach, rule)

    def _tree(self, done: int) -> DominatorTree:
        """Return the tree after the first *done* updates."""
        graph = initial_graph(self.workload, self.largest).copy()
        for update in WORKLOADS[self.workload].changes(graph, self.count)[:done]:
            update.change(graph)
        return DominatorTree(graph)

    def _touched(self, done: int) -> list[int]:
        """Return the vertices that the last of *done* updates visited, one by one."""
        if not done:
            return []
        tree = self._tree(done - 1)
        update = WORKLOADS[self.workload].changes(tree.graph, self.count)[done - 1]
        touched: list[int] = []
        tree.touched = touched
        update.change(tree.graph)
        apply_update(tree, update)
        return touched

    def _race(self, step: int) -> Drawing:
        done = self.moments[step]
        spent, cost = self.course[done], self._by_rule
        ready = spent >= cost
        drawing = panel(PANEL, TREE.y + TREE.height + 24 + 2 * BAR + 30)
        beside = Box(PANEL - TREE.width, TREE.y, TREE.width, TREE.height)
        drawing.text(TREE.x, 12, ONE_BY_ONE.label, "fig-label-strong")
        drawing.text(beside.x, 12, BY_RULE.label, "fig-label-accent")
        draw_outline(drawing, self._tree(done), TREE, {*self._touched(done)})
        right = self._tree(self.count if ready else 0)
        fresh = ready and bool(step) and self.course[self.moments[step - 1]] < cost
        draw_outline(drawing, right, beside, right.level if fresh else ())
        bottom = TREE.y + TREE.height + 16
        drawing.text(
            TREE.x, bottom, f"{grouped(done)} of {grouped(self.count)} updates", "fig-note"
        )
        drawing.text(beside.x, bottom, "up to date" if ready else "out of date", "fig-note")
        drawing.text(0, bottom + 26, "operations so far", "fig-note")
        rows = [
            Bar(ONE_BY_ONE.label, spent),
            Bar(BY_RULE.label, min(spent, cost), "fig-box-accent"),
        ]
        most = max(self.course[-1], cost)
        bars(drawing, rows, left=0, top=bottom + 30, width=PANEL, most=most)
        return drawing

    def _chart(self) -> Drawing:
        series = [
            Series(
                line.label,
                list(zip(self.sizes, self.costs[line.label], strict=True)),
                line.css,
                dots=2,
            )
            for line in self.lines
        ]
        ticks = [self.sizes[0], self.largest]
        if self.crossing and self.crossing > 2 * SIZES[0] and self.crossing < self.largest / 1.5:
            ticks.insert(1, self.crossing)
        x = Axis(
            low=self.sizes[0],
            high=self.largest,
            kind="log",
            title="vertices in the tree",
            ticks=tuple(ticks),
        )
        costs = [cost for line in self.lines for cost in self.costs[line.label]]
        labels = [line.label for line in self.lines]
        chart = Chart.panel(x, Axis.spanning(costs, "log", "operations"), labels, plot=250)
        chart.axes()
        if self.crossing:
            chart.mark(self.crossing, f"cheaper from {grouped(self.crossing)}")
        chart.draw(series)
        return chart.drawing

    def _says(self) -> str:
        return (
            f"The rule rebuilds when there are more updates than vertices, and in a tree of more"
            f" than {grouped(self.rule.small)} vertices already when there are more than one for"
            f" every {grouped(self.rule.divisor)} of them."
        )

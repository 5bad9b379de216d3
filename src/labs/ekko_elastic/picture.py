"""Machines as pictures and words: a column for each resource, filled from below by its shards."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from labs.ekko_elastic.branch import Solution, solve
from labs.ekko_elastic.problem import Groups, Machine, Problem, cost
from labs.kernel.charts import Axis, Chart, Point, Series
from labs.kernel.drawing import LABEL, NOTE, PANEL, Drawing, Touch, advance, panel
from labs.kernel.formatting import fixed, grouped, rounded
from labs.kernel.views import PanelView

LARGE, SMALL = (20.0, 116.0), (13.0, 66.0)
"""Width of a column, and its height with all of the largest machine's capacity."""
FEW = 8
"""So many machines are drawn large."""
MOST = 12
"""Different machines that are drawn; the rest is counted."""
TINTS = 4
WORK = 300_000
"""Units of work that a reader waits for."""


@dataclass(frozen=True)
class Solved(PanelView):
    """A view of *problem* as it is solved with at most *effort* nodes."""

    problem: Problem
    effort: int

    @cached_property
    def solution(self) -> Solution:
        """Return the solver's packing and floor."""
        return solve(self.problem, self.effort, WORK)

    @property
    def floor(self) -> int:
        """Return a price below which there is no packing."""
        return self.solution.certificate.floor

    @cached_property
    def price(self) -> int:
        """Return what the solver's packing costs."""
        return cost(self.solution.certificate.machines)


def letter(problem: Problem, i: int) -> str:
    """Return what stands on a shard of class *i*: its name if that is short, else a letter."""
    name = problem.shards[i].name
    return name if len(name) <= 2 else chr(ord("a") + i) if i < 26 else ""


def held(problem: Problem, machine: Machine) -> str:
    """Return what *machine* holds: "2 A, 1 B"."""
    return ", ".join(
        f"{number} of “{shard.name}”" if " " in shard.name else f"{number} {shard.name}"
        for number, shard in zip(machine.pattern, problem.shards, strict=True)
        if number
    )


def in_words(problem: Problem, groups: Groups) -> str:
    """Return machines and how often each occurs: "2 large with 2 A, 1 B; 1 small with 3 D"."""
    return "; ".join(
        f"{grouped(number)} {machine.type.name} with {held(problem, machine) or 'nothing'}"
        for machine, number in groups
    )


def percent(part: float) -> str:
    """Return a share as a percentage with two decimals, or two digits if it is small."""
    small = 0 < part < 0.0001
    return f"{rounded(100 * part, 2) if small else fixed(100 * part, 2)} %"


def draw_closing(
    across: str, name: str, above: Sequence[Point], floors: Sequence[Point], most: int
) -> Chart:
    """Return a chart of the cost called *name*, from above, and the floor as they close."""
    heights = [y for _, y in (*above, *floors)]
    room = (max(heights) - min(heights)) / 4 or 1
    x = Axis(low=above[0][0], high=most, title=across)
    y = Axis(low=max(0, min(heights) - room), high=max(heights) + room, title="price")
    chart = Chart.panel(x, y, [name], plot=120)
    chart.axes()
    chart.draw([
        Series(name, above, "fig-line-strong", "step", 2),
        Series("floor", floors, "fig-line-accent", "step", 2),
    ])  # fmt: skip
    return chart


def draw_machines(
    problem: Problem,
    groups: Groups,
    note: str = "",
    touches: Sequence[Touch] = (),
) -> Drawing:
    """Return a panel with *groups*, each once, with how often it occurs and its type below.

    The k-th machine can be touched as the k-th of *touches* says.
    """
    large = len(groups) <= FEW
    column, tall = LARGE if large else SMALL
    row, width = tall + 42, len(problem.resources) * (column + 2)
    slot = max([width + 12, *(advance(machine.type.name, NOTE) + 8 for machine, _ in groups)])
    across = max(1, int(PANEL // slot))
    rows = -(-len(groups) // across)
    drawing = panel(PANEL, max(rows, 1) * row + (22 if note else 4))
    for k, (machine, number) in enumerate(groups):
        x, floor = k % across * slot, k // across * row + tall + 18
        if touches:
            drawing.open(touch=touches[k])
        if number > 1:
            drawing.text(x, floor - tall - 5, f"× {grouped(number)}", "fig-label-strong")
        for r in range(len(problem.resources)):
            scale = tall / max(t.capacity[r] or 1 for t in problem.types)
            _draw_column(drawing, x + r * (column + 2), floor, column, scale, problem, machine, r)
        drawing.text(x, floor + 14, machine.type.name, "fig-note")
        if touches:
            drawing.close()
    if note:
        drawing.text(0, rows * row + 14, note, "fig-note")
    return drawing


def _draw_column(
    drawing: Drawing, x: float, floor: float, width: float, scale: float, problem: Problem,
    machine: Machine, r: int,
) -> None:  # fmt: skip
    """Draw resource number *r* of *machine* as a column that its shards fill from below."""
    room = machine.type.capacity[r] * scale
    drawing.rect(x, floor - room, width, room, "fig-box", 1)
    y = floor
    for i, (number, shard) in enumerate(zip(machine.pattern, problem.shards, strict=True)):
        height = number * shard.demand[r] * scale
        if height < 0.05:
            continue
        y -= height
        drawing.rect(x, y, width, height, f"fig-area-{i % TINTS + 1}", 0)
        drawing.line(x, y, x + width, y)
        if height >= LABEL - 1:
            middle = x + width / 2
            drawing.text(middle, y + height / 2 + 4, letter(problem, i), "fig-note", "middle")
    drawing.rect(x, floor - room, width, room, "fig-line fig-open", 1)

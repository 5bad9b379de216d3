"""Machines as pictures and words: a column for each resource, filled from below by its shards."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_letters

from labs.ekko_elastic.branch import Solution, solve
from labs.ekko_elastic.problem import Groups, Machine, Problem, cost
from labs.kernel.charts import Axis, Chart, Point, Series
from labs.kernel.drawing import LABEL, PANEL, Drawing, Touch, panel
from labs.kernel.formatting import cut, grouped
from labs.kernel.views import PanelView

MOST = 12
"""Different machines that are drawn; the rest is counted."""
ACROSS, SLOT, COLUMN = 4, PANEL / 4, 20.0
"""Machines in a row, the room for each, and the width of one of its columns."""
HEIGHT, LOW, TALL, BESIDE = 288.0, 54.0, 190.0, 42.0
"""Height of all rows, of a column of the largest capacity, and of what is above and below it."""
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


def letters(problem: Problem) -> list[str]:
    """Return what stands on the shards of each class: its name if that is short, else a letter."""
    names = (shard.name for shard in problem.shards)
    return [n if len(n) <= 2 else ascii_letters[i : i + 1] for i, n in enumerate(names)]


def spelled(problem: Problem, groups: Groups) -> str:
    """Return machines and how often each occurs: "2 large with 2 A, 1 B; 1 small with 3 D"."""
    drawn = zip(letters(problem), problem.shards, strict=True)
    names = [mark if mark == shard.name else f"{mark} ({shard.name})" for mark, shard in drawn]
    machines = []
    for machine, number in groups:
        held = ", ".join(f"{n} {of}" for n, of in zip(machine.pattern, names, strict=True) if n)
        machines.append(f"{grouped(number)} {machine.type.name} with {held or 'nothing'}")
    return "; ".join(machines)


def percent(part: float) -> float:
    """Return a share in percent, with two digits that mean something: 0.15625 → 16."""
    return float(f"{100 * part:.2g}")


def draw_closing(
    across: str, name: str, above: Sequence[Point], floors: Sequence[Point], most: int
) -> Chart:
    """Return a chart of the cost called *name*, from above, and the floor as they close."""
    heights = [y for _, y in (*above, *floors)]
    room = (max(heights) - min(heights)) / 4 or 1
    x = Axis(low=above[0][0], high=most, title=across)
    y = Axis(low=max(0, min(heights) - room), high=max(heights) + room, title="price")
    chart = Chart.panel(x, y, [name], plot=160)
    chart.axes()
    lines = ((name, above, "fig-line-strong"), ("floor", floors, "fig-line-accent"))
    chart.draw([Series(*line, "step", 2) for line in lines])
    return chart


def machine_panel(problem: Problem, groups: Groups, room: int, touched: str) -> Drawing:
    """Return a panel with *groups* and *room* for so many; a drop on them changes *touched*."""
    rows = -(-max(room, 1) // ACROSS)
    tall = max(LOW, min(TALL, HEIGHT / rows - BESIDE))
    drawing = panel(PANEL, rows * (tall + BESIDE) + 22)
    for k, (machine, number) in enumerate(groups):
        touch = Touch(parameter=touched, label=f"machine {k + 1}", drop=str(k + 1))
        drawing.open(touch=touch if touched else None)
        above = f"× {grouped(number)}" if number > 1 else ""
        top = k // ACROSS * (tall + BESIDE)
        draw_machine(drawing, k % ACROSS * SLOT, top, tall, problem, machine, above)
        drawing.close()
    note = f"In each machine: {', '.join(problem.resources)}."
    if letters(problem) != [shard.name for shard in problem.shards]:
        note = f"{', '.join(problem.resources)}; letters: see the text"
    drawing.text(0, drawing.height - 8, note, "fig-note")
    return drawing


def draw_machine(
    drawing: Drawing, x: float, top: float, tall: float, problem: Problem, machine: Machine,
    above: str,
) -> None:  # fmt: skip
    """Draw a column for each resource, filled from below, the type below and words *above*."""
    floor = top + tall + 18
    drawing.text(x, top + 13, above, "fig-label-strong")
    drawing.text(x, floor + 14, cut(machine.type.name, 12), "fig-note")
    for r, capacity in enumerate(machine.type.capacity):
        scale = tall / max(t.capacity[r] or 1 for t in problem.types)
        left, y = x + r * (COLUMN + 2), floor
        box = left, floor - capacity * scale, COLUMN, capacity * scale
        drawing.rect(*box, "fig-box", 1)
        for i, (number, shard) in enumerate(zip(machine.pattern, problem.shards, strict=True)):
            height = number * shard.demand[r] * scale
            if height < 0.05:
                continue
            y -= height
            drawing.rect(left, y, COLUMN, height, f"fig-area-{i % TINTS + 1}", 0)
            drawing.line(left, y, left + COLUMN, y)
            if height >= LABEL - 1:
                mark = letters(problem)[i]
                drawing.text(left + COLUMN / 2, y + height / 2 + 4, mark, "fig-note", "middle")
        drawing.rect(*box, "fig-line fig-open", 1)

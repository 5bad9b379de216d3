"""A chart with two logarithmic axes, where a power law is a straight line of that slope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

from labs.kernel.drawing import LABEL, LEADING, NOTE, WIDTH, Drawing, lines
from labs.kernel.formatting import grouped

Point = tuple[float, float]

PLOT = 220.0
"""Height of the part between the axes."""


@dataclass(frozen=True)
class Series:
    """One line of a chart; ``label`` stands at its end, in place of a legend."""

    label: str
    points: Sequence[Point]
    css: str = "fig-line-strong"


@dataclass(frozen=True)
class LogChart:
    """The frame of a chart: a box on the drawing, and the range of each axis, above 0."""

    drawing: Drawing
    left: float
    top: float
    right: float
    bottom: float
    across: Point
    up: Point

    @classmethod
    def titled(
        cls, name: str, title: str, text: str, series: Sequence[Series], margin: float
    ) -> "LogChart":
        """Return a chart below its title, wide enough for *series*, on a drawing of its own.

        *margin* is the room to the right for the names of the lines.
        """
        top = len(lines(title, WIDTH - 8, LABEL)) * LEADING + 27
        bottom = top + PLOT
        drawing = Drawing(name, title, text, height=bottom + 40)
        drawing.paragraph(4, 13, title, WIDTH - 8, "fig-label-strong")
        xs, ys = zip(*(point for one in series for point in one.points), strict=True)
        up = min(ys) / 1.3, max(ys) * 1.3  # a little air above and below
        return cls(drawing, 58, top, WIDTH - margin, bottom, (min(xs), max(xs)), up)

    def at(self, x: float, y: float) -> Point:
        """Return where the point (*x*, *y*) stands on the drawing."""
        return (
            self.left + (self.right - self.left) * _part(x, self.across),
            self.bottom - (self.bottom - self.top) * _part(y, self.up),
        )

    def axes(self, ticks: Iterable[float], x_title: str, y_title: str) -> None:
        """Draw a faint line for every power of ten, the ticks of the x axis, and both titles."""
        low, high = self.up
        for power in range(floor(log10(low)), floor(log10(high)) + 1):
            if low <= 10**power:
                y = self.at(self.across[0], 10**power)[1]
                self.drawing.line(self.left, y, self.right, y, "fig-line-faint")
                self.drawing.text(self.left - 5, y + 4, _power(power), "fig-note", "end")
        self.drawing.line(self.left, self.bottom, self.right, self.bottom)
        for tick in ticks:
            x = self.at(tick, low)[0]
            self.drawing.line(x, self.bottom, x, self.bottom + 4)
            self.drawing.text(x, self.bottom + 16, grouped(tick), "fig-note", "middle")
        self.drawing.text(self.left, self.top - 8, y_title, "fig-note")
        self.drawing.text(self.right, self.bottom + 31, x_title, "fig-note", "end")

    def draw(self, series: Sequence[Series], dots: float = 2.0) -> None:
        """Draw the lines, with a dot at every point, and their labels to the right, apart."""
        ends: list[tuple[float, Series]] = []
        for one in series:
            places = [self.at(x, y) for x, y in one.points]
            self.drawing.polyline(places, one.css)
            for place in places:
                accent = "accent" in one.css
                self.drawing.circle(*place, dots, "fig-dot-accent" if accent else "fig-dot")
            ends.append((places[-1][1], one))
        for y, one in _apart(ends, self.top, self.bottom):
            css = "fig-label-accent" if "accent" in one.css else "fig-label"
            self.drawing.text(self.right + 6, y + LABEL * 0.35, one.label, css)

    def line_at(self, value: float, label: str) -> None:
        """Draw a dashed upright line at *value*, and say what it is where there is room."""
        where = self.at(value, self.up[0])[0]
        self.drawing.line(where, self.top, where, self.bottom, "fig-line fig-dashed")
        # a rising line leaves room on the left
        beside = (
            (where - 4, "end") if where > (self.left + self.right) / 2 else (where + 4, "start")
        )
        self.drawing.text(beside[0], self.top + NOTE, label, "fig-note", beside[1])


def _part(value: float, span: Point) -> float:
    low, high = span
    return log10(value / low) / log10(high / low)


def _power(power: int) -> str:
    words = {3: "1,000", 6: "1 million", 9: "1 billion"}
    return words.get(power, grouped(10**power) if power < 6 else f"{10 ** (power - 6)} million")


def _apart(
    ends: list[tuple[float, Series]], top: float, bottom: float
) -> list[tuple[float, Series]]:
    """Move labels that would overlap, all of them together as little as can be.

    Less i gaps, the i-th height from above must not be less than the one before it: the nearest
    such heights (least squares) come from averaging neighbours that are out of order.
    """
    gap = LABEL + 1
    ordered = sorted(ends, key=lambda end: end[0])
    groups: list[tuple[float, int]] = []  # (mean of the heights less their gaps, how many)
    for i, (y, _) in enumerate(ordered):
        mean, count = y - i * gap, 1
        while groups and groups[-1][0] > mean:
            before, size = groups.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        groups.append((mean, count))
    lowest = bottom - (len(ends) - 1) * gap
    heights = [max(top, min(mean, lowest)) for mean, count in groups for _ in range(count)]
    return [
        (y + i * gap, one) for i, (y, (_, one)) in enumerate(zip(heights, ordered, strict=True))
    ]

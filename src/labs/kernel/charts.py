"""Charts: linear and logarithmic axes, lines, steps, areas and bars.

A :class:`Chart` is a frame on a drawing with two :class:`Axis`. Draw in the order of layers:
:meth:`Chart.span` (shaded periods), :meth:`Chart.axes`, :meth:`Chart.draw` (the series, named at
their ends in place of a legend), :meth:`Chart.mark` and :meth:`Chart.cursor`. Charts below each
other that share an x axis come from :func:`small_multiples`; :func:`bars` compares a few numbers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import Literal

from labs.kernel.drawing import LABEL, NOTE, PANEL, Drawing, advance, panel
from labs.kernel.formatting import grouped

Point = tuple[float, float]
Shape = Literal["line", "step", "area", "step-area"]

PLOT = 190.0
"""Height of the part between the axes, unless a chart asks for another."""
MOST_TICKS = 6
NICE = (1.0, 2.0, 5.0, 10.0)
"""The first digits of distances between linear ticks."""
SMALLEST = 1e-9
"""A linear axis is not drawn to show smaller differences than this."""
AIR = 1.3
"""By what factor a logarithmic axis goes beyond its data."""


def tick_text(value: float) -> str:
    """Return the number at a tick: "1,000", "0.25", "2 million"."""
    for power, word in ((9, "billion"), (6, "million")):
        if abs(value) >= 10**power:
            return f"{grouped(value / 10**power, 2)} {word}"
    return grouped(value, 3)


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One axis from *low* to *high*; ValueError if it has no length, or a logarithm of 0.

    ``ticks`` are chosen if they are not given: powers of ten, or multiples of 1, 2 or 5 times
    one. ``text`` writes the number at a tick.
    """

    low: float
    high: float
    kind: Literal["linear", "log"] = "linear"
    title: str = ""
    ticks: tuple[float, ...] | None = None
    text: Callable[[float], str] = tick_text

    def __post_init__(self) -> None:
        if not (isfinite(self.low) and isfinite(self.high) and self.low < self.high):
            raise ValueError(f"An axis cannot go from {self.low} to {self.high}.")
        if self.kind == "log" and self.low <= 0:
            raise ValueError("A logarithmic axis has only numbers above 0.")

    @classmethod
    def spanning(
        cls, values: Iterable[float], kind: Literal["linear", "log"] = "linear", title: str = ""
    ) -> "Axis":
        """Return an axis with room for *values*, and for 0 if it is linear."""
        every = list(values)
        low, high = min(every), max(every)
        if kind == "log":
            return cls(low=low / AIR, high=high * AIR, kind=kind, title=title)
        low, high = min(0.0, low), max(0.0, high)
        if high - low < SMALLEST:
            high = low + 1.0  # all are 0
        distance = _distance(high - low)
        return cls(
            low=floor(low / distance) * distance,
            high=ceil(high / distance) * distance,
            title=title,
        )

    def fraction(self, value: float) -> float:
        """Return where *value* is: 0 at the low end, 1 at the high end."""
        if self.kind == "log":
            return log10(value / self.low) / log10(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def tick_values(self) -> tuple[float, ...]:
        """Return the ticks: those given, or those chosen."""
        if self.ticks is not None:
            return self.ticks
        if self.kind == "log":
            powers = range(ceil(log10(self.low)), floor(log10(self.high)) + 1)
            every = ceil(len(powers) / MOST_TICKS) or 1
            return tuple(10.0**power for power in powers if power % every == 0)
        distance = _distance(self.high - self.low)
        first, last = ceil(self.low / distance - 1e-9), floor(self.high / distance + 1e-9)
        return tuple(index * distance for index in range(first, last + 1))


def _distance(length: float) -> float:
    """Return the distance between linear ticks on an axis of that *length*."""
    power = 10.0 ** floor(log10(length / MOST_TICKS))
    return next(n * power for n in NICE if length / (n * power) <= MOST_TICKS + 1e-9)


@dataclass(frozen=True)
class Series:
    """One line of a chart; ``label`` stands at its end ("" for none).

    ``shape`` "step" keeps each value until the next point; the areas are filled down to the x
    axis with ``fill``. ``dots`` is the radius of the mark at each point, 0 for none.
    """

    label: str
    points: Sequence[Point]
    css: str = "fig-line-strong"
    shape: Shape = "line"
    dots: float = 0.0
    fill: str = "fig-area-1"

    def outline(self) -> list[Point]:
        """Return the corners of the line, with those of the steps."""
        if not self.shape.startswith("step"):
            return list(self.points)
        corners: list[Point] = []
        for x, y in self.points:
            if corners:
                corners.append((x, corners[-1][1]))
            corners.append((x, y))
        return corners


class Chart:
    """A frame on *drawing*: left, top, right and bottom of the plot, and its two axes."""

    def __init__(
        self,
        drawing: Drawing,
        x: Axis,
        y: Axis,
        *,
        left: float,
        top: float,
        right: float,
        bottom: float,
    ) -> None:
        self.drawing = drawing
        self.x = x
        self.y = y
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom

    @classmethod
    def panel(
        cls, x: Axis, y: Axis, labels: Iterable[str] = (), *, width: float = PANEL,
        plot: float = PLOT,
    ) -> "Chart":  # fmt: skip
        """Return a chart that is a panel of its own, with room at the right for *labels*.

        ``plot`` is the height between top and x axis; the panel is 62 units higher.
        """
        drawing = panel(width, plot + 62)
        return cls(
            drawing,
            x,
            y,
            left=_room_left([y]),
            top=24,
            right=width - _room_right(labels),
            bottom=24 + plot,
        )

    def at(self, x: float, y: float) -> Point:
        """Return where the point (*x*, *y*) is on the drawing."""
        return (
            self.left + (self.right - self.left) * self.x.fraction(x),
            self.bottom - (self.bottom - self.top) * self.y.fraction(y),
        )

    def axes(self, *, below: bool = True) -> None:
        """Draw grid lines and numbers of the y axis, and the x axis with its ticks.

        Without *below*, the x axis has neither numbers nor title: a chart further down has them.
        """
        drawing = self.drawing
        for tick in self.y.tick_values():
            height = self.at(self.x.low, tick)[1]
            drawing.line(self.left, height, self.right, height, "fig-line-faint")
            drawing.text(self.left - 5, height + 4, self.y.text(tick), "fig-note", "end")
        drawing.line(self.left, self.bottom, self.right, self.bottom)
        for tick in self.x.tick_values():
            across = self.at(tick, self.y.low)[0]
            drawing.line(across, self.bottom, across, self.bottom + 4)
            if below:
                drawing.text(across, self.bottom + 17, self.x.text(tick), "fig-note", "middle")
        if self.y.title:
            drawing.text(0, self.top - 10, self.y.title, "fig-note")
        if below and self.x.title:
            drawing.text(self.right, self.bottom + 33, self.x.title, "fig-note", "end")

    def draw(self, series: Sequence[Series]) -> None:
        """Draw *series*, areas first, and write their labels to the right, apart."""
        for line in series:
            if line.shape.endswith("area") and line.points:
                corners = [self.at(x, y) for x, y in line.outline()]
                closed = [(corners[-1][0], self.bottom), (corners[0][0], self.bottom)]
                self.drawing.polygon([*corners, *closed], line.fill)
        ends: list[tuple[float, Series]] = []
        for line in series:
            if not line.points:
                continue
            self.drawing.polyline([self.at(x, y) for x, y in line.outline()], line.css)
            accent = "accent" in line.css
            for x, y in line.points if line.dots else ():
                dot = "fig-dot-accent" if accent else "fig-dot"
                self.drawing.circle(*self.at(x, y), line.dots, dot)
            if line.label:
                ends.append((self.at(*line.points[-1])[1], line))
        for height, line in _apart(ends, self.top, self.bottom):
            css = "fig-label-accent" if "accent" in line.css else "fig-label"
            self.drawing.text(self.right + 6, height + LABEL * 0.35, line.label, css)

    def mark(self, value: float, note: str) -> None:
        """Draw a dashed upright line at *value*, with *note* where there is room beside it."""
        self._upright(value, note, "fig-line fig-dashed")

    def cursor(self, value: float, note: str = "") -> None:
        """Draw the upright line that marks the moment or the setting which is shown."""
        self._upright(value, note, "fig-line-accent")

    def span(self, low: float, high: float, note: str = "") -> None:
        """Shade the plot from *low* to *high* on the x axis; write *note* at its top."""
        left, right = (self.at(value, self.y.low)[0] for value in (low, high))
        self.drawing.rect(left, self.top, right - left, self.bottom - self.top, "fig-area-2", 0)
        if note:
            width = advance(note)
            middle = (left + right) / 2
            middle = min(max(middle, self.left + width / 2), self.right - width / 2)
            self.drawing.text(middle, self.top + NOTE, note, "fig-note", "middle")

    def _upright(self, value: float, note: str, css: str) -> None:
        across = self.at(value, self.y.low)[0]
        self.drawing.line(across, self.top, across, self.bottom, css)
        # a rising line leaves room on the left
        left = across > (self.left + self.right) / 2
        if note:
            place, anchor = (across - 4, "end") if left else (across + 4, "start")
            self.drawing.text(place, self.top + NOTE, note, "fig-note", anchor)


def counts_chart(counts: Sequence[int], x_title: str, y_title: str) -> Chart:
    """Return a panel with *counts* as steps, the first at 0."""
    x = Axis.spanning([len(counts)], title=x_title)
    chart = Chart.panel(x, Axis.spanning(counts, title=y_title))
    chart.axes()
    points = [(float(i), float(count)) for i, count in enumerate([*counts, 0])]
    chart.draw([Series("", points, "fig-line-accent", "step-area")])
    return chart


def thinned(points: list[Point], slack: float) -> list[Point]:
    """Return a line that is nowhere more than *slack* from *points* (Douglas and Peucker)."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    off = [abs(y1 + (y2 - y1) * (x - x1) / (x2 - x1) - y) for x, y in points]
    farthest = off.index(max(off))
    if off[farthest] <= slack:
        return [points[0], points[-1]]
    return [*thinned(points[: farthest + 1], slack)[:-1], *thinned(points[farthest:], slack)]


def line_chart(x: Axis, y: Axis, lines: Sequence[Series]) -> Chart:
    """Return a chart on a panel of its own, with its axes and *lines*."""
    chart = Chart.panel(x, y, [line.label for line in lines])
    chart.axes()
    chart.draw(lines)
    return chart


def points_of(lines: Iterable[Series]) -> Iterator[tuple[str, float, float]]:
    """Yield label, x and y for every point of *lines*."""
    for line in lines:
        for x, y in line.points:
            yield line.label, x, y


def points_in_words(lines: Iterable[Series], write: Callable[[float], str]) -> str:
    """Return the points of *lines* in words, y by *write*: "cold: 9 at 1, 12 at 10; warm: …"."""
    return "; ".join(
        f"{line.label}: " + ", ".join(f"{write(y)} at {grouped(x)}" for x, y in line.points)
        for line in lines
    )


def small_multiples(
    x: Axis,
    rows: Sequence[Axis],
    labels: Iterable[str] = (),
    *,
    width: float = PANEL,
    plot: float = 56.0,
) -> list[Chart]:
    """Return charts below each other on one panel, one for each y axis, sharing the axis *x*.

    Each has the title of its y axis above it and is *plot* units high; call
    ``axes(below=False)`` on all but the last.
    """
    distance = plot + 30
    drawing = panel(width, distance * len(rows) + 42)
    return [
        Chart(
            drawing, x, y, left=_room_left(rows), top=distance * index + 24,
            right=width - _room_right(labels), bottom=distance * index + 24 + plot,
        )
        for index, y in enumerate(rows)
    ]  # fmt: skip


def _room_left(axes: Sequence[Axis]) -> float:
    """Return the room that the numbers of y axes need."""
    written = [axis.text(tick) for axis in axes for tick in axis.tick_values()]
    return max((advance(text, NOTE) + 9 for text in written), default=9)


def _room_right(labels: Iterable[str]) -> float:
    """Return the room that the labels of series need."""
    return max((advance(label, LABEL) + 10 for label in labels), default=10)


@dataclass(frozen=True)
class Bar:
    """One number that is compared with others."""

    label: str
    value: float
    css: str = "fig-box"
    text: str = ""
    """What stands at the end of the bar: the value, unless another text is given."""


BAR = 26.0
"""From one bar to the next."""
DIGIT = 0.66
"""How wide a digit may be, in sizes of its letters, in the fonts that readers have."""


def bars(
    drawing: Drawing, rows: Sequence[Bar], *, left: float, top: float, width: float,
    most: float = 0.0,
) -> float:  # fmt: skip
    """Draw horizontal bars, their labels to the left; return the height where the next would be.

    *left* is where labels begin and *width* reaches to the end of the numbers. A bar of *most*,
    or of the largest value if that is more, takes all the room.
    """
    texts = [bar.text or grouped(bar.value, 2) for bar in rows]
    start = left + max(advance(bar.label, NOTE) for bar in rows) + 8
    # digits are wider than the mean of all letters, and a number that is cut misleads
    room = left + width - start - max(len(text) for text in texts) * NOTE * DIGIT - 8
    largest = max(most, *(bar.value for bar in rows)) or 1.0
    for index, (bar, text) in enumerate(zip(rows, texts, strict=True)):
        middle = top + BAR * index + BAR / 2
        length = max(room * bar.value / largest, 1.0)
        drawing.text(start - 6, middle + 4, bar.label, "fig-note", "end")
        drawing.rect(start, middle - 8, length, 16, bar.css, 2)
        drawing.text(start + length + 6, middle + 4, text, "fig-note")
    return top + BAR * len(rows)


def bar_panel(
    groups: Mapping[str, Sequence[Bar]], most: float = 0.0, *, above: float = 0.0
) -> Drawing:
    """Return *groups* of bars as a panel, each below its title, with room *above* for other things.

    A bar of *most*, or of the largest value of all groups, takes all the room.
    """
    drawing = panel(PANEL, above + sum(26 + BAR * len(rows) for rows in groups.values()))
    most = max(most, *(bar.value for rows in groups.values() for bar in rows))
    top = above
    for title, rows in groups.items():
        drawing.text(0, top + 14, title, "fig-note")
        top = bars(drawing, rows, left=0, top=top + 22, width=PANEL, most=most) + 4
    return drawing


def _apart(
    ends: list[tuple[float, Series]], top: float, bottom: float
) -> list[tuple[float, Series]]:
    """Move labels that would overlap, all of them together as little as can be.

    Less i gaps, the i-th height from above must not be less than the one before it: the nearest
    such heights (least squares) come from averaging neighbors that are out of order.
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
        (y + i * gap, line) for i, (y, (_, line)) in enumerate(zip(heights, ordered, strict=True))
    ]

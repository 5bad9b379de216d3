"""Space-time diagrams: a row for every place, time to the right, messages as slanted lines."""

from collections.abc import Sequence

from labs.kernel.drawing import NOTE, PANEL, Drawing, advance, panel
from labs.kernel.formatting import grouped

ROW = 34.0
"""From one row to the next."""
TOP = 20.0
"""Above the first row."""
HEAD = 5.0
"""The length of an arrow's head."""


class SpaceTime:
    """A diagram of the time from *low* to *high* on a panel of its own.

    Times are in whatever unit the caller counts in, widths and heights in units of the drawing.
    *rows* are the names of the places, from above; a row is named by its number, from 0. ``unit``
    is written behind the times below the diagram; they are those of *ticks*. Draw in the order of
    layers: :meth:`frame`, messages, marks, :meth:`cursor`. What lies outside the time that is
    shown is cut off.
    """

    def __init__(
        self,
        rows: Sequence[str],
        low: float,
        high: float,
        *,
        ticks: Sequence[float] = (),
        unit: str = "",
        width: float = PANEL,
        row: float = ROW,
    ) -> None:
        self.rows = rows
        self.low = low
        self.high = high
        self.ticks = ticks
        self.unit = unit
        self.row = row
        self.left = max(advance(name, NOTE) for name in rows) + 10
        self.right = width - 8
        self.bottom = TOP + row * (len(rows) - 1)
        self.drawing: Drawing = panel(width, self.bottom + (46 if ticks else 14))

    def x(self, time: float) -> float:
        """Return where *time* stands."""
        return self.left + (self.right - self.left) * (time - self.low) / (self.high - self.low)

    def y(self, row: int) -> float:
        """Return the height of a row."""
        return TOP + self.row * row

    def shows(self, time: float) -> bool:
        """Return whether *time* is in the diagram."""
        return self.low <= time <= self.high

    def frame(self, names: bool = True) -> None:
        """Draw a line for each place, and the times below; the places' names unless told not."""
        for index, name in enumerate(self.rows):
            if names:
                self.name(index, name)
            self.drawing.line(self.left, self.y(index), self.right, self.y(index), "fig-line-faint")
        if not self.ticks:
            return
        axis = self.bottom + 14
        self.drawing.line(self.left, axis, self.right, axis)
        for time in self.ticks:
            self.drawing.line(self.x(time), axis, self.x(time), axis + 4)
            last = time == self.ticks[-1]
            text = f"{grouped(time, 1)} {self.unit}".strip() if last else grouped(time, 1)
            room = advance(text, NOTE) / 2
            place = min(max(self.x(time), room), self.right + 7 - room)
            self.drawing.text(place, axis + 18, text, "fig-note", "middle")

    def name(self, row: int, name: str, css: str = "fig-note") -> None:
        """Write the name of a place to the left of its row."""
        self.drawing.text(self.left - 8, self.y(row) + 4, name, css, "end")

    def message(
        self,
        source: int,
        target: int,
        sent: float,
        arrives: float,
        css: str = "fig-line",
        *,
        until: float | None = None,
        lost: bool = False,
        head: float = HEAD,
    ) -> None:
        """Draw a message between two rows, as far as it has come at *until*.

        A message that was lost goes halfway and ends in a cross; one that has arrived ends in an
        arrow's head, unless *head* is 0.
        """
        end = (sent + arrives) / 2 if lost else arrives
        stop = min(end, self.high, end if until is None else until)
        start = max(sent, self.low)
        if stop < start:
            return
        places = [(self.x(time), self._height(source, target, sent, arrives, time)) for time in
                  (start, stop)]  # fmt: skip
        (x1, y1), (x2, y2) = places
        if stop == end and head and not lost:
            self.drawing.arrow(x1, y1, x2, y2, css, head)
            return
        self.drawing.line(x1, y1, x2, y2, css)
        if stop == end and lost:
            self.drawing.cross(x2, y2, 3.5, "fig-line-strong")

    def _height(self, source: int, target: int, sent: float, arrives: float, time: float) -> float:
        way = (time - sent) / (arrives - sent) if arrives > sent else 1.0
        return self.y(source) + (self.y(target) - self.y(source)) * way

    def dot(self, row: int, time: float, css: str = "fig-dot-accent", radius: float = 4) -> None:
        """Mark a moment at a place."""
        if self.shows(time):
            self.drawing.circle(self.x(time), self.y(row), radius, css)

    def span(self, row: int, start: float, end: float, css: str) -> None:
        """Draw a part of a place's line in another way: while it is down, say."""
        start, end = max(start, self.low), min(end, self.high)
        if start < end:
            self.drawing.line(self.x(start), self.y(row), self.x(end), self.y(row), css)

    def cursor(self, time: float) -> None:
        """Draw the upright line that marks the moment which is shown."""
        if self.shows(time):
            x = self.x(time)
            self.drawing.line(x, 4, x, self.bottom + 10, "fig-line-accent")

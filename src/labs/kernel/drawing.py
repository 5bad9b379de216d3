"""Drawing: SVG as text, with classes instead of colors.

A :class:`Drawing` collects shapes and renders them to one ``<svg>`` element that stands inside
an HTML page. Colors, stroke widths and fonts belong to the style sheet (``figures.css``);
shapes only name their role:

========================  ==========================================================
class                     meaning
========================  ==========================================================
``fig-line``              ordinary stroke; also ``-strong``, ``-faint``, ``-accent``
``fig-dashed``            modifier: a dashed stroke (something planned, absent or slow)
``fig-box``               a filled box with an outline: a thing
``fig-box-accent``        the same, in the project's hue: the thing that matters
``fig-area-1`` … ``-4``   flat tints, to tell groups apart (never the only carrier)
``fig-dot``               a filled mark; also ``fig-dot-accent``
``fig-label``             text at :data:`LABEL` size; also ``-strong``, ``-accent``
``fig-note``              text at :data:`NOTE` size
``fig-ghost``             what was here before and is gone or has moved
``fig-line-thin``         strokes so many that each must be thin: the links of a large tree
``fig-hit``               an invisible wide stroke that is easy to touch
``fig-halo``              modifier of text: what lies below does not run through it
========================  ==========================================================

A drawing of more than :data:`PANEL` units of width shrinks on a phone, and its text with it. So a
picture that needs more room is several panels of at most that width, each a drawing, which
:func:`render_panels` puts together: a page shows them at natural size, in rows that wrap.

Parts of a picture may be touched: a group opened with a :class:`Touch` says which parameter of
the lab it edits, and how; one opened with a ``key`` is seen moving when another picture has a
group with the same key in another place.

Positions are rounded by :func:`labs.kernel.formatting.fixed`, so equal drawings are equal bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import hypot

from labs.kernel.formatting import fixed

WIDTH = 400
"""Width of the figures in pages that are scaled as a whole."""
PANEL = 320
"""The widest panel that a phone shows at natural size."""
GAP = 24
"""Between two panels side by side, where they are drawn as one file."""
LABEL = 13
NOTE = 12
LEADING = 16
THUMBNAIL = (120, 80)


@dataclass(frozen=True, kw_only=True)
class Touch:
    """How a reader changes *parameter* by touching a part of a picture.

    ``label`` says what the touch does, for readers who do not see it. ``press`` is the value that
    the parameter takes when the part is clicked, or Enter is pressed on it. ``drag`` is the value
    that it takes when the part is dragged to another, with "{}" in place of that part's ``drop``.
    """

    parameter: str
    label: str
    press: str | None = None
    drag: str | None = None
    drop: str | None = None

    def attributes(self) -> dict[str, str]:
        """Return the attributes of the group, without "data-"."""
        kinds = {"press": self.press, "drag": self.drag, "drop": self.drop}
        given = {kind: value for kind, value in kinds.items() if value is not None}
        return {
            "kind": " ".join(given),
            "parameter": self.parameter,
            "label": self.label,
            **given,
        }


class Drawing:
    """One figure, *width* × *height* units, with its text alternative.

    *name* is a slug, unique on a page: it makes the ids that tie title and description to the
    picture. *title* says what is shown in a few words; *description* is the full text
    equivalent, for readers who do not see the figure.
    """

    def __init__(
        self, name: str, title: str, description: str, height: float, width: float = WIDTH
    ) -> None:
        self.name = name
        self.title = title
        self.description = description
        self.width = width
        self.height = height
        self._shapes: list[str] = []

    @classmethod
    def thumbnail(cls, name: str, title: str, description: str) -> "Drawing":
        """Return an empty drawing for the small picture of a page that lists show."""
        width, height = THUMBNAIL
        return cls(name, title, description, height, width)

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str = "fig-line") -> None:
        """Draw a straight stroke."""
        self._add("line", css, x1=x1, y1=y1, x2=x2, y2=y2)

    def arrow(
        self, x1: float, y1: float, x2: float, y2: float, css: str = "fig-line", head: float = 6
    ) -> None:
        """Draw a stroke that ends in a triangle at (*x2*, *y2*)."""
        length = hypot(x2 - x1, y2 - y1) or 1.0
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        base = x2 - dx * head, y2 - dy * head
        self.line(x1, y1, *base, css)
        self._head(*base, x2, y2, css)

    def curve(
        self,
        start: tuple[float, float],
        control: tuple[float, float],
        end: tuple[float, float],
        css: str = "fig-line",
        head: float = 6,
    ) -> None:
        """Draw a quadratic curve that ends in a triangle of length *head* at *end*."""
        dx, dy = end[0] - control[0], end[1] - control[1]
        reach = hypot(dx, dy) or 1.0
        base = end[0] - dx / reach * head, end[1] - dy / reach * head
        self.quadratic(start, control, base, css)
        self._head(*base, *end, css)

    def quadratic(
        self,
        start: tuple[float, float],
        control: tuple[float, float],
        end: tuple[float, float],
        css: str = "fig-line",
    ) -> None:
        """Draw a quadratic curve."""
        places = (" ".join(map(fixed, place)) for place in (start, control, end))
        self.path("M{} Q{} {}".format(*places), css + " fig-open")

    def cross(self, x: float, y: float, reach: float, css: str = "fig-line") -> None:
        """Draw two strokes that cross at (*x*, *y*), each *reach* to either side."""
        self.line(x - reach, y - reach, x + reach, y + reach, css)
        self.line(x - reach, y + reach, x + reach, y - reach, css)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        css: str = "fig-box",
        radius: float = 3,
    ) -> None:
        """Draw a box with rounded corners."""
        self._add("rect", css, x=x, y=y, width=width, height=height, rx=radius)

    def circle(self, x: float, y: float, radius: float, css: str = "fig-dot") -> None:
        """Draw a disc."""
        self._add("circle", css, cx=x, cy=y, r=radius)

    def polyline(self, points: Iterable[tuple[float, float]], css: str = "fig-line") -> None:
        """Draw an open line through *points*."""
        self._add("polyline", css + " fig-open", points=_points(points))

    def polygon(self, points: Iterable[tuple[float, float]], css: str = "fig-box") -> None:
        """Draw a closed shape through *points*."""
        self._add("polygon", css, points=_points(points))

    def path(self, commands: str, css: str = "fig-line fig-open") -> None:
        """Draw a path; its numbers come from :func:`~labs.kernel.formatting.fixed`."""
        self._add("path", css, d=commands)

    def text(
        self, x: float, y: float, text: str, css: str = "fig-label", anchor: str = "start"
    ) -> None:
        """Write *text* with its baseline at *y*; *anchor* is start, middle or end."""
        self._add("text", css, text, x=x, y=y, **{"text-anchor": anchor})

    def paragraph(
        self, x: float, y: float, text: str, width: float, css: str = "fig-note"
    ) -> float:
        """Write *text* in lines of at most *width*; return where the next line would stand."""
        for line in lines(text, width, NOTE if "note" in css else LABEL):
            self.text(x, y, line, css)
            y += LEADING
        return y

    def open(
        self, css: str = "", *, key: str = "", touch: Touch | None = None, **data: str
    ) -> None:
        """Begin a group, to be ended by :meth:`close`; *data* become ``data-`` attributes."""
        attributes = {"key": key} if key else {}
        attributes |= (touch.attributes() if touch else {}) | data
        written = "".join(f' data-{name}="{_escaped(v)}"' for name, v in attributes.items())
        of_class = f' class="{escape(css)}"' if css else ""
        self._shapes.append(f"<g{of_class}{written}>")

    def close(self) -> None:
        """End the innermost group."""
        self._shapes.append("</g>")

    def render(self) -> str:
        """Return the ``<svg>`` element."""
        return _root(self.name, self.title, self.description, self.width, self.height) + (
            "".join(self._shapes) + "</svg>"
        )

    def panel(self, x: float, y: float) -> str:
        """Return the drawing as a panel of a larger one, its corner at (*x*, *y*)."""
        width, height = fixed(self.width), fixed(self.height)
        return (
            f'<svg class="fig-panel" x="{fixed(x)}" y="{fixed(y)}" width="{width}"'
            f' height="{height}" viewBox="0 0 {width} {height}">{"".join(self._shapes)}</svg>'
        )

    def _head(self, base_x: float, base_y: float, x: float, y: float, css: str) -> None:
        """Draw an arrow's triangle, from the middle of its base to its tip at (*x*, *y*)."""
        wx, wy = (y - base_y) / 2, (x - base_x) / 2
        self.polygon(
            [(x, y), (base_x - wx, base_y + wy), (base_x + wx, base_y - wy)],
            css.replace("fig-dashed", "").strip() + " fig-head",
        )

    def _add(self, tag: str, css: str, text: str | None = None, **attributes: float | str) -> None:
        parts = [f'<{tag} class="{escape(css)}"']
        for name, value in attributes.items():
            written = value if isinstance(value, str) else fixed(value)
            parts.append(f' {name}="{escape(written)}"')
        parts.append("/>" if text is None else f">{escape(text)}</{tag}>")
        self._shapes.append("".join(parts))


def panel(width: float, height: float) -> Drawing:
    """Return an empty drawing that is a part of a picture, and has no text equivalent itself."""
    return Drawing("", "", "", height, width)


def render_panels(name: str, title: str, description: str, panels: Sequence[Drawing]) -> str:
    """Return *panels* as one ``<svg>``, in rows of at most two panels' width.

    A page takes the panels apart again, to show each at natural size; a file, and a reader
    without style sheets, has this arrangement.
    """
    rows: list[list[Drawing]] = []
    widest = 2 * PANEL + GAP
    for drawing in panels:
        if rows and sum(d.width + GAP for d in rows[-1]) + drawing.width <= widest:
            rows[-1].append(drawing)
        else:
            rows.append([drawing])
    parts: list[str] = []
    width = y = 0.0
    for row in rows:
        x = 0.0
        for drawing in row:
            parts.append(drawing.panel(x, y))
            x += drawing.width + GAP
        width = max(width, x - GAP)
        y += max(drawing.height for drawing in row) + GAP
    return _root(name, title, description, width, y - GAP) + "".join(parts) + "</svg>"


def _root(name: str, title: str, description: str, width: float, height: float) -> str:
    """Return the start of the ``<svg>`` element: named by its title, and described."""
    return (
        f'<svg class="fig" role="img" aria-labelledby="{name}-title"'
        f' aria-describedby="{name}-desc" viewBox="0 0 {fixed(width)} {fixed(height)}"'
        ' xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>'
    )


def _escaped(value: str) -> str:
    """Return *value* for an attribute, where a parser would make a line break a space."""
    return escape(value).replace("\n", "&#10;")


def lines(text: str, width: float, size: float = NOTE) -> list[str]:
    """Return *text* broken between words into lines about *width* wide."""
    broken: list[str] = []
    for word in text.split():
        if broken and advance(f"{broken[-1]} {word}", size) <= width:
            broken[-1] += f" {word}"
        else:
            broken.append(word)
    return broken


def advance(text: str, size: float = NOTE) -> float:
    """Return about how wide *text* is in a wide sans serif, in units of the drawing."""
    return len(text) * size * 0.58


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{fixed(x)},{fixed(y)}" for x, y in points)

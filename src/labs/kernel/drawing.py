"""Drawing: SVG as text, with classes instead of colours.

A :class:`Drawing` collects shapes and renders them to one ``<svg>`` element that stands inside
an HTML page. Colours, stroke widths and fonts belong to the style sheet (``figures.css``);
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
========================  ==========================================================

Drawings are :data:`WIDTH` units wide: on a 360 px phone a label is then about 11 px high.
Positions are rounded by :func:`labs.kernel.formatting.fixed`, so equal drawings are equal bytes.
"""

from collections.abc import Iterable
from html import escape
from math import hypot

from labs.kernel.formatting import fixed

WIDTH = 400
LABEL = 13
NOTE = 11
LEADING = 15
THUMBNAIL = (120, 80)


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

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str = "fig-line") -> None:
        """Draw a straight stroke."""
        self._add("line", css, x1=x1, y1=y1, x2=x2, y2=y2)

    def arrow(
        self, x1: float, y1: float, x2: float, y2: float, css: str = "fig-line", head: float = 6
    ) -> None:
        """Draw a stroke that ends in a triangle at (*x2*, *y2*)."""
        length = hypot(x2 - x1, y2 - y1) or 1.0
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        bx, by = x2 - dx * head, y2 - dy * head
        self.line(x1, y1, bx, by, css)
        self._head(bx, by, x2, y2, css)

    def curve(
        self,
        start: tuple[float, float],
        control: tuple[float, float],
        end: tuple[float, float],
        css: str = "fig-line",
        head: float = 6,
    ) -> None:
        """Draw a quadratic curve that ends in a triangle at *end*."""
        dx, dy = end[0] - control[0], end[1] - control[1]
        reach = hypot(dx, dy) or 1.0
        base = end[0] - dx / reach * head, end[1] - dy / reach * head
        places = (" ".join(map(fixed, place)) for place in (start, control, base))
        self.path("M{} Q{} {}".format(*places), css + " fig-open")
        self._head(*base, *end, css)

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
        self, x: float, y: float, words: str, css: str = "fig-label", anchor: str = "start"
    ) -> None:
        """Write *words* with their baseline at *y*; *anchor* is start, middle or end."""
        self._add("text", css, words, x=x, y=y, **{"text-anchor": anchor})

    def paragraph(
        self, x: float, y: float, words: str, width: float, css: str = "fig-note"
    ) -> float:
        """Write *words* in lines of at most *width*; return where the next line would stand."""
        for line in lines(words, width, NOTE if "note" in css else LABEL):
            self.text(x, y, line, css)
            y += LEADING
        return y

    def open(self, css: str, **data: str) -> None:
        """Begin a group, to be ended by :meth:`close`; *data* become ``data-`` attributes."""
        more = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
        self._shapes.append(f'<g class="{escape(css)}"{more}>')

    def close(self) -> None:
        """End the innermost group."""
        self._shapes.append("</g>")

    def render(self) -> str:
        """Return the ``<svg>`` element."""
        ids = f"{self.name}-title", f"{self.name}-desc"
        head = (
            f'<svg class="fig" role="img" aria-labelledby="{ids[0]} {ids[1]}"'
            f' viewBox="0 0 {fixed(self.width)} {fixed(self.height)}"'
            ' xmlns="http://www.w3.org/2000/svg">'
            f'<title id="{ids[0]}">{escape(self.title)}</title>'
            f'<desc id="{ids[1]}">{escape(self.description)}</desc>'
        )
        return head + "".join(self._shapes) + "</svg>"

    def _head(self, bx: float, by: float, x: float, y: float, css: str) -> None:
        """Draw an arrow's triangle from the middle of its base, (*bx*, *by*), to (*x*, *y*)."""
        wx, wy = (y - by) / 2, (x - bx) / 2
        self.polygon(
            [(x, y), (bx - wx, by + wy), (bx + wx, by - wy)],
            css.replace("fig-dashed", "").strip() + " fig-head",
        )

    def _add(self, tag: str, css: str, words: str | None = None, **attributes: float | str) -> None:
        parts = [f'<{tag} class="{escape(css)}"']
        for name, value in attributes.items():
            text = value if isinstance(value, str) else fixed(value)
            parts.append(f' {name}="{escape(text)}"')
        parts.append("/>" if words is None else f">{escape(words)}</{tag}>")
        self._shapes.append("".join(parts))


def lines(words: str, width: float, size: float = NOTE) -> list[str]:
    """Return *words* broken between words into lines about *width* wide."""
    broken: list[str] = []
    for word in words.split():
        if broken and advance(f"{broken[-1]} {word}", size) <= width:
            broken[-1] += f" {word}"
        else:
            broken.append(word)
    return broken


def advance(words: str, size: float = NOTE) -> float:
    """Return about how wide *words* are: a sans serif's mean advance is half its size."""
    return len(words) * size * 0.56


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{fixed(x)},{fixed(y)}" for x, y in points)

"""``{time-line}``: the projects' periods as bars on a common scale of years."""

from sphinx.application import Sphinx

from labs.kernel.drawing import LABEL, WIDTH, Drawing
from portfolio.content.catalogue import Catalogue
from portfolio.content.period import Month
from portfolio.directives import references
from portfolio.directives.base import Generated
from portfolio.directives.elements import HtmlElement, computed, element, svg

ROW = 38
TOP = 26
BAR = 10
MARGIN = 8
LETTER = LABEL * 0.62  # no letter of a label is wider on average, in any common sans


def draw(catalogue: Catalogue, profile_date: Month) -> str:
    """Return the time line as SVG: a row a project, oldest start first."""
    projects = sorted(catalogue, key=lambda one: (one.period.start, one.title))
    ends = [one.period.end or profile_date for one in projects]
    first = min((one.period.start.year for one in projects), default=profile_date.year)
    last = max((end.year for end in ends), default=profile_date.year) + 1
    sentences = [f"{one.title}: {one.period.span}." for one in projects]
    picture = Drawing(
        "time-line",
        f"{len(projects)} projects, {first} to {last - 1}",
        " ".join(sentences),
        TOP + ROW * len(projects) + MARGIN,
    )

    def x(months: int) -> float:
        """Place a month, counted from year 0."""
        return MARGIN + (WIDTH - 2 * MARGIN) * (months - first * 12) / ((last - first) * 12)

    for year in range(first, last + 1):
        position = x(year * 12)
        picture.line(position, TOP - 6, position, picture.height - MARGIN, "fig-line-faint")
        if year < last:
            picture.text(position + 3, TOP - 10, str(year), "fig-note")
    for row, (one, end) in enumerate(zip(projects, ends, strict=True)):
        y = TOP + ROW * row
        picture.open("fig-row", project=one.slug)
        start, stop = x(one.period.start.count), x(end.count + 1)
        picture.rect(start, y + 18, stop - start, BAR, "fig-box-accent", 2)
        if one.period.end is None:
            # It went on after the profile was written; for how long, nobody has said.
            picture.arrow(
                stop, y + 18 + BAR / 2, WIDTH - 1, y + 18 + BAR / 2, "fig-line fig-dashed"
            )
        room = WIDTH - LETTER * len(one.title)
        picture.text(max(MARGIN, min(start, room)), y + 12, one.title, "fig-label")
        picture.close()
    return picture.render()


class TimeLine(Generated):
    """The drawing, and the same as a list."""

    def generate(self) -> HtmlElement:
        """Return the figure."""
        known = self.records
        items = [
            element(
                "li",
                "pf-timeline__item",
                references.project(one),
                ": ",
                computed(one.period.span),
                data_project=one.slug,
            )
            for one in sorted(known.catalogue, key=lambda one: (one.period.start, one.title))
        ]
        text = element(
            "details",
            "pf-timeline__text",
            element("summary", "", "The time line in words"),
            element("ol", "pf-timeline__list", *items),
        )
        picture = svg(draw(known.catalogue, known.profile_date))
        return element("figure", "pf-timeline", picture, text)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("time-line", TimeLine)

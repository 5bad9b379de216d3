"""``{time-line}``: dated events of the record, each a link to what records it.

The content is one event a line, ``2018-06 :: llvm :: words for it :: citation key``; a dash stands
for no project, and a year alone for a date without a month. The line ``patches :: llvm`` stands for
the dated rows of that project's page: table rows that begin with a day and a link. They become one
event, with a mark for each at its date.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from sphinx.application import Sphinx

from portfolio.content import bibliography
from portfolio.content.period import Month, PeriodError
from portfolio.content.project import Project, unknown
from portfolio.directives import references
from portfolio.directives.base import CatalogueDirective
from portfolio.directives.elements import Child, HtmlElement, computed, element, svg

ROW = re.compile(r"^\| (\d{4}-\d\d-\d\d) \| \[", re.MULTILINE)
STRIP = 320, 12
"""Size of the strip of marks, in its own units."""

YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Event:
    """What happened at a date ("2018-06" or "2018", with its label), and the nodes that say it."""

    when: str
    label: str
    project: str
    parts: Sequence[Child]

    @property
    def order(self) -> str:
        """The key that sorts events by date; a year alone comes after its months."""
        return self.when if "-" in self.when else f"{self.when}-99"


class TimeLine(CatalogueDirective):
    """The events, in their order."""

    has_content: ClassVar[bool] = True

    def generate(self) -> HtmlElement:
        """Return the list; a line of another form, or without its source, is an error."""
        events = [self._event(line) for line in self.content if line.strip()]
        if not events:
            raise self.error("no events; write one a line, 2018-06 :: project :: words :: source")
        events.sort(key=lambda event: event.order)
        return element("ol", "pf-timeline", *map(_item, events))

    def _event(self, line: str) -> Event:
        match [part.strip() for part in line.split(" :: ")]:
            case ["patches", slug]:
                return self._patches(self._project(slug, line))
            case [when, slug, words, key]:
                entries = bibliography.entries(self.env)
                if key not in entries:
                    raise self.error(unknown("citation key", key, entries.keys()))
                project = "" if slug == "-" else self._project(slug, line).slug
                try:
                    label = when if YEAR.fullmatch(when) else Month.parse(when).label
                except PeriodError as error:
                    raise self.error(f'"{line}": {error}') from None
                link = references.source(self.env, key, words)
                return Event(when, label, project, [computed(link)])
            case _:
                raise self.error(f'"{line}": write 2018-06 :: project :: words :: citation key')

    def _patches(self, project: Project) -> Event:
        path = Path(self.env.srcdir, f"{project.docname}.md")
        self.env.note_dependency(path)
        days = sorted(map(date.fromisoformat, ROW.findall(path.read_text("utf-8"))))
        if not days:
            raise self.error(
                f"{project.docname} has no table row that begins with a day and a link"
            )
        first, last = (Month(day.year, day.month) for day in (days[0], days[-1]))
        label = f"{len(days)} patches to {project.organization}, until {last.label}"
        link = references.page(project.docname, label)
        return Event(str(first), first.label, project.slug, [computed(link), svg(strip(days))])

    def _project(self, slug: str, line: str) -> Project:
        project = self.domain.catalogue.get(slug)
        if project is None:
            slugs = [project.slug for project in self.domain.catalogue]
            raise self.error(f'"{line}": {unknown("project", slug, slugs)}')
        return project


def _item(event: Event) -> HtmlElement:
    when = element("time", "pf-timeline__when", computed(event.label), datetime=event.when)
    what = element("span", "pf-timeline__what", *event.parts)
    attributes = {"data_project": event.project} if event.project else {}
    return element("li", "pf-timeline__event", when, " ", what, **attributes)


def strip(days: Sequence[date]) -> str:
    """Return a line from the first of *days* to the last, with a mark at each.

    The words beside it say how many there are and from when to when, so it has none itself.
    """
    width, height = STRIP
    span = max((days[-1] - days[0]).days, 1)
    marks = "".join(
        f"M{2 + (width - 4) * (day - days[0]).days / span:.0f} 1v{height - 2}" for day in days
    )
    return (
        f'<svg class="pf-timeline__strip" viewBox="0 0 {width} {height}" aria-hidden="true">'
        f'<path d="M2 {height / 2:.0f}H{width - 2}{marks}"/></svg>'
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("time-line", TimeLine)

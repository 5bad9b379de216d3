"""The form above the gallery by which ``gallery.js`` filters it.

It is part of the page from the start, so that nothing moves when the script arrives, and folded,
so that the projects come first; without scripts the style sheet leaves it out.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape

from portfolio.content.period import Month
from portfolio.content.project import Project


def contributions(role: str) -> list[str]:
    """Return what was done: the nouns that open the parts of a role, up to "with".

    >>> contributions("Design and implementation, with colleagues at Tencent")
    ['design', 'implementation']
    >>> contributions("Design of the updater, migration of the passes")
    ['design', 'migration']
    """
    done = role.partition(", with ")[0].lower()
    return re.findall(r"(?:^|\band |, )([\w-]+)(?= of\b| and\b|,|$)", done)


def form(projects: Iterable[Project], topics: Mapping[str, str], now: Month) -> str:
    """Return the form as HTML: a choice for each thing the gallery can be filtered by."""
    listed = list(projects)
    used = {topic for project in listed for topic in project.topics}
    done = {noun for project in listed for noun in contributions(project.role)}
    places = {project.organization for project in listed}
    years = {str(year) for project in listed for year in project.period.years(now)}
    choices = (
        _choice("topic", "Topic", {slug: name for slug, name in topics.items() if slug in used}),
        _choice("role", "Role", {noun: noun.capitalize() for noun in sorted(done)}),
        _choice("organization", "Where", {place: place for place in sorted(places)}),
        _choice("year", "Year", {year: year for year in sorted(years, reverse=True)}),
    )
    return (
        '<details class="gallery-fold"><summary>Filter the projects</summary>'
        '<form class="gallery-filter" aria-label="Filter the projects">'
        + "".join(choices)
        + '<button type="reset" hidden>Show all</button>'
        + f'<p class="gallery-count" role="status">{len(listed)} projects</p></form></details>'
    )


def _choice(name: str, label: str, options: Mapping[str, str]) -> str:
    items = "".join(
        f'<option value="{escape(value)}">{escape(text)}</option>'
        for value, text in options.items()
    )
    return (
        f'<label>{label}<select name="{name}"><option value="">Any</option>{items}</select></label>'
    )

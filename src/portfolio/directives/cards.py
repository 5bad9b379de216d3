"""``{project-cards}``: every project as a card with its picture and its number."""

from collections.abc import Iterable

from sphinx.application import Sphinx

from portfolio.content.domain import Records
from portfolio.content.project import Headline, Project
from portfolio.directives import references
from portfolio.directives.base import Generated
from portfolio.directives.elements import Child, HtmlElement, computed, element, svg
from portfolio.directives.lab_link import runs_here
from portfolio.directives.thumbnail import thumbnail

LONG = 10
"""A number of more letters than this is set smaller where it is large."""


def card(one: Project, known: Records) -> HtmlElement:
    """Return a project's card: picture, title with venue, number, claim, and whether it runs."""
    title: list[Child] = [references.project(one)]
    if one.venue:
        title += [" ", computed(one.venue, css="pf-venue")]
    parts: list[Child] = [
        element("div", "pf-card__picture", svg(thumbnail(one))),
        element("p", "pf-card__title", *title),
    ]
    if one.headline:
        parts.append(headline(one.headline, known, "pf-card"))
    parts += [element("p", "pf-card__claim", one.claim), runs_here(one, "pf-card__runs")]
    return element("li", "pf-card", *parts, data_project=one.slug)


def headline(number: Headline, known: Records, css: str) -> HtmlElement:
    """Return a project's number, what it measures, and its source; *css* is the block's name."""
    return element(
        "p",
        f"{css}__headline",
        computed(number.value, css=f"{css}__number{' pf-long' * (len(number.value) > LONG)}"),
        " ",
        element("span", f"{css}__label", number.label),
        " ",
        references.citation(known.env, number.source),
    )


def cards(projects: Iterable[Project], known: Records) -> HtmlElement:
    """Return the list of cards."""
    return element("ul", "pf-cards", *(card(one, known) for one in projects))


class ProjectCards(Generated):
    """Every project."""

    def generate(self) -> HtmlElement:
        """Return the cards."""
        known = self.records
        return cards(known.catalogue, known)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("project-cards", ProjectCards)

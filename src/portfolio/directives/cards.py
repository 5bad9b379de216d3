"""``{project-cards}``: every project as a card with its picture and its number."""

from collections.abc import Iterable

from sphinx.application import Sphinx

from portfolio.content.domain import PortfolioDomain
from portfolio.content.project import Headline, Project
from portfolio.directives import references
from portfolio.directives.base import CatalogueDirective
from portfolio.directives.elements import Child, HtmlElement, computed, element, svg
from portfolio.directives.lab_link import runs_here
from portfolio.directives.thumbnail import thumbnail

LONG = 10
"""A number of more letters than this is set smaller where it is large."""


def card(project: Project, domain: PortfolioDomain) -> HtmlElement:
    """Return a project's card: picture, title with venue, number, claim, and whether it runs."""
    title: list[Child] = [references.project(project)]
    if project.venue:
        title += [" ", computed(project.venue, css="pf-venue")]
    parts: list[Child] = [
        element("div", "pf-card__picture", svg(thumbnail(project))),
        element("p", "pf-card__title", *title),
    ]
    if project.headline:
        parts.append(headline(project.headline, domain, "pf-card"))
    parts += [element("p", "pf-card__claim", project.claim), runs_here(project, "pf-card__runs")]
    return element("li", "pf-card", *parts, data_project=project.slug)


def headline(number: Headline, domain: PortfolioDomain, css: str) -> HtmlElement:
    """Return a project's number, what it measures, and its source; *css* is the block's name."""
    return element(
        "p",
        f"{css}__headline",
        computed(number.value, css=f"{css}__number{' pf-long' * (len(number.value) > LONG)}"),
        " ",
        element("span", f"{css}__label", number.label),
        " ",
        references.citation(domain.env, number.source),
    )


def cards(projects: Iterable[Project], domain: PortfolioDomain) -> HtmlElement:
    """Return the list of cards.

    Classes say how wide each card is, so that the browser can place the first before it has read
    the last: five cards share a row on a wide screen; elsewhere three do, or two where threes
    would leave a hole.
    """
    items = [card(project, domain) for project in projects]
    halves = {0: 0, 1: 4, 2: 2}[len(items) % 3]
    for item in items[:halves] if len(items) > 1 else []:
        item["classes"].append("pf-card--half")
    return element("ul", "pf-cards pf-cards--five" if len(items) == 5 else "pf-cards", *items)


class ProjectCards(CatalogueDirective):
    """Every project."""

    def generate(self) -> HtmlElement:
        """Return the cards."""
        domain = self.domain
        return cards(domain.catalogue, domain)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("project-cards", ProjectCards)

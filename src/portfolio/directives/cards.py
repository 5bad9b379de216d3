"""``{project-cards}`` and ``{topic-projects}``: projects as cards with their picture."""

from collections.abc import Iterable
from typing import ClassVar

from sphinx.application import Sphinx

from portfolio.content.domain import Records
from portfolio.content.project import Project, unknown
from portfolio.directives import references
from portfolio.directives.base import Generated
from portfolio.directives.elements import Child, HtmlElement, computed, element, svg
from portfolio.directives.thumbnail import thumbnail


def card(one: Project, known: Records) -> HtmlElement:
    """Return a project's card: picture, title, claim, role, period, number."""
    parts: list[Child] = [
        element("div", "pf-card__picture", svg(thumbnail(one))),
        element("p", "pf-card__title", references.project(one)),
        element("p", "pf-card__claim", one.claim),
        element("p", "pf-card__role", one.role),
        element("p", "pf-card__period", computed(one.period.span)),
    ]
    if one.headline:
        number = element(
            "p",
            "pf-card__headline",
            computed(one.headline.value, css="pf-card__number"),
            " ",
            element("span", "pf-card__label", one.headline.label),
            " ",
            references.citation(known.env, one.headline.source),
        )
        parts.append(number)
    return element("li", "pf-card", *parts, data_project=one.slug)


def cards(projects: Iterable[Project], known: Records) -> HtmlElement:
    """Return the list of cards."""
    return element("ul", "pf-cards", *(card(one, known) for one in projects))


class ProjectCards(Generated):
    """Every project."""

    def generate(self) -> HtmlElement:
        """Return the cards."""
        known = self.records
        return cards(known.catalogue, known)


class TopicProjects(Generated):
    """The projects of one topic, its argument."""

    required_arguments: ClassVar[int] = 1

    def generate(self) -> HtmlElement:
        """Return the cards; a topic of the configuration without projects is an error."""
        known, topic = self.records, self.arguments[0]
        if topic not in known.topics:
            raise self.error(unknown("topic", topic, known.topics))
        projects = known.catalogue.in_topic(topic)
        if not projects:
            raise self.error(f'no project has the topic "{topic}"')
        return cards(projects, known)


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("project-cards", ProjectCards)
    app.add_directive("topic-projects", TopicProjects)

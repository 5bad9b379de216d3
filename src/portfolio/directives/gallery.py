"""``{project-gallery}`` and ``{topic-projects}``: projects as a list, one row each.

The gallery has every project, and a folded form by which a script filters it.

Every item carries what it can be filtered by: ``data-topic``, ``data-year`` and ``data-role``
(the verbs of the role) are lists separated by spaces, ``data-organization`` and ``data-venue``
are single values.
"""

from collections.abc import Iterable
from typing import ClassVar

from sphinx.application import Sphinx

from portfolio.content.domain import PortfolioDomain
from portfolio.content.project import Project, unknown
from portfolio.directives import references
from portfolio.directives.base import CatalogueDirective
from portfolio.directives.cards import headline
from portfolio.directives.elements import Child, HtmlElement, computed, element, svg
from portfolio.directives.gallery_filter import contributions, form
from portfolio.directives.lab_link import runs_here
from portfolio.directives.thumbnail import thumbnail


class ProjectGallery(CatalogueDirective):
    """Every project, one item each."""

    def generate(self) -> HtmlElement:
        """Return the list, below the form that filters it."""
        domain = self.domain
        filters = svg(form(domain.catalogue, domain.topics, domain.profile_date))
        return element("div", "", filters, rows(domain.catalogue, domain))


class TopicProjects(CatalogueDirective):
    """The projects of one topic, its argument."""

    required_arguments: ClassVar[int] = 1

    def generate(self) -> HtmlElement:
        """Return the list; a topic of the configuration without projects is an error."""
        domain, topic = self.domain, self.arguments[0]
        if topic not in domain.topics:
            raise self.error(unknown("topic", topic, domain.topics))
        projects = domain.catalogue.in_topic(topic)
        if not projects:
            raise self.error(f'no project has the topic "{topic}"')
        return rows(projects, domain)


def rows(projects: Iterable[Project], domain: PortfolioDomain) -> HtmlElement:
    """Return *projects* as a list."""
    return element("ul", "pf-gallery", *(_item(project, domain) for project in projects))


def _item(project: Project, domain: PortfolioDomain) -> HtmlElement:
    facts: list[Child] = [
        element("span", "pf-gallery__role", project.role),
        " · ",
        element("span", "pf-gallery__organization", project.organization),
        " · ",
        computed(project.period.span, css="pf-gallery__period"),
    ]
    topics = [
        element("li", "pf-gallery__topic", references.topic(topic, domain.topics[topic]))
        for topic in project.topics
    ]
    title: list[Child] = [references.project(project)]
    if project.venue:
        title += [" ", computed(project.venue, css="pf-venue")]
    numbers = [headline(project.headline, domain, "pf-gallery")] if project.headline else []
    return element(
        "li",
        "pf-gallery__item",
        element("div", "pf-gallery__picture", svg(thumbnail(project))),
        element("p", "pf-gallery__title", *title),
        *numbers,
        element("p", "pf-gallery__claim", project.claim),
        runs_here(project, "pf-gallery__runs"),
        element("p", "pf-gallery__facts", *facts),
        element("ul", "pf-gallery__topics", *topics),
        data_project=project.slug,
        data_topic=" ".join(project.topics),
        data_role=" ".join(contributions(project.role)),
        data_organization=project.organization,
        data_year=" ".join(map(str, project.period.years(domain.profile_date))),
        data_venue=project.venue or "",
    )


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("project-gallery", ProjectGallery)
    app.add_directive("topic-projects", TopicProjects)

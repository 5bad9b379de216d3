"""``{project-gallery}`` and ``{topic-projects}``: projects as a list, one row each.

The gallery has every project, and a folded form by which a script filters it.

Every item carries what it can be filtered by: ``data-topic``, ``data-year`` and ``data-role``
(the verbs of the role) are lists separated by spaces, ``data-organisation`` and ``data-venue``
are single values.
"""

from collections.abc import Iterable
from typing import ClassVar

from sphinx.application import Sphinx

from portfolio.content.domain import Records
from portfolio.content.project import Project, unknown
from portfolio.directives import references
from portfolio.directives.base import Generated
from portfolio.directives.cards import headline
from portfolio.directives.elements import Child, HtmlElement, computed, element, svg
from portfolio.directives.gallery_filter import deeds, form
from portfolio.directives.lab_link import runs_here
from portfolio.directives.thumbnail import thumbnail


class ProjectGallery(Generated):
    """Every project, one item each."""

    def generate(self) -> HtmlElement:
        """Return the list, below the form that filters it."""
        known = self.records
        filters = svg(form(known.catalogue, known.topics, known.profile_date))
        return element("div", "", filters, rows(known.catalogue, known))


class TopicProjects(Generated):
    """The projects of one topic, its argument."""

    required_arguments: ClassVar[int] = 1

    def generate(self) -> HtmlElement:
        """Return the list; a topic of the configuration without projects is an error."""
        known, topic = self.records, self.arguments[0]
        if topic not in known.topics:
            raise self.error(unknown("topic", topic, known.topics))
        projects = known.catalogue.in_topic(topic)
        if not projects:
            raise self.error(f'no project has the topic "{topic}"')
        return rows(projects, known)


def rows(projects: Iterable[Project], known: Records) -> HtmlElement:
    """Return *projects* as a list."""
    return element("ul", "pf-gallery", *(_item(one, known) for one in projects))


def _item(one: Project, known: Records) -> HtmlElement:
    facts: list[Child] = [
        element("span", "pf-gallery__role", one.role),
        " · ",
        element("span", "pf-gallery__organisation", one.organisation),
        " · ",
        computed(one.period.span, css="pf-gallery__period"),
    ]
    topics = [
        element("li", "pf-gallery__topic", references.topic(topic, known.topics[topic]))
        for topic in one.topics
    ]
    title: list[Child] = [references.project(one)]
    if one.venue:
        title += [" ", computed(one.venue, css="pf-venue")]
    numbers = [headline(one.headline, known, "pf-gallery")] if one.headline else []
    return element(
        "li",
        "pf-gallery__item",
        element("div", "pf-gallery__picture", svg(thumbnail(one))),
        element("p", "pf-gallery__title", *title),
        *numbers,
        element("p", "pf-gallery__claim", one.claim),
        runs_here(one, "pf-gallery__runs"),
        element("p", "pf-gallery__facts", *facts),
        element("ul", "pf-gallery__topics", *topics),
        data_project=one.slug,
        data_topic=" ".join(one.topics),
        data_role=" ".join(deeds(one.role)),
        data_organisation=one.organisation,
        data_year=" ".join(map(str, one.period.years(known.profile_date))),
        data_venue=one.venue or "",
    )


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("project-gallery", ProjectGallery)
    app.add_directive("topic-projects", TopicProjects)

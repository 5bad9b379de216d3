"""``{project-gallery}``: all projects as a plain list that a script may filter.

Every item carries what it can be filtered by: ``data-topic``, ``data-year`` and ``data-role``
(the verbs of the role) are lists separated by spaces, ``data-organisation`` and ``data-venue``
are single values.
"""

from sphinx.application import Sphinx

from portfolio.content.domain import Records
from portfolio.content.project import Project
from portfolio.directives import references
from portfolio.directives.base import Generated
from portfolio.directives.elements import Child, HtmlElement, computed, element, svg
from portfolio.directives.gallery_filter import deeds, form
from portfolio.directives.thumbnail import thumbnail


class ProjectGallery(Generated):
    """Every project, one item each."""

    def generate(self) -> HtmlElement:
        """Return the list."""
        known = self.records
        return element(
            "div",
            "",
            svg(form(known.catalogue, known.topics, known.profile_date)),
            element("ul", "pf-gallery", *(_item(one, known) for one in known.catalogue)),
        )


def _item(one: Project, known: Records) -> HtmlElement:
    facts: list[Child] = [
        element("span", "pf-gallery__role", one.role),
        " · ",
        element("span", "pf-gallery__organisation", one.organisation),
        " · ",
        computed(one.period.span, css="pf-gallery__period"),
    ]
    if one.venue:
        facts += [" · ", computed(one.venue, css="pf-gallery__venue")]
    topics = [
        element("li", "pf-gallery__topic", references.topic(topic, known.topics[topic]))
        for topic in one.topics
    ]
    return element(
        "li",
        "pf-gallery__item",
        element("div", "pf-gallery__picture", svg(thumbnail(one))),
        element("p", "pf-gallery__title", references.project(one)),
        element("p", "pf-gallery__claim", one.claim),
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
    """Register the directive."""
    app.add_directive("project-gallery", ProjectGallery)

"""``{at-a-glance}``: a project's facts on its own page; the content is its figure's caption.

First what a visitor reads in ten seconds: the claim, one line of facts, the number, a button to
the lab, and the page's figure, which front matter names. Who, when and which topics is folded.
"""

from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from labs import registry
from labs.kernel.model import UnknownNameError
from portfolio.content.domain import PortfolioDomain
from portfolio.content.project import Project
from portfolio.directives import references
from portfolio.directives.base import CatalogueDirective
from portfolio.directives.cards import headline
from portfolio.directives.elements import Child, HtmlElement, computed, element, svg
from portfolio.directives.lab_link import lab_link, scenario_image


class ProjectFacts(CatalogueDirective):
    """The claim, the number beside the figure, then a list of facts."""

    has_content: ClassVar[bool] = True

    def generate(self) -> HtmlElement:
        """Return the box."""
        project, domain = self.project, self.domain
        return element(
            "div",
            "pf-glance",
            element("p", "pf-glance__claim", project.claim),
            element("p", "pf-glance__line", *_line(project, domain)),
            element(
                "div",
                "pf-glance__first",
                _number_and_button(project, domain),
                *self._figure(project),
                element(
                    "details",
                    "pf-glance__details",
                    element("summary", "", "Role, people, topics"),
                    element(
                        "dl",
                        "pf-glance__facts simple",
                        *(_row(*row) for row in _facts(project, domain)),
                    ),
                ),
            ),
            data_project=project.slug,
        )

    def _figure(self, project: Project) -> list[HtmlElement]:
        """Return what the front matter names, a figure or a lab's scenario, with its caption."""
        if project.figure is None:
            return []
        try:
            picture: nodes.Node = svg(registry.figure(project.figure))
        except UnknownNameError:
            picture = scenario_image(project.figure)
        figure = element("figure", "pf-glance__figure", picture)
        if self.content:
            figure += element("figcaption", "pf-figure__caption", *self.parse_content_to_nodes())
        return [figure]


def _line(project: Project, domain: PortfolioDomain) -> list[Child]:
    """Return where, when, in what state and where published, in one line."""
    parts: list[nodes.Node] = [
        element("span", "pf-glance__fact", project.organization),
        element("span", "pf-glance__fact", computed(project.period.label(domain.profile_date))),
        element("span", "pf-glance__fact", computed(project.status)),
    ]
    if project.venue:
        parts.append(element("span", "pf-glance__fact", computed(project.venue, css="pf-venue")))
    return [child for part in parts for child in (part, " ")][:-1]


def _number_and_button(project: Project, domain: PortfolioDomain) -> HtmlElement:
    """Return the project's number and the button that leads to its lab."""
    parts = [headline(project.headline, domain, "pf-glance")] if project.headline else []
    button = element(
        "p",
        "pf-glance__doors no-search",
        lab_link(project, "Try it in your browser", css="pf-button runs"),
    )
    return element("div", "pf-glance__said", *parts, button)


def _facts(project: Project, domain: PortfolioDomain) -> list[tuple[str, list[Child]]]:
    """Return (term, description) of each fact the project has."""
    env = domain.env
    facts: list[tuple[str, list[Child]]] = [
        ("Role", [project.role]),
        ("Period", [computed(project.period.span)]),
        ("Where", [project.organization]),
    ]
    if project.mentor:
        facts.append(("Mentor", [project.mentor]))
    if project.collaborators:
        facts.append(("With", [", ".join(project.collaborators)]))
    facts.append(("Status", [computed(project.status)]))
    if project.venue:
        facts.append(("Venue", [computed(project.venue)]))
    if project.publications:
        papers = [references.citation(env, key) for key in project.publications]
        facts.append(("Publications", _joined(papers)))
    topics = [references.topic(topic, domain.topics[topic]) for topic in project.topics]
    facts.append(("Topics", _joined(topics)))
    return facts


def _joined(parts: Sequence[nodes.Node]) -> list[Child]:
    joined: list[Child] = []
    for part in parts:
        joined += [", ", part] if joined else [part]
    return joined


def _row(term: str, description: list[Child]) -> HtmlElement:
    return element(
        "div",
        "pf-glance__row",
        element("dt", "pf-glance__term", term),
        element("dd", "pf-glance__value", *description),
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("at-a-glance", ProjectFacts)

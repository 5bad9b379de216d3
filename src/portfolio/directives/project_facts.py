"""``{at-a-glance}``: a project's facts on its own page."""

from collections.abc import Sequence

from docutils import nodes
from sphinx.application import Sphinx

from portfolio.content.domain import Records
from portfolio.content.project import Project
from portfolio.directives import references
from portfolio.directives.base import Generated
from portfolio.directives.elements import Child, HtmlElement, computed, element


class AtAGlance(Generated):
    """The claim, then a list of facts."""

    def generate(self) -> HtmlElement:
        """Return the box."""
        one, known = self.project, self.records
        return element(
            "div",
            "pf-glance",
            element("p", "pf-glance__claim", one.claim),
            element("dl", "pf-glance__facts simple", *(_row(*row) for row in _facts(one, known))),
            data_project=one.slug,
        )


def _facts(one: Project, known: Records) -> list[tuple[str, list[Child]]]:
    """Return (term, description) of each fact the project has."""
    env = known.env
    facts: list[tuple[str, list[Child]]] = [
        ("Role", [one.role]),
        ("Period", [computed(one.period.label(known.profile_date))]),
        ("Where", [one.organisation]),
    ]
    if one.mentor:
        facts.append(("Mentor", [one.mentor]))
    if one.collaborators:
        facts.append(("With", [", ".join(one.collaborators)]))
    facts.append(("Status", [computed(one.status)]))
    if one.venue:
        facts.append(("Venue", [computed(one.venue)]))
    if one.publications:
        papers = [references.citation(env, key) for key in one.publications]
        facts.append(("Publications", _joined(papers)))
    if one.headline:
        facts.append(("In short", _headline(one, known)))
    topics = [references.topic(topic, known.topics[topic]) for topic in one.topics]
    facts.append(("Topics", _joined(topics)))
    return facts


def _headline(one: Project, known: Records) -> list[Child]:
    assert one.headline
    value = computed(one.headline.value, css="pf-glance__number")
    cited = references.citation(known.env, one.headline.source)
    return [value, " ", one.headline.label, " (", cited, ")"]


def _joined(parts: Sequence[nodes.Node]) -> list[Child]:
    joined: list[Child] = []
    for part in parts:
        joined += [", ", part] if joined else [part]
    return joined


def _row(term: str, description: list[Child]) -> HtmlElement:
    return element(
        "div",
        "pf-glance__fact",
        element("dt", "pf-glance__term", term),
        element("dd", "pf-glance__value", *description),
    )


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("at-a-glance", AtAGlance)

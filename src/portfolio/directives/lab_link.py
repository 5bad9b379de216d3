"""Links to the panel of a project's lab, and pictures of its scenarios, where there is a panel.

Whether a project's page has a panel is told by the page and not by its front matter, so it is
settled when every page has been read (:mod:`portfolio.interactive.lab_links`). Until then, and in
a build without panels, a node keeps the place; nothing of it is written.
"""

from docutils import nodes
from sphinx.application import Sphinx

from labs import registry
from portfolio.content.project import Project
from portfolio.directives.elements import Child, HtmlElement, element


class LabLink(nodes.Inline, nodes.TextElement):
    """A link around its children to the panel on the page ``page``."""


class ScenarioImage(nodes.General, nodes.Element):
    """The picture of the scenario ``name``, "lab.scenario", as images."""


def scenario_image(name: str) -> ScenarioImage:
    """Return the picture of a scenario; UnknownNameError if there is none."""
    registry.picture(name)
    return ScenarioImage("", name=name)


def lab_link(project: Project, *children: Child, css: str = "") -> LabLink:
    """Return a link to the panel on the page of *project*; *css* are its classes."""
    parts = [nodes.Text(child) if isinstance(child, str) else child for child in children]
    link = LabLink("", "", *parts, page=project.docname)
    link["classes"] = css.split()
    return link


def runs_here(project: Project, css: str) -> HtmlElement:
    """Return the paragraph that says that the project's model runs in the reader's browser."""
    badge = lab_link(project, "runs in your browser", css="runs")
    return element("p", f"{css} no-search", badge)


def _skip(_translator: nodes.NodeVisitor, _node: nodes.Element) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the nodes; a builder that has no panels leaves them out."""
    other = (_skip, None)
    for node in (LabLink, ScenarioImage):
        app.add_node(node, html=other, text=other, latex=other, man=other, texinfo=other)

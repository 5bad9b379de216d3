"""``{scenario} dominators.fan``: a scenario's figure; the content is its caption.

``{scenarios} dominators`` shows all of a lab's, each under its title.
"""

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from labs.kernel.model import Lab
from portfolio.content.catalogue import Catalogue
from portfolio.content.domain import records
from portfolio.directives.elements import HtmlElement, element
from portfolio.interactive import found
from portfolio.interactive.depend import depend_on_labs, lab_of
from portfolio.interactive.figure import drawn, exact, parts


class ScenarioFigure(SphinxDirective):
    """The scenario named by the argument, drawn while the page is read."""

    required_arguments: ClassVar[int] = 1
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the figure; a scenario that does not exist is an error."""
        depend_on_labs(self.env)
        try:
            lab, name = found.scenario(self.arguments[0])
        except found.UnknownNameError as error:
            raise self.error(str(error)) from None
        number = self.env.new_serialno("lab-figure")
        figure = _figure(lab, name, f"figure-{number}-", records(self.env).catalogue)
        if self.content:
            caption = element("figcaption", "pf-figure__caption", *self.parse_content_to_nodes())
            figure.insert(1, caption)
        return [figure]


class AllScenarios(SphinxDirective):
    """Every scenario of the lab named by the argument, complete without a script."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the figures; a lab that does not exist is an error."""
        lab = lab_of(self)
        figures: list[nodes.Node] = []
        for one in lab.scenarios:
            figure = _figure(lab, one.name, f"{one.name}-", records(self.env).catalogue)
            figure["ids"] = [one.name]
            figure.insert(1, exact("figcaption", "pf-figure__caption", one.title))
            figures.append(figure)
        return figures


def _figure(lab: Lab[Any], name: str, prefix: str, catalogue: Catalogue) -> HtmlElement:
    project = catalogue.with_lab(lab.name)
    view = found.view(lab.name, name)
    return element(
        "figure",
        "pf-figure lab-figure",
        *parts(lab, view, drawn(view, prefix)),
        data_scenario=f"{lab.name}.{name}",
        **({"data_project": project.slug} if project else {}),
    )


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("scenario", ScenarioFigure)
    app.add_directive("scenarios", AllScenarios)

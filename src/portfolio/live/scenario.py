"""``{scenario} dominators.fan``: a scenario's figure; the content is its caption."""

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from portfolio.html import element
from portfolio.live import found
from portfolio.live.depend import depend_on_labs
from portfolio.live.view import parts
from portfolio.records import records


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
        project = records(self.env).catalogue.with_lab(lab.name)
        number = self.env.new_serialno("lab-figure")
        figure = element(
            "figure",
            "pf-figure lab-figure",
            *parts(lab, found.view(lab.name, name), f"figure-{number}-"),
            data_scenario=f"{lab.name}.{name}",
            **({"data_project": project.slug} if project else {}),
        )
        if self.content:
            caption = element("figcaption", "pf-figure__caption", *self.parse_content_to_nodes())
            figure.insert(1, caption)
        return [figure]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("scenario", ScenarioFigure)

"""``{drawing} ekko.overview``: a lab's drawing as a figure; the content is its caption."""

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from labs import registry
from labs.kernel.model import UnknownNameError
from portfolio.content.domain import portfolio_domain
from portfolio.directives.elements import element, svg


def drawing_of(directive: SphinxDirective) -> str:
    """Return the drawing that the argument names; one that does not exist is an error."""
    try:
        return registry.figure(directive.arguments[0])
    except UnknownNameError as error:
        raise directive.error(str(error)) from None


class LabDrawing(SphinxDirective):
    """The drawing named by the argument."""

    required_arguments: ClassVar[int] = 1
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the figure; a drawing that does not exist is an error."""
        name, picture = self.arguments[0], drawing_of(self)
        project = portfolio_domain(self.env).catalogue.with_lab(name.partition(".")[0])
        attributes = {"data_project": project.slug} if project else {}
        figure = element("figure", "pf-figure", svg(picture), **attributes)
        if self.content:
            figure += element("figcaption", "pf-figure__caption", *self.parse_content_to_nodes())
        return [figure]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("drawing", LabDrawing)

"""``{scenario} dominators.fan``: a scenario's figure; the content is its caption.

``{scenarios} dominators`` shows all of a lab's, each under its title.
"""

from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from labs import registry
from labs.kernel.model import Lab, UnknownNameError
from portfolio.content.catalogue import Catalogue
from portfolio.content.domain import portfolio_domain
from portfolio.directives.elements import HtmlElement, element
from portfolio.interactive import assets, figure
from portfolio.interactive.figure import verbatim
from portfolio.interactive.lab_argument import lab_of


class ScenarioFigure(SphinxDirective):
    """The scenario named by the argument; its drawing is lazy images, to keep the page light."""

    required_arguments: ClassVar[int] = 1
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the figure; a scenario that does not exist is an error."""
        try:
            of_lab, _, name = self.arguments[0].partition(".")
            lab = registry.lab(of_lab)
            lab.scenario(name)
        except UnknownNameError as error:
            raise self.error(str(error)) from None
        assets.note_figure(self.env, lab.name)
        number = self.env.new_serialno("lab-figure")
        catalogue = portfolio_domain(self.env).catalogue
        figure = _figure(lab, name, f"figure-{number}", catalogue, as_images=True)
        if self.content:
            caption = element("figcaption", "pf-figure__caption", *self.parse_content_to_nodes())
            figure.insert(2, caption)
        return [figure]


class AllScenarios(SphinxDirective):
    """Every scenario of the lab named by the argument, complete without a script."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the figures; a lab that does not exist is an error."""
        lab = lab_of(self)
        figures: list[nodes.Node] = []
        for scenario in lab.scenarios:
            catalogue = portfolio_domain(self.env).catalogue
            figure = _figure(lab, scenario.name, scenario.name, catalogue, as_images=False)
            figure["ids"] = [scenario.name]
            figure.insert(0, verbatim("figcaption", "pf-figure__caption", scenario.title))
            figures.append(figure)
        return figures


def _figure(
    lab: Lab, scenario: str, name: str, catalogue: Catalogue, *, as_images: bool
) -> HtmlElement:
    """Return the figure of a scenario, drawn in the page or shown *as_images*.

    *name* starts its ids.
    """
    project = catalogue.with_lab(lab.name)
    picture = registry.picture(f"{lab.name}.{scenario}")
    images = assets.drawing_addresses(lab.name, scenario, picture) if as_images else []
    return element(
        "figure",
        "pf-figure lab-figure",
        verbatim("p", "fig-title", picture.headline, ids=[f"{name}-headline"]),
        figure.picture(picture, name, images),
        figure.settings(picture),
        *figure.words_and_numbers(picture, name),
        data_scenario=f"{lab.name}.{scenario}",
        **({"data_project": project.slug} if project else {}),
    )


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("scenario", ScenarioFigure)
    app.add_directive("scenarios", AllScenarios)

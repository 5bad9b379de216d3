"""The base class of the directives that show the catalogue."""

from abc import abstractmethod

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from labs.kernel.model import UnknownNameError
from portfolio.content.domain import PortfolioDomain, portfolio_domain
from portfolio.content.project import Project
from portfolio.directives.elements import HtmlElement


class CatalogueDirective(SphinxDirective):
    """A directive whose output is computed from the catalogue by :meth:`generate`.

    While there are mistakes in front matter it writes nothing: they are reported where they
    are, and what would follow from them here is no help.
    """

    def run(self) -> list[nodes.Node]:
        """Return the output, with its place in the page for whoever warns of it."""
        if not self.domain.catalogue.sound:
            return []
        try:
            node = self.generate()
        except UnknownNameError as error:  # no such figure or scenario
            raise self.error(str(error)) from None
        for inner in node.findall(nodes.Element):
            inner.source, inner.line = self.get_source_info()
        return [node]

    @abstractmethod
    def generate(self) -> HtmlElement:
        """Return the directive's one element."""

    @property
    def domain(self) -> PortfolioDomain:
        """What is known of the projects."""
        return portfolio_domain(self.env)

    @property
    def project(self) -> Project:
        """The project whose page this is; any other page is an error."""
        project = self.domain.catalogue.at(self.env.docname)
        if project is None:
            raise self.error(f"{self.name} belongs on a project page, projects/<slug>.md")
        return project

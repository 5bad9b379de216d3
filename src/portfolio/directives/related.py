"""``{related-projects}``: a project's relations, stated by it or by the others."""

from sphinx.application import Sphinx

from portfolio.directives import references
from portfolio.directives.base import CatalogueDirective
from portfolio.directives.elements import HtmlElement, element


class RelatedProjects(CatalogueDirective):
    """One item a relation: its kind, the other project, why."""

    def generate(self) -> HtmlElement:
        """Return the list, or a sentence if there are none."""
        project, domain = self.project, self.domain
        relations = domain.catalogue.relations(project.slug)
        if not relations:
            return element("p", "pf-related__none", "None of the other projects.")
        items = [
            element(
                "li",
                "pf-related__item",
                element("span", "pf-related__kind", kind[0].upper() + kind[1:]),
                " ",
                references.project(other, "pf-related__title"),
                element("p", "pf-related__why", why),
                data_project=other.slug,
            )
            for kind, other, why in relations
        ]
        return element("ul", "pf-related", *items)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("related-projects", RelatedProjects)

"""Sorts the projects in tables of contents by the catalogue's order instead of by file name.

Menu, previous and next follow the hidden table of contents of ``projects/index``, whose pattern
``*`` finds every project's page and sorts them by name.
"""

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from portfolio.content.domain import portfolio_domain


class MenuOrder(SphinxTransform):
    """Sort the projects among the entries of each table of contents."""

    default_priority = 500

    def apply(self, **_: object) -> None:
        """Sort in place; entries that are no projects stay before them, as they stood."""
        rank = {
            project.docname: at
            for at, project in enumerate(portfolio_domain(self.env).catalogue, 1)
        }
        for contents in self.document.findall(addnodes.toctree):
            contents["entries"].sort(key=lambda entry: rank.get(entry[1], 0))
            contents["includefiles"].sort(key=lambda page: rank.get(page, 0))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(MenuOrder)

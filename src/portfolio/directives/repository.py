"""``{repository}``: words that link to the site's repository once its address is set.

While ``portfolio_repository`` in ``docs/conf.py`` is empty, the words stand without a link.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole


class Repository(SphinxRole):
    """The role's words, as a link or plain."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words."""
        address = self.config.portfolio_repository
        if not address:
            return [nodes.Text(self.text)], []
        return [nodes.reference("", self.text, refuri=address)], []


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("repository", Repository())

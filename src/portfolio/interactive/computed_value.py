"""``{modeled}`ekko.direct_copies` ``: a value that a lab computes while the page is built.

The names are those of :func:`labs.registry.value`: a function of ``labs/<lab>/page.py`` or, as in
``{modeled}`dominators.fan.updates` ``, a value of a scenario.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from labs import registry
from labs.kernel.model import UnknownNameError
from portfolio.directives.elements import computed


class ComputedValue(SphinxRole):
    """The value named by the text."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the value, marked as computed; a value that does not exist is an error."""
        try:
            return [computed(nodes.Text(registry.value(self.text)))], []
        except UnknownNameError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [], [message]


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("modeled", ComputedValue())

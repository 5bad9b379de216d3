"""``{lab-value}`dominators.fan.visited```: a computed number in prose."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from portfolio.html import computed
from portfolio.live import found, shown
from portfolio.live.depend import depend_on_labs


class LabValue(SphinxRole):
    """The number named by the text, as a scenario computes it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number; one that the scenario does not have is an error."""
        depend_on_labs(self.env)
        try:
            value = found.value(self.text)
        except found.UnknownNameError as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        return [computed(nodes.Text(shown.number(value)), css="lab-value")], []


def setup(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("lab-value", LabValue())

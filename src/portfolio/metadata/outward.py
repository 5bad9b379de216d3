"""Links that leave the site tell nothing to where they lead.

``rel="noopener"`` on every external link keeps the page it opens from reaching back.
"""

from docutils import nodes
from sphinx.application import Sphinx

from portfolio.directives.elements import HtmlElement

REL = "noopener"
SCHEMES = ("http:", "https:")


def _guard(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for reference in doctree.findall(nodes.reference):
        if str(reference.get("refuri", "")).startswith(SCHEMES):
            reference["rel"] = REL
    for element in doctree.findall(HtmlElement):
        html = element["html"]
        if element["tag"] == "a" and str(html.get("href", "")).startswith(SCHEMES):
            html["rel"] = REL


def setup(app: Sphinx) -> None:
    """Guard the links when all of them are known."""
    app.connect("doctree-resolved", _guard, priority=950)

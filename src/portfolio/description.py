"""A project's claim is its page's description, for search engines and previews."""

from docutils import nodes
from sphinx.application import Sphinx

from portfolio.records import records


def _describe(app: Sphinx, document: nodes.document) -> None:
    """Add ``<meta name="description">`` to the page just read."""
    one = records(app.env).catalogue.at(app.env.docname)
    if one:
        document.insert(0, nodes.meta("", name="description", content=one.claim))


def setup(app: Sphinx) -> None:
    """Register the moment."""
    app.connect("doctree-read", _describe)

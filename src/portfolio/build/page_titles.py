"""Checks that every page has one title, and keeps its tags as text, as in ``std::vector<int>``.

The title of a page is written in its front matter or as its first heading, in Markdown, where
``<int>`` would be a tag of HTML and vanish from all places that show titles as text.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

NO_TITLE = "the page has no title; begin its front matter with “title: …”, or its text with “# …”"
logger = logging.getLogger(__name__)


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Turn tags in the page's title into text; warn if the page has no title."""
    title = next(iter(doctree.findall(nodes.title)), None)
    for raw in list(title.findall(nodes.raw)) if title else []:
        raw.parent.replace(raw, nodes.Text(raw.astext()))
    sections = [node for node in doctree.children if isinstance(node, nodes.section)]
    for second in sections[1:]:
        logger.warning(
            "the page has a second title; write it as a heading (“## …”)",
            location=(app.env.docname, second.line),
            type="portfolio",
            subtype="title",
        )
    if title is None or not title.astext().strip():
        logger.warning(
            NO_TITLE,
            location=(app.env.docname, 1),
            type="portfolio",
            subtype="title",
        )


def setup(app: Sphinx) -> None:
    """Look at each page before its title is collected, which other pages show."""
    app.connect("doctree-read", check, priority=100)

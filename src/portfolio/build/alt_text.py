"""Checks that every image on a page has a text alternative."""

from collections.abc import Iterator
from html.parser import HTMLParser

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from portfolio.doctrees import line_of

logger = logging.getLogger(__name__)


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Warn about each image on the page that has no text alternative."""
    for node in doctree.findall(lambda n: isinstance(n, nodes.image | nodes.raw)):
        if isinstance(node, nodes.image):
            missing = [node["uri"]] if not node.get("alt", "").strip() else []
        else:
            missing = list(without_alternative(node.astext()))
        for name in missing:
            logger.warning(
                'the image "%s" has no text alternative; say what it shows, '
                'as in ![what it shows](file.png) or with the option ":alt:"',
                name,
                location=(app.env.docname, line_of(node)),
                type="portfolio",
                subtype="alternative",
            )


def without_alternative(markup: str) -> Iterator[str]:
    """Yield the source of each ``<img>`` in *markup* whose ``alt`` is missing or empty.

    >>> list(without_alternative('<img src="a.png"><img src="b.png" alt="A bee">'))
    ['a.png']
    """
    if "<img" not in markup.lower():  # most markup is a drawing, which is long to parse
        return
    parser = _Images()
    parser.feed(markup)
    parser.close()
    yield from parser.missing


class _Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.missing: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img" and not (values.get("alt") or "").strip():
            self.missing.append(values.get("src") or "")


def setup(app: Sphinx) -> None:
    """Check each page when it has been read."""
    app.connect("doctree-read", check)

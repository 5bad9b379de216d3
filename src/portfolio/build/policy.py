"""Finds what the site's content-security policy would block on a page.

The policy (:mod:`portfolio.theme.policy`) allows scripts, style sheets and pictures of the site
itself, and nothing else. A browser drops the rest without a word to the reader, so the build names
file and line. Sizes of pictures and of columns, which docutils writes as styles, become attributes
(:mod:`portfolio.theme.translator`).
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from portfolio.doctrees import line_of

logger = logging.getLogger(__name__)

_FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_SCRIPTED = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
_BLOCKED = {
    "script": "scripts in a page",
    "style": "style sheets in a page",
    "iframe": "frames",
    "frame": "frames",
    "object": "embedded objects",
    "embed": "embedded objects",
    "applet": "embedded objects",
    "video": "video",
    "audio": "sound",
    "base": "another base of links",
}
_SOURCES = ("src", "srcset", "poster", "background")
_BLOCKS = "the site’s content-security policy blocks"


def blocked(markup: str) -> Iterator[tuple[int, str]]:
    r"""Yield what the policy would block in *markup*: the line, from 0, and a message.

    >>> list(blocked('<p>\n<b style="color: red">'))
    [(1, 'the site’s content-security policy blocks the attribute style="…"; use a class')]
    """
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    yield from parser.faults


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        harmless = tag == "script" and values.get("type") == "application/ld+json"
        if tag in _BLOCKED and not harmless and not (tag == "script" and self._is_own(values)):
            self._add(f"{_BLOCKED[tag]} (<{tag}>); link to it instead")
            return
        if tag == "meta" and "http-equiv" in values:
            self._add("<meta http-equiv>")
        if tag == "link" and "stylesheet" in values.get("rel", "").lower():
            self._add("style sheets of a page’s own (<link>); they belong into docs/_static")
        for name, value in values.items():
            if name == "style":
                self._add('the attribute style="…"; use a class')
            elif name.startswith("on"):
                self._add(f'handlers such as {name}="…"')
            elif name in _SOURCES and _FOREIGN.match(value) and not value.startswith("data:image/"):
                self._add(
                    f'<{tag} {name}="{value}">, which is not of this site; copy it into docs/'
                )
            elif name in {"href", "xlink:href", "action", "formaction"} and _SCRIPTED.match(value):
                self._add(f"the address {value!r}; it would run as a script")
            elif name in {"action", "formaction"} and _FOREIGN.match(value):
                self._add(f"forms that are sent elsewhere ({value})")

    def _is_own(self, values: dict[str, str]) -> bool:
        return "src" in values and not _FOREIGN.match(values["src"])

    def _add(self, fault: str) -> None:
        self.faults.append((self.getpos()[0] - 1, f"{_BLOCKS} {fault}"))


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of everything on the page that the policy would block."""
    page = app.env.docname
    for node in doctree.findall():
        match node:
            case nodes.raw() if "html" in str(node.get("format", "")).split():
                for line, text in blocked(node.astext()):
                    _warn(page, (line_of(node) or 1) + line, text)
            case nodes.image() if _FOREIGN.match(node["uri"]) and not node["uri"].startswith(
                "data:image/"
            ):
                text = f"pictures of other sites ({node['uri']}); copy the file into docs/"
                _warn(page, line_of(node), f"{_BLOCKS} {text}")
            case nodes.reference() if _SCRIPTED.match(node.get("refuri", "")):
                text = f"the address {node['refuri']!r}; it would run as a script"
                _warn(page, line_of(node), f"{_BLOCKS} {text}")
            case nodes.figure() if "width" in node:
                text = "the width of a figure (figwidth); give its picture a width"
                _warn(page, line_of(node), f"{_BLOCKS} {text}")


def _warn(page: str, line: int | None, text: str) -> None:
    logger.warning("%s", text, location=(page, line), type="portfolio", subtype="policy")


_SUSPECT = re.compile(r"""<[^>]*\s(?:style|on[a-z]+)\s*=|<(?:iframe|object|embed|video|audio)\b""")


def _check_written(
    _app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    """Warn of what a directive wrote although the policy blocks it."""
    body = context.get("body", "")
    if doctree and _SUSPECT.search(body):
        for _, text in blocked(body):
            _warn(page, 1, text)


def setup(app: Sphinx) -> None:
    """Check each page when it was read, and again as it is written."""
    app.connect("doctree-read", check)
    app.connect("html-page-context", _check_written)

"""Checks the HTML in a page, which is published as it stands: its tags and the files it names.

A tag that HTML does not have (the ``<T>`` of ``Vec<T>``) is left out, one that is never closed
goes on to the end of the page, one that closes nothing may end the page's own frame, and Sphinx
does not see which files HTML names.
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from portfolio.doctrees import line_of

logger = logging.getLogger(__name__)

_ELEMENT = re.compile(
    "a|abbr|address|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|br|"
    "button|caption|center|cite|code|col|colgroup|data|dd|del|details|dfn|div|"
    "dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|h1|h2|"
    "h3|h4|h5|h6|header|hgroup|hr|i|iframe|img|input|ins|kbd|label|legend|"
    "li|link|main|map|mark|menu|meta|meter|nav|object|ol|option|output|p|picture|"
    "pre|progress|q|rp|rt|ruby|s|samp|script|section|select|small|source|span|strike|"
    "strong|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|"
    "tt|u|ul|var|video|wbr",
    re.IGNORECASE,
)
"""What a page may have; the policy then forbids some. ``<title>``, for one, hides what follows."""
_UNPAIRED = re.compile(
    "area|base|link|br|option|col|embed|frame|hr|img|input|meta|source|wbr|dd|dt|li|p|rp|rt|tbody|td|tfoot|th|thead|tr"
)
"""Elements that have no closing tag, or need none."""


def problems(parts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield line and fault of what is wrong in *parts*, the HTML of a page with its lines.

    >>> list(problems([(3, "a Vec<T>"), (5, "<b>bold"), (8, "</div>")]))
    [(3, '“<T>” is no element of a page; write it as code'), (8, '“</div>” closes nothing; \
delete it'), (5, '“<b>” is never closed; close it with </b>')]
    """
    page = _Page()
    for line, markup in parts:
        page.read(line, markup)
    yield from page.faults
    for tag, line in page.opened:
        yield line, f"“<{tag}>” is never closed; close it with </{tag}>"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[tuple[int, str]] = []
        self.opened: list[tuple[str, int]] = []
        self.first = 0
        self.drawing = ""  # svg or math, whose elements are others

    def read(self, line: int, markup: str) -> None:
        self.first = line - self.getpos()[0]
        self.feed(markup)

    @property
    def line(self) -> int:
        return self.first + self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.drawing:
            return
        if tag in ("svg", "math"):
            self.drawing = tag
            return
        if not _ELEMENT.fullmatch(tag):
            if "-" not in tag:
                text = f"“{self.get_starttag_text()}” is no element of a page; write it as code"
                self.faults.append((self.line, text))
            return
        for name, value in attrs:
            if (tag, name) in _FILES and _is_unseen(value or "", tag):
                words = f"![words]({value})" if tag != "a" else f"[words]({value})"
                self.faults.append((self.line, f"“{value}” is not found from HTML; write {words}"))
        if not _UNPAIRED.fullmatch(tag):
            self.opened.append((tag, self.line))

    def handle_endtag(self, tag: str) -> None:
        if self.drawing:
            self.drawing = "" if tag == self.drawing else self.drawing
            return
        if _UNPAIRED.fullmatch(tag) or not _ELEMENT.fullmatch(tag):
            return
        if tag not in (name for name, _ in self.opened):
            self.faults.append((self.line, f"“</{tag}>” closes nothing; delete it"))
            return
        while (last := self.opened.pop())[0] != tag:
            text = f"“<{last[0]}>” is never closed; close it with </{last[0]}>"
            self.faults.append((last[1], text))


_FILES = {("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"), ("a", "href")}


def _is_unseen(name: str, tag: str) -> bool:
    """Tell whether *name* is a file beside the page: a picture, or a page by its source's name."""
    if re.match(r"[A-Za-z][\w+.-]*:|/|#|$", name) or "_static/" in name:
        return False
    return tag != "a" or bool(re.search(r"\.md(?:#|$)", name))


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of what is wrong with the HTML of a page."""
    parts = [
        (line_of(raw) or 1, re.sub(r"<!--.*?(?:-->|$)", "", raw.astext(), flags=re.DOTALL))
        for raw in doctree.findall(nodes.raw)
        if raw.get("format") == "html"
    ]
    for line, text in problems(parts):
        logger.warning(
            "%s", text, location=(app.env.docname, line), type="portfolio", subtype="html"
        )


def setup(app: Sphinx) -> None:
    """Look at each page when it has been read."""
    app.connect("doctree-read", check)

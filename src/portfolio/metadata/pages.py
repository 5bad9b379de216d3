"""Each page's title, description and date, as data for every file that lists pages."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

SUMMARY = "portfolio_summary"
LONGEST = 200  # characters of a description; longer ones are cut by search engines anyway

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """A page as programs see it.

    *path* is relative to the site's address (``projects/ekko.html``); *updated* is the date its
    content was last said to be true, from its front matter or the profile's date.
    """

    docname: str
    path: str
    title: str
    description: str
    updated: dt.date


def pages(app: Sphinx) -> Iterator[Page]:
    """Yield every page meant for readers, home first, then by name."""
    for docname in sorted(app.env.found_docs, key=lambda name: (name != "index", name)):
        if docname == "404":
            continue
        yield page(app, docname)


def page(app: Sphinx, docname: str) -> Page:
    """Return the record of one page."""
    metadata = app.env.metadata[docname]
    return Page(
        docname=docname,
        path=app.builder.get_target_uri(docname),
        title=app.env.titles[docname].astext(),
        description=shorten(str(metadata.get(SUMMARY, ""))),
        updated=_date(str(metadata.get("updated") or app.config.portfolio_profile_date)),
    )


def shorten(text: str, longest: int = LONGEST) -> str:
    """Return the sentences of *text* that fit into *longest* characters, at least one.

    >>> shorten("One. Two is long.", 8)
    'One.'
    """
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    sentences = re.split(r"(?<=[.!?]) ", text)
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + 1 + len(sentence) > longest:
            break
        kept += " " + sentence
    return kept if len(kept) <= longest else kept[: longest - 1].rsplit(" ", 1)[0] + "…"


def _date(text: str) -> dt.date:
    """Read ``2022-08-31``, or ``2022-08`` as that month's first day."""
    return dt.date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")


def _summarise(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what describes each page: its description, else its first paragraph."""
    stated = [
        str(node["content"])
        for node in doctree.findall(nodes.meta)
        if node.get("name") == "description"
    ]
    paragraphs = (_without_citations(node) for node in doctree.findall(nodes.paragraph))
    summary = next(iter(stated), None) or next(paragraphs, "")
    metadata = app.env.metadata[app.env.docname]
    metadata[SUMMARY] = summary
    if not summary and not metadata.get("claim"):  # a project's claim describes its page
        logger.warning(
            "the page has no text that could describe it; add a description to its front matter",
            location=(app.env.docname, 1),
        )


def _without_citations(paragraph: nodes.paragraph) -> str:
    copy = paragraph.deepcopy()
    for mark in list(copy.findall(nodes.footnote_reference)):
        mark.parent.remove(mark)
    return " ".join(copy.astext().split()).replace(" .", ".")


def setup(app: Sphinx) -> None:
    """Collect summaries while pages are read."""
    app.connect("doctree-read", _summarise, priority=900)

"""The record of a page: what its card, its ``<head>``, JSON-LD, feed, ``llms.txt`` and search say.

Title, description, date and kind of each page, and the facts of the project that it describes.
Whatever lists or describes pages reads this record, so all of them say the same.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from portfolio.content.domain import portfolio_domain
from portfolio.content.period import is_date
from portfolio.content.project import Project

SUMMARY = "portfolio_summary"
DRAWINGS = "drawing_files"
"""The page metadata with the names of the drawings that it shows as files."""
LONGEST = 200  # characters of a description; longer ones are cut by search engines anyway

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """A page of the site.

    *path* is relative to the site's address (``projects/ekko.html``). *description* is the claim
    of the page's *project*, or else what its front matter or first paragraph says. *updated* is
    the date its content was last said to be true, from its front matter or the profile's date.
    *kind* is that of :func:`kind`, *drawing* the name of the first drawing that it shows as a file.
    """

    docname: str
    path: str
    title: str
    description: str
    updated: dt.date
    kind: str
    project: Project | None = None
    drawing: str = ""


def pages(app: Sphinx) -> Iterator[Page]:
    """Yield every page meant for readers, home first, then by name."""
    root = app.config.root_doc
    for docname in sorted(app.env.found_docs, key=lambda name: (name != root, name)):
        if docname != "404":
            yield page(app, docname)


def page(app: Sphinx, docname: str) -> Page:
    """Return the record of one page."""
    metadata = app.env.metadata[docname]
    project = portfolio_domain(app.env).catalogue.at(docname)
    return Page(
        docname=docname,
        path=app.builder.get_target_uri(docname),
        title=app.env.titles[docname].astext(),
        description=shorten(project.claim if project else str(metadata.get(SUMMARY, ""))),
        updated=_date(str(metadata.get("updated") or app.config.portfolio_profile_date)),
        kind=kind(docname, app.config.root_doc),
        project=project,
        drawing=next(iter(metadata.get(DRAWINGS, ())), ""),
    )


def kind(docname: str, root: str) -> str:
    """Name the kind of a page: ``home``, ``project``, ``topic``, ``about``, ….

    It is the page's name, or that of the folder it is in, without the plural's s; the page
    ``index`` of a folder has the folder's name, ``projects``. A page deeper down has the kind of
    the outermost folder. Style sheets address it as ``[data-kind]``.

    >>> kind("index", "index"), kind("projects/ekko", "index"), kind("projects/index", "index")
    ('home', 'project', 'projects')
    >>> kind("model/labs/dominators/tree", "index")
    'model'
    """
    if docname == root:
        return "home"
    folder, inside, name = docname.partition("/")
    if not inside:
        return docname
    return folder if name == "index" else folder.removesuffix("s")


def shorten(text: str, longest: int = LONGEST) -> str:
    """Return the sentences of *text* that fit into *longest* characters, at least one.

    >>> shorten("One. Two is long.", 8)
    'One.'
    """
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    sentences = re.split(r"(?<=[.!?]) ", text)
    short = sentences[0]
    for sentence in sentences[1:]:
        if len(short) + 1 + len(sentence) > longest:
            break
        short += " " + sentence
    return short if len(short) <= longest else short[: longest - 1].rsplit(" ", 1)[0] + "…"


def _date(text: str) -> dt.date:
    """Read ``2022-08-31``, or ``2022-08`` as that month's first day."""
    return dt.date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")


def _summarize(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what describes a page without a claim: its description, else its first paragraph."""
    metadata = app.env.metadata[app.env.docname]
    stated = [
        str(node["content"])
        for node in doctree.findall(nodes.meta)
        if node.get("name") == "description"
    ]
    if "description" in metadata and not metadata.get("claim"):
        stated.insert(0, str(metadata["description"]))
    paragraphs = (
        _without_citations(node)
        for node in doctree.findall(nodes.paragraph)
        if not isinstance(node.parent, nodes.entry)  # a cell of a table
    )
    summary = next(iter(stated), None) or next(filter(None, paragraphs), "")
    metadata[SUMMARY] = summary
    updated = str(metadata.get("updated") or "")
    if updated and not (is_date(updated) or is_date(f"{updated}-01")):
        logger.warning(
            'updated is "%s"; allowed: a date such as 2022-08-31',
            updated,
            location=(app.env.docname, _line_of_key(app, "updated")),
            type="portfolio",
            subtype="updated",
        )
        metadata.pop("updated")
    if not summary and not metadata.get("claim"):
        logger.warning(
            "the page has no text that could describe it; add a description to its front matter",
            location=(app.env.docname, 1),
            type="portfolio",
            subtype="description",
        )


def _line_of_key(app: Sphinx, key: str) -> int:
    """Return the line of *key* in the front matter of the page being read."""
    lines = app.env.doc2path(app.env.docname).read_text("utf-8", "replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _without_citations(paragraph: nodes.paragraph) -> str:
    copy = paragraph.deepcopy()
    unread = nodes.footnote_reference | nodes.raw | nodes.comment | nodes.image
    for mark in list(copy.findall(lambda node: isinstance(node, unread))):
        assert mark.parent is not None
        mark.parent.remove(mark)
    return " ".join(copy.astext().split()).replace(" .", ".")


def setup(app: Sphinx) -> None:
    """Collect summaries while pages are read."""
    app.connect("doctree-read", _summarize, priority=900)

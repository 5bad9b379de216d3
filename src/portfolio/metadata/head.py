"""Writes the tags in ``<head>`` that previews, scholarly indexes and crawlers read.

The description, OpenGraph and Twitter tags, the canonical address, ``citation_*`` tags on the
page of a project that has a paper, links to the page's Markdown twin and to the feed, and the
page's JSON-LD (:mod:`~portfolio.metadata.jsonld`).
"""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from portfolio.builders import writes_site
from portfolio.content.bibliography import Paper, paper_of
from portfolio.content.page import Page, page
from portfolio.metadata import jsonld
from portfolio.metadata.base_url import absolute
from portfolio.metadata.feed import FEED
from portfolio.metadata.markdown_export import export_path
from portfolio.metadata.social_cards import SIZE, image_path


def meta(value: str, *, name: str = "", prop: str = "") -> str:
    """Return one ``<meta>`` element."""
    key = f'property="{escape(prop)}"' if prop else f'name="{escape(name)}"'
    return f'<meta {key} content="{escape(value)}">'


def link(rel: str, href: str, **attributes: str) -> str:
    """Return one ``<link>`` element."""
    more = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f'<link rel="{escape(rel)}" href="{escape(href)}"{more}>'


def preview_tags(record: Page, site: str, address: str) -> Iterator[str]:
    """Yield what link previews show: title, description, picture, address."""
    yield meta(record.description, name="description")
    yield meta("article" if record.project else "website", prop="og:type")
    yield meta(site, prop="og:site_name")
    yield meta(record.title, prop="og:title")
    yield meta(record.description, prop="og:description")
    yield meta("en", prop="og:locale")
    # Title, description and picture of a card are taken from OpenGraph's.
    yield meta("summary_large_image", name="twitter:card")
    if address:
        picture = absolute(address, image_path(record.docname))
        yield meta(absolute(address, record.path), prop="og:url")
        yield meta(picture, prop="og:image")
        yield meta(str(SIZE[0]), prop="og:image:width")
        yield meta(str(SIZE[1]), prop="og:image:height")
        yield meta(f"{record.title}. {record.description}", prop="og:image:alt")


def citation_tags(paper: Paper) -> Iterator[str]:
    """Yield the ``citation_*`` tags that scholarly indexes read, for one paper."""
    yield meta(paper.title, name="citation_title")
    for author in paper.authors:
        yield meta(str(author), name="citation_author")
    yield meta(paper.date.replace("-", "/"), name="citation_publication_date")
    for field, value in (
        ("citation_conference_title", paper.conference),
        ("citation_journal_title", paper.journal),
        ("citation_publisher", paper.publisher),
        ("citation_isbn", paper.isbn),
        ("citation_doi", paper.doi),
        ("citation_firstpage", paper.first_page),
        ("citation_lastpage", paper.last_page),
        ("citation_abstract_html_url", paper.url),
    ):
        if value:
            yield meta(value, name=field)


def _add_tags(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if not writes_site(app):
        return
    if pagename not in app.env.found_docs or pagename == "404":
        context["metatags"] = context.get("metatags", "") + meta("noindex", name="robots")
        return
    record = page(app, pagename)
    address = app.config.html_baseurl
    tags = list(preview_tags(record, app.config.project, address))
    if paper := paper_of(app.env, record.project):
        tags += citation_tags(paper)
    up = context["pathto"]
    tags.append(link("alternate", up(export_path(record.path), 1), type="text/markdown"))
    tags.append(link("alternate", up(FEED, 1), type="application/atom+xml", title="Updates"))
    document = jsonld.document(app, record)
    tags.append(
        '<script type="application/ld+json">'
        + json.dumps(document, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
        + "</script>"
    )
    # Sphinx and MyST may already have written a description; one is enough.
    before = [
        line
        for line in context.get("metatags", "").splitlines()
        if 'name="description"' not in line
    ]
    context["metatags"] = "\n".join(before) + "".join(tags)
    if address:
        context["pageurl"] = absolute(address, record.path)


def setup(app: Sphinx) -> None:
    """Add the tags to every page."""
    app.connect("html-page-context", _add_tags, priority=900)

"""Gives the templates what they ask of a page: its kind, its project, and the navigation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import new_document

from portfolio.content.domain import portfolio_domain
from portfolio.content.page import kind
from portfolio.directives.cards import cards
from portfolio.theme.policy import NEEDS_WASM, policy

CHILDREN = 12  # pages of a section that the navigation names; the section lists the rest

# What Furo and Sphinx load on every page although only the search page, or nothing, needs it.
SEARCH_ONLY = {
    "_static/documentation_options.js",
    "_static/doctools.js",
    "_static/sphinx_highlight.js",
}
UNUSED = {"_static/scripts/furo.js"}
# What a page needs only if it contains this.
NEEDED_FOR = {
    "_static/design-tabs.js": "sd-tab-set",
    "_static/js/gallery.js": "pf-gallery__item",
    "_static/js/copy.js": "pf-publication__bibtex",
}


@dataclass(frozen=True)
class Entry:
    """A page in the navigation, with the first of its own pages and how many more there are."""

    page: str
    title: str
    children: list["Entry"] = field(default_factory=list)
    more: int = 0

    @property
    def short(self) -> str:
        """The first word of the title, for a narrow bar."""
        return self.title.split()[0]


@dataclass(frozen=True)
class Group:
    """One table of contents of the home page."""

    caption: str
    entries: list[Entry]


def navigation(env: BuildEnvironment, root: str) -> list[Group]:
    """Return the groups of the home page's tables of contents, in their order."""
    groups = []
    for toctree in env.tocs[root].findall(addnodes.toctree):
        entries = []
        for _, page in toctree["entries"]:
            if page not in env.titles:
                continue  # a link to somewhere else
            below = [p for p in env.toctree_includes.get(page, ()) if p in env.titles]
            children = [Entry(p, _title(env, p)) for p in below[:CHILDREN]]
            entries.append(
                Entry(page, _title(env, page), children, more=max(0, len(below) - CHILDREN))
            )
        groups.append(Group(toctree.get("caption") or "", entries))
    return groups


def next_card(app: Sphinx, page: str) -> str:
    """Return the card of the project after that on *page*, as HTML; empty for any other page.

    After the last comes the first, so that no page is the end.
    """
    domain = portfolio_domain(app.env)
    projects = domain.catalogue.projects
    index = next((n for n, project in enumerate(projects) if project.docname == page), None)
    if index is None or len(projects) < 2 or not isinstance(app.builder, StandaloneHTMLBuilder):
        return ""
    document = new_document(page)
    document += cards([projects[(index + 1) % len(projects)]], domain)
    document.settings.env = app.env
    app.env.resolve_references(document, page, app.builder)
    return str(app.builder.render_partial(document[0])["fragment"])


def person_links(addresses: Iterable[str]) -> list[tuple[str, str]]:
    """Return (label, address) of the owner's other pages.

    >>> person_links(["https://www.example.org", "https://scholar.google.com/citations?user=x"])
    [('example.org', 'https://www.example.org'), ('Google Scholar', 'https://scholar.google.com/citations?user=x')]
    """
    hosts = {address: str(urlsplit(address).hostname) for address in addresses}
    named = {"scholar.google.com": "Google Scholar"}
    return [(named.get(host, host.removeprefix("www.")), at) for at, host in hosts.items()]


def add_page_context(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the templates about *page*; keep Furo from listing the whole site on it."""
    context.pop("toctree", None)  # Furo would resolve the whole tree again for every page
    root = app.config.root_doc
    context["content_policy"] = policy(wasm=NEEDS_WASM in (context.get("meta") or {}))
    context["next_card"] = next_card(app, page)
    context["person_links"] = person_links(app.config.portfolio_person["links"])
    context["site_nav"] = navigation(app.env, root)
    context["page_kind"] = kind(page, root)
    context["page_project"] = (
        page.removeprefix("projects/") if kind(page, root) == "project" else ""
    )
    context["style_sheets"] = sorted(context["css_files"], key=lambda css: css.priority)
    body = context.get("body", "")
    context["script_files"] = [
        script
        for script in context["script_files"]
        if script.filename not in UNUSED
        and NEEDED_FOR.get(str(script.filename), "") in body
        and (script.filename not in SEARCH_ONLY or page == "search")
    ]


def _title(env: BuildEnvironment, page: str) -> str:
    return env.titles[page].astext()

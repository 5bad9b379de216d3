"""``{publication-list}``: the owner's publications, from the one bibliography.

An entry is the owner's if it has the keyword ``own``. Each gets its reference, the projects it
belongs to, and its BibTeX to copy. ``{publication-list} KEY`` shows that one alone, where another
page wants it; links to a publication lead to the whole list.
"""

from typing import ClassVar

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import find_plugin
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from portfolio.content import bibliography
from portfolio.content.bibliography import LINKS, bibtex, csl_path
from portfolio.content.domain import records
from portfolio.content.project import unknown
from portfolio.directives import references
from portfolio.directives.elements import Child, HtmlElement, computed, element


class PublicationList(SphinxDirective):
    """One item a publication, newest first; with a key, only that one."""

    optional_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the list; a bibliography without own entries is an error."""
        for file in bibliography.bibtex_domain(self.env).bibdata.bibfiles:
            self.env.note_dependency(file)
        entries = bibliography.entries(self.env)
        own = [entries[paper.key] for paper in bibliography.own_papers(self.env)]
        if not own:
            raise self.error('no entry of the bibliography has "own" among its keywords')
        if self.arguments:
            keys = {entry.key for entry in own}
            if self.arguments[0] not in keys:
                raise self.error(unknown("publication", self.arguments[0], keys))
            own = [entry for entry in own if entry.key == self.arguments[0]]
        return [element("ol", "pf-publications", *map(self._item, own))]

    def _item(self, entry: Entry) -> HtmlElement:
        style = find_plugin("pybtex.style.formatting", self.config.bibtex_default_style)()
        reference = bibliography.bibtex_domain(self.env).backend.paragraph(
            style.format_entry("", entry)
        )
        parts: list[Child] = [
            element("p", "pf-publication__reference", computed(*reference.children))
        ]
        links: list[Child] = []
        for name, label in LINKS.items():
            if name in entry.fields:
                address = str(entry.fields[name])
                link = element("a", "pf-publication__link", label, href=address, rel="noopener")
                links += [" · ", link] if links else [link]
        parts.append(element("p", "pf-publication__links", *links))
        projects = records(self.env).catalogue.with_publication(entry.key)
        if projects:
            belongs: list[Child] = ["Belongs to "]
            for one in projects:
                belongs += (
                    [", ", references.project(one)]
                    if len(belongs) > 1
                    else [references.project(one)]
                )
            parts.append(element("p", "pf-publication__projects", *belongs))
        text = bibtex(entry)
        parts.append(
            element(
                "details",
                "pf-publication__bibtex",
                element("summary", "", "BibTeX"),
                nodes.literal_block(text, text, language="bibtex"),
            )
        )
        up = "../" * self.env.docname.count("/")
        parts.append(
            element(
                "p",
                "pf-publication__csl",
                element("a", "", "CSL-JSON", href=up + csl_path(entry.key), download=""),
            )
        )
        attributes = {"data_project": projects[0].slug} if projects else {}
        if self.arguments:
            return element("li", "pf-publication", *parts, **attributes)
        target = references.publication_target(entry.key)
        identifier = nodes.make_id(target)
        standard = self.env.domains.standard_domain
        standard.note_hyperlink_target(
            target, self.env.docname, identifier, bibliography.author_year(entry)
        )
        return element("li", "pf-publication", *parts, ids=[identifier], **attributes)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("publication-list", PublicationList)

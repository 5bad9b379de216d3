"""``{publication-list}``: the owner's publications, from the one bibliography.

An entry is the owner's if it has the keyword ``own``. Each gets its reference, the projects it
belongs to, and its BibTeX to copy. ``{publication-list} KEY`` shows that one alone, where another
page wants it; links to a publication lead to the whole list.
"""

from typing import ClassVar

from docutils import nodes
from pybtex.database import BibliographyData, Entry
from pybtex.plugin import find_plugin
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from portfolio.content.domain import bibliography, records
from portfolio.content.project import unknown
from portfolio.directives import references
from portfolio.directives.elements import Child, HtmlElement, computed, element
from portfolio.metadata.papers import csl_path

LINKS = {"url": "Publisher’s page", "pdf": "PDF", "slides": "Slides", "video": "Video"}
"""Fields of an entry that are addresses, each with the words of its link."""


class PublicationList(SphinxDirective):
    """One item a publication, newest first; with a key, only that one."""

    optional_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the list; a bibliography without own entries is an error."""
        known = bibliography(self.env)
        for file in known.bibdata.bibfiles:
            self.env.note_dependency(file)
        own = [entry for entry in known.bibdata.data.entries.values() if references.is_own(entry)]
        if not own:
            raise self.error('no entry of the bibliography has "own" among its keywords')
        if self.arguments:
            keys = {entry.key for entry in own}
            if self.arguments[0] not in keys:
                raise self.error(unknown("publication", self.arguments[0], keys))
            own = [entry for entry in own if entry.key == self.arguments[0]]
        own.sort(key=lambda entry: entry.key)
        own.sort(key=lambda entry: str(entry.fields.get("year", "")), reverse=True)
        return [element("ol", "pf-publications", *map(self._item, own))]

    def _item(self, entry: Entry) -> HtmlElement:
        style = find_plugin("pybtex.style.formatting", self.config.bibtex_default_style)()
        reference = bibliography(self.env).backend.paragraph(style.format_entry("", entry))
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
            target, self.env.docname, identifier, references.short(entry)
        )
        return element("li", "pf-publication", *parts, ids=[identifier], **attributes)


def bibtex(entry: Entry) -> str:
    """Return the entry as BibTeX, without the fields that only this site reads."""
    ours = {"keywords", *LINKS} - {"url"}
    fields = [(name, value) for name, value in entry.fields.items() if name not in ours]
    plain = Entry(entry.type, fields, entry.persons)
    return str(BibliographyData({entry.key: plain}).to_string("bibtex"))


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("publication-list", PublicationList)

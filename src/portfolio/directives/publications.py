"""``{publication-list}``: the owner's publications, from the one bibliography.

An entry is the owner's if it has the keyword ``own``. Each gets its reference with the owner's name
in bold, the projects it belongs to, links to the places that its fields name, and its BibTeX to
copy. ``{publication-list} KEY`` shows that one alone, where another page wants it; links to a
publication lead to the whole list.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import find_plugin
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from portfolio.content import bibliography, tex
from portfolio.content.bibliography import LINKS, bibtex, csl_path
from portfolio.content.domain import portfolio_domain
from portfolio.content.project import Project, unknown
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
        fields = [(name, value) for name, value in entry.fields.items() if name not in LINKS]
        bare = Entry(entry.type, fields, entry.persons)
        bare.key = entry.key
        backend = bibliography.bibtex_domain(self.env).backend
        reference = backend.paragraph(style.format_entry("", bare))
        _embolden(reference, self.config.author)
        projects = portfolio_domain(self.env).catalogue.with_publication(entry.key)
        journal = tex.plain(entry.fields.get("journal", ""))
        venue = (projects[0].venue if projects else None) or journal
        parts: list[Child] = [
            element("p", "pf-publication__venue", computed(venue, css="pf-venue")) if venue else "",
            element("p", "pf-publication__reference", computed(*reference.children)),
            element("div", "pf-publication__links", *self._links(entry, projects)),
        ]
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

    def _links(self, entry: Entry, projects: Sequence[Project]) -> Iterator[Child]:
        """Yield a button for each place where more of the paper is."""
        css = ["pf-button", "pf-button-quiet"]
        labels: dict[str, str] = {}
        for name, label in LINKS.items():
            if name in entry.fields:
                labels.setdefault(str(entry.fields[name]), label)
        for address, label in labels.items():
            yield nodes.reference("", label, refuri=address, classes=css)
        yield element("a", " ".join(css), "CSL-JSON", href=f"/{csl_path(entry.key)}", download="")
        text = bibtex(entry)
        yield element(
            "details",
            "pf-publication__bibtex",
            element("summary", " ".join(css), "BibTeX"),
            nodes.literal_block(text, text, language="bibtex"),
        )
        for project in projects:
            yield element("p", "pf-publication__project", references.project(project))


def _embolden(reference: nodes.Element, name: str) -> None:
    """Set the owner's *name* in bold."""
    for text in list(reference.findall(nodes.Text)):
        before, match, after = text.partition(name)
        if match:
            parts = [nodes.Text(before), nodes.strong("", name), nodes.Text(after)]
            text.parent.replace(text, parts)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("publication-list", PublicationList)

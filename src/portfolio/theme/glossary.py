"""Explains glossary terms and abbreviations on the pages that use them.

The first link to a glossary term on a page carries the term's sentence as ``data-meaning``, and
the first use of a known abbreviation becomes ``<abbr title="…">``. The glossary is the only
place where either is written: an entry with two names, ``software fault isolation`` and
``SFI``, says what SFI stands for. ``portfolio_abbreviations`` adds those that are no terms.
"""

import re
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import Glossary
from sphinx.environment import BuildEnvironment

from portfolio.content.domain import portfolio_domain
from portfolio.doctrees import ancestors

GLOSSARY = "glossary"


class LocatedGlossary(Glossary):
    """Sphinx's ``{glossary}``, whose messages stand at their own lines in Markdown too.

    Sphinx takes a line's number from the content, which MyST counts from the directive's first
    line, and hands it on to MyST to parse a definition, which adds where the directive stands.
    """

    def run(self) -> list[nodes.Node]:
        """Return Sphinx's nodes, made from content that is counted from the top of the page."""
        items = self.content.items
        if not items or items[0][1]:
            return super().run()
        first = self.lineno + self.content_offset + 1
        self.content.items = [(file, first + number) for file, number in items]
        parse = self.state.nested_parse

        def parse_definition(block: StringList, offset: int, *rest: Any, **options: Any) -> Any:
            return parse(block, offset - first, *rest, **options)

        vars(self.state)["nested_parse"] = parse_definition
        try:
            return super().run()
        finally:
            del vars(self.state)["nested_parse"]


def setup(app: Sphinx) -> None:
    """Mark abbreviations in the text of pages; give links to terms their meaning."""
    app.add_directive_to_domain("std", "glossary", LocatedGlossary, override=True)
    app.connect("doctree-read", _note_terms)
    app.connect("doctree-resolved", _attach_meanings)  # before _list_uses adds links to terms
    app.connect("doctree-resolved", _list_uses)
    app.connect("doctree-resolved", _mark_abbreviations)


TERMS = "glossary_terms"
"""The page metadata with the terms that the page links to."""

MEANINGS, ABBREVIATIONS = "glossary_meanings", "glossary_abbreviations"
"""The glossary's metadata: id of a term → its sentence, abbreviation → what it stands for."""


def _note_terms(app: Sphinx, doctree: nodes.document) -> None:
    """Keep which terms a page links to, and of the glossary what its entries say."""
    metadata = app.env.metadata[app.env.docname]
    metadata[TERMS] = sorted(
        {
            str(link["reftarget"]).lower()
            for link in doctree.findall(addnodes.pending_xref)
            if link.get("reftype") == "term"
        }
    )
    if app.env.docname == GLOSSARY:
        listed = entries(doctree)
        metadata[MEANINGS] = {
            name: meaning for terms, meaning in listed for term in terms for name in term["ids"]
        }
        names = [[term.astext() for term in terms] for terms, _ in listed]
        metadata[ABBREVIATIONS] = {
            short: first for first, *rest in names for short in rest if is_short_for(short, first)
        }


def _list_uses(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Give each entry the way back to the projects that use it, and the page its letters."""
    if page != GLOSSARY or app.builder.format != "html":
        return
    projects = list(portfolio_domain(app.env).catalogue)
    used = {
        project.slug: set(app.env.metadata[project.docname].get(TERMS, ())) for project in projects
    }
    letters: dict[str, str] = {}
    for item in doctree.findall(nodes.definition_list_item):
        terms = list(item.findall(nodes.term))
        names = {term.astext().lower() for term in terms}
        if terms[0]["ids"]:
            letters.setdefault(terms[0].astext()[0].upper(), terms[0]["ids"][0])
        links = [
            nodes.reference(
                "",
                project.title,
                refuri=app.builder.get_relative_uri(page, project.docname),
                internal=True,
            )
            for project in projects
            if names & used[project.slug]
        ]
        if links:
            uses = nodes.paragraph("", "Used on: ", classes=["glossary-uses"])
            for link in links:
                uses += [nodes.Text(", "), link] if len(uses) > 1 else [link]
            next(item.findall(nodes.definition)).append(uses)
    line = nodes.paragraph("", classes=["glossary-letters"])
    for letter, anchor in letters.items():
        line += [nodes.reference("", letter, refid=anchor, internal=True), nodes.Text(" ")]
    lists = next(doctree.findall(addnodes.glossary), None)
    if lists is not None:
        lists.parent.insert(lists.parent.index(lists), line)


def is_short_for(short: str, long: str) -> bool:
    """Tell whether *short* is made of the initials of *long*, as SLO of service-level objective.

    >>> is_short_for("GSoC", "Google Summer of Code"), is_short_for("FaaS", "serverless")
    (True, False)
    """
    initials = "".join(word[:1] for word in re.split(r"[ -]", long))
    return len(short) > 1 and short != short.lower() and short.lower() == initials.lower()


def entries(glossary: nodes.document) -> list[tuple[list[nodes.term], str]]:
    """Return the terms and the sentence of each entry of the glossary page."""
    listed = []
    for item in glossary.findall(nodes.definition_list_item):
        terms = list(item.findall(nodes.term))
        meaning = " ".join(d.astext() for d in item.findall(nodes.definition))
        listed.append((terms, " ".join(meaning.split())))
    return listed


def abbreviations(env: BuildEnvironment) -> dict[str, str]:
    """Return what each abbreviation stands for: those of the settings and of the glossary."""
    of_glossary: dict[str, str] = env.metadata[GLOSSARY].get(ABBREVIATIONS, {})
    return {**env.config.portfolio_abbreviations, **of_glossary}


_NOT_IN = (nodes.reference, nodes.title, nodes.literal, nodes.literal_block, nodes.term,
           nodes.abbreviation, nodes.raw, nodes.footnote, nodes.Invisible)  # fmt: skip


def _mark_abbreviations(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    expansions = abbreviations(app.env)
    if not expansions or app.builder.format != "html":
        return
    names = "|".join(re.escape(name) for name in sorted(expansions, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])({names})(?=s?(?![\w-]))")
    marked: set[str] = set()
    for text in list(doctree.findall(nodes.Text)):
        if not _stands_in_prose(text):
            continue
        parts: list[nodes.Node] = []
        end = 0
        for match in pattern.finditer(text):
            if match[1] not in marked:
                marked.add(match[1])
                short = nodes.abbreviation(match[1], match[1], explanation=expansions[match[1]])
                parts += [nodes.Text(text[end : match.start()]), short]
                end = match.end()
        if parts:
            parts.append(nodes.Text(text[end:]))
            text.parent.replace(text, [part for part in parts if part.astext()])


def _stands_in_prose(text: nodes.Text) -> bool:
    above = [*ancestors(text)]
    prose = any(isinstance(node, nodes.paragraph) for node in above)
    return prose and not any(isinstance(node, _NOT_IN) for node in above)


def _attach_meanings(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Mark the links to terms; the first to each carries its sentence."""
    sentences = app.env.metadata[GLOSSARY].get(MEANINGS, {})
    for link in doctree.findall(nodes.reference):
        target = link.get("refid") or link.get("refuri", "").partition("#")[2]
        if target.startswith("term-") and link.get("internal"):
            link["classes"].append("term")
            if target in sentences:
                link["meaning"] = sentences[target]
                sentences = {name: text for name, text in sentences.items() if name != target}

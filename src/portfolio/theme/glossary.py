"""Terms and abbreviations: their meaning travels with the page that uses them.

The first link to a glossary term on a page carries the term's sentence as ``data-meaning``, and
the first use of a known abbreviation becomes ``<abbr title="…">``. The glossary is the only
place where either is written: an entry with two names, ``software fault isolation`` and
``SFI``, says what SFI stands for. ``portfolio_abbreviations`` adds those that are no terms.
"""

import re
from html import escape
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from portfolio.content.domain import portfolio_domain

GLOSSARY = "glossary"


def setup(app: Sphinx) -> None:
    """Mark abbreviations in the text of pages; give links to terms their meaning."""
    app.connect("doctree-read", _note_terms)
    app.connect("doctree-resolved", _say_where_used)
    app.connect("doctree-resolved", _mark)
    app.connect("html-page-context", _carry_meanings, priority=450)


TERMS = "glossary_terms"
"""The page metadata with the terms that the page links to."""


def _note_terms(app: Sphinx, doctree: nodes.document) -> None:
    terms = {
        str(link["reftarget"]).lower()
        for link in doctree.findall(addnodes.pending_xref)
        if link.get("reftype") == "term"
    }
    app.env.metadata[app.env.docname][TERMS] = sorted(terms)


def _say_where_used(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Give each entry the way back to the projects that use it, and the page its letters."""
    if page != GLOSSARY or app.builder.format != "html":
        return
    projects = list(portfolio_domain(app.env).catalogue)
    used = {one.slug: set(app.env.metadata[one.docname].get(TERMS, ())) for one in projects}
    letters: dict[str, str] = {}
    for item in doctree.findall(nodes.definition_list_item):
        terms = list(item.findall(nodes.term))
        names = {term.astext().lower() for term in terms}
        if terms[0]["ids"]:
            letters.setdefault(terms[0].astext()[0].upper(), terms[0]["ids"][0])
        links = [
            nodes.reference(
                "", one.title, refuri=app.builder.get_relative_uri(page, one.docname), internal=True
            )
            for one in projects
            if names & used[one.slug]
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
    found = []
    for item in glossary.findall(nodes.definition_list_item):
        terms = list(item.findall(nodes.term))
        meaning = " ".join(d.astext() for d in item.findall(nodes.definition))
        found.append((terms, " ".join(meaning.split())))
    return found


def abbreviations(env: BuildEnvironment) -> dict[str, str]:
    """Return what each known abbreviation stands for."""
    found = dict(env.config.portfolio_abbreviations)
    if GLOSSARY in env.found_docs:
        for terms, _ in entries(env.get_doctree(GLOSSARY)):
            names = [term.astext() for term in terms]
            for short in names[1:]:
                if is_short_for(short, names[0]):
                    found[short] = names[0]
    return found


def meanings(env: BuildEnvironment) -> dict[str, str]:
    """Return the sentence of each term by the id of its entry."""
    if GLOSSARY not in env.found_docs:
        return {}
    return {
        name: meaning
        for terms, meaning in entries(env.get_doctree(GLOSSARY))
        for term in terms
        for name in term["ids"]
    }


_MEMORY: WeakKeyDictionary[Sphinx, dict[str, dict[str, str]]] = WeakKeyDictionary()

_NOT_IN = (nodes.reference, nodes.title, nodes.literal, nodes.literal_block, nodes.term,
           nodes.abbreviation, nodes.raw, nodes.footnote, nodes.Invisible)  # fmt: skip


def _mark(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    known = _remembered(app, "abbreviations", abbreviations)
    if not known or app.builder.format != "html":
        return
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
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
                short = nodes.abbreviation(match[1], match[1], explanation=known[match[1]])
                parts += [nodes.Text(text[end : match.start()]), short]
                end = match.end()
        if parts:
            parts.append(nodes.Text(text[end:]))
            text.parent.replace(text, [part for part in parts if part.astext()])


def _stands_in_prose(text: nodes.Text) -> bool:
    node: nodes.Node | None = text.parent
    prose = False
    while node is not None:
        if isinstance(node, _NOT_IN):
            return False
        prose = prose or isinstance(node, nodes.paragraph)
        node = node.parent
    return prose


_TERM_LINK = re.compile(r'<a class="reference internal"(?P<href> href="[^"]*#(?P<id>term-[^"]*)")')


def _carry_meanings(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    if not doctree or "body" not in context:
        return
    known = _remembered(app, "meanings", meanings)
    seen: set[str] = set()

    def carry(match: re.Match[str]) -> str:
        link = f'<a class="term"{match["href"]}'
        if match["id"] in seen or match["id"] not in known:
            return link
        seen.add(match["id"])
        return f'{link} data-meaning="{escape(known[match["id"]])}"'

    context["body"] = _TERM_LINK.sub(carry, context["body"])


def _remembered(app: Sphinx, name: str, compute: Any) -> dict[str, str]:
    """Compute once a build: the glossary does not change while pages are written."""
    store = _MEMORY.setdefault(app, {})
    if name not in store:
        store[name] = compute(app.env)
    return store[name]

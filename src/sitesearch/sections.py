"""A document tree to the sections that can be found: anchor, heading, text.

Sections, described objects (``py:function`` and its like) and glossary entries each become
one :class:`Section`, since each has an anchor to link to. Text belongs to the innermost one.
"""

import re
from dataclasses import dataclass, field, replace

from docutils import nodes
from sphinx import addnodes

# Nodes whose text is not part of what a reader reads.
_SILENT = (
    nodes.comment,
    nodes.raw,
    nodes.meta,
    nodes.system_message,
    nodes.substitution_definition,
    nodes.footnote_reference,
    nodes.citation_reference,
    addnodes.toctree,
    addnodes.index,
    addnodes.tabular_col_spec,
)
# Nodes that hold a reference: they are read into a section of their own.
_CITED = (nodes.footnote, nodes.citation)
# Nodes whose text stands in the line; the text of every other node ends a sentence.
_INLINE = (nodes.Inline, addnodes.pending_xref, addnodes.desc_sig_element)


@dataclass
class Section:
    """One findable place on a page.

    ``anchor`` is the fragment to link to, empty for the page itself; ``heading`` its title;
    ``text`` what it says outside its subsections, one line a block; ``names`` are the terms of
    a glossary entry, which mean the same; ``continued`` marks a passage that goes on from the
    one before; ``reference`` marks the works that a page cites, which count less than its text.
    """

    anchor: str
    heading: str
    text: str = ""
    names: tuple[str, ...] = ()
    continued: bool = False
    reference: bool = False


@dataclass
class Record:
    """One page: its sections in reading order; the first is the page itself.

    ``description`` and ``keywords`` are those of its HTML head.
    """

    sections: list[Section] = field(default_factory=list)
    description: str = ""
    keywords: list[str] = field(default_factory=list)


def read(document: nodes.document) -> Record:
    """Return what *document* says, section by section.

    Parts with the class ``no-search`` are left out, as Sphinx's own search leaves them out.
    """
    record = Record([Section("", "")])
    _walk(document, record, record.sections[0])
    _add_references(document, record)
    for section in record.sections:
        lines = (_tidy(line) for line in section.text.splitlines())
        section.text = "\n".join(line for line in lines if line)
    for meta in document.findall(nodes.meta):
        content = str(meta.get("content", ""))
        if meta.get("name") == "description":
            record.description = content
        elif meta.get("name") == "keywords":
            record.keywords = [text for word in content.split(",") if (text := word.strip())]
    return record


def _add_references(document: nodes.document, record: Record) -> None:
    """Add what the page cites as one section, with the anchor of the section it stands in."""
    notes = [node for node in document.findall() if isinstance(node, _CITED)]
    if not notes:
        return
    texts = (re.sub(r"\b(URL:|doi:)?\s*\S+(://|\.\w+/)\S+", "", _note(node)) for node in notes)
    parent = notes[0].parent
    ids = parent["ids"] if isinstance(parent, nodes.section) else ()
    record.sections.append(
        Section(ids[0] if ids else "", "", "\n".join(texts), continued=True, reference=True)
    )


def _note(node: nodes.Element) -> str:
    """Return the text of a footnote or citation without its label, as one line."""
    return " ".join(c.astext() for c in node.children if not isinstance(c, nodes.label))


def _tidy(line: str) -> str:
    """Return *line* with single spaces, none before a stop that a silent node left behind."""
    return re.sub(r" ([.,])(?= |$)", r"\1", " ".join(line.split()))


def _walk(node: nodes.Node, record: Record, here: Section) -> None:
    if isinstance(node, nodes.Text):
        here.text += node.astext().replace("\n", " ")
        return
    if not isinstance(node, nodes.Element) or isinstance(node, (*_SILENT, *_CITED)):
        return
    if "no-search" in node["classes"]:
        return
    if isinstance(node, nodes.title) and isinstance(node.parent, (nodes.section, nodes.document)):
        return  # already taken as the heading
    if isinstance(node, nodes.term) and here.names:
        return  # already taken as the glossary entry's heading
    if isinstance(node, nodes.section):
        here = _open(record, node, _title(node))
    elif isinstance(node, addnodes.desc):
        here = _described(record, node, here)
    elif isinstance(node, nodes.literal_block):
        here.text += node.astext() + "\n"
        return
    if not isinstance(node, _INLINE) and here.text and not here.text.endswith("\n"):
        here.text += "\n"
    for child in node.children:
        if isinstance(child, nodes.definition_list_item) and (entry := _entry(record, child)):
            _walk(child, record, entry)
        else:
            _walk(child, record, here)
    if not isinstance(node, _INLINE):
        here.text += "\n"


def _title(section: nodes.section) -> str:
    title = section.next_node(nodes.title)
    return " ".join(title.astext().split()) if title is not None else ""


def _open(record: Record, node: nodes.Element, heading: str) -> Section:
    """Start a section, or give the page its title if nothing has been said before *node*."""
    first = record.sections[0]
    if len(record.sections) == 1 and not first.heading and isinstance(node.parent, nodes.document):
        first.heading = heading
        return first
    section = Section(node["ids"][0] if node["ids"] else "", heading)
    record.sections.append(section)
    return section


def _described(record: Record, node: addnodes.desc, here: Section) -> Section:
    signature = node.next_node(addnodes.desc_signature)
    if signature is None or not signature["ids"]:
        return here
    name = signature.get("fullname") or signature.astext()
    section = Section(signature["ids"][0], str(name))
    record.sections.append(section)
    return section


def _entry(record: Record, item: nodes.definition_list_item) -> Section | None:
    """Start a section for a glossary entry; an ordinary definition stays in its section."""
    terms = [t for t in item.children if isinstance(t, nodes.term) and t["ids"]]
    if not terms or not isinstance(item.parent.parent, addnodes.glossary):
        return None
    names = tuple(" ".join(term.astext().split()) for term in terms)
    section = Section(terms[0]["ids"][0], ", ".join(names), names=names)
    record.sections.append(section)
    return section


def passages(section: Section, most: int) -> list[Section]:
    """Cut a long section, between its sentences, into passages of about *most* characters.

    What a result needs of a section's text is one sentence; a passage is what is fetched for it.
    """
    pieces: list[list[str]] = [[]]
    size = 0
    lines = (
        piece
        for line in section.text.splitlines()
        for piece in (re.split(r"(?<=[.!?]) (?=[A-Z])", line) if len(line) > most else [line])
    )
    for line in lines:
        if size and size + len(line) > most:
            pieces.append([])
            size = 0
        pieces[-1].append(line)
        size += len(line)
    first, *more = ("\n".join(piece) for piece in pieces)
    return [
        replace(section, text=first),
        *(replace(section, text=text, names=(), continued=True) for text in more),
    ]

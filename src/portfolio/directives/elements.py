"""HTML elements as nodes: semantic markup without strings of HTML.

Where docutils has a node for an element (paragraph, list, table), :func:`element` returns a
subclass of that node, so every builder writes it and every transform finds it; in HTML it also
carries classes and ``data-`` attributes, which docutils' own node cannot. Only what docutils has
no node for, such as ``<figure>`` and ``<details>``, is a node that is HTML's alone; other
builders write its content, and leave controls out, which do nothing in print.
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from portfolio.builders import FOR_BROWSERS, writes_for_browsers

Child = nodes.Node | str


# Elements whose children are words and links; in all others they are blocks.
PHRASES = frozenset({"a", "dd", "dt", "figcaption", "p", "span", "summary", "td", "th"})

VOID = frozenset({"br", "hr", "img", "input"})  # elements that HTML writes without an end tag

INLINE = frozenset({"a", "span", "time"})  # elements that stand in a line of words

CONTROLS = frozenset(
    {
        "button",
        "dialog",
        "fieldset",
        "form",
        "img",
        "input",
        "label",
        "nav",
        "output",
        "select",
        "textarea",
    }
)
"""Elements that mean something on a screen only."""

ADDRESSES = ("href", "src")
"""Attributes that are addresses; one that begins with ``/`` starts at the top of the site."""


class HtmlElement(nodes.TextElement):
    """One HTML element: ``tag`` and ``html`` (its attributes) are node attributes.

    A text element, because Sphinx takes any link outside of one to be around an image.
    """

    def astext(self) -> str:
        """Return the words; blocks are apart from each other, phrases are not."""
        separator = "" if self["tag"] in PHRASES else "\n\n"
        return separator.join(child.astext() for child in self.children)


class HtmlOnly(HtmlElement, nodes.General):
    """An element that docutils has no node for."""


class HtmlParagraph(HtmlElement, nodes.paragraph):
    """``<p>``."""


class HtmlBulletList(HtmlElement, nodes.bullet_list):
    """``<ul>``."""


class HtmlEnumeratedList(HtmlElement, nodes.enumerated_list):
    """``<ol>``."""


class HtmlListItem(HtmlElement, nodes.list_item):
    """``<li>``."""


class HtmlDefinitionList(HtmlElement, nodes.definition_list):
    """``<dl>``."""


class HtmlDefinitionGroup(HtmlElement, nodes.definition_list_item):
    """``<div>`` around a ``<dt>`` and its ``<dd>``."""


class HtmlTerm(HtmlElement, nodes.term):
    """``<dt>``."""


class HtmlDefinition(HtmlElement, nodes.definition):
    """``<dd>``."""


class HtmlTable(HtmlElement, nodes.table):
    """``<table>``; its parts but the caption stand in a ``tgroup``, as docutils has it."""


class HtmlCaption(HtmlElement, nodes.title):
    """``<caption>``."""


class HtmlHead(HtmlElement, nodes.thead):
    """``<thead>``."""


class HtmlBody(HtmlElement, nodes.tbody):
    """``<tbody>``."""


class HtmlRow(HtmlElement, nodes.row):
    """``<tr>``."""


class HtmlCell(HtmlElement, nodes.entry):
    """``<td>`` or ``<th>``."""


CLASSES: dict[str, type[HtmlElement]] = {
    "p": HtmlParagraph,
    "ul": HtmlBulletList,
    "ol": HtmlEnumeratedList,
    "li": HtmlListItem,
    "dl": HtmlDefinitionList,
    "dt": HtmlTerm,
    "dd": HtmlDefinition,
    "table": HtmlTable,
    "caption": HtmlCaption,
    "thead": HtmlHead,
    "tbody": HtmlBody,
    "tr": HtmlRow,
    "td": HtmlCell,
    "th": HtmlCell,
}


def element(
    tag: str, css: str = "", *children: Child, ids: Iterable[str] = (), **attributes: str
) -> HtmlElement:
    """Return ``<tag class=css …>children</tag>``; ``data_topic="x"`` becomes ``data-topic``.

    An address (:data:`ADDRESSES`) that begins with ``/`` becomes relative where it is written.
    """
    content = [_node(child) for child in children]
    kind = CLASSES.get(tag, HtmlOnly)
    if any(isinstance(child, HtmlTerm) for child in content):
        kind = HtmlDefinitionGroup
    html = {name.replace("_", "-"): value for name, value in attributes.items()}
    node = kind("", "", tag=tag, html=html, classes=css.split(), ids=list(ids))
    node += _grouped(content) if kind is HtmlTable else content
    return node


def _grouped(parts: list[nodes.Node]) -> list[nodes.Node]:
    """Return the parts of a table with all but its caption in a ``tgroup``."""
    captions = [part for part in parts if isinstance(part, HtmlCaption)]
    rows = [row for part in parts for row in part.findall(HtmlRow)]
    columns = max((len(row) for row in rows), default=0)
    group = nodes.tgroup("", cols=columns)
    group += [nodes.colspec("", colwidth=100 // columns) for _ in range(columns)]
    group += [part for part in parts if not isinstance(part, HtmlCaption)]
    return [*captions, group]


def html_children(node: nodes.Element) -> list[nodes.Node]:
    """Return the children that HTML has: those of a table without the group around its rows."""
    children: list[nodes.Node] = []
    for child in node.children:
        if isinstance(child, nodes.tgroup):
            children += [part for part in child.children if not isinstance(part, nodes.colspec)]
        else:
            children.append(child)
    return children


def computed(*children: Child, css: str = "") -> nodes.inline:
    """Return inline text that came from data: the test of numbers in prose accepts it."""
    node = nodes.inline("", "", classes=["pf-computed", *css.split()])
    node += [_node(child) for child in children]
    return node


def _node(child: Child) -> nodes.Node:
    # An apostrophe is a closing quote; Sphinx would take that of "OSDI '22" for an opening one.
    return nodes.Text(child.replace("'", "’")) if isinstance(child, str) else child


class InlineSvg(nodes.raw):
    """A drawing; builders of other formats write its description."""


def svg(drawing: str) -> InlineSvg:
    """Return a drawing to be written as it is."""
    return InlineSvg("", drawing, format="html")


class TablesAsWritten(SphinxPostTransform):
    """In HTML, a table of ours is its own element: Furo wraps all others, and loses the label."""

    builders = FOR_BROWSERS
    default_priority = 400  # before Furo's, at 500

    def run(self, **_: object) -> None:
        """Put an element of HTML's alone in place of each table."""
        for table in list(self.document.findall(HtmlTable)):
            plain = HtmlOnly("", "", **table.attributes)
            plain += html_children(table)
            table.replace_self(plain)


def _as_docutils_nodes(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Put docutils' own nodes in the place of HTML's elements, where no page of ours is written.

    Controls go, drawings of figures become their descriptions, and words that stand in a block
    become a paragraph, without which writers run cells and items together.
    """
    if writes_for_browsers(app):
        return
    for drawing in list(document.findall(InlineSvg)):
        drawing.parent.replace(drawing, _description(drawing))
    for node in reversed(list(document.findall(HtmlElement))):
        silent = isinstance(node, HtmlParagraph) and not node.astext().strip()
        if silent or node["tag"] in CONTROLS or "hidden" in node["html"]:
            node.parent.remove(node)
        elif node["tag"] in INLINE:
            node.parent.replace(node, nodes.inline("", "", *node.children, ids=node["ids"]))
        elif isinstance(node, HtmlOnly):
            box = nodes.container("", *_paragraphs(node.children), ids=node["ids"])
            node.parent.replace(node, box if box.children else [])
        elif isinstance(node, HtmlCell | HtmlListItem | HtmlDefinition):
            node[:] = _paragraphs(node.children)


def _paragraphs(children: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return *children* with each run of words in a paragraph."""
    blocks: list[nodes.Node] = []
    for child in children:
        if not isinstance(child, nodes.Text | nodes.Inline):
            blocks.append(child)
        elif blocks and type(blocks[-1]) is nodes.paragraph and blocks[-1].get("run"):
            blocks[-1] += child
        else:
            blocks.append(nodes.paragraph("", "", child, run=True))
    return blocks


def _description(drawing: InlineSvg) -> list[nodes.Node]:
    """Return what a figure shows, in words; a thumbnail only repeats what stands beside it."""
    parent: nodes.Node | None = drawing.parent
    while isinstance(parent, nodes.Element) and parent.get("tag") != "figure":
        parent = parent.parent
    text = re.search(r"<desc\b[^>]*>(.*?)</desc>", drawing.astext(), re.DOTALL)
    if parent is None or text is None:
        return []
    description = " ".join(unescape(text[1]).split())
    return [nodes.paragraph("", f"[Figure: {description}]")]


def html_attributes(node: nodes.Element, root: str) -> dict[str, Any]:
    """Return the attributes of an element of ours; *root* leads from its page to the site's top."""
    attributes: dict[str, Any] = node["html"]
    return attributes | {
        name: root + address.removeprefix("/")
        for name in ADDRESSES
        if (address := attributes.get(name, "")).startswith("/")
    }


def _visit(self: HTML5Translator, node: nodes.Element) -> None:
    page = self.builder.get_target_uri(self.builder.current_docname)
    attributes = html_attributes(node, "../" * page.count("/"))
    self.body.append(self.starttag(node, node["tag"], "", **attributes))


def _depart(self: HTML5Translator, node: nodes.Element) -> None:
    if node["tag"] not in VOID:
        self.body.append(f"</{node['tag']}>\n" if node["tag"] != "span" else "</span>")


def setup(app: Sphinx) -> None:
    """Register the nodes and what makes them ready for each format."""
    kinds: set[type[HtmlElement]] = {HtmlOnly, HtmlDefinitionGroup, *CLASSES.values()}
    for kind in sorted(kinds, key=lambda kind: kind.__name__):
        app.add_node(kind, html=(_visit, _depart))
    app.add_post_transform(TablesAsWritten)
    app.connect("doctree-resolved", _as_docutils_nodes)

"""A node that becomes one HTML element: semantic markup without strings of HTML.

docutils has no ``<article>``, ``<dl>`` in groups or ``data-`` attributes; this has any.
Children are ordinary nodes, so links resolve, text is found by search, and writers that know
nothing of HTML see the children.
"""

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

Child = nodes.Node | str


# Elements whose children are words and links; in all others they are blocks.
PHRASES = frozenset({"a", "dd", "dt", "figcaption", "p", "span", "summary", "td", "th"})

VOID = frozenset({"br", "hr", "img", "input"})  # elements that HTML writes without an end tag


class HtmlElement(nodes.General, nodes.TextElement):
    """One HTML element: ``tag`` and ``html`` (its attributes) are node attributes.

    A text element, because Sphinx takes any link outside of one to be around an image.
    """

    def astext(self) -> str:
        """Return the words; blocks are apart from each other, phrases are not."""
        separator = "" if self["tag"] in PHRASES else "\n\n"
        return separator.join(child.astext() for child in self.children)


def element(
    tag: str, css: str = "", *children: Child, ids: Iterable[str] = (), **attributes: str
) -> HtmlElement:
    """Return ``<tag class=css …>children</tag>``; ``data_topic="x"`` becomes ``data-topic``."""
    html = {name.replace("_", "-"): value for name, value in attributes.items()}
    node = HtmlElement("", "", tag=tag, html=html, classes=css.split(), ids=list(ids))
    node += [_node(child) for child in children]
    return node


def computed(*children: Child, css: str = "") -> nodes.inline:
    """Return inline text that came from data: the test of numbers in prose accepts it."""
    node = nodes.inline("", "", classes=["pf-computed", *css.split()])
    node += [_node(child) for child in children]
    return node


def _node(child: Child) -> nodes.Node:
    # An apostrophe is a closing quote; Sphinx would take that of "OSDI '22" for an opening one.
    return nodes.Text(child.replace("'", "’")) if isinstance(child, str) else child


def svg(drawing: str) -> nodes.raw:
    """Return a drawing to be written as it is."""
    return nodes.raw("", drawing, format="html")


def _visit(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, node["tag"], "", **node["html"]))


def _depart(self: HTML5Translator, node: nodes.Element) -> None:
    if node["tag"] not in VOID:
        self.body.append(f"</{node['tag']}>\n" if node["tag"] != "span" else "</span>")


def _pass(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write the children only."""


def setup(app: Sphinx) -> None:
    """Register the node for every builder."""
    transparent = (_pass, _pass)
    app.add_node(
        HtmlElement,
        html=(_visit, _depart),
        text=transparent,
        latex=transparent,
        man=transparent,
        texinfo=transparent,
    )

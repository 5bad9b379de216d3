"""``{search-box}``: a search form in the text of a page; it works without a script."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

LABEL = "Search"


class search_box(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """The place of the form; ``label`` names it, ``hint`` stands in it while it is empty."""


class SearchBox(SphinxDirective):
    """``{search-box} label`` with the hint as its content."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the node."""
        label = self.arguments[0] if self.arguments else LABEL
        return [search_box(label=label, hint=" ".join(self.content), classes=["no-search"])]


def _visit(translator: HTML5Translator, node: search_box) -> None:
    builder = translator.builder
    action = builder.get_relative_uri(builder.current_docname, "search")
    hint = translator.attval(node["hint"])
    label = translator.encode(node["label"])
    name = translator.attval(node["label"])  # tells it from the dialog's form
    translator.body.append(
        f'<form class="search-box" action="{translator.attval(action)}" role="search" '
        f'aria-label="{name}">'
        f'<label for="search-box">{label}</label>'
        f'<input type="search" id="search-box" name="q" placeholder="{hint}" autocomplete="off">'
        f'<button type="submit">{LABEL}</button></form>\n'
    )
    raise nodes.SkipNode


def _skip(_translator: object, _node: nodes.Element) -> None:
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Register the node and the directive; on paper there is no form."""
    other = (_skip, None)
    app.add_node(search_box, html=(_visit, None), latex=other, text=other, man=other, texinfo=other)
    app.add_directive("search-box", SearchBox)

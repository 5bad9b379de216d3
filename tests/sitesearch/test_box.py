"""The form in the text of a page."""

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.statemachine import StringList
from docutils.writers._html_base import HTMLTranslator

from sitesearch import box
from sitesearch.box import SearchBox, search_box


class Registry:
    """Takes what an application registers."""

    def add_node(self, _node: type[nodes.Node], **visitors: Any) -> None:
        self.visitors = visitors

    def add_directive(self, name: str, directive: type[SearchBox]) -> None:
        self.directive = name, directive


@pytest.fixture
def registry() -> Registry:
    app = Registry()
    box.register(app)  # type: ignore[arg-type]
    return app


def form(registry: Registry, node: search_box, action: str = "search.html") -> Any:
    """Return the form that is written for *node* on page ``a/b``."""
    translator: Any = HTMLTranslator.__new__(HTMLTranslator)
    translator.body, translator.in_mailto = [], False
    uri = {("a/b", "search"): action}
    translator.builder = SimpleNamespace(
        current_docname="a/b", get_relative_uri=lambda *pair: uri[pair]
    )
    with pytest.raises(nodes.SkipNode):
        registry.visitors["html"][0](translator, node)
    return BeautifulSoup("".join(translator.body), "html5lib").form


def test_it_works_without_a_script(registry: Registry) -> None:
    found = form(registry, search_box(label="Search", hint=""), '../search.html?a="b"')

    assert (found["action"], found.get("method")) == ('../search.html?a="b"', None)
    assert found.input["name"] == "q"
    assert found.label["for"] == found.input["id"]
    assert found.button["type"] == "submit"


def test_its_words_are_escaped(registry: Registry) -> None:
    found = form(registry, search_box(label='Find "a<b"', hint='Try "x" & <y>'))

    assert (found["aria-label"], found.label.text) == ('Find "a<b"', 'Find "a<b"')
    assert found.input["placeholder"] == 'Try "x" & <y>'


@pytest.mark.parametrize(("given", "label"), [((), box.LABEL), (("Find it",), "Find it")])
def test_label_and_hint_come_from_the_page(given: tuple[str, ...], label: str) -> None:
    directive = SearchBox.__new__(SearchBox)
    directive.arguments, directive.content = [*given], StringList(["Two", "lines"], "a")
    (node,) = directive.run()

    assert (node["label"], node["hint"], node["classes"]) == (label, "Two lines", ["no-search"])


def test_on_paper_there_is_no_form(registry: Registry) -> None:
    assert registry.directive == ("search-box", SearchBox)
    for kind in ("latex", "text", "man", "texinfo"):
        with pytest.raises(nodes.SkipNode):
            registry.visitors[kind][0](None, search_box())

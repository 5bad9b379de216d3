"""Nodes that become HTML elements."""

from docutils import nodes

from portfolio.directives.elements import computed, element
from support.small import Site


def test_text_of_phrases_is_one_line_and_of_blocks_several() -> None:
    phrase = element("p", "", "a", nodes.emphasis("", "b"), computed("c"))

    assert phrase.astext() == "abc"
    assert element("div", "", phrase, element("p", "", "d")).astext() == "abc\n\nd"


def test_an_apostrophe_is_not_an_opening_quote() -> None:
    assert element("p", "", "OSDI '22").astext() == "OSDI ’22"


def test_attributes_are_escaped(small: Site) -> None:
    hostile = """"><script>alert(1)</script>"""
    small.page("gallery", "Gallery", "```{project-gallery}\n```")
    small.project("a", organisation=f"'{hostile}'", claim="'<b>Bold</b>.'")
    assert small.build() == []
    page = small.article("gallery")

    item = page.select("li.pf-gallery__item")[0]
    assert item["data-organisation"] == hostile
    assert page.select("li.pf-gallery__item script, li.pf-gallery__item b") == []

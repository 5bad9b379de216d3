"""Nodes that become HTML elements."""

import json
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from portfolio.directives.elements import computed, element
from support.small import CONF, Site


def test_text_of_phrases_is_one_line_and_of_blocks_several() -> None:
    phrase = element("p", "", "a", nodes.emphasis("", "b"), computed("c"))

    assert phrase.astext() == "abc"
    assert element("div", "", phrase, element("p", "", "d")).astext() == "abc\n\nd"


def test_an_apostrophe_is_not_an_opening_quote() -> None:
    assert element("p", "", "OSDI '22").astext() == "OSDI ’22"


def test_attributes_are_escaped(small: Site) -> None:
    hostile = """"><script>alert(1)</script>"""
    small.page("gallery", "Gallery", "```{project-gallery}\n```")
    small.project("a", organization=f"'{hostile}'", claim="'<b>Bold</b>.'")
    assert small.build() == []
    page = small.article("gallery")

    item = page.select("li.pf-gallery__item")[0]
    assert item["data-organization"] == hostile
    assert page.select("li.pf-gallery__item script, li.pf-gallery__item b") == []


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("p", nodes.paragraph),
        ("ul", nodes.bullet_list),
        ("ol", nodes.enumerated_list),
        ("li", nodes.list_item),
        ("dl", nodes.definition_list),
        ("dt", nodes.term),
        ("dd", nodes.definition),
        ("table", nodes.table),
    ],
)
def test_an_element_is_docutils_own_node_where_it_has_one(
    tag: str, kind: type[nodes.Element]
) -> None:
    assert isinstance(element(tag), kind)


@pytest.fixture
def elsewhere(small: Site) -> Site:
    """Return a site with every kind of generated part, ready for builders that write no site."""
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"') + OTHERS)
    small.write("measured/speed.json", json.dumps(MEASURED))
    small.project("ekko", "```{at-a-glance}\n```\n\n```{drawing} ekko.overview\nCaption.\n```")
    parts = (
        "```{project-gallery}\n```",
        "```{time-line}\n2018-06 :: ekko :: First words. :: own2003\n```",
        "```{measured} speed\n```",
    )
    small.page("gallery", "Gallery", "\n\n".join(parts))
    return small


OTHERS = 'copyright = "A"\nversion = "1"\n'  # demanded by EPUB
MEASURED = {
    "caption": "How fast",
    "command": "make bench",
    "machine": "M",
    "versions": {"python": "3"},
    "columns": ["Case", "Seconds"],
    "rows": [["first case", 12345]],
    "notes": ["A note."],
}
CONTROLS = ("BibTeX", "Show all", "Any", "Topic")


def test_text_is_readable(elsewhere: Site) -> None:
    """Each fact stands in its own place; drawings say what they show; no control is left."""
    elsewhere.sphinx("-b", "text")
    page = (elsewhere.folder / "_build/live/projects/ekko.txt").read_text()
    assert "\nRole\n   Made it\n\nPeriod\n   Jul 2020 to present\n" in page
    assert re.search(r"\n\[Figure: [^\]]+\]\n\nCaption\.\n", page)
    gallery = (elsewhere.folder / "_build/live/gallery.txt").read_text()
    assert "* ekko\n\n  It does what it says.\n\n  Made it · Tencent · Jul 2020" in gallery
    assert re.search(r"\| first case +\| 12,345 +\|\n", gallery)
    assert not [word for word in CONTROLS if f"\n{word}" in gallery]


def test_latex_is_readable(elsewhere: Site) -> None:
    elsewhere.sphinx("-b", "latex")
    [document] = (elsewhere.folder / "_build/live").glob("small.tex")
    text = document.read_text()
    assert re.search(r"\\sphinxlineitem\{Role\}[^}]*?Made it\n", text)
    assert re.search(r"\\item \{\} *\n\\sphinxAtStartPar\n[^\n]*ekko", text)
    assert re.search(r"\nfirst case\n[^&]*&[^&]*\n12,345\n", text)
    assert "Figure: " in text
    assert "Show all" not in text


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("html", "topics/compilers.html"),
        ("dirhtml", "topics/compilers/index.html"),
        ("singlehtml", "index.html"),
    ],
)
def test_addresses_from_the_top_of_the_site_lead_there_from_any_page(
    small: Site, builder: str, page: str
) -> None:
    small.page("topics/compilers", "Compilers", "```{publication-list} own2003\n```")
    small.sphinx("-b", builder)
    out = small.folder / "_build/live"
    links = BeautifulSoup((out / page).read_text("utf-8"), "html5lib").select("a[download]")

    assert links
    assert {(out / page / ".." / link["href"]).resolve() for link in links} == {
        out.resolve() / "csl/own2003.json"
    }


def test_an_epub_is_readable(elsewhere: Site) -> None:
    elsewhere.sphinx("-b", "epub")
    [book] = (elsewhere.folder / "_build/live").glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        pages = {name: archive.read(name) for name in archive.namelist()}
    page = ET.fromstring(pages["projects/ekko.xhtml"])
    xhtml = "{http://www.w3.org/1999/xhtml}"
    facts = dict(zip(page.iter(f"{xhtml}dt"), page.iter(f"{xhtml}dd"), strict=True))
    texts = {"".join(k.itertext()).strip(): "".join(v.itertext()).strip() for k, v in facts.items()}
    assert texts["Role"] == "Made it"
    gallery = ET.fromstring(pages["gallery.xhtml"])
    tags = {node.tag.removeprefix(xhtml) for node in gallery.iter()}
    assert "table" in tags
    assert not tags & {"form", "button", "input", "select", "svg"}

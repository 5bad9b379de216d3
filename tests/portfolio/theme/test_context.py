"""The frame around the article: navigation, kinds of pages, repaired markup."""

import pytest

from portfolio.theme.context import CHILDREN
from support.small import CONF, Site


@pytest.fixture
def dressed(small: Site) -> Site:
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"'))
    small.page(
        "index",
        "Home",
        "```{toctree}\nprojects/index\npublications\n```\n\n"
        "```{toctree}\n:caption: Topics\n:glob:\n\ntopics/*\n```",
    )
    small.page("projects/index", "Projects", "```{toctree}\n:glob:\n\n*\n```")
    return small


def test_navigation_names_sections_and_their_pages(dressed: Site) -> None:
    dressed.project("one")
    dressed.project("two")
    assert dressed.build() == []
    nav = dressed.page_of("projects/one").select_one(".site-nav")
    assert nav is not None
    words = [link.text for link in nav.select("a")]
    assert words == ["Projects", "one", "two", "Publications", "Cloud systems", "Compilers"]
    assert [link.text for link in nav.select("a[aria-current=page]")] == ["one"]
    assert [p.text for p in nav.select("p")] == ["Topics"]


def test_navigation_stays_small(dressed: Site) -> None:
    """However many projects there are, a page names the first and the list of all."""
    for number in range(CHILDREN + 3):
        dressed.project(f"p{number:02}")
    assert dressed.build() == []
    nav = dressed.page_of("publications").select(".site-nav ul ul a")
    assert len(nav) == CHILDREN + 1
    assert nav[-1].text == f"All {CHILDREN + 3}"
    assert nav[-1]["href"] == "projects/index.html"


def test_project_page_names_its_project(dressed: Site) -> None:
    dressed.project("one")
    assert dressed.build() == []
    body = dressed.page_of("projects/one").body
    assert body is not None
    assert (body["data-kind"], body["data-project"], body["data-theme"]) == (
        "project",
        "one",
        "auto",
    )
    other = dressed.page_of("publications").body
    assert other is not None
    assert "data-project" not in other.attrs


def test_no_inline_script_style_or_handler(dressed: Site) -> None:
    dressed.project("one")
    assert dressed.build() == []
    page = dressed.page_of("projects/one")
    scripts = [s for s in page.select("script") if s.get("type") != "application/ld+json"]
    assert all(script.get("src") for script in scripts)
    assert page.select("style, [style], [onclick], [onload]") == []

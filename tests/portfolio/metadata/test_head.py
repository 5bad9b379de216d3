"""What stands in a page's head for programs."""

import datetime as dt
import json

import pytest
from bs4 import BeautifulSoup

from portfolio.content.bibliography import Author, Paper
from portfolio.content.page import Page
from portfolio.metadata import head
from support.small import Site
from support.stub_app import StubApp

PAGE = Page("x", "x.html", "Ti<tle", 'Says "so".', dt.date(2022, 8, 1), "x")


def content(tags: str, name: str) -> list[str]:
    """Return what the tags of a name or property say."""
    soup = BeautifulSoup(tags, "html.parser")
    return [str(tag["content"]) for tag in soup.select(f'[name="{name}"], [property="{name}"]')]


def test_signs_are_escaped() -> None:
    assert head.meta('"<&', name="a") == '<meta name="a" content="&quot;&lt;&amp;">'
    assert head.link("x", 'a"b', type="t") == '<link rel="x" href="a&quot;b" type="t">'


def test_a_preview_names_picture_and_address_only_if_there_is_one() -> None:
    without = "".join(head.preview_tags(PAGE, "Site", ""))
    with_address = "".join(head.preview_tags(PAGE, "Site", "https://x.example/"))

    for tags in (without, with_address):
        assert content(tags, "description") == content(tags, "og:description") == ['Says "so".']
        assert content(tags, "og:title") == ["Ti<tle"]
        assert content(tags, "og:type") == ["website"]
    assert content(without, "og:url") == content(without, "og:image") == []
    assert content(with_address, "og:url") == ["https://x.example/x.html"]
    assert content(with_address, "og:image") == ["https://x.example/social/x.png"]


def test_a_paper_is_told_to_scholars_without_what_it_lacks() -> None:
    paper = Paper("k", "article", "T", (Author("Li", "Bo"), Author("Xu")), "2022-07", journal="J")
    tags = "".join(head.citation_tags(paper))

    assert content(tags, "citation_author") == ["Bo Li", "Xu"]
    assert content(tags, "citation_publication_date") == ["2022/07"]
    assert content(tags, "citation_journal_title") == ["J"]
    assert content(tags, "citation_doi") == content(tags, "citation_conference_title") == []


def metatags(app: StubApp, page: str, before: str = "") -> str:
    """Return the tags that are added to *page*, whose others are *before*."""
    context = {"metatags": before, "pathto": lambda path, _: f"../{path}"}
    head.setup(app)  # type: ignore[arg-type]
    app.emit("html-page-context", page, "page.html", context, None)
    return str(context["metatags"])


@pytest.mark.parametrize("page", ["404", "search"])
def test_pages_that_are_no_content_are_kept_out_of_indexes(small: Site, page: str) -> None:
    small.page("404", "Not found", "Gone.")

    assert metatags(StubApp(small), page) == '<meta name="robots" content="noindex">'


def test_one_description_stays_and_the_rest_is_linked(small: Site) -> None:
    small.project("a", title="T</script>", publications="[own2003]")
    before = '<meta name="description" content="old">\n<meta name="viewport" content="v">'
    tags = metatags(StubApp(small), "projects/a", before)

    assert content(tags, "description") == ["It does what it says."]
    assert content(tags, "viewport") == ["v"]
    assert content(tags, "og:type") == ["article"]
    assert content(tags, "citation_title") == ["A Paper"]
    soup = BeautifulSoup(tags, "html5lib")
    twin, feed = soup.select("link[rel=alternate]")
    assert (twin["href"], feed["href"]) == ("../projects/a.html.md", "../feed.xml")
    (block,) = soup.select("script")
    assert "T</script>" in json.dumps(json.loads(str(block.string)))

"""One record of a page: whatever describes a page reads it, so all of it says the same."""

import json
import subprocess
import xml.etree.ElementTree as ET

import pytest

from portfolio.content.page import kind, shorten
from support.small import CONF, Site

CLAIM = "It does what it says."


@pytest.fixture(params=["html", "dirhtml"])
def described(request: pytest.FixtureRequest, small: Site) -> Site:
    """Build a site in which one project has a claim and a longer text."""
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"'))
    small.project("a", "```{at-a-glance}\n```\n\nA first paragraph that is not the claim.")
    small.sphinx("-b", request.param)
    return small


def test_a_claim_describes_its_project_everywhere(described: Site) -> None:
    """In search results, previews, JSON-LD, the feed and llms.txt."""
    out = described.folder / "_build/live"
    [page] = [*out.glob("projects/a.html"), *out.glob("projects/a/index.html")]
    head = described.soup(page)
    tags = head.select("[name=description], [property='og:description']")
    assert [tag["content"] for tag in tags] == [CLAIM, CLAIM]
    block = head.select_one("[type='application/ld+json']")
    assert block
    graph = json.loads(str(block.string))["@graph"]
    assert [node["description"] for node in graph if node["@type"] == "TechArticle"] == [CLAIM]
    feed = ET.parse(out / "feed.xml")
    assert [entry.text for entry in feed.iter("{http://www.w3.org/2005/Atom}summary")] == [CLAIM]
    [line] = [x for x in (out / "llms.txt").read_text().splitlines() if x.startswith("- [a]")]
    assert line.endswith(f": {CLAIM}")
    twin = line.partition("(")[2].partition(")")[0]
    assert "A first paragraph" in (out / twin).read_text()


def test_the_front_matter_may_describe_a_page(small: Site) -> None:
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"'))
    small.write("one.md", "---\ndescription: What it is about.\n---\n\n# One\n\nText.\n")
    assert small.build() == []
    tags = small.page_of("one").select("[name=description]")
    assert [tag["content"] for tag in tags] == ["What it is about."]


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("Short.", 200, "Short."),
        ("One. Two is long.", 8, "One."),
        ("One. Two. Three.", 10, "One. Two."),
        ("A sentence too long to fit.", 14, "A sentence…"),
        (" White \n space. ", 200, "White space."),
    ],
)
def test_descriptions_are_whole_sentences(text: str, longest: int, expected: str) -> None:
    assert shorten(text, longest) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("index", "home"),
        ("projects/index", "projects"),
        ("projects/ekko", "project"),
        ("topics/compilers", "topic"),
        ("about", "about"),
    ],
)
def test_kind(page: str, expected: str) -> None:
    assert kind(page, "index") == expected


@pytest.mark.parametrize("subtype", ["description", "addresses"])
def test_each_warning_can_be_suppressed(small: Site, subtype: str) -> None:
    """sphinx-build -W passes when conf.py suppresses the warning's type, and only then."""
    small.write("empty.md", "# Empty\n")
    small.write("addresses.txt", "index\n")
    types = [f"portfolio.{other}" for other in ("description", "addresses")]
    small.write("conf.py", CONF + f"suppress_warnings = {types}\n")
    small.sphinx()
    types.remove(f"portfolio.{subtype}")
    small.write("conf.py", CONF + f"suppress_warnings = {types}\n")
    with pytest.raises(subprocess.CalledProcessError) as failure:
        small.sphinx()
    assert f"[portfolio.{subtype}]" in failure.value.stderr


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex"])
def test_only_a_web_site_gets_files_for_crawlers(small: Site, builder: str) -> None:
    demanded = 'copyright = "A"\nversion = "1"\n'  # by EPUB
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"') + demanded)
    small.project("a")
    small.sphinx("-b", builder)
    names = {path.name for path in (small.folder / "_build/live").rglob("*")}
    assert not names & {"robots.txt", "feed.xml", "llms.txt", "projects.json", "sitemap.xml"}
    assert not [name for name in names if name.endswith(".md")]

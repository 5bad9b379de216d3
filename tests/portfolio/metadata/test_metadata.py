"""The plain functions of portfolio.metadata, each with a table."""

import datetime as dt
import re

import pytest
import resvg_py
from sphinx.errors import ConfigError

from portfolio.content.page import Page
from portfolio.metadata import markdown_export, notfound, social_cards
from portfolio.metadata.base_url import absolute, site_address
from portfolio.metadata.redirects import problems
from portfolio.theme import CSS


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ""),
        ({"SITE_URL": ""}, ""),
        ({"SITE_URL": "https://example.org"}, "https://example.org/"),
        ({"SITE_URL": "https://example.org/repo/"}, "https://example.org/repo/"),
        (
            {"READTHEDOCS_CANONICAL_URL": "https://x.example.org/en/latest/"},
            "https://x.example.org/en/latest/",
        ),
        (
            {"SITE_URL": "https://mine.example", "READTHEDOCS_CANONICAL_URL": "https://x.example/"},
            "https://mine.example/",
        ),
    ],
)
def test_the_address_comes_from_one_place(environment: dict[str, str], expected: str) -> None:
    assert site_address(environment) == expected


@pytest.mark.parametrize(
    "value",
    [
        *("example.org", "ftp://example.org", "https://", "/repo/", "http://[", "javascript:x"),
        *('https://a.org/"x', "https://a.org/'x", "https://a.org/<b>/", "https://a.org/a b/"),
        *(
            "https://a.org/\nDisallow: /",
            "https://a.org\t/",
            "https://me:pass@a.org/",
            "http://a:x/",
        ),
    ],
)
def test_an_address_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match=r"SITE_URL=.*not a web address"):
        site_address({"SITE_URL": value})


def test_an_address_with_a_query_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"without \? or #"):
        site_address({"SITE_URL": "https://example.org/?a=1"})


def test_the_home_page_is_the_address_itself() -> None:
    assert absolute("https://example.org/", "index.html") == "https://example.org/"
    assert absolute("https://example.org/", "a/b.html") == "https://example.org/a/b.html"


@pytest.mark.parametrize(
    ("address", "expected"),
    [("", "/"), ("https://example.org/", "/"), ("https://example.org/a/b/", "/a/b/")],
)
def test_the_base_path_of_the_404_page(address: str, expected: str) -> None:
    assert notfound.base_path(address) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("共识算法", 4, ["共识", "算法"]),
        ("a 共识", 4, ["a 共", "识"]),
        ("", 4, []),
        ("unbreakable", 4, ["unbreakable"]),
    ],
)
def test_cards_wrap_latin_and_chinese(text: str, width: float, expected: list[str]) -> None:
    assert social_cards.wrap(text, width) == expected


def test_a_card_escapes_what_it_shows() -> None:
    page = Page("x", "x.html", "A < B & C", "Says <b>.", dt.date(2022, 8, 1), "x")

    svg = social_cards.card(page, "Site", "", "")

    assert "A &lt; B &amp; C" in svg
    assert "<b>" not in svg


def test_a_long_description_ends_with_an_ellipsis() -> None:
    page = Page("x", "x.html", "Title", "word " * 200, dt.date(2022, 8, 1), "x")

    assert " …</text>" in social_cards.card(page, "Site", "", "")


def test_a_card_shows_its_picture_whatever_the_style_sheet_asks_of_screens() -> None:
    page = Page("x", "x.html", "T", "D", dt.date(2022, 8, 1), "x")
    picture = '<svg class="fig" viewBox="0 0 9 9"><path class="fig-line" d="M0 0L9 9"/></svg>'
    sheet = "@media (max-width: 9em) { .fig { fill: red; } .a { b: c; } }\n"
    sheet += ".fig-line { stroke: var(--site-ink) }\n@media print { .fig { fill: none } }"
    rules = social_cards.style((CSS / "tokens.css").read_text("utf-8"), sheet, "")

    drawn, empty = (
        bytes(resvg_py.svg_to_bytes(svg_string=social_cards.card(page, "S", figure, rules)))
        for figure in (picture, picture.replace("path", "g"))
    )
    assert drawn != empty


def test_every_figure_class_of_the_site_reaches_its_cards() -> None:
    rules = social_cards.style(
        *((CSS / f"{name}.css").read_text("utf-8") for name in ("tokens", "figures")), "ekko"
    )
    assert {"fig-line", "fig-box", "fig-dot-accent", "fig-note"} <= set(
        re.findall(r"\.(fig-[\w-]+)", rules)
    )
    assert "var(" not in rules


def test_a_twin_is_the_article_without_noise() -> None:
    html = """<body><nav>menu</nav><article><h1>Ekko<a class="headerlink" href="#ekko">#</a></h1>
    <p>See <a href="lightning.html#fuel">Lightning</a>, <a href="#below">below</a> and
    <a href="https://example.org/x.html">there</a>.</p>
    <svg><title>T</title><desc>Two boxes.</desc><text>box</text></svg>
    <script>evil()</script><button>Copy</button></article></body>"""

    text = markdown_export.markdown(html)

    assert text.startswith("# Ekko\n")
    assert "[Lightning](lightning.html.md)" in text
    assert "below and\n[there](https://example.org/x.html)" in text
    assert "[Figure: Two boxes.]" in text
    assert not {"menu", "evil", "Copy", "box</text>"} & set(text.split())


LEDGER = ["# comment", "", "index", "projects/old", "projects/ekko"]
FOUND = {"index", "projects/ekko"}


@pytest.mark.parametrize(
    ("ledger", "found", "redirects", "expected"),
    [
        (["index", "projects/ekko"], FOUND, {}, []),
        (LEDGER, FOUND, {"projects/old": "ekko.html"}, []),
        (LEDGER, FOUND, {}, [(4, "the published page 'projects/old' is gone")]),
        (["index"], FOUND, {}, [(1, "the page 'projects/ekko' is not listed yet")]),
        (["index", "index", "projects/ekko"], FOUND, {}, [(2, "listed twice")]),
        (LEDGER, FOUND, {"projects/old": "gone.html"}, [(0, "which is no page")]),
        (LEDGER, FOUND, {"projects/old": "../projects/ekko.html#idea"}, []),
        (
            ["index", "projects/ekko"],
            FOUND,
            {"index": "projects/ekko.html"},
            [(0, "still a page")],
        ),
        (LEDGER, FOUND, {"projects/old": "https://elsewhere.example/"}, []),
    ],
)
def test_no_address_dies(
    ledger: list[str],
    found: set[str],
    redirects: dict[str, str],
    expected: list[tuple[int, str]],
) -> None:
    actual = problems(ledger, found, redirects)

    assert [line for line, _ in actual] == [line for line, _ in expected]
    for (_, message), (_, part) in zip(actual, expected, strict=True):
        assert part in message

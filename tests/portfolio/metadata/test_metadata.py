"""The plain functions of portfolio.metadata, each with a table."""

import datetime as dt
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from portfolio.metadata import csp, markdown_export, notfound, papers, social_cards
from portfolio.metadata.base_url import absolute, site_address
from portfolio.metadata.pages import Page, shorten
from portfolio.metadata.redirects import complaints


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


@pytest.mark.parametrize("value", ["example.org", "ftp://example.org", "https://", "/repo/"])
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


def test_the_policy_has_a_hash_for_each_inline_script_and_style() -> None:
    html = (
        csp.meta_element(wasm=False)
        + '<script>a()</script><script src="b.js"></script><style>p{}</style>'
        + '<script type="application/ld+json">{}</script>'
    )

    filled = csp.fill_hashes(html)

    assert "script-src 'self' 'sha256-" in filled
    assert filled.count("sha256-") == 2
    assert csp.SCRIPTS not in filled
    assert csp.STYLES not in filled


def test_a_known_hash() -> None:
    html = csp.meta_element(wasm=False) + "<script>alert('Hello, world.');</script>"

    # The example of the CSP Level 3 specification.
    assert "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=" in csp.fill_hashes(html)


def test_the_policy_never_allows_inline_code_or_eval() -> None:
    for wasm in (False, True):
        element = csp.meta_element(wasm=wasm)
        assert "unsafe-inline" not in element
        assert element.replace("wasm-unsafe-eval", "").count("unsafe-eval") == 0
        assert ("wasm-unsafe-eval" in element) is wasm


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
    page = Page("x", "x.html", "A < B & C", "Says <b>.", dt.date(2022, 8, 1))

    svg = social_cards.card(page, "Site", "", "")

    assert "A &lt; B &amp; C" in svg
    assert "<b>" not in svg


def test_a_long_description_ends_with_an_ellipsis() -> None:
    page = Page("x", "x.html", "Title", "word " * 200, dt.date(2022, 8, 1))

    assert " …</text>" in social_cards.card(page, "Site", "", "")


def test_a_twin_is_the_article_without_noise() -> None:
    html = """<body><nav>menu</nav><article><h1>Ekko<a class="headerlink" href="#ekko">#</a></h1>
    <p>See <a href="lightning.html#fuel">Lightning</a>, <a href="#below">below</a> and
    <a href="https://example.org/x.html">there</a>.</p>
    <svg><title>T</title><desc>Two boxes.</desc><text>box</text></svg>
    <script>evil()</script><button>Copy</button></article></body>"""

    text = markdown_export.twin(html)

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
    actual = complaints(ledger, found, redirects)

    assert [line for line, _ in actual] == [line for line, _ in expected]
    for (_, message), (_, part) in zip(actual, expected, strict=True):
        assert part in message


def test_a_paper_is_read_with_all_its_fields(tmp_path: Path) -> None:
    bib = tmp_path / "x.bib"
    bib.write_text(
        '@inproceedings{k1, author={M{\\"u}ller, Ana and Bo Li}, title={A {Large} Thing},'
        " booktitle={Proc.}, year=2022, month=jul, pages={821--839}, keywords={own},"
        " url={https://example.org}}\n@misc{k2, author={X Y}, title={Other}, year=2020}\n",
        encoding="utf-8",
    )

    (paper,) = papers.read_papers(bib)

    assert paper == papers.Paper(
        key="k1",
        kind="inproceedings",
        title="A Large Thing",
        authors=("Ana Müller", "Bo Li"),
        date="2022-07",
        conference="Proc.",
        first_page="821",
        last_page="839",
        url="https://example.org",
    )

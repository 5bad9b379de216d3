"""What the page's own policy forbids is a message with its line, or written so that it works."""

import pytest

from portfolio.build.policy import blocked
from support.small import CONF, Site

FORBIDDEN = {
    '<p style="color:red">red</p>': "style",
    '<p onclick="go()">x</p>': "onclick",
    "<script>alert(1)</script>": "<script>",
    '<script src="https://example.org/a.js"></script>': "<script>",
    "<style>p { color: red }</style>": "<style>",
    '<iframe src="https://example.org/embed" title="talk"></iframe>': "<iframe>",
    '<video src="talk.mp4"></video>': "<video>",
    '<audio src="talk.mp3"></audio>': "<audio>",
    '<object data="a.svg"></object>': "<object>",
    '<embed src="a.pdf">': "<embed>",
    '<img src="//example.org/a.png" alt="a">': "//example.org/a.png",
    '<img srcset="https://example.org/a.png 2x" alt="a">': "srcset",
    '<a href="javascript:alert(1)">x</a>': "javascript:",
    '<form action="https://example.org/"></form>': "sent elsewhere",
    '<link rel="stylesheet" href="a.css">': "<link>",
    '<meta http-equiv="refresh" content="1">': "http-equiv",
    '<base href="/x/">': "<base>",
    '<svg><path style="fill: red"/></svg>': "style",
    "![a badge](https://img.shields.io/badge/a-b.svg)": "shields.io",
}


@pytest.mark.parametrize(("markup", "named"), FORBIDDEN.items())
def test_what_the_policy_blocks_is_named_at_its_line(markup: str, named: str) -> None:
    if not markup.startswith("!"):
        assert [line for line, text in blocked(f"\n{markup}") if named in text] == [1]


def test_all_of_it_is_reported_in_one_build(small: Site) -> None:
    small.page("bad", "Bad", "\n\nWords.\n\n".join(FORBIDDEN))

    messages = small.build()

    lines = small.docs.joinpath("bad.md").read_text().splitlines()
    for markup, named in FORBIDDEN.items():
        at = lines.index(markup) + 1
        assert [m for m in messages if m.startswith(f"docs/bad.md:{at}: ") and named in m], markup
    assert all("content-security policy" in message for message in messages)


def test_what_the_policy_allows_is_no_mistake() -> None:
    allowed = '<p class="a"><img src="a.png" alt="a"><a href="https://example.org/">x</a></p>'

    assert list(blocked(allowed)) == []


def test_sizes_and_formulas_are_written_in_a_form_that_works(small: Site) -> None:
    small.write("conf.py", CONF.replace('"basic"', '"portfolio"'))
    small.write("dot.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    small.page(
        "good",
        "Good",
        "```{image} dot.svg\n:alt: a dot\n:width: 20%\n```\n\n"
        "```{math}\na^2 + \\frac{b}{2} = c^2\n```\n\nAnd {math}`x_1`.\n\n"
        "```{list-table}\n:widths: 30 70\n\n* - a\n  - b\n```",
    )
    small.write("index.md", "# Home\n\nWords.\n\n```{toctree}\n:glob:\n\n*\n*/*\n```\n")

    assert small.build() == []
    article = small.article("good")
    image = article.select_one("img")
    assert image
    assert image["width"] == "20%"
    assert [col["width"] for col in article.select("col")] == ["30.0%", "70.0%"]
    assert len(article.select("math msup")) == 2
    assert len(article.select("math msub")) == 1
    assert not article.select("[style]")

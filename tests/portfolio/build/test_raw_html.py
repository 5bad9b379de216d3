"""HTML in a page: what a browser would make something else of is a message at its line."""

import re

import pytest

from portfolio.build.raw_html import problems
from support.small import Site


@pytest.mark.parametrize("tag", ["<T>", "<Callout type='info'>", "<title>", "<template>"])
def test_a_tag_that_no_page_has_is_named(small: Site, tag: str) -> None:
    """A browser leaves it out: ``Vec<T>`` would be read as ``Vec``."""
    small.page("tag", "Tag", f"First.\n\nA Vec{tag} and `<T>`.")

    assert small.build() == [f"docs/tag.md:5: “{tag}” is no element of a page; write it as code"]


@pytest.mark.parametrize("left", ["<img src='pic.png' alt='A dot'>", '<a href="index.md">home</a>'])
def test_a_file_that_only_html_names_is_named(small: Site, left: str) -> None:
    """It would not be published beside the page, and a page has another ending there."""
    small.page("html", "HTML", f"First.\n\n{left}, and a word.")

    (message,) = small.build()

    assert re.fullmatch(r"docs/html.md:5: “(pic.png|index.md)” is not found from HTML; .*", message)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A <b>bold word.", "5: “<b>” is never closed; close it with </b>"),
        ("<div class='x'>\n\nWords.", "5: “<div>” is never closed; close it with </div>"),
        ("Words.</div>", "5: “</div>” closes nothing; delete it"),
        ("<p>\n<b>x</p>\n\nWords.\n\n</i>", "6: “<b>” is never closed; close it with </b>"),
    ],
)
def test_tags_that_are_no_pair_are_named(small: Site, text: str, said: str) -> None:
    small.page("html", "HTML", f"First.\n\n{text}")

    assert f"docs/html.md:{said}" in small.build()


def test_html_that_is_right_is_left_alone() -> None:
    """Closing tags that HTML does not ask for are not asked for."""
    text = (
        "<details open><summary>More</summary><p>One<p>Two<br><ul><li>a<li>b</ul></details>"
        "<table><tr><td>x<td>y</table><picture><source srcset='../_static/a.avif'>"
        "<img src='_static/a.png' alt='A'></picture><a href='about.html'>x</a><a id='here'></a>"
        "<svg><path d='M0 0'/><g></g></svg><math><mi>x</mi></math>"
        "<a href='https://example.org/x.md'>y</a><img src='data:image/png;base64,x' alt='B'/>"
    )

    assert list(problems([(1, text)])) == []


def test_an_element_may_be_closed_in_another_paragraph() -> None:
    assert list(problems([(1, "<aside>"), (3, "<b>"), (3, "</b>"), (5, "</aside>")])) == []

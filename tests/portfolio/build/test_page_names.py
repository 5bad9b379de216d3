"""File names of every kind work, or a message names them."""

import pytest

from portfolio.build.page_names import problem
from support.small import Site

NAMES = ["My Notes", "关于", "Über", "a+b", "straße", "100%", "a&b", "it's", "x#y", "a.b", "c;d=e"]


@pytest.mark.filterwarnings("ignore:.*MystReferenceResolver.app")  # MyST's own, not ours
def test_names_of_every_kind_are_published(small: Site) -> None:
    for name in NAMES:
        small.page(name, f"On {name}", "Text.")
    small.page("other", "Other", "[Notes](<My Notes.md>), [about](关于.md).")

    assert small.build() == []
    for name in NAMES:
        assert small.file(f"{name}.html").is_file()
        assert "Text." in small.file(f"{name}.html.md").read_text("utf-8")
    links = [a["href"] for a in small.article("other").select("a.internal")]
    assert links == ["My%20Notes.html", "%E5%85%B3%E4%BA%8E.html"]


def test_a_page_with_the_name_of_one_that_the_site_writes_is_a_message(small: Site) -> None:
    small.page("search", "Searching", "How I search.")

    assert (
        "docs/search.md:1: the site writes a page of its own with the name 'search'; "
        "rename the file"
    ) in small.build()


@pytest.mark.parametrize("name", ["projects/a.MD", "a.markdown", "b.mdx", "c.ipynb", 'a"b.md'])
def test_what_would_be_left_out_is_a_message(small: Site, name: str) -> None:
    small.write(name, "# Notes\n\nText.\n")

    messages = [message for message in small.build() if name in message.split(": ")[0]]

    assert len(messages) == 1
    assert messages[0].startswith(f"docs/{name}:1: ")
    assert "rename" in messages[0]


def test_names_that_differ_in_case_only() -> None:
    others: dict[str, str] = {}

    assert [problem(name, others) for name in ("About.md", "b.md")] == ["", ""]
    assert "only in its letters’ case" in problem("about.md", others)


def test_locks_of_editors_are_no_projects(small: Site) -> None:
    small.project("one")
    small.docs.joinpath("projects/.#one.md").symlink_to("jane@host.1:2")

    assert small.build() == []
    assert small.file(".nojekyll").is_file()

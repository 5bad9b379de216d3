"""The front matter of pages that are no projects: each mistake at its line, and nothing else."""

import pytest

from portfolio.content.frontmatter import parse
from portfolio.content.page_frontmatter import problems, unknown_keys
from support.small import Site


@pytest.mark.parametrize(
    ("front", "line", "said"),
    [
        ("title:", 2, "title is empty; write one after the colon"),
        ("title: # a comment", 2, "title is empty; write one after the colon"),
        ("title: 5", 2, "title must be text; put it in quotes"),
        ("title: A\nkeywords: [a, 5]", 3, "each of keywords must be text; put it in quotes"),
        ("title: A\nupdated: 2022-13-45", 3, 'updated is "2022-13-45"; allowed: a date'),
        ("title: A\nmyst:\n  html_meta: {a: 2022-02-30}", 4, 'there is no date "2022-02-30"'),
        ("title: A\npublished: false", 3, 'unknown key "published"; allowed: description,'),
        ("title: A\ndescription: 5", 3, "description must be text;"),
        ("layout: post", 2, 'unknown key "layout"; allowed'),
        ("title: A\nmyst:", 3, "myst must have lines of"),
        ("title: A\nmyst: [a]", 3, "myst must have lines of"),
        ("title: A\nmyst:\n  html_meta:", 4, "html_meta must have lines such as"),
        ("title: A\nmyst:\n  html_mta:\n    a: b", 4, 'unknown key of myst "html_mta"; nearest'),
        ("title: A\nmyst:\n  html_meta:\n    description:", 5, "description must be text;"),
        ("title: A\nmyst:\n  html_meta:\n    description: 5", 5, "description must be text;"),
        ('title: A\nmyst:\n  html_meta:\n    description: " "', 5, "description must be text;"),
    ],
)
def test_each_mistake_has_its_line(front: str, line: int, said: str) -> None:
    fields = parse(f"---\n{front}\n---\n", "x.md")
    ((number, text),) = [*problems(fields), *unknown_keys(fields)]

    assert (number, text[: len(said)]) == (line, said)


def test_what_is_right_is_left_alone() -> None:
    front = "title: A\nupdated: 2022-08-31\nmyst:\n  html_meta:\n    description: 2022, a year"

    assert problems(parse(f"---\n{front}\n---\n", "x.md")) == []


@pytest.mark.parametrize("wrong", ["title:", "title: A\nmyst:\n  html_meta:", "title: [A]"])
def test_a_page_with_such_a_mistake_has_no_other(small: Site, wrong: str) -> None:
    """Its headings and its place among the pages are not judged."""
    small.write("odd.md", f"---\n{wrong}\n---\n\n## A part\n\nWords.\n\n## Another\n\nMore.\n")

    messages = small.build()

    assert [message.split(":")[0] for message in messages] == ["docs/odd.md"], messages


def test_a_tab_that_only_one_reader_of_yaml_accepts_is_one_message(small: Site) -> None:
    small.project("tab", title="\tTab")
    small.write("odd.md", "---\nkeywords: [a]\ntitle: \tOdd\n---\n\n## A part\n\nWords.\n")

    said = "malformed YAML: found character '\\t' that cannot start any token"
    assert small.build() == [f"docs/odd.md:3: {said}", f"docs/projects/tab.md:2: {said}"]

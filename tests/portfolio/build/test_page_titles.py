"""Every page has one title."""

import pytest

from support.small import Site


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("---\ntitle:\n---\n\nWords.\n", 2, "title is empty"),
        ("Words.\n", 1, "the page has no title"),
    ],
)
def test_a_page_without_a_title_is_a_message(small: Site, text: str, line: int, said: str) -> None:
    small.write("untitled.md", text)

    messages = small.build()

    assert any(message.startswith(f"docs/untitled.md:{line}: {said}") for message in messages)


def test_a_page_with_two_titles_is_a_message(small: Site) -> None:
    small.write("two.md", "# First\n\nWords.\n\n# Second\n\nWords.\n")

    assert [m for m in small.build() if "second title" in m] == [
        "docs/two.md:5: the page has a second title; write it as a heading (“## …”)"
    ]


def test_comments_and_tags_are_no_part_of_a_description(small: Site) -> None:
    small.write("keys.md", "---\ntitle: Keys\n---\n\nPress <kbd>K</kbd> <!-- ask Jane -->now.\n")

    assert small.build() == []
    tag = small.page_of("keys").select_one("meta[name=description]")
    assert tag
    assert tag["content"] == "Press K now."


@pytest.mark.parametrize("updated", ["2022-8-1", "last week", "20220101", "'2022-02-30'"])
def test_the_date_of_any_page_is_checked_at_its_line(small: Site, updated: str) -> None:
    text = f"---\ntitle: Dated\nkeywords: a\nupdated: {updated}\n---\n\nWords.\n"
    small.write("dated.md", text)

    plain = updated.strip("'")
    assert small.build() == [
        f'docs/dated.md:4: updated is "{plain}"; allowed: a date such as 2022-08-31'
    ]


def test_what_follows_from_unreadable_front_matter_is_left_out(small: Site) -> None:
    small.project("one", "## Part\n\nText.\n\n## Other\n\nText.", role="Made: it")

    assert [message.split(": ")[0] for message in small.build()] == ["docs/projects/one.md:4"]

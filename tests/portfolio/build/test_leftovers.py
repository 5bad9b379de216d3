"""Markup that was not understood is a message at its line; code and good pages are left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.build import leftovers
from portfolio.build.leftovers import unclosed
from support.small import Site


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```{note}\nA note.\n\n## Rest\n", [1]),
        ("a\n\n:::{note}\nA note.\n", [3]),
        ("A note.\n```\n\nRest.\n", [2]),
        ("````{note}\n```{tip}\nx\n````\n", [2]),
        ("~~~\ncode\n```\n", [1]),
        ("```{note}\nA note.\n```\n", []),
        ("````md\n```{note}\n````\n", []),
        ("```` \n```\n````\n", []),
        ("- ```\n  code\n  ```\n", []),
        ("```code``` in a line\n", []),
    ],
)
def test_a_fence_without_an_end(text: str, lines: list[int]) -> None:
    assert [line for line, _ in unclosed(text.splitlines())] == lines


@pytest.mark.parametrize(
    "left",
    [
        "[the file](my file.md)",
        "{footcite:p}``",
        "A word <!-- and a comment",
        "| a | b |\n| c | d |",
        "Words ::: more",
        r"In $O(n^2)$ steps",
        "$$",
        "#\N{NO-BREAK SPACE}Heading",
        "\N{ZERO WIDTH SPACE}# Heading",
        "##Heading",
        "#Heading",
        "## Part {#part .wide}",
        "Words %%a remark%% and more",
        "[TOC]",
        "A **word, and more",
        "**x\N{FULLWIDTH RIGHT PARENTHESIS}**\N{CJK UNIFIED IDEOGRAPH-4E2D}",
        '=== "A tab"',
        "\N{LEFT SINGLE QUOTATION MARK}" * 3 + "python",
        r"It takes \( O(n) \) steps",
        "\\[\nx\n\\]",
        "-\N{NO-BREAK SPACE}item",
        "\N{BULLET} item",
        "See [[My Page|mine]] and so on",
        "![[picture.png]]",
        "> [!NOTE] Mind this.",
        "> [!tip]\n> Mind this.",
        "!!! note",
        "- [ ] to be done",
        "As said [@own2003, p. 3].",
        "==marked==",
        "~~struck~~",
        "See {{ site.url }}.",
        "{% include note.html %}",
        "{: .class}",
        'import Tabs from "@theme/Tabs"',
        "export const a = 1",
        ".. note:: Mind this.",
        "See :ref:`that`.",
        ":rocket:",
        r"As \cite{own2003} says",
        "<o:p></o:p>",
        "the systemâ€™s",
        "G\N{REPLACEMENT CHARACTER}del",
    ],
)
def test_text_that_looks_like_markup(small: Site, left: str) -> None:
    small.page("left", "Left", f"First.\n\n{left}")

    messages = small.build()

    assert messages
    assert all(message.startswith("docs/left.md:5: “") for message in messages)
    assert all("was not understood" in message for message in messages)


def test_code_may_look_like_anything(small: Site) -> None:
    code = (
        "`[a](b c.md)` and `{note}`\n\n````md\n```{note}\n[a](b c)\n| a | b |\n[[x]] {{ y }}\n````"
    )
    small.page("code", "Code", f"It costs $5, or $6_000.\n\n{code}")
    prose = (
        "2**3, 2 ** 3,\n"
        "At 12:30:45 std::vector::size, a == b == c, x ~~ y ~~ z, [[1, 2]], C:\\Users, #1 of 2.\n"
        "import of tea from China, export of it; a [link](https://a.org), 5\N{NO-BREAK SPACE}GHz.\n"
        "Press <kbd>K</kbd>, H<sub>2</sub>O, <span class='x'>a</span><br>b, <my-part>c</my-part>."
    )
    small.page("prose", "Prose", prose)

    assert small.build() == []


def test_a_sign_that_is_no_text_is_named_at_its_line(small: Site) -> None:
    small.page("sign", "Sign", "First.\n\nA\x0b B, and C\x93, and \uf0b7.")

    assert small.build() == [
        "docs/sign.md:5: U+000B is no sign of text; readers and programs could not read it"
    ]


def test_a_comment_that_is_never_closed(small: Site) -> None:
    small.page("left", "Left", "First.\n\n<!-- a comment\n\nThe rest.")

    assert small.build() == ["docs/left.md:5: this comment is never closed; close it with -->"]


@pytest.mark.parametrize("between", ["", "part.txt"])
def test_a_page_that_includes_itself_is_named_at_its_line(small: Site, between: str) -> None:
    small.write("part.txt", "```{include} self.md\n```\n")
    small.page("self", "Self", f"Words.\n\n```{{include}} {between or 'self.md'}\n```")

    assert small.build() == ["docs/self.md:5: the page includes itself"]


def test_citing_with_another_role_says_which_one_the_site_has(small: Site) -> None:
    small.page("cites", "Cites", "See {cite:p}`own2003`.")

    messages = small.build()

    assert any("cites with {footcite:p}`own2003`" in message for message in messages)
    assert not any("unknown citation key" in message for message in messages)


def test_a_fence_typed_twice_is_named_where_it_stands(small: Site) -> None:
    small.page("twice", "Twice", "```text\ncode\n```\n```\n\n## Lost\n\n```python\nx = 1\n```")

    assert small.build() == [
        "docs/twice.md:6: ``` begins a block of code that has ```python in it; close it before"
    ]


WORDS = ("a", "Export", "import", "export", "default", "const", "from", "-", "1.", "2)", "(b", ";")


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(WORDS)).map(" ".join).filter(leftovers._PLAIN.fullmatch))
def test_what_is_told_at_once_to_be_plain_matches_no_pattern(text: str) -> None:
    assert not any(pattern.search(text) for pattern, _ in leftovers._LEFT)

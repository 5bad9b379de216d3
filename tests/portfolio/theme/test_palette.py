"""The palette's table is computed from the tokens."""

from typing import Any

import pytest
from docutils import nodes
from docutils.parsers.rst import DirectiveError

from portfolio.theme import palette
from portfolio.theme.palette import PAPER, Palette, swatch
from support.small import Site
from support.stub_app import StubApp

TOKENS = f""":root {{ {PAPER}: light-dark(oklch(100% 0 0), oklch(0% 0 0));
  --ink: light-dark(oklch(0% 0 0), oklch(0% 0 0)); }}"""


@pytest.fixture
def app(small: Site, monkeypatch: pytest.MonkeyPatch) -> Any:
    small.write("tokens.css", TOKENS)
    monkeypatch.setattr(palette, "CSS", small.docs)
    return StubApp(small)


def test_a_row_has_both_schemes_and_the_contrast_in_each(app: Any) -> None:
    depends: list[object] = []
    app.env.note_dependency = depends.append
    (scroll,) = app.directive(Palette, content=["--ink :: The ink", "", f"{PAPER} :: Paper"]).run()

    rows = [
        [cell.astext() for cell in row.findall(nodes.entry)] for row in scroll.findall(nodes.row)
    ]
    assert rows[0][0] == "Color"
    assert [(cells[0], cells[-1]) for cells in rows[1:]] == [
        ("The ink", "21.0 and 1.0"), ("Paper", "1.0 and 1.0"),
    ]  # fmt: skip
    assert [cell.rpartition("\n")[2][-7:] for cell in rows[2][1:3]] == ["#ffffff", "#000000"]
    assert depends == [app.srcdir / "tokens.css"], "a change of the tokens is a change of the page"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "no colors; write one a line"),
        (["--ink"], '"--ink": write --token :: words'),
        (["--none :: x"], '"--none :: x": write --token :: words; tokens.css sets the token'),
    ],
)
def test_a_line_without_words_or_token_is_an_error(
    app: Any, lines: list[str], message: str
) -> None:
    with pytest.raises(DirectiveError) as caught:
        app.directive(Palette, content=lines).run()
    assert message in caught.value.msg


def test_a_swatch_is_left_out_by_readers_of_the_screen() -> None:
    assert 'fill="#123456"' in swatch("#123456")
    assert 'aria-hidden="true"' in swatch("#123456")

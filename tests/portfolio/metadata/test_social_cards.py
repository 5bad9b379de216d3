"""Cards of pages for link previews: SVG that fits, escaped, in the colors of the site."""

import datetime as dt
import re

import pytest
import resvg_py

from portfolio.content.page import Page
from portfolio.metadata import social_cards
from portfolio.theme import CSS


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

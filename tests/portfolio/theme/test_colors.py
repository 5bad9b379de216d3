"""Tokens are read as browsers read them."""

import pytest

from portfolio.theme.colors import color, contrast, expand, hex_code, tokens

CSS = """
/* --ink: nothing */
:root { --ink: light-dark(oklch(0% 0 0), oklch(100% 0 0)); --paper: oklch(100% 0 0);
  --mixed: color-mix(in oklab, var(--ink) 50%, var(--paper)); }
[data-project="a"], [data-project="b"] { --ink: oklch(40% 0.1 30); }
@media (prefers-contrast: more) { :root { --paper: oklch(90% 0 0); } }
"""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("oklch(100% 0 0)", "#ffffff"),
        ("oklch(0% 0 0)", "#000000"),
        ("oklch(62.796% 0.25768 29.234)", "#ff0000"),  # CSS Color 4's sample: red
        ("oklch(51.975% 0.17686 142.495)", "#008000"),  # CSS Color 4's sample: green
    ],
)
def test_oklch_becomes_srgb(value: str, expected: str) -> None:
    assert hex_code(color(value, {})) == expected


def test_var_and_light_dark_are_replaced() -> None:
    names = tokens(CSS)

    assert expand("var(--ink)", names, "light") == "oklch(0% 0 0)"
    assert expand("var(--ink)", names, "dark") == "oklch(100% 0 0)"


def test_a_mixture_lies_between() -> None:
    mixed = color("var(--mixed)", tokens(CSS))
    assert mixed.convert("oklab").coords() == pytest.approx([0.5, 0, 0], abs=1e-6)


def test_a_selector_sets_tokens_over_the_root() -> None:
    names = tokens(CSS, (":root", '[data-project="b"]'))

    assert names["--ink"] == "oklch(40% 0.1 30)"
    assert names["--paper"] == "oklch(100% 0 0)"


def test_a_media_query_counts_only_when_asked() -> None:
    assert tokens(CSS)["--paper"] == "oklch(100% 0 0)"
    assert tokens(CSS, media="prefers-contrast: more")["--paper"] == "oklch(90% 0 0)"


def test_black_on_white_has_the_greatest_contrast() -> None:
    black, white = color("oklch(0% 0 0)", {}), color("oklch(100% 0 0)", {})

    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)


def test_an_unknown_token_and_an_unknown_form_are_errors() -> None:
    with pytest.raises(KeyError, match="--nothing"):
        expand("var(--nothing)", {}, "light")
    with pytest.raises(ValueError, match="nothing"):
        color("nothing", {})

"""The colour arithmetic, against published values."""

import pytest

from portfolio.theme.palette import Colour, Palette, PaletteError, contrast

CSS = """
:root {
  --white: oklch(100% 0 0);
  --black: oklch(0% 0 0);
  --red: oklch(62.796% 0.25768 29.234);
  --both: light-dark(var(--white), var(--black));
  --half: color-mix(in oklab, var(--white) 50%, var(--black));
}
@media (prefers-contrast: more) {
  :root {
    --red: oklch(0% 0 0);
  }
}
[data-project="x"] { --red: var(--white); }
"""


def test_extremes_of_contrast() -> None:
    palette = Palette(CSS, "light")
    assert contrast(palette.colour("--white"), palette.colour("--black")) == pytest.approx(21)
    assert contrast(palette.colour("--red"), palette.colour("--red")) == 1


def test_red_is_red() -> None:
    """Pure sRGB red has OKLCH 62.8 % 0.2577 29.23 (CSS Color 4) and 4:1 on white (WCAG)."""
    palette = Palette(CSS, "light")
    assert palette.colour("--red").hex() == "#ff0000"
    assert contrast(palette.colour("--red"), palette.colour("--white")) == pytest.approx(
        4, abs=0.01
    )


def test_schemes_mixes_and_overrides() -> None:
    assert Palette(CSS, "light").colour("--both").hex() == "#ffffff"
    assert Palette(CSS, "dark").colour("--both").hex() == "#000000"
    assert Palette(CSS, "dark").colour("--half").lightness == pytest.approx(0.5)
    assert Palette(CSS, "light", more=True).colour("--red").hex() == "#000000"
    assert Palette(CSS, "light", project="x").colour("--red").hex() == "#ffffff"


def test_out_of_gamut_is_seen() -> None:
    assert Colour(0.5, 0.0, 0.0).in_gamut()
    assert not Colour(0.5, 0.4, 0.0).in_gamut()


@pytest.mark.parametrize("value", ["#fff", "red", "rgb(1 2 3)", "calc(1px)"])
def test_other_syntax_is_refused(value: str) -> None:
    with pytest.raises(PaletteError):
        Palette(f":root {{ --x: {value}; }}", "light").colour("--x")


def test_missing_parts_are_named() -> None:
    with pytest.raises(PaletteError, match="--none"):
        Palette(CSS, "light").colour("--none")
    with pytest.raises(PaletteError, match="prefers-contrast"):
        Palette(":root { --x: oklch(0% 0 0); }", "light", more=True)
    with pytest.raises(PaletteError, match="llvm"):
        Palette(CSS, "light", project="llvm")

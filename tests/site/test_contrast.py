"""Every pair of colours that may meet has enough contrast, in every scheme.

Text stands on any surface, so the pairs are the whole product of the two lists: nobody has to
remember to add one. The floors are 7:1 for text and 4.5:1 for the interface.
"""

import itertools

import pytest

from portfolio.theme.palette import PROJECTS, TOKENS, Palette, contrast

CSS = TOKENS.read_text("utf-8")
SCHEMES = list(itertools.product(("light", "dark"), (False, True), ("", *PROJECTS)))

TEXT = ["--site-ink", "--site-ink-soft", "--site-accent", "--site-hue"]
SURFACES = ["--site-paper", "--site-sunken", "--site-accent-wash", "--site-wash"]

FIGURE_TEXT = ["--site-ink", "--site-ink-soft"]
FIGURE_SURFACES = [
    "--lab-paper", "--lab-area-1", "--lab-area-2", "--lab-area-3", "--lab-area-4",
]  # fmt: skip

INTERFACE = ["--site-edge", "--site-accent", "--site-hue"]  # borders, focus ring, marks
LINES = ["--lab-stroke", "--lab-strong", "--lab-accent"]

PAIRS = [
    *((text, surface, 7.0) for text in TEXT for surface in SURFACES),
    *((text, area, 7.0) for text in FIGURE_TEXT for area in FIGURE_SURFACES),
    *(("--lab-accent", area, 7.0) for area in ("--lab-paper", "--lab-area-1")),
    *((edge, surface, 4.5) for edge in INTERFACE for surface in SURFACES),
    *((line, area, 4.5) for line in LINES for area in FIGURE_SURFACES),
]


@pytest.mark.parametrize(("scheme", "more", "project"), SCHEMES)
def test_every_pair_has_contrast(scheme: str, more: bool, project: str) -> None:
    palette = Palette(CSS, scheme, more=more, project=project)
    low = [
        f"{front} on {back}: {ratio:.2f}, not {floor}"
        for front, back, floor in PAIRS
        if (ratio := contrast(palette.colour(front), palette.colour(back))) < floor
    ]
    assert low == []


@pytest.mark.parametrize(("scheme", "more", "project"), SCHEMES)
def test_every_colour_can_be_shown(scheme: str, more: bool, project: str) -> None:
    """A colour outside sRGB would be shown as another one, with another contrast."""
    palette = Palette(CSS, scheme, more=more, project=project)
    used = sorted({name for front, back, _ in PAIRS for name in (front, back)})
    assert [name for name in used if not palette.colour(name).in_gamut()] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_more(scheme: str) -> None:
    usual, more = Palette(CSS, scheme), Palette(CSS, scheme, more=True)
    paper = "--site-paper"
    for token in ("--site-ink", "--site-ink-soft", "--site-edge", "--site-accent", "--site-rule"):
        before = contrast(usual.colour(token), usual.colour(paper))
        after = contrast(more.colour(token), more.colour(paper))
        assert after > before, token


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_projects_share_one_lightness(scheme: str) -> None:
    """No project shouts: the hues differ in angle, not in weight."""
    palette = Palette(CSS, scheme)
    assert len({palette.colour(f"--hue-{name}").lightness for name in PROJECTS}) == 1

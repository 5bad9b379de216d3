"""Every pair of colors that may meet has enough contrast, in every scheme.

Text stands on any surface, so the pairs are the whole product of the two lists: nobody has to
remember to add one. The floors are 7:1 for text and 4.5:1 for the interface.
"""

import itertools
import re

import pytest
from coloraide import Color

from portfolio.theme import CSS
from portfolio.theme.colors import Scheme, color, contrast, tokens

TOKENS = (CSS / "tokens.css").read_text("utf-8")
PROJECTS = sorted(re.findall(r"--hue-([\w-]+):", TOKENS.split("@media")[0]))
SCHEMES = list(
    itertools.product(("light", "dark"), ("", "prefers-contrast: more"), ("", *PROJECTS))
)


class Palette:
    """The tokens in one scheme, with more contrast or not, on one project's page or none."""

    def __init__(self, scheme: Scheme, media: str = "", project: str = "") -> None:
        # The same order as the cascade: :root, what any project changes, what this one does.
        selectors = [
            ":root",
            *(["[data-project]", f'[data-project="{project}"]'] if project else []),
        ]
        self.scheme = scheme
        self.names = tokens(TOKENS, tuple(selectors), media)

    def __getitem__(self, token: str) -> Color:
        return color(f"var({token})", self.names, self.scheme)


TEXT = ["--site-ink", "--site-ink-soft", "--site-accent", "--site-hue"]
SURFACES = ["--site-paper", "--site-sunken", "--site-accent-wash", "--site-wash"]

FIGURE_TEXT = ["--site-ink", "--site-ink-soft"]
FIGURE_SURFACES = [
    "--lab-paper", "--lab-area-1", "--lab-area-2", "--lab-area-3", "--lab-area-4",
]  # fmt: skip

INTERFACE = ["--site-edge", "--site-accent", "--site-hue"]  # borders, focus ring, marks
LINES = ["--lab-stroke", "--lab-strong"]
# Colors of strokes and fills are light enough to be seen as colors; WCAG 1.4.11 asks for 3:1.
MARKS = ["--lab-accent", "--site-fig"]

PAIRS = [
    *((text, surface, 7.0) for text in TEXT for surface in SURFACES),
    *((text, area, 7.0) for text in FIGURE_TEXT for area in FIGURE_SURFACES),
    *(("--lab-accent-text", area, 7.0) for area in ("--lab-paper", "--lab-area-1")),
    *((edge, surface, 4.5) for edge in INTERFACE for surface in SURFACES),
    *((line, area, 4.5) for line in LINES for area in FIGURE_SURFACES),
    *((mark, area, 3.0) for mark in MARKS for area in (*FIGURE_SURFACES, "--site-wash")),
]


@pytest.mark.parametrize(("scheme", "media", "project"), SCHEMES)
def test_every_pair_has_contrast(scheme: Scheme, media: str, project: str) -> None:
    palette = Palette(scheme, media, project)
    low = [
        f"{front} on {back}: {ratio:.2f}, not {floor}"
        for front, back, floor in PAIRS
        if (ratio := contrast(palette[front], palette[back])) < floor
    ]
    assert low == []


@pytest.mark.parametrize(("scheme", "media", "project"), SCHEMES)
def test_every_color_can_be_shown(scheme: Scheme, media: str, project: str) -> None:
    """A color outside sRGB would be shown as another one, with another contrast."""
    palette = Palette(scheme, media, project)
    used = sorted({name for front, back, _ in PAIRS for name in (front, back)})
    outside = [name for name in used if not palette[name].in_gamut("srgb-linear", tolerance=0.001)]
    assert outside == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_more(scheme: Scheme) -> None:
    usual, more = Palette(scheme), Palette(scheme, "prefers-contrast: more")
    paper = "--site-paper"
    for token in ("--site-ink", "--site-ink-soft", "--site-edge", "--site-accent", "--site-rule"):
        before = contrast(usual[token], usual[paper])
        after = contrast(more[token], more[paper])
        assert after > before, token


@pytest.mark.parametrize("project", PROJECTS)
def test_marks_are_seen_as_colored(project: str) -> None:
    """By day a mark is as far from ink, in OKLab, as a color must be to be told from black."""
    palette = Palette("light", project=project)
    ink, mark, text = (palette[name] for name in ("--site-ink", "--lab-accent", "--site-hue"))
    assert distance(mark, ink) >= 0.3 > distance(text, ink)


def distance(one: Color, other: Color) -> float:
    """Return how far apart two colors are in OKLab."""
    return float(one.distance(other, space="oklab"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_projects_share_one_lightness(scheme: Scheme) -> None:
    """No project shouts: the hues differ in angle, not in weight."""
    palette = Palette(scheme)
    assert len(PROJECTS) == 5
    assert len({palette[f"--hue-{name}"]["lightness"] for name in PROJECTS}) == 1

"""The colours of ``tokens.css``, computed as a browser would: for the colophon and the tests.

Only the syntax that file uses is understood: ``oklch()``, ``light-dark()``, ``var()`` and
``color-mix(in oklab, …)``. Anything else is a :class:`PaletteError`.

Source of the conversions: B. Ottosson, "A perceptual color space for image processing" (2020);
of the contrast: WCAG 2.2, "relative luminance" and "contrast ratio".
"""

import math
import re
from dataclasses import dataclass
from pathlib import Path

TOKENS = Path(__file__).parents[3] / "docs" / "_static" / "css" / "tokens.css"
PROJECTS = ("ekko", "lightning", "ekko-elastic", "consensus", "llvm")


class PaletteError(ValueError):
    """A token that is missing or written in a way this module does not understand."""


@dataclass(frozen=True)
class Colour:
    """A colour in OKLab: lightness 0 … 1, and the green–red and blue–yellow axes."""

    lightness: float
    a: float
    b: float

    def linear(self) -> tuple[float, float, float]:
        """Return linear-light sRGB; outside 0 … 1 where the colour is out of gamut."""
        l_, m, s = (
            (self.lightness + p * self.a + q * self.b) ** 3
            for p, q in (
                (0.3963377774, 0.2158037573),
                (-0.1055613458, -0.0638541728),
                (-0.0894841775, -1.2914855480),
            )
        )
        return (
            4.0767416621 * l_ - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l_ + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l_ - 0.7034186147 * m + 1.7076147010 * s,
        )

    def in_gamut(self) -> bool:
        """Tell whether an sRGB screen can show the colour."""
        return all(-0.001 <= part <= 1.001 for part in self.linear())

    def luminance(self) -> float:
        """Return the relative luminance, 0 … 1."""
        red, green, blue = (min(1.0, max(0.0, part)) for part in self.linear())
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def hex(self) -> str:
        """Return ``#rrggbb``, clipped to the gamut."""
        parts = (min(1.0, max(0.0, part)) for part in self.linear())
        coded = (12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055 for p in parts)
        return "#" + "".join(f"{round(255 * part):02x}" for part in coded)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 … 21."""
    low, high = sorted((one.luminance(), other.luminance()))
    return (high + 0.05) / (low + 0.05)


class Palette:
    """The tokens of one style sheet, seen in one *scheme* (``light`` or ``dark``)."""

    def __init__(self, css: str, scheme: str, *, more: bool = False, project: str = "") -> None:
        self.scheme = scheme
        self.tokens = _declarations(css, ":root")
        if more:
            block = re.search(r"@media \(prefers-contrast: more\) \{(.*?)\n\}", css, re.S)
            if block is None:
                raise PaletteError("tokens.css has no block for prefers-contrast: more")
            self.tokens |= _declarations(block[1], ":root")
        if project:
            self.tokens |= _declarations(css, f'[data-project="{project}"]')

    def colour(self, token: str) -> Colour:
        """Return the colour of *token*, for example ``--site-ink``."""
        if token not in self.tokens:
            raise PaletteError(f"tokens.css does not define {token}")
        return self._value(self.tokens[token])

    def _value(self, text: str) -> Colour:
        text = text.strip()
        if match := re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", text):
            lightness, chroma, hue = (float(part) for part in match.groups())
            angle = math.radians(hue)
            return Colour(lightness / 100, chroma * math.cos(angle), chroma * math.sin(angle))
        if match := re.fullmatch(r"var\((--[\w-]+)\)", text):
            return self.colour(match[1])
        if text.startswith("light-dark("):
            light, dark = _arguments(text)
            return self._value(light if self.scheme == "light" else dark)
        if text.startswith("color-mix(in oklab,"):
            _, first, second = _arguments(text)
            colour, _, share = first.rpartition(" ")
            part = float(share.removesuffix("%")) / 100
            one, other = self._value(colour), self._value(second)
            return Colour(
                part * one.lightness + (1 - part) * other.lightness,
                part * one.a + (1 - part) * other.a,
                part * one.b + (1 - part) * other.b,
            )
        raise PaletteError(f"not a colour this module understands: {text}")


def _declarations(css: str, selector: str) -> dict[str, str]:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    match = re.search(rf"^\s*{re.escape(selector)} \{{(.*?)\}}", css, re.S | re.M)
    if match is None:
        raise PaletteError(f"tokens.css has no rule for {selector}")
    return {
        name: " ".join(value.split())
        for name, value in re.findall(r"(--[\w-]+):\s*([^;]+);", match[1])
    }


def _arguments(text: str) -> list[str]:
    """Split the arguments of a function at the commas outside inner parentheses."""
    inner = text[text.index("(") + 1 : -1]
    parts, depth = [""], 0
    for character in inner:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]

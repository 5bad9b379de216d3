"""The style sheet's tokens as colours that a program can compute with.

``tokens.css`` is the only place where a colour is named. What must know the colours without a
browser — the contrast test, the swatches on the colophon, the pictures for link previews —
reads that file here: custom properties, ``var()``, ``light-dark()``, ``color-mix(in oklab, …)``
and ``oklch()``, which is all it uses. Conversions follow CSS Color 4: OKLCH → OKLab → linear
sRGB → sRGB, clipped to the gamut.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]

# OKLab to linear sRGB (CSS Color 4, section 10).
_LMS = ((1.0, 0.3963377774, 0.2158037573),
        (1.0, -0.1055613458, -0.0638541728),
        (1.0, -0.0894841775, -1.2914855480))  # fmt: skip
_RGB = ((4.0767416621, -3.3077115913, 0.2309699292),
        (-1.2684380046, 2.6097574011, -0.3413193965),
        (-0.0041960863, -0.7034186147, 1.7076147010))  # fmt: skip


@dataclass(frozen=True)
class Colour:
    """A colour in OKLab: lightness 0–1, and the axes *a* (green–red) and *b* (blue–yellow)."""

    lightness: float
    a: float
    b: float

    def unclipped(self) -> list[float]:
        """Return linear sRGB; a channel outside 0–1 is one no sRGB screen can show."""
        lms = [(row[0] * self.lightness + row[1] * self.a + row[2] * self.b) ** 3 for row in _LMS]
        return [math.fsum(w * x for w, x in zip(row, lms, strict=True)) for row in _RGB]

    def linear(self) -> tuple[float, float, float]:
        """Return linear sRGB, each channel clipped to 0–1."""
        red, green, blue = (min(1.0, max(0.0, channel)) for channel in self.unclipped())
        return red, green, blue

    def hex(self) -> str:
        """Return the colour as ``#rrggbb``."""
        return "#" + "".join(f"{round(_encode(channel) * 255):02x}" for channel in self.linear())

    def luminance(self) -> float:
        """Return the relative luminance of WCAG 2.2, from 0 to 1, of the colour as painted."""
        red, green, blue = (
            _decode(round(_encode(channel) * 255) / 255) for channel in self.linear()
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """Return the mixture in OKLab with *share* of this colour, from 0 to 1."""
        return Colour(
            self.lightness * share + other.lightness * (1 - share),
            self.a * share + other.a * (1 - share),
            self.b * share + other.b * (1 - share),
        )


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((one.luminance(), other.luminance()))
    return (lighter + 0.05) / (darker + 0.05)


def tokens(css: str, selectors: tuple[str, ...] = (":root",), media: str = "") -> dict[str, str]:
    """Return the custom properties that *selectors* set, later ones over earlier ones.

    With *media*, the properties inside ``@media (media)`` come on top.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    inside = "".join(
        block for query, block in re.findall(r"@media ([^{]+)\{((?:[^{}]*\{[^{}]*\})*)\s*\}", css)
        if media and media in query
    )  # fmt: skip
    outside = re.sub(r"@media [^{]+\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", css)
    found: dict[str, str] = {}
    for text in (outside, inside):
        for selector in selectors:
            for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
                if selector in [name.strip() for name in names.split(",")]:
                    found.update(re.findall(r"(--[\w-]+)\s*:\s*([^;]+);", body))
    return found


def expand(value: str, names: Mapping[str, str], scheme: Scheme) -> str:
    """Return *value* with every ``var()`` and ``light-dark()`` replaced."""
    while match := re.search(r"var\((--[\w-]+)\)", value):
        if match[1] not in names:
            raise KeyError(f"the token {match[1]} is used but not set")
        value = value.replace(match[0], names[match[1]])
    while match := re.search(r"light-dark\(", value):
        inner, end = _arguments(value, match.end())
        value = value[: match.start()] + inner[0 if scheme == "light" else 1] + value[end:]
    return value.strip()


def colour(value: str, names: Mapping[str, str], scheme: Scheme = "light") -> Colour:
    """Return the colour that *value* means; raises ``ValueError`` if it is none."""
    return _parse(expand(value, names, scheme))


def _parse(value: str) -> Colour:
    value = value.strip()
    if match := re.fullmatch(r"oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)\s*\)", value):
        lightness, chroma, hue = (float(part) for part in match.groups())
        angle = math.radians(hue)
        return Colour(lightness / 100, chroma * math.cos(angle), chroma * math.sin(angle))
    if value.startswith("color-mix("):
        (space, first, second), end = _arguments(value, len("color-mix("))
        match = re.fullmatch(r"(.+?)\s+([\d.]+)%", first)
        if space == "in oklab" and match and end == len(value):
            return _parse(match[1]).mixed(_parse(second), float(match[2]) / 100)
    raise ValueError(f"no colour of a form this module knows: {value}")


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """Split a function's arguments; *start* is behind its ``(``. Also return the end."""
    depth, parts, part = 1, [], start
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0 or (depth == 1 and text[place] == ","):
            parts.append(text[part:place].strip())
            part = place + 1
        if depth == 0:
            return parts, place + 1
    raise ValueError(f"unbalanced brackets in {text}")


def _encode(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _decode(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

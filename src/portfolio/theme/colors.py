"""The style sheet's tokens as colors that a program can compute with.

``tokens.css`` is the only place where a color is named. What must know the colors without a
browser — the contrast test, the swatches on the colophon, the pictures for link previews —
reads that file here: custom properties, ``var()``, ``light-dark()`` and ``color-mix(in oklab,
…)`` are resolved here; coloraide knows the colors themselves (CSS Color 4).
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from coloraide import Color

Scheme = Literal["light", "dark"]


def hex_code(color: "Color") -> str:
    """Return the color as ``#rrggbb``, as a screen of sRGB shows it."""
    return str(color.convert("srgb").clip().to_string(hex=True))


def contrast(first: "Color", second: "Color") -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21, of the colors as painted."""
    from coloraide import Color

    return float(Color(hex_code(first)).contrast(hex_code(second)))


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
    declared: dict[str, str] = {}
    for text in (outside, inside):
        for selector in selectors:
            for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
                if selector in [name.strip() for name in names.split(",")]:
                    declared.update(re.findall(r"(--[\w-]+)\s*:\s*([^;]+);", body))
    return declared


def expand(value: str, names: Mapping[str, str], scheme: Scheme) -> str:
    """Return *value* with every ``var()`` and ``light-dark()`` replaced.

    *names* are the tokens that are set; KeyError for one that is not.
    """
    while match := re.search(r"var\((--[\w-]+)\)", value):
        if match[1] not in names:
            raise KeyError(f"the token {match[1]} is used but not set")
        value = value.replace(match[0], names[match[1]])
    while match := re.search(r"light-dark\(", value):
        inner, end = _arguments(value, match.end())
        value = value[: match.start()] + inner[0 if scheme == "light" else 1] + value[end:]
    return value.strip()


def color(value: str, names: Mapping[str, str], scheme: Scheme = "light") -> "Color":
    """Return the color that *value* means; raises ``ValueError`` if it is none."""
    return _parse(expand(value, names, scheme))


def _parse(value: str) -> "Color":
    from coloraide import Color  # here, since most builds compute with no color

    if not value.startswith("color-mix("):
        return Color(value)
    (space, first, second), end = _arguments(value, len("color-mix("))
    match = re.fullmatch(r"(.+?)\s+([\d.]+)%", first)
    if space != "in oklab" or match is None or end != len(value):
        raise ValueError(f"no mixture of a form this module knows: {value}")
    share = float(match[2]) / 100
    return Color.mix(_parse(match[1]), _parse(second), 1 - share, space="oklab")


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

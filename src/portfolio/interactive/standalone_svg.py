"""Makes drawings into SVG files that stand alone, for pages that show them as images.

Such a file has its own style sheet, made from the site's. An image takes the color scheme of the
element that shows it, so it is dark when the page is.
"""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from labs.kernel.drawing import NOTE, advance
from labs.kernel.formatting import fixed
from portfolio.interactive import figure
from portfolio.interactive.figure import SVG
from portfolio.theme.colors import tokens

SVG_SPACE = 'xmlns="http://www.w3.org/2000/svg"'
_TEXT = f"{{{SVG}}}text"
RULES, TOKENS = "figures.css", "tokens.css"
_USED = re.compile(r"var\((--[\w-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def standalone(svg: str, project: str, css: Path) -> str:
    """Return *svg* as the text of a file; *css* is the folder with the site's style sheets."""
    rules = _COMMENT.sub("", _text(css / RULES)).strip()
    sheet = "".join(
        f"{head}{{{body}}}{tail}"
        for head, body, tail in (
            (":root", _declared(rules, css, project), ""),
            ("@media(prefers-contrast:more){:root", _declared(rules, css, project, "more"), "}"),
        )
        if body
    )
    style = f"<style>:root{{color-scheme:light dark}}{sheet}{rules}</style>"
    space = "" if SVG_SPACE in svg else f" {SVG_SPACE}"
    return re.sub(r"<svg\b([^>]*)>", lambda m: f"<svg{space}{m[1]}>{style}", svg, count=1)


def picker_drawing(svg: str) -> str:
    """Return the first panel of *svg*, to be recognized at the size of a thumb.

    Its text is left out; where there is hardly anything else, as in a listing, a line of text is
    a bar of its length.
    """
    root = ET.fromstring(figure.panels(svg)[0].svg)
    texts = sum(element.tag == _TEXT for element in root.iter())
    listing = 2 * texts > sum(1 for _ in root.iter())
    for parent in list(root.iter()):
        for index, child in reversed(list(enumerate(parent))):
            if child.tag == _TEXT:
                parent.remove(child)
                if listing and child.get("text-anchor") == "start":
                    parent.insert(index, _bar(child))
    return ET.tostring(root, encoding="unicode")


def _bar(text: ET.Element) -> ET.Element:
    height = NOTE / 2
    return ET.Element(
        f"{{{SVG}}}rect",
        {
            "class": "fig-note",
            "x": text.get("x", "0"),
            "y": fixed(float(text.get("y", "0")) - height),
            "width": fixed(advance("".join(text.itertext()))),
            "height": fixed(height),
        },
    )


def _declared(rules: str, css: Path, project: str, contrast: str = "") -> str:
    """Return the tokens that *rules* use, and those that these use, as declarations."""
    text = _text(css / TOKENS)
    selectors = (":root", "[data-project]", f'[data-project="{project}"]')
    media = f"prefers-contrast: {contrast}" if contrast else ""
    every, plain = tokens(text, selectors, media), tokens(text, selectors)
    needed, waiting = set(), _USED.findall(rules)
    while waiting:
        name = waiting.pop()
        if name in every and name not in needed:
            needed.add(name)
            waiting.extend(_USED.findall(every[name]))
    changed = [name for name in every if name in needed]
    if contrast:
        changed = [name for name in changed if every[name] != plain.get(name)]
    return "".join(f"{name}:{every[name]};" for name in changed)


def figure_sheets(css: Path) -> str:
    """Return the style sheets that decide, with a project's hue, how a drawing's file looks."""
    return _text(css / RULES) + _text(css / TOKENS)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""

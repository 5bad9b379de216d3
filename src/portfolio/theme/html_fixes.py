"""Small repairs of the HTML that Sphinx and its extensions write, in one place."""

import re
from typing import Any

from sphinx.application import Sphinx

REPAIRS = (
    # A raised number touches its word; authors write a space before a role.
    (re.compile(r'\s+(?=<a class="footnote-reference)'), ""),
    # Two of them side by side stay on one line: a word joiner between them.
    (re.compile(r'</a>(?=<a class="footnote-reference)'), "</a>&#8288;"),
    # What may scroll sideways takes the focus, so that the arrow keys can scroll it:
    # axe's scrollable-region-focusable, broken in Furo (furo#660).
    (re.compile(r"<pre>"), '<pre tabindex="0">'),
    (
        re.compile(r'<div class="table-wrapper([^"]*)">'),
        r'<div class="table-wrapper\1" tabindex="0" role="group" aria-label="Table">',
    ),
)


NARROW = "\N{NARROW NO-BREAK SPACE}"
UNITS = "%|s|ms|µs|ns|kB|MB|GB|TB|KiB|MiB|GiB|TiB|Gbit/s|Mbit/s|px"
_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?![\w/]))")
_UNIT_FIRST = re.compile(rf"^ (?=(?:{UNITS})(?![\w/]))")
_MARKUP = re.compile(r"(<(?:code|pre|svg|math)\b.*?</(?:code|pre|svg|math)>|<[^>]*>)", re.DOTALL)


def keep_units(body: str) -> str:
    """Return HTML in which no line breaks between a number and its unit.

    >>> html = "<td>0.15 s of 9 set</td> <code>1 s</code> <i>7</i> %"
    >>> keep_units(html).split(NARROW)
    ['<td>0.15', 's of 9 set</td> <code>1 s</code> <i>7</i>', '%']
    """
    parts = _MARKUP.split(body)
    number = False
    for index in range(0, len(parts), 2):  # text; every other part is markup
        if text := parts[index]:
            if number:
                text = _UNIT_FIRST.sub(NARROW, text)
            parts[index] = _UNIT.sub(NARROW, text)
            number = text[-1].isdigit()
    return "".join(parts)


_STYLED = re.compile(r'<(?P<tag>img|col|table)\b[^>]*?(?P<style> style="(?P<css>[^"]*)")[^>]*>')
_SIZE = re.compile(r"\s*(?P<name>width|height):\s*(?P<number>[\d.]+)(?P<unit>[a-z%]*)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "in": 96.0,
           "cm": 96 / 2.54, "mm": 96 / 25.4, "pt": 96 / 72, "pc": 16.0}  # fmt: skip


def sizes_as_attributes(html: str) -> str:
    """Return *html* with the sizes in ``style`` of pictures, tables and columns as attributes.

    Lengths become pixels of CSS, with 16 of them to an em.

    >>> sizes_as_attributes('<img src="a.png" style="width: 20%; height: 2em;" />')
    '<img src="a.png" width="20%" height="32" />'
    """
    return _STYLED.sub(_with_attributes, html)


def _with_attributes(match: re.Match[str]) -> str:
    sizes = []
    for declaration in match["css"].split(";"):
        size = _SIZE.fullmatch(declaration)
        if size and size["unit"] == "%":
            sizes.append(f' {size["name"]}="{size["number"]}%"')
        elif size and size["unit"] in _PIXELS:
            sizes.append(
                f' {size["name"]}="{round(float(size["number"]) * _PIXELS[size["unit"]])}"'
            )
        elif declaration.strip():
            return match[0]  # what is left is a message of the check
    return match[0].replace(match["style"], "".join(sizes), 1)


def mend(body: str) -> str:
    """Return the body of a page, repaired.

    >>> mend('<p>It is fast <a class="footnote-reference" href="#1">1</a></p>')
    '<p>It is fast<a class="footnote-reference" href="#1">1</a></p>'
    """
    for pattern, replacement in REPAIRS:
        body = pattern.sub(replacement, body)
    return sizes_as_attributes(keep_units(body))


def mend_page(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Repair the page about to be written."""
    if "body" in context:
        context["body"] = mend(context["body"])

"""Small repairs of the HTML that Sphinx and its extensions write, in one place."""

import re
from typing import Any

from sphinx.application import Sphinx

from portfolio.build.policy import sizes_as_attributes

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

"""Small repairs of the HTML that Sphinx and its extensions write, in one place."""

import re
from typing import Any

from sphinx.application import Sphinx

from portfolio.build.policy import sizes_as_attributes

REPAIRS = (
    # A raised number touches its word; authors write a space before a role.
    (re.compile(r'\s+(?=<a class="footnote-reference)'), ""),
    # What may scroll sideways takes the focus, so that the arrow keys can scroll it:
    # axe's scrollable-region-focusable, broken in Furo (furo#660).
    (re.compile(r"<pre>"), '<pre tabindex="0">'),
    (
        re.compile(r'<div class="table-wrapper([^"]*)">'),
        r'<div class="table-wrapper\1" tabindex="0" role="group" aria-label="Table">',
    ),
)


def mend(body: str) -> str:
    """Return the body of a page, repaired.

    >>> mend('<p>It is fast <a class="footnote-reference" href="#1">1</a></p>')
    '<p>It is fast<a class="footnote-reference" href="#1">1</a></p>'
    """
    for pattern, replacement in REPAIRS:
        body = pattern.sub(replacement, body)
    return sizes_as_attributes(body)


def mend_page(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Repair the page about to be written."""
    if "body" in context:
        context["body"] = mend(context["body"])

"""Which builders write a web site, and which write pages for a browser."""

from sphinx.application import Sphinx

FOR_BROWSERS = ("html", "dirhtml", "singlehtml")
"""The builders that write HTML in our theme, for a browser that runs its scripts.

An EPUB is HTML too, but has a style sheet of its own, and its reader runs nothing.
"""


def writes_site(app: Sphinx) -> bool:
    """Tell whether each page becomes a page of a web site, with an address of its own.

    Builders such as ``epub``, ``singlehtml`` and ``htmlhelp`` write HTML too, but no site: they
    get no feed, no map for crawlers and no search.
    """
    return app.builder.name in {"html", "dirhtml"}


def writes_for_browsers(app: Sphinx) -> bool:
    """Tell whether pages are written for a browser, where a lab can run."""
    return app.builder.name in FOR_BROWSERS

"""Which builders write a web site."""

from sphinx.application import Sphinx


def writes_site(app: Sphinx) -> bool:
    """Tell whether each page becomes a page of a web site, with an address of its own.

    Builders such as ``epub``, ``singlehtml`` and ``htmlhelp`` write HTML too, but no site: they
    get no feed, no map for crawlers and no search.
    """
    return app.builder.name in {"html", "dirhtml"}

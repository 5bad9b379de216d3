"""A 404 page that works at any depth.

Hosts serve ``404.html`` for an address of any depth, so its links must start at the site's
base path. ``sphinx-notfound-page`` writes them so; what it must be told is that path, which it
otherwise takes for Read the Docs' ``/en/latest/``. A site that is built without its address may
be put below any path; then a script in this one page looks for it (``find_root.js``), the only
inline script that a policy allows.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from portfolio.theme.policy import with_script

PAGE = "404"
SCRIPT = Path(__file__).with_name("find_root.js")


def base_path(address: str) -> str:
    """Return the path that *address* ends with, from ``/`` to ``/``.

    >>> base_path("https://example.org/en/latest/")
    '/en/latest/'
    """
    return urlsplit(address).path or "/"


def _set_prefix(app: Sphinx, config: Config) -> None:
    config.notfound_urls_prefix = base_path(config.html_baseurl)


def _prefix_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the base path before the links in the page's own text."""
    if docname == PAGE:
        for reference in doctree.findall(nodes.reference):
            if reference.get("internal") and "refuri" in reference:
                reference["refuri"] = base_path(app.config.html_baseurl) + reference["refuri"]


def _set_root(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Tell scripts, too, where the site begins."""
    if pagename == PAGE:
        root = base_path(app.config.html_baseurl)
        context["content_root"] = root
        # The form of the search in the page's own text, like the links there.
        context["body"] = context["body"].replace(' action="', f' action="{root}')
        if not app.config.html_baseurl and "content_policy" in context:
            _allow_root_script(context)


def _allow_root_script(context: dict[str, Any]) -> None:
    """Put the script into the page, and its digest into the page's policy."""
    script = SCRIPT.read_text("utf-8")
    context["content_policy"] = with_script(context["content_policy"], script)
    context["metatags"] = f"{context.get('metatags', '')}<script>{script}</script>"


def setup(app: Sphinx) -> None:
    """Load the library and tell it the site's base path."""
    app.setup_extension("notfound.extension")
    app.connect("config-inited", _set_prefix, priority=200)
    app.connect("doctree-resolved", _prefix_links, priority=900)
    app.connect("html-page-context", _set_root, priority=600)  # after the theme, at 400

"""A 404 page that works at any depth.

Hosts serve ``404.html`` for an address of any depth, so its links must start at the site's
base path. ``sphinx-notfound-page`` writes them so; what it must be told is that path, which it
otherwise takes for Read the Docs' ``/en/latest/``.
"""

from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config


def base_path(address: str) -> str:
    """Return the path that *address* ends with, from ``/`` to ``/``.

    >>> base_path("https://example.org/en/latest/")
    '/en/latest/'
    """
    return urlsplit(address).path or "/"


def _tell_path(app: Sphinx, config: Config) -> None:
    config.notfound_urls_prefix = base_path(config.html_baseurl)


def setup(app: Sphinx) -> None:
    """Load the library and tell it the site's base path."""
    app.setup_extension("notfound.extension")
    app.connect("config-inited", _tell_path, priority=200)

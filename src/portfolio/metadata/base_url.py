"""Reads the address at which the site is published from the environment.

The host tells: Read the Docs sets ``READTHEDOCS_CANONICAL_URL``; the GitHub Pages workflow and
anybody else set ``SITE_URL``. It becomes ``html_baseurl``, and every absolute link on the site
is made from that. Without either, the site is built for no address in particular: it then
carries no canonical link, no sitemap and no other absolute link to itself, because any would
be wrong.
"""

import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

VARIABLES = ("SITE_URL", "READTHEDOCS_CANONICAL_URL")
_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])\.?(?::[0-9]{1,5})?"
    r"(?:[/?#][\w.~!$&()*+,;=:@%/?#-]*)?",
    re.ASCII | re.IGNORECASE,
)
"""A host, a port and a path in the characters of RFC 3986; without quotes, spaces or a user."""


def site_address(environment: Mapping[str, str]) -> str:
    """Return the site's address with a trailing slash, or ``""`` when nobody gave one.

    Raises ``ConfigError`` naming the variable when its value is no web address.
    """
    for variable in VARIABLES:
        value = environment.get(variable, "").strip()
        if not value:
            continue
        if not _ADDRESS.fullmatch(value):
            raise ConfigError(
                f"{variable}={value!r} is not a web address; allowed: https://host/path/"
            )
        parts = urlsplit(value)
        if parts.query or parts.fragment:
            raise ConfigError(f"{variable}={value!r} must end with a path, without ? or #")
        return value.rstrip("/") + "/"
    return ""


def absolute(address: str, path: str) -> str:
    """Return the address of *path*; the home page is the site's address itself.

    The builder writes ``index.html`` for the home page; its canonical address has no file name.
    """
    return address if path == "index.html" else address + path


def _take_address(app: Sphinx, config: Config) -> None:
    if not config.html_baseurl:
        config.html_baseurl = site_address(os.environ)


def setup(app: Sphinx) -> None:
    """Let the environment decide the address before anything reads it."""
    app.connect("config-inited", _take_address, priority=100)

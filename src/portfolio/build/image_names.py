"""Reads the escapes of an address in an image's name: ``my%20picture.png`` is "my picture.png"."""

from pathlib import Path
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx


def _unquote(app: Sphinx, doctree: nodes.document) -> None:
    """Take the escapes out of each address that is no file as it is written."""
    for image in doctree.findall(nodes.image):
        written, meant = image["uri"], unquote(image["uri"])
        if "\0" in meant or "://" in written or written == meant:
            continue
        _, path = app.env.relfn2path(written, app.env.docname)
        _, other = app.env.relfn2path(meant, app.env.docname)
        if not Path(path).exists() and Path(other).is_file():
            image["uri"] = meant


def setup(app: Sphinx) -> None:
    """Look at the images of each page before Sphinx collects them."""
    app.connect("doctree-read", _unquote, priority=100)

"""The Sphinx extension behind this site: one idea a file, registered here.

Read :func:`setup` as the table of contents.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

__version__ = "1.0.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part, each with its reason."""
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

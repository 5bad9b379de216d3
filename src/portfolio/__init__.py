"""The Sphinx extension behind this site: one idea a file, registered here.

Read :func:`setup` as the table of contents.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from portfolio import theme

__version__ = "1.0.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part, each with its reason."""
    theme.setup(app)  # templates over Furo's, and the scripts of the frame
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

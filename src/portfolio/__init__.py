"""The Sphinx extension behind this site: one idea a file, registered here.

Read :func:`setup` as the table of contents.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from portfolio import alternatives, assets, encoding, theme

__version__ = "1.0.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part, each with its reason."""
    assets.setup(app)  # one style sheet, short scripts, nothing that no page uses
    theme.setup(app)  # templates over Furo's, and the scripts of the frame
    encoding.setup(app)  # a page that is not UTF-8 is one clear message
    alternatives.setup(app)  # every image says in words what it shows
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

"""The Sphinx extension behind this site: a folder for each subject, registered here.

Read :func:`setup`, and that of each folder, as a table of contents.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "1.0.0"


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Register every part, each with its reason."""
    # Imported here, so that ``make html`` with nothing to do ends before Sphinx would start.
    from portfolio import build, content, directives, interactive, metadata, theme

    content.setup(app)  # what the pages say: settings, projects, the record of a page
    build.setup(app)  # what Sphinx reads again, and which mistakes it names
    directives.setup(app)  # the parts of pages that are made from data
    theme.setup(app)  # Furo's article in a frame of our own
    interactive.setup(app)  # figures that are programs
    metadata.setup(app)  # what programs read, and where the site lives
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

"""Let pybtex find its plug-ins once.

For every citation it asks each installed package for its entry points; on a page with thirty
citations that takes longer than all the rest. What is installed does not change during a build.
"""

import functools

import pybtex.plugin
from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Remember the answers."""
    if not hasattr(pybtex.plugin.entry_points, "cache_info"):
        pybtex.plugin.entry_points = functools.cache(pybtex.plugin.entry_points)

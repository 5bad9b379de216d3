"""Makes pybtex look up its plug-ins once in a build.

For every citation pybtex asks each installed package for its entry points; on a page with thirty
citations that takes longer than all the rest. What is installed does not change during a build.
"""

import functools

import pybtex.plugin
from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Replace pybtex's function by one that remembers its answers."""
    if not hasattr(pybtex.plugin.entry_points, "cache_info"):
        pybtex.plugin.entry_points = functools.cache(pybtex.plugin.entry_points)

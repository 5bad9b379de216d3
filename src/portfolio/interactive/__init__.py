"""Labs on pages: figures drawn when the site is built, and alive in the reader's browser.

One idea a file; :func:`setup` is the table of contents. Nothing here runs in the reader's
browser but the scripts in ``static/lab`` and, unchanged, the package ``labs``.
"""

from sphinx.application import Sphinx

from portfolio.interactive import (
    assets,
    computed_value,
    drawing_file,
    example,
    lab_links,
    panel,
    scenario,
    source_pages,
)


def setup(app: Sphinx) -> None:
    """Register every part, each with its reason."""
    scenario.setup(app)  # {scenario}: a figure, in the page and in print
    computed_value.setup(app)  # {modeled}: a number of a lab in prose
    panel.setup(app)  # {lab}: the figure with its controls
    drawing_file.setup(app)  # {drawing-file}: a large drawing as a file of its own
    lab_links.setup(app)  # links to panels, from wherever a project is named
    example.setup(app)  # buttons that copy and run code examples
    source_pages.setup(app)  # pages with the source of the models
    assets.setup(app)  # Python for the browser, where a page has a panel

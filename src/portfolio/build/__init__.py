"""The command that builds the site, and everything that turns a mistake into one clear message."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> None:
    """Register every part, each with its reason."""
    # Imported here, so that ``make html`` with nothing to do ends before Sphinx would start.
    from portfolio.build import (
        alt_text,
        freshness,
        image_names,
        leftovers,
        page_names,
        page_titles,
        policy,
        pybtex_patch,
        raw_html,
    )

    pybtex_patch.setup(app)  # pybtex finds its plug-ins once
    freshness.setup(app)  # incremental builds equal clean ones
    page_titles.setup(app)  # every page has a title, each sign of it text
    page_names.setup(app)  # pages that cannot be published under their names
    leftovers.setup(app)  # markup that was not understood
    raw_html.setup(app)  # tags that a browser would make something else of
    policy.setup(app)  # what the site's policy would block is a message
    image_names.setup(app)  # "my%20picture.png" is the file "my picture.png"
    alt_text.setup(app)  # every image says in words what it shows

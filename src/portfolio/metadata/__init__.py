"""What programs read of the site, from the tags in ``<head>`` to the feed and the sitemap.

One idea a file; :func:`setup` is the table of contents. All of it comes from the pages' own
front matter and from ``references.bib``; nothing here is typed twice. The only fact that is not
in the repository is the address the site is published at (:mod:`~portfolio.metadata.base_url`),
and every file says the same about it.
"""

from sphinx.application import Sphinx

from portfolio.metadata import (
    base_url,
    csl_json,
    feed,
    head,
    llms,
    markdown_export,
    notfound,
    projects_json,
    redirects,
    robots,
    search_facts,
    sitemap,
    social_cards,
)


def setup(app: Sphinx) -> None:
    """Register every part, each with its reason."""
    base_url.setup(app)  # where the site is published, from one place
    head.setup(app)  # what previews, scholars and crawlers read in <head>
    social_cards.setup(app)  # an image a page for link previews
    sitemap.setup(app)  # sitemap.xml, when the address is known
    robots.setup(app)  # robots.txt
    feed.setup(app)  # an Atom feed
    projects_json.setup(app)  # projects.json
    search_facts.setup(app)  # the search, and what it knows of projects
    csl_json.setup(app)  # the papers for reference managers
    markdown_export.setup(app)  # a Markdown twin of every page
    llms.setup(app)  # llms.txt, a map of those twins
    notfound.setup(app)  # a 404 page that works at any depth
    redirects.setup(app)  # pages that were published stay, or lead on

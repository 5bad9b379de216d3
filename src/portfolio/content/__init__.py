"""What the pages say: front matter, project records, the bibliography and their diagnostics."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> None:
    """Register every part, each with its reason."""
    # Imported here, so that ``make html`` with nothing to do ends before Sphinx would start.
    from portfolio.content import bibtex_check, config, domain, encoding, page, page_frontmatter

    config.setup(app)  # the settings portfolio_…
    bibtex_check.setup(app)  # every mistake in the bibliography at its line
    domain.setup(app)  # project pages' front matter, validated, kept with the environment
    encoding.setup(app)  # a page that is not UTF-8 is one clear message
    page_frontmatter.setup(app)  # the front matter of all other pages
    page.setup(app)  # the record of each page: title, description, date, facts

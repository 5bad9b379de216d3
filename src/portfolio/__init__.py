"""The Sphinx extension behind this site: one idea a file, registered here.

Read :func:`setup` as the table of contents.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "1.0.0"


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Register every part, each with its reason."""
    # Imported here, so that ``make html`` with nothing to do ends before Sphinx would start.
    from portfolio import interactive, metadata, theme
    from portfolio.build import (
        alt_text,
        encoding,
        freshness,
        page_titles,
        policy,
        pybtex_patch,
    )
    from portfolio.content import config, domain, page
    from portfolio.directives import (
        benchmark_table,
        bibliography_style,
        cards,
        computed_value,
        elements,
        figure,
        gallery,
        guarantees,
        lab_link,
        menu_order,
        palette,
        project_facts,
        publications,
        related,
        repository,
        timeline,
    )
    from portfolio.metadata import projects_json, search_facts
    from portfolio.theme import mathml, optimize

    config.setup(app)  # the settings portfolio_…
    elements.setup(app)  # semantic elements in doctrees
    domain.setup(app)  # project pages' front matter, validated, kept with the environment
    page.setup(app)  # the record of each page: title, description, date, facts
    pybtex_patch.setup(app)  # pybtex finds its plug-ins once
    freshness.setup(app)  # incremental builds equal clean ones
    lab_link.setup(app)  # links to labs' panels, as far as there are any
    repository.setup(app)  # {repository}
    project_facts.setup(app)  # {at-a-glance}
    related.setup(app)  # {related-projects}
    cards.setup(app)  # {project-cards}, {topic-projects}
    gallery.setup(app)  # {project-gallery}
    timeline.setup(app)  # {time-line}
    bibliography_style.setup(app)  # how a source is written
    publications.setup(app)  # {publication-list}
    figure.setup(app)  # {drawing}
    benchmark_table.setup(app)  # {measured}
    computed_value.setup(app)  # {modelled}
    guarantees.setup(app)  # {promises}
    menu_order.setup(app)  # menu, previous and next follow the projects' order
    palette.setup(app)  # {palette}
    projects_json.setup(app)  # projects.json
    search_facts.setup(app)  # the search, and what it knows of projects
    optimize.setup(app)  # one style sheet, short scripts, nothing that no page uses
    interactive.setup(app)  # {scenario}, {scenarios}, {lab}: figures that are programs
    theme.setup(app)  # the theme: Furo's article in a frame of our own
    encoding.setup(app)  # a page that is not UTF-8 is one clear message
    page_titles.setup(app)  # every page has a title, each sign of it text
    policy.setup(app)  # what the site's policy would block is a message
    mathml.setup(app)  # formulas without a script
    alt_text.setup(app)  # every image says in words what it shows
    metadata.setup(app)  # what programs read, and where the site lives
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

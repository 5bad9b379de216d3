"""The site's directives and roles: cards, galleries, tables and figures that are made from data."""

from sphinx.application import Sphinx

from portfolio.directives import (
    benchmark_table,
    bibliography_style,
    cards,
    elements,
    figure,
    gallery,
    guarantees,
    lab_link,
    measured_file,
    menu_order,
    project_facts,
    publications,
    related,
    repository,
    timeline,
)


def setup(app: Sphinx) -> None:
    """Register every part, each with its reason."""
    elements.setup(app)  # HTML elements as nodes
    lab_link.setup(app)  # links to labs' panels, as far as there are any
    repository.setup(app)  # {repository}
    project_facts.setup(app)  # {at-a-glance}
    related.setup(app)  # {related-projects}
    cards.setup(app)  # {project-cards}
    gallery.setup(app)  # {project-gallery}, {topic-projects}
    timeline.setup(app)  # {time-line}
    bibliography_style.setup(app)  # how a source is written
    publications.setup(app)  # {publication-list}
    figure.setup(app)  # {drawing}
    measured_file.setup(app)  # tables that benches wrote
    benchmark_table.setup(app)  # {measured}
    guarantees.setup(app)  # {promises}
    menu_order.setup(app)  # menu, previous and next follow the projects' order

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
    from portfolio import (
        alternatives,
        assets,
        cards,
        drawing,
        encoding,
        export,
        findable,
        fresh,
        gallery,
        glance,
        html,
        live,
        measured,
        modelled,
        plugins,
        promises,
        publications,
        publish,
        records,
        related,
        stems,
        theme,
        timeline,
    )

    html.setup(app)  # semantic elements in doctrees
    records.setup(app)  # project pages' front matter, validated, kept with the environment
    plugins.setup(app)  # pybtex finds its plug-ins once
    stems.setup(app)  # the search indexes' stems, each computed once
    fresh.setup(app)  # incremental builds equal clean ones
    glance.setup(app)  # {at-a-glance}
    related.setup(app)  # {related-projects}
    cards.setup(app)  # {project-cards}, {topic-projects}
    gallery.setup(app)  # {project-gallery}
    timeline.setup(app)  # {time-line}
    publications.setup(app)  # {publication-list}
    drawing.setup(app)  # {drawing}
    measured.setup(app)  # {measured}
    modelled.setup(app)  # {modelled}
    promises.setup(app)  # {promises}
    export.setup(app)  # projects.json
    findable.setup(app)  # the search, and what it knows of projects
    assets.setup(app)  # one style sheet, short scripts, nothing that no page uses
    live.setup(app)  # {scenario}, {scenarios}, {lab}: figures that are programs
    theme.setup(app)  # templates over Furo's, and the scripts of the frame
    encoding.setup(app)  # a page that is not UTF-8 is one clear message
    alternatives.setup(app)  # every image says in words what it shows
    publish.setup(app)  # what programs read, and where the site lives
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

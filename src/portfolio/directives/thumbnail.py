"""A project's picture at card size: drawn by its lab, or its monogram if it has none."""

from sphinx.util import logging

from labs import registry
from labs.kernel.drawing import THUMBNAIL, Drawing
from labs.kernel.model import UnknownNameError
from portfolio.content.project import Project

logger = logging.getLogger(__name__)


def thumbnail(project: Project) -> str:
    """Return the SVG of the project's thumbnail.

    That its lab draws none is a warning on the project's page, whoever shows the picture; the
    monogram stands in for it.
    """
    if project.lab:
        try:
            return registry.figure(f"{project.lab}.thumbnail")
        except UnknownNameError as error:
            logger.warning(
                "%s", error, location=project.docname, type="portfolio", subtype="thumbnail"
            )
    return monogram(project.title, project.slug)


def monogram(title: str, slug: str) -> str:
    """Draw the initials of the first two words of *title*; *slug* names the drawing.

    >>> ">LD<" in monogram("LLVM dominator trees", "llvm")
    True
    """
    initials = "".join(word[0].upper() for word in title.split()[:2])
    width, height = THUMBNAIL
    picture = Drawing(
        f"{slug}-monogram", title, f"The initials {initials} in a box.", height, width
    )
    picture.rect(1, 1, width - 2, height - 2, "fig-box-accent")
    picture.text(width / 2, height / 2 + 5, initials, "fig-label fig-label-strong", "middle")
    return picture.render()

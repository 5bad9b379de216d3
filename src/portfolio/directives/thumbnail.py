"""A project's picture at card size: drawn by its lab, or its monogram if it has none."""

from labs import registry
from labs.kernel.drawing import THUMBNAIL, Drawing
from portfolio.content.project import Project


def thumbnail(project: Project) -> str:
    """Return the SVG of the project's thumbnail."""
    return (
        registry.figure(f"{project.lab}.thumbnail")
        if project.lab
        else monogram(project.title, project.slug)
    )


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

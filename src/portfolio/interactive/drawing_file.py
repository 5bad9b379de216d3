"""``{drawing-file} dominators.sqlite``: a lab's drawing as an image; the content is its caption.

For a drawing that weighs more than the page that shows it: the page names the image and the
browser loads it when it is near the screen. The image is a link to the panel of the lab that made
it, where there is one.
"""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from labs import registry
from portfolio.builders import writes_for_browsers
from portfolio.content.domain import portfolio_domain
from portfolio.content.page import DRAWINGS
from portfolio.directives.elements import element
from portfolio.directives.figure import drawing_of
from portfolio.directives.lab_link import lab_link
from portfolio.interactive import bundle
from portfolio.interactive.lab_results import lab_results
from portfolio.interactive.standalone_svg import figure_sheets, standalone
from portfolio.theme import CSS

TITLE = "{http://www.w3.org/2000/svg}title"
FOLDER = "_static/figures"


class DrawingFile(SphinxDirective):
    """The drawing named by the argument, with the option ``class``."""

    required_arguments: ClassVar[int] = 1
    has_content: ClassVar[bool] = True
    option_spec: ClassVar[dict[str, Any]] = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        """Return the figure; a drawing that does not exist is an error."""
        name, picture = self.arguments[0], drawing_of(self)
        metadata = self.env.metadata[self.env.docname]
        metadata[DRAWINGS] = (*metadata.get(DRAWINGS, ()), name)
        root = ET.fromstring(picture)
        _, _, width, height = root.attrib["viewBox"].split()

        image = element(
            "img", "pf-drawing__image", loading="lazy", width=width, height=height,
            alt=root.findtext(TITLE, ""), src=f"/{FOLDER}/{name}.svg",
        )  # fmt: skip
        project = portfolio_domain(self.env).catalogue.with_lab(name.partition(".")[0])
        figure = element(
            "figure",
            " ".join(["pf-drawing", *self.options.get("class", ())]),
            image,
            **({"data_project": project.slug} if project else {}),
        )
        if self.content:
            figure += element("figcaption", "pf-drawing__caption", *self.parse_content_to_nodes())
        if project:
            badge = lab_link(project, "Run it in your browser", css="runs")
            figure += element("p", "pf-drawing__runs no-search", badge)
        return [figure]


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write each drawing that a page shows as a file."""
    if exception or not writes_for_browsers(app):
        return
    names = {name for page in app.env.metadata.values() for name in page.get(DRAWINGS, ())}
    cached = lab_results(app).files
    sheets = bundle.digest(figure_sheets(CSS).encode())
    for name in sorted(names):
        project = portfolio_domain(app.env).catalogue.with_lab(name.partition(".")[0])
        slug = project.slug if project else ""
        key = (name, slug, sheets)
        if key not in cached:
            text = standalone(registry.figure(name), slug, CSS)
            cached[key] = {f"{FOLDER}/{name}.svg": text}
        for file, text in cached[key].items():
            path = Path(app.outdir, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Register the directive, and write the files when the build ends well."""
    app.add_directive("drawing-file", DrawingFile)
    app.connect("build-finished", _write)

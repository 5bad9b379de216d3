"""Drawings as images: the page names a file, and the build writes it."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from docutils import nodes
from docutils.parsers.rst import DirectiveError

from labs.consensus.page import overview
from portfolio.directives.lab_link import LabLink
from portfolio.interactive import drawing_file
from portfolio.interactive.drawing_file import DrawingFile
from portfolio.interactive.lab_results import LabResults
from support.small import Site
from support.stub_app import StubApp

NAME = "consensus.overview"


@pytest.fixture
def app(small: Site, monkeypatch: pytest.MonkeyPatch) -> Any:
    small.project("a", lab="consensus")
    monkeypatch.setattr(drawing_file, "lab_results", lambda _: results)
    results = LabResults()
    return StubApp(small)


def test_the_figure_is_an_image_of_the_drawings_size_and_a_link_to_its_lab(app: Any) -> None:
    app.env.docname = "topics/compilers"
    (figure,) = app.directive(DrawingFile, NAME, options={"class": ["wide"]}).run()

    (image,) = (n for n in figure.findall(nodes.Element) if n.get("tag") == "img")
    drawing = ET.fromstring(overview())
    assert image["html"]["src"] == f"/_static/figures/{NAME}.svg"
    assert image["html"]["alt"] == drawing.findtext(drawing_file.TITLE)
    assert drawing.get("viewBox") == "0 0 {width} {height}".format(**image["html"])
    assert (figure["classes"], figure["html"]) == (["pf-drawing", "wide"], {"data-project": "a"})
    assert [link["page"] for link in figure.findall(LabLink)] == ["projects/a"]


def test_a_drawing_that_does_not_exist_is_an_error(app: Any) -> None:
    with pytest.raises(DirectiveError) as caught:
        app.directive(DrawingFile, "consensus.overviw").run()
    assert "There is no figure of consensus “overviw”" in caught.value.msg


def test_each_drawing_that_a_page_names_is_written_with_its_colors(app: Any) -> None:
    app.add_directive = lambda *_: None
    app.directive(DrawingFile, NAME).run()
    app.after_build(drawing_file)

    assert app.written() == {f"_static/figures/{NAME}.svg"}
    text = (app.outdir / f"_static/figures/{NAME}.svg").read_text("utf-8")
    assert "--site-hue:" in text
    assert ET.fromstring(text).findtext(drawing_file.TITLE)


def test_other_builders_get_no_file(small: Site) -> None:
    app: Any = StubApp(small, builder="text")
    app.add_directive = lambda *_: None
    app.directive(DrawingFile, NAME).run()
    app.after_build(drawing_file)

    assert app.written() == set()

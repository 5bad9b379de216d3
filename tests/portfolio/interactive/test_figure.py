"""Pictures of a lab as nodes."""

import xml.etree.ElementTree as ET

from docutils import nodes

from portfolio.directives.elements import InlineSvg
from portfolio.interactive import figure
from support.live_labs.ring import LAB


def test_a_drawing_of_one_panel_is_that_panel() -> None:
    (panel,) = figure.panels(LAB.picture("small").svg)

    root = ET.fromstring(panel.svg)
    assert (panel.width, panel.height) == (root.get("width"), root.get("height")) == ("400", "200")
    assert root.get("class") == "fig fig-panel"
    assert not {*figure.ATTRIBUTES} & root.attrib.keys()
    tags = {element.tag for element in root}
    assert not tags & {f"{{{figure.SVG}}}title", f"{{{figure.SVG}}}desc"}


def test_a_drawing_of_several_is_taken_apart() -> None:
    view = LAB.picture("pair")

    assert [panel.width for panel in figure.panels(view.svg)] == ["320", "300"]
    assert figure.sizes(view) == "320x100 300x80"


def test_a_picture_is_drawn_or_shown_as_images() -> None:
    view = LAB.picture("pair")
    drawn = figure.picture(view, "x")
    shown = figure.picture(view, "x", ["1.svg", "2.svg"])

    assert [type(child) for child in drawn.children] == [InlineSvg] * 2
    images = [(image["html"]["src"], image["html"]["width"]) for image in shown.children]
    assert images == [("1.svg", "320"), ("2.svg", "300")]
    assert drawn["html"] == shown["html"] == {
        "role": "img", "aria-labelledby": "x-headline", "aria-describedby": "x-text",
    }  # fmt: skip


def test_words_are_written_as_the_lab_wrote_them() -> None:
    node = figure.verbatim("p", "a b", "it -> ", '"so"', ids=["x"], title="t")

    assert node.astext() == 'it -> "so"'
    assert (node["classes"], node["ids"], node["html"]) == (["a", "b"], ["x"], {"title": "t"})
    assert node["support_smartquotes"] is False


def test_words_numbers_and_settings_of_a_run() -> None:
    view = LAB.picture("small")
    words, numbers = figure.words_and_numbers(view, "x")

    (text,) = (node for node in words.findall(nodes.Element) if node["ids"] == ["x-text"])
    assert text.astext() == view.text
    cells = [row.astext().split("\n\n") for row in numbers.findall(nodes.row)]
    assert [tuple(cell) for cell in cells] == [tuple(row) for row in view.rows]
    settings = [pair.astext().split("\n\n") for pair in figure.settings(view).children]
    assert [tuple(pair) for pair in settings] == [tuple(pair) for pair in view.settings]

"""The two drawings that stand for the lab are true, whole and readable."""

from xml.etree import ElementTree

from labs.dominators import page
from labs.kernel.drawing import THUMBNAIL, WIDTH
from support.drawn import SVG, outside, texts


def box(svg: str) -> tuple[float, ...]:
    return tuple(map(float, ElementTree.fromstring(svg).attrib["viewBox"].split()[2:]))


def test_overview_shows_the_graph_and_its_tree() -> None:
    svg = page.overview()

    assert box(svg)[0] == WIDTH
    assert outside(svg) == []
    assert texts(svg, "text").count("out") == 2
    assert "test: body and out; body: then, join and else" in texts(svg, "desc")[0]
    assert texts(svg, "title") == ["“out” hangs below “test”: the last vertex no path to it avoids"]


def test_thumbnail_is_small_and_wordless() -> None:
    svg = page.thumbnail()

    assert box(svg) == THUMBNAIL
    assert outside(svg) == []
    assert texts(svg, "text") == []
    assert len(list(ElementTree.fromstring(svg).iter(SVG + "circle"))) == 13

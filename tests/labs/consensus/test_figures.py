"""The drawings say in words what they show, and both come from the model."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from labs.consensus import figures
from labs.consensus.phase2 import commit_ms, run
from labs.consensus.wan import SITES
from labs.kernel.svg import LABEL, NOTE, THUMBNAIL, WIDTH

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str, tag: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(SVG + tag)]


@pytest.mark.parametrize("draw", [figures.overview, figures.quorums, figures.throughput])
def test_every_mark_stays_inside_the_drawing(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])

    assert width == WIDTH
    for element in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(element.get(name, 0)) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(element.get(name, 0)) <= height
        if element.tag == SVG + "text":
            size = NOTE if "note" in element.attrib["class"] else LABEL
            length = len(element.text or "") * size * 0.52  # a sans serif's mean advance
            ends = {"start": (0, 1), "middle": (0.5, 0.5), "end": (1, 0)}
            before, after = ends[element.attrib["text-anchor"]]
            assert float(element.attrib["x"]) - before * length >= 0
            assert float(element.attrib["x"]) + after * length <= width


def test_overview_draws_one_dot_for_each_chosen_slot() -> None:
    svg = figures.overview()
    one = run(figures.LEADER, 1, figures.UNTIL)
    many = run(figures.LEADER, figures.WINDOW, figures.UNTIL, figures.GAP)

    assert len(list(ElementTree.fromstring(svg).iter(SVG + "circle"))) == len(one) + len(many)
    assert f"One slot in flight: {len(one)} chosen" in texts(svg, "text")
    assert f"{len(many)} slots are chosen" in texts(svg, "desc")[0]


def test_quorums_names_every_place_and_its_majority() -> None:
    svg = figures.quorums()

    for site, place in SITES.items():
        assert place in texts(svg, "text")
        assert f"{commit_ms(site):.0f}" in texts(svg, "text")


def test_throughput_marks_every_leader_on_every_line() -> None:
    root = ElementTree.fromstring(figures.throughput())

    lines = len(list(root.iter(SVG + "polyline")))
    assert len(list(root.iter(SVG + "circle"))) == lines * len(SITES)


def test_thumbnail_is_small_and_wordless() -> None:
    svg = figures.thumbnail()

    assert tuple(map(float, ElementTree.fromstring(svg).attrib["viewBox"].split()[2:])) == THUMBNAIL
    assert texts(svg, "text") == []

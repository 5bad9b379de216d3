"""The drawings say in words what they show, and both come from the model."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from labs.consensus import figures
from labs.consensus.phase2 import commit_ms, run
from labs.consensus.wan import SITES
from labs.kernel.drawing import THUMBNAIL, WIDTH
from support.drawn import SVG, outside, texts


@pytest.mark.parametrize("draw", [figures.overview, figures.quorums])
def test_every_mark_stays_inside_the_drawing(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())

    assert float(root.attrib["viewBox"].split()[2]) == WIDTH
    assert outside(draw()) == []


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


def test_thumbnail_is_small_and_wordless() -> None:
    svg = figures.thumbnail()

    assert tuple(map(float, ElementTree.fromstring(svg).attrib["viewBox"].split()[2:])) == THUMBNAIL
    assert texts(svg, "text") == []

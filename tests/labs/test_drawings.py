"""Every drawing of a project page keeps to its frame and says in words what it shows."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from labs import registry
from labs.dominators import page as dominators
from labs.kernel.drawing import PANEL, THUMBNAIL, WIDTH
from support.drawn import figures, outside

SVG = "{http://www.w3.org/2000/svg}"


OTHER_WIDTHS = {dominators.nowhere: PANEL, dominators.sqlite: dominators.SIDE}
ALL = [draw for lab in registry.NAMES for draw in figures(lab).values()]


@pytest.mark.parametrize("draw", ALL, ids=lambda draw: f"{draw.__module__}.{draw.__name__}")
def test_every_mark_stays_inside(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])

    if draw.__name__ == "thumbnail":
        assert (width, height) == THUMBNAIL
    else:
        assert width == OTHER_WIDTHS.get(draw, WIDTH)
    assert outside(draw()) == []


@pytest.mark.parametrize("draw", ALL, ids=lambda draw: f"{draw.__module__}.{draw.__name__}")
def test_every_number_in_a_drawing_is_in_its_description(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())
    described = "".join(
        (element.text or "").replace(",", "") for element in root if element.tag != SVG + "text"
    )

    axis = "fig-note"  # the figures along an axis are the only ones that need no words
    for element in root.iter(SVG + "text"):
        for word in (element.text or "").replace(",", "").split():
            if word.isdigit() and element.attrib["class"] != axis:
                assert word in described


def test_thumbnails_differ_by_more_than_color() -> None:
    shapes = [
        tuple(mark.tag for mark in ElementTree.fromstring(registry.figure(f"{lab}.thumbnail")))
        for lab in registry.NAMES
    ]
    assert len({*shapes}) == len(shapes)

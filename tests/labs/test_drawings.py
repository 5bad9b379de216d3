"""Every drawing of a project page keeps to its frame and says in words what it shows."""

import inspect
from collections.abc import Callable
from types import ModuleType
from xml.etree import ElementTree

import pytest

from labs.ekko import page as ekko
from labs.ekko_elastic import page as ekko_elastic
from labs.kernel.drawing import THUMBNAIL, WIDTH
from labs.lightning import page as lightning
from support.drawn import outside

SVG = "{http://www.w3.org/2000/svg}"


def drawings(module: ModuleType) -> list[Callable[[], str]]:
    return [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and function().startswith("<svg")  # a page module has values for prose too
    ]


ALL = [draw for module in (ekko, ekko_elastic, lightning) for draw in drawings(module)]


@pytest.mark.parametrize("draw", ALL, ids=lambda draw: f"{draw.__module__}.{draw.__name__}")
def test_every_mark_stays_inside(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])

    assert (width, height) == THUMBNAIL if draw.__name__ == "thumbnail" else width == WIDTH
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
        [element.tag for element in ElementTree.fromstring(module.thumbnail())]
        for module in (ekko, ekko_elastic, lightning)
    ]
    assert shapes[0] != shapes[1] != shapes[2] != shapes[0]

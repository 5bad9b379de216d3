"""Space-time diagrams: where messages begin and end, and what is cut off."""

from xml.etree import ElementTree

import pytest

from labs.kernel.spacetime import HEAD, SpaceTime
from support.drawn import SVG, outside, texts


def lines(diagram: SpaceTime, css: str) -> list[tuple[float, float, float, float]]:
    """Return x1, y1, x2, y2 of the lines of a class."""
    root = ElementTree.fromstring(diagram.drawing.render())
    return [
        tuple(float(line.attrib[name]) for name in ("x1", "y1", "x2", "y2"))
        for line in root.iter(f"{SVG}line")
        if line.attrib["class"] == css
    ]


def test_rows_and_times_stand_where_they_should() -> None:
    diagram = SpaceTime(["A", "Tokyo"], 10, 20, ticks=(10, 15, 20), unit="ms")
    diagram.frame()

    assert (diagram.x(10), diagram.x(20)) == (diagram.left, diagram.right)
    assert texts(diagram.drawing.render(), "text") == ["A", "Tokyo", "10", "15", "20 ms"]
    assert outside(diagram.drawing.render()) == []


def test_a_message_goes_from_row_to_row_and_ends_in_a_head() -> None:
    diagram = SpaceTime(["A", "B"], 0, 100)
    diagram.message(0, 1, 10, 60, "fig-line")
    (line,) = lines(diagram, "fig-line")

    assert line[:2] == pytest.approx((diagram.x(10), diagram.y(0)), abs=0.01)
    reach = ((diagram.x(60) - line[2]) ** 2 + (diagram.y(1) - line[3]) ** 2) ** 0.5
    assert reach == pytest.approx(HEAD, abs=0.02)
    assert "polygon" in diagram.drawing.render()


def test_a_message_on_its_way_goes_as_far_as_it_has_come() -> None:
    diagram = SpaceTime(["A", "B"], 0, 100)
    diagram.message(0, 1, 10, 60, "fig-line", until=35)
    (line,) = lines(diagram, "fig-line")

    assert line[2:] == pytest.approx((diagram.x(35), (diagram.y(0) + diagram.y(1)) / 2), abs=0.01)
    assert "polygon" not in diagram.drawing.render()


def test_a_lost_message_ends_halfway_in_a_cross() -> None:
    diagram = SpaceTime(["A", "B"], 0, 100)
    diagram.message(1, 0, 20, 40, "fig-line", lost=True)
    (line,) = lines(diagram, "fig-line")

    assert line[2] == pytest.approx(diagram.x(30), abs=0.01)
    assert len(lines(diagram, "fig-line-strong")) == 2


def test_what_lies_outside_the_time_is_cut_off() -> None:
    diagram = SpaceTime(["A", "B"], 50, 100)
    diagram.message(0, 1, 0, 40)
    diagram.message(0, 1, 120, 140)
    diagram.dot(0, 40)
    diagram.span(1, 0, 49, "fig-line")
    diagram.cursor(101)
    assert "<line" not in diagram.drawing.render()
    assert "<circle" not in diagram.drawing.render()

    diagram.message(0, 1, 0, 200, "fig-line", head=0)
    (line,) = lines(diagram, "fig-line")
    assert (line[0], line[2]) == pytest.approx((diagram.left, diagram.right), abs=0.01)
    diagram.span(1, 0, 200, "fig-box")
    assert lines(diagram, "fig-box")[0][0] == pytest.approx(diagram.left, abs=0.01)
    diagram.cursor(60)
    assert len(lines(diagram, "fig-line-accent")) == 1

"""A logarithmic chart puts powers where they belong, and keeps its labels apart."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.kernel.charts import PLOT, LogChart, Series
from labs.kernel.drawing import LABEL, Drawing
from support.drawn import SVG, outside, texts


def chart(drawing: Drawing) -> LogChart:
    return LogChart(drawing, 50, 20, 250, 220, across=(1, 100), up=(1, 10_000))


def test_equal_factors_are_equal_distances() -> None:
    frame = chart(Drawing("c", "t", "d", 240))

    assert frame.at(1, 1) == (50, 220)
    assert frame.at(10, 100) == (150, 120)
    assert frame.at(100, 10_000) == (250, 20)


def test_axes_have_a_line_for_every_power_of_ten_and_the_ticks_asked_for() -> None:
    drawing = Drawing("c", "t", "d", 260)
    chart(drawing).axes([1, 20, 100], "size", "steps")

    assert texts(drawing.render(), "text") == [
        *("1", "10", "100", "1,000", "10,000"),
        *("1", "20", "100", "steps", "size"),
    ]


def test_millions_are_in_words() -> None:
    drawing = Drawing("c", "t", "d", 260)
    LogChart(drawing, 0, 0, 9, 9, (1, 10), (100_000, 20_000_000)).axes([], "x", "y")

    assert texts(drawing.render(), "text")[:3] == ["100,000", "1 million", "10 million"]


def test_every_point_has_a_dot_and_every_line_its_name() -> None:
    drawing = Drawing("c", "t", "d", 260)
    chart(drawing).draw(
        [
            Series("square", [(1, 1), (10, 100)], "fig-line-accent"),
            Series("line", [(1, 1), (10, 10)]),
        ]
    )

    root = ElementTree.fromstring(drawing.render())
    assert len(list(root.iter(SVG + "circle"))) == 4
    assert texts(drawing.render(), "text") == ["square", "line"]


@given(st.lists(st.floats(1, 10_000), min_size=1, max_size=8))
def test_labels_do_not_overlap(ends: list[float]) -> None:
    drawing = Drawing("c", "t", "d", 260)
    chart(drawing).draw([Series(str(i), [(1, 1), (100, end)]) for i, end in enumerate(ends)])

    heights = sorted(
        float(e.attrib["y"]) for e in ElementTree.fromstring(drawing.render()).iter(SVG + "text")
    )
    for above, below in pairwise(heights):
        assert below - above > LABEL * 0.9


@pytest.mark.parametrize(("x", "anchor"), [(2, "start"), (50, "end")])
def test_a_marked_place_is_named_where_there_is_room(x: float, anchor: str) -> None:
    drawing = Drawing("c", "t", "d", 260)
    chart(drawing).line_at(x, "here")

    (label,) = ElementTree.fromstring(drawing.render()).iter(SVG + "text")
    assert label.attrib["text-anchor"] == anchor
    assert outside(drawing.render()) == []


def test_a_titled_chart_fits_its_lines_whatever_its_title() -> None:
    for title in ("Short", "A title of so many words that it needs a second line, or a third one"):
        lines = [Series("one", [(3, 7), (50, 9000)])]
        frame = LogChart.titled("c", title, "d", lines, margin=60)
        frame.axes([3, 50], "x", "y")
        frame.draw(lines)

        svg = frame.drawing.render()
        assert outside(svg) == []
        assert " ".join(texts(svg, "text")).startswith(title)
        assert frame.up[0] < 7 < 9000 < frame.up[1]
        assert frame.bottom - frame.top == PLOT

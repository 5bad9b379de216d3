"""Axes put numbers where they belong, and a chart keeps its labels apart and inside."""

from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.kernel.charts import (
    BAR,
    Axis,
    Bar,
    Chart,
    Series,
    bar_panel,
    bars,
    small_multiples,
    tick_text,
)
from labs.kernel.drawing import LABEL, PANEL, Drawing, panel
from support.drawn import SVG, outside, texts

LINEAR = Axis(low=0, high=100)
LOG = Axis(low=1, high=10_000, kind="log")


HUNDRED = Axis(low=1, high=100, kind="log")


def chart(x: Axis = HUNDRED, y: Axis = LOG) -> Chart:
    return Chart(Drawing("c", "t", "d", 270), x, y, left=50, top=30, right=250, bottom=230)


def elements(drawing: Drawing, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawing.render()).iter(SVG + tag))


def test_equal_factors_are_equal_distances_on_logarithmic_axes() -> None:
    assert chart().at(1, 1) == (50, 230)
    assert chart().at(10, 100) == (150, 130)
    assert chart().at(100, 10_000) == (250, 30)


def test_equal_differences_are_equal_distances_on_linear_axes() -> None:
    frame = chart(LINEAR, Axis(low=-1, high=1))
    assert frame.at(0, -1) == (50, 230)
    assert frame.at(25, 0) == (100, 130)


@pytest.mark.parametrize(
    ("low", "high", "kind"),
    [(1, 1, "linear"), (2, 1, "linear"), (0, 1, "log"), (float("nan"), 1, "linear")],
)
def test_an_axis_that_cannot_be_is_refused(low: float, high: float, kind: Any) -> None:
    with pytest.raises(ValueError, match=r"axis"):
        Axis(low=low, high=high, kind=kind)


@pytest.mark.parametrize(
    ("axis", "ticks"),
    [
        (LOG, (1, 10, 100, 1000, 10_000)),
        (LINEAR, (0, 20, 40, 60, 80, 100)),
        (Axis(low=0, high=0.3), (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)),
        (Axis(low=3, high=17), (5, 10, 15)),
        (Axis(low=1, high=1e12, kind="log"), (1, 1e3, 1e6, 1e9, 1e12)),
        (Axis(low=0, high=1, ticks=(0, 1)), (0, 1)),
    ],
)
def test_ticks_are_numbers_that_people_count_in(axis: Axis, ticks: tuple[float, ...]) -> None:
    assert axis.tick_values() == pytest.approx(ticks)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9))
def test_a_linear_axis_spans_its_values_from_zero(values: list[float]) -> None:
    axis = Axis.spanning(values)
    assert all(-1e-6 <= axis.fraction(value) <= 1 + 1e-6 for value in [0.0, *values])
    assert 2 <= len(axis.tick_values()) <= 8


@given(st.lists(st.floats(1e-3, 1e9), min_size=1, max_size=9))
def test_a_logarithmic_axis_has_air_around_its_values(values: list[float]) -> None:
    axis = Axis.spanning(values, "log")
    assert all(0 < axis.fraction(value) < 1 for value in values)


def test_numbers_at_ticks_are_short() -> None:
    written = [tick_text(value) for value in (0, 0.25, 1000, 2e6, 1.5e9)]
    assert written == ["0", "0.25", "1,000", "2 million", "1.5 billion"]


def test_axes_have_a_grid_line_for_every_tick_and_both_titles() -> None:
    frame = chart(
        Axis(low=1, high=100, kind="log", title="size", ticks=(1, 20, 100)),
        Axis(low=1, high=10_000, kind="log", title="steps"),
    )
    frame.axes()
    svg = frame.drawing.render()
    assert texts(svg, "text") == [
        *("1", "10", "100", "1,000", "10,000"), *("1", "20", "100", "steps", "size"),
    ]  # fmt: skip
    assert svg.count("fig-line-faint") == 5


def test_every_point_has_its_dot_if_asked_and_every_line_its_name() -> None:
    frame = chart()
    points = [(1.0, 1.0), (10.0, 100.0)]
    frame.draw([Series("square", points, "fig-line-accent", dots=2), Series("line", points)])

    assert len(elements(frame.drawing, "circle")) == 2
    assert sorted(texts(frame.drawing.render(), "text")) == ["line", "square"]


def test_a_step_keeps_its_value_until_the_next_point() -> None:
    series = Series("s", [(0, 1), (2, 5), (3, 5)], shape="step")
    assert series.outline() == [(0, 1), (2, 1), (2, 5), (3, 5), (3, 5)]


@pytest.mark.parametrize(("shape", "corners"), [("area", 4), ("step-area", 5)])
def test_an_area_reaches_down_to_the_x_axis(shape: Any, corners: int) -> None:
    frame = chart(LINEAR, LINEAR)
    frame.draw([Series("", [(0, 50), (100, 50)], shape=shape)])
    (polygon,) = elements(frame.drawing, "polygon")
    points = [tuple(map(float, point.split(","))) for point in polygon.attrib["points"].split()]
    assert len(points) == corners
    assert points[-2:] == [(250, 230), (50, 230)]


@given(st.lists(st.floats(1, 10_000), min_size=1, max_size=8))
def test_labels_do_not_overlap(ends: list[float]) -> None:
    frame = chart()
    frame.draw([Series(str(i), [(1, 1), (100, end)]) for i, end in enumerate(ends)])

    heights = sorted(float(e.attrib["y"]) for e in elements(frame.drawing, "text"))
    for above, below in pairwise(heights):
        assert below - above > LABEL * 0.9


@pytest.mark.parametrize(("x", "anchor"), [(2, "start"), (50, "end")])
def test_a_marked_place_is_named_where_there_is_room(x: float, anchor: str) -> None:
    frame = chart()
    frame.mark(x, "here")
    frame.cursor(x)

    (label,) = elements(frame.drawing, "text")
    assert label.attrib["text-anchor"] == anchor
    assert [line.attrib["class"] for line in elements(frame.drawing, "line")] == [
        "fig-line fig-dashed", "fig-line-accent",
    ]  # fmt: skip
    assert outside(frame.drawing.render()) == []


@pytest.mark.parametrize(("low", "high"), [(0, 2), (40, 60), (97, 100)])
def test_the_note_of_a_span_stays_inside_the_plot(low: float, high: float) -> None:
    frame = chart(LINEAR, LINEAR)
    frame.span(low, high, "slow link")
    (box,) = elements(frame.drawing, "rect")
    (note,) = elements(frame.drawing, "text")
    assert float(box.attrib["x"]) == 50 + 2 * low
    assert float(box.attrib["width"]) == pytest.approx(2 * (high - low))
    assert 50 < float(note.attrib["x"]) < 250


def test_a_panel_has_room_for_its_labels() -> None:
    labels = ["one by one", "a rebuild"]
    frame = Chart.panel(
        Axis(low=3, high=50, title="x"), Axis(low=0, high=9_000, title="operations"), labels
    )
    frame.axes()
    frame.draw([Series(label, [(3, 7), (50, 9000)]) for label in labels])

    assert frame.drawing.width == PANEL
    assert outside(frame.drawing.render()) == []


def test_small_multiples_share_their_x_axis() -> None:
    charts = small_multiples(LINEAR, [Axis(low=0, high=1, title=name) for name in "abc"], ["end"])
    for frame in charts:
        frame.axes(below=frame is charts[-1])
        frame.draw([Series("end", [(0, 0), (100, 1)])])

    assert len({frame.drawing for frame in charts}) == 1
    assert len({(frame.left, frame.right) for frame in charts}) == 1
    assert all(above.bottom < below.top for above, below in pairwise(charts))
    assert texts(charts[0].drawing.render(), "text").count("100") == 1
    assert outside(charts[0].drawing.render()) == []


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=6))
def test_bars_are_as_long_as_their_values_and_stay_inside(values: list[float]) -> None:
    drawing = panel(PANEL, BAR * len(values))
    below = bars(
        drawing, [Bar(f"row {i}", v) for i, v in enumerate(values)], left=0, top=0, width=PANEL
    )

    assert below == BAR * len(values)
    lengths = [float(box.attrib["width"]) for box in elements(drawing, "rect")]
    longest = max(values) or 1
    for value, length in zip(values, lengths, strict=True):
        assert length == pytest.approx(max(max(lengths) * value / longest, 1), abs=1)
    assert outside(drawing.render()) == []


def test_bars_of_two_pictures_can_share_a_scale() -> None:
    drawing = panel(PANEL, BAR)
    bars(drawing, [Bar("half", 5, text="5 of 10")], left=0, top=0, width=PANEL, most=10)
    (box,) = elements(drawing, "rect")
    (_, number) = texts(drawing.render(), "text")
    assert number == "5 of 10"
    assert float(box.attrib["width"]) < PANEL / 2


def test_groups_of_bars_on_one_panel_share_a_scale_and_do_not_overlap() -> None:
    drawing = bar_panel({"first": [Bar("a", 5)], "second": [Bar("a", 10), Bar("b", 1)]}, above=40)
    half, whole, _ = elements(drawing, "rect")
    heights = [float(text.attrib["y"]) for text in elements(drawing, "text")]

    assert float(whole.attrib["width"]) == pytest.approx(2 * float(half.attrib["width"]), rel=0.2)
    assert heights[0] > 40
    assert heights == sorted(heights)
    assert outside(drawing.render()) == []

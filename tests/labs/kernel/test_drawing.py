"""A drawing is well-formed SVG that names roles, never looks."""

from math import hypot
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from labs.kernel.drawing import (
    GAP,
    LEADING,
    NOTE,
    PANEL,
    Drawing,
    Touch,
    advance,
    lines,
    panel,
    render_panels,
)
from support.drawn import SVG, outside, texts


def parts(drawing: Drawing, tag: str) -> list[dict[str, str]]:
    return [e.attrib for e in ElementTree.fromstring(drawing.render()).iter(SVG + tag)]


def drawing() -> Drawing:
    return Drawing("d", "A title", "A description", height=100, width=200)


def test_title_and_description_are_tied_to_the_picture() -> None:
    root = ElementTree.fromstring(Drawing("a", "x < y", "1 & 2", 10).render())

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "a-title"
    assert root.attrib["aria-describedby"] == "a-desc"
    assert [e.attrib["id"] for e in root] == ["a-title", "a-desc"]
    assert [e.text for e in root] == ["x < y", "1 & 2"]


def test_an_arrow_ends_in_a_triangle_that_points_at_its_end() -> None:
    one = drawing()
    one.arrow(10, 10, 50, 10, "fig-line-accent fig-dashed")

    (shaft,), (head,) = parts(one, "line"), parts(one, "polygon")
    assert (shaft["x1"], shaft["x2"]) == ("10", "44")
    assert head["points"] == "50,10 44,13 44,7"
    assert "fig-head" in head["class"]
    assert "fig-dashed" not in head["class"]


def test_a_curve_ends_in_a_triangle_along_its_last_direction() -> None:
    one = drawing()
    one.curve((0, 50), (50, 0), (100, 50))

    (way,), (head,) = parts(one, "path"), parts(one, "polygon")
    assert way["d"].startswith("M0 50 Q50 0 ")
    tip, left, right = (tuple(map(float, p.split(","))) for p in head["points"].split())
    assert tip == (100, 50)
    middle = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    assert abs(hypot(tip[0] - middle[0], tip[1] - middle[1]) - 6) < 0.02
    assert tip[0] - middle[0] > 0 < tip[1] - middle[1]


def test_an_arrow_of_no_length_is_drawn_all_the_same() -> None:
    one = drawing()
    one.arrow(5, 5, 5, 5)
    one.curve((5, 5), (5, 5), (5, 5))

    assert "nan" not in one.render()


def test_text_is_escaped() -> None:
    one = drawing()
    one.text(0, 10, "<script>&")

    assert texts(one.render(), "text") == ["<script>&"]


def test_a_paragraph_is_broken_between_words() -> None:
    one = drawing()
    after = one.paragraph(0, 20, "one two three four five six seven eight nine ten eleven", 100)

    written = texts(one.render(), "text")
    assert " ".join(written) == "one two three four five six seven eight nine ten eleven"
    assert len(written) > 2
    assert after == 20 + LEADING * len(written)
    assert outside(one.render()) == []


@given(st.lists(st.text("abc", min_size=1, max_size=9)), st.integers(70, 300))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(words: list[str], width: int) -> None:
    broken = lines(" ".join(words), width)

    assert " ".join(broken).split() == words
    assert all(advance(line, NOTE) <= width for line in broken)


def test_groups_nest() -> None:
    one = drawing()
    one.open("outer")
    one.circle(5, 5, 2)
    one.close()

    (group,) = ElementTree.fromstring(one.render()).iter(SVG + "g")
    assert [e.tag for e in group] == [SVG + "circle"]


def test_a_touch_says_what_it_edits_and_how() -> None:
    one = drawing()
    one.open(
        key="v7",
        touch=Touch(parameter="edits", label="Cut a → b", press="+ x\n- a -> b", drop="a & b"),
    )
    one.close()

    (group,) = ElementTree.fromstring(one.render()).iter(SVG + "g")
    assert group.attrib == {
        "data-key": "v7",
        "data-kind": "press drop",
        "data-parameter": "edits",
        "data-label": "Cut a → b",
        "data-press": "+ x\n- a -> b",
        "data-drop": "a & b",
    }


def test_panels_stand_in_rows_that_are_no_wider_than_two() -> None:
    sizes = [(320, 100), (300, 120), (664, 50), (320, 90)]
    svg = render_panels("p", "t", "d", [panel(width, height) for width, height in sizes])

    root = ElementTree.fromstring(svg)
    assert root.attrib["viewBox"] == f"0 0 {2 * PANEL + GAP} {120 + 50 + 90 + 2 * GAP}"
    places = [(e.attrib["x"], e.attrib["y"]) for e in root.findall(SVG + "svg")]
    assert places == [
        ("0", "0"), (f"{320 + GAP}", "0"), ("0", f"{120 + GAP}"), ("0", f"{170 + 2 * GAP}"),
    ]  # fmt: skip
    assert [e.text for e in root if e.tag != SVG + "svg"] == ["t", "d"]

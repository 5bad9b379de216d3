"""A drawing is well-formed SVG that names roles, never looks."""

from math import hypot
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from labs.kernel.drawing import LEADING, NOTE, Drawing, advance, lines
from support.drawn import SVG, outside, texts


def parts(drawing: Drawing, tag: str) -> list[dict[str, str]]:
    return [e.attrib for e in ElementTree.fromstring(drawing.render()).iter(SVG + tag)]


def drawing() -> Drawing:
    return Drawing("d", "A title", "A description", height=100, width=200)


def test_title_and_description_are_tied_to_the_picture() -> None:
    root = ElementTree.fromstring(Drawing("a", "x < y", "1 & 2", 10).render())

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "a-title a-desc"
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


@given(st.lists(st.text("abc", min_size=1, max_size=9)), st.integers(60, 300))
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

"""Vertices stand apart, edges go around them, and a large tree stays a small drawing."""

from gzip import compress
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.dominators.functions import read_function
from labs.dominators.graph import Graph
from labs.dominators.layout import layered
from labs.dominators.picture import SMALL, Box, Marks, _merged, draw_flow, draw_tree, listing
from labs.dominators.route import BENDS, HALF, SAMPLES, _at, route
from labs.dominators.text import read_graph
from labs.dominators.textbook import TEXTBOOK
from labs.dominators.tree import DominatorTree
from labs.kernel.drawing import Drawing
from labs.kernel.trees import tidy
from support.drawn import SVG, outside


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    size = draw(st.integers(1, 14))
    vertices = st.integers(0, size - 1)
    return Graph(size, draw(st.lists(st.tuples(vertices, vertices), max_size=2 * size)))


@given(graphs())
def test_no_two_vertices_of_a_graph_share_a_place(graph: Graph) -> None:
    places = list(layered(graph).places.values())

    assert len(set(places)) == len(places) == len(graph)
    assert all(0 < x < 1 and 0 < y < 1 for x, y in places)


@pytest.mark.parametrize(
    ("name", "back"),
    [("lt1", {"I → K", "E → H", "K → R"}), ("diamond", set()), ("loop", {"join → test"})],
)
def test_only_edges_that_go_back_go_up(name: str, back: set[str]) -> None:
    graph = read_graph(TEXTBOOK[name].text)
    places = layered(graph).places

    up = {graph.edge(x, y) for x, y in graph.edges() if places[y][1] <= places[x][1]}
    assert up == back


@given(graphs())
def test_a_tree_has_parents_above_children_and_leaves_apart(graph: Graph) -> None:
    tree = DominatorTree(graph)
    places = tidy(tree.root, tree.children).places

    for v, parent in tree.idom.items():
        assert places[parent][1] < places[v][1]
    leaves = sorted(places[v][0] for v in tree.level if not tree.children.get(v))
    assert all(right - left > 0.9 / len(leaves) for left, right in pairwise(leaves))


def test_an_edge_bows_around_what_is_in_its_way() -> None:
    source, target, between = (50.0, 10.0, 10.0), (50.0, 110.0, 10.0), (50.0, 60.0, 10.0)

    straight = route(source, target, [], (0, 0), (100, 120), aside=False)
    bowed = route(source, target, [between], (0, 0), (100, 120), aside=False)

    assert {x for x, _ in straight} == {50.0}
    for i in range(SAMPLES + 1):
        x, y = _at(bowed, i / SAMPLES)
        assert abs(x - 50) >= 10 or abs(y - 60) >= HALF
        assert 0 <= x <= 100


def test_two_edges_that_face_each_other_do_not_lie_on_one_another() -> None:
    a, b = (20.0, 50.0, 10.0), (90.0, 50.0, 10.0)

    there = _at(route(a, b, [], (0, 0), (110, 100), aside=True), 0.5)
    back = _at(route(b, a, [], (0, 0), (110, 100), aside=True), 0.5)

    assert abs(there[1] - back[1]) >= 10


def test_an_edge_bows_to_the_side_that_has_room() -> None:
    source, target, between = (10.0, 50.0, 9.0), (110.0, 50.0, 9.0), (60.0, 50.0, 9.0)
    for low, high, up in (((0, 50), (120, 100), -1), ((0, 0), (120, 50), 1)):
        _, middle, _ = route(source, target, [between], low, high, aside=False)
        assert (50 - middle[1]) * up > HALF


def test_an_edge_that_finds_no_way_goes_straight() -> None:
    wall = [(x, 60.0, 50.0) for x in range(-200, 300, 40)]

    curve = route((50.0, 10.0, 10.0), (50.0, 110.0, 10.0), wall, (0, 0), (100, 120), aside=False)

    assert len(BENDS) > 10
    assert {x for x, _ in curve} == {50.0}


def test_an_edge_ends_at_the_border_of_its_box() -> None:
    start, _, end = route(
        (10.0, 10.0, 9.0), (10.0, 110.0, 9.0), [], (0, 0), (100, 120), aside=False
    )

    assert start[1] - 10 == pytest.approx(HALF, abs=1.6)
    assert 110 - end[1] == pytest.approx(HALF + 1, abs=1.6)


@settings(max_examples=50)
@given(graphs())
def test_a_drawing_has_every_vertex_and_every_edge_inside_its_frame(graph: Graph) -> None:
    drawing = Drawing("g", "t", "d", height=400, width=300)

    draw_flow(drawing, graph, Box(10, 10, 260, 380), Marks())

    root = ElementTree.fromstring(drawing.render())
    assert len(list(root.iter(SVG + "rect"))) == len(graph)
    assert len(list(root.iter(SVG + "path"))) == len(graph.edges())
    assert outside(drawing.render()) == []


def test_a_large_tree_is_drawn_with_few_bytes_and_its_marks() -> None:
    tree = DominatorTree(read_function("sqlite3VdbeExec"))
    drawing = Drawing("g", "t", "d", height=320)
    marks = Marks({tree.root: "fig-box-accent", 1262: "fig-box"})

    draw_tree(drawing, tree, Box(6, 10, 388, 300), marks)

    svg = drawing.render()
    assert len(tree) > SMALL
    assert len(compress(svg.encode(), 9, mtime=0)) < 4_000
    circles = [e.attrib["class"] for e in ElementTree.fromstring(svg).iter(SVG + "circle")]
    assert circles == ["fig-dot-accent", "fig-dot"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple)))
def test_merged_strokes_cover_the_same_and_nothing_twice(spans: list[tuple[int, int]]) -> None:
    merged = _merged(spans)

    def covered(strokes: list[tuple[int, int]]) -> set[int]:
        """Points at twice their place, so that halves count: 0–1 and 2–3 leave a gap."""
        return {i for a, b in strokes for i in range(2 * a, 2 * b + 1)}

    assert covered(merged) == covered(spans)
    assert all(a[1] < b[0] for a, b in pairwise(merged))


@pytest.mark.parametrize(
    ("words", "text"),
    [([], "none"), (["a"], "a"), (["a", "b"], "a and b"), ("abcd", "a, b and 2 more")],
)
def test_lists_in_words(words: list[str], text: str) -> None:
    assert listing(words, most=2) == text

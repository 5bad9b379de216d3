"""Graphs and edits as typed: read, or refused in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.dominators.batch import Update
from labs.dominators.graph import Graph
from labs.dominators.text import MAX_EDGES, read_edits, read_graph, set_entry


def test_lines_of_arrows_are_a_graph() -> None:
    graph = read_graph("a -> b, c  # two ways\n\n b->d\nc → d\nlonely\n")

    assert graph.names == ["a", "b", "c", "d", "lonely"]
    assert graph.edges() == [(0, 1), (0, 2), (1, 3), (2, 3)]
    assert graph.entry == 0


def test_an_edge_typed_twice_is_one_edge() -> None:
    assert read_graph("a -> b b\na -> b").edges() == [(0, 1)]


def written(graph: Graph) -> str:
    """Return *graph* as a reader would type it, the line of its entry first."""
    lines = []
    for v in [graph.entry, *(v for v in graph.vertices() if v != graph.entry)]:
        targets = " ".join(graph.names[s] for s in graph.successors(v))
        lines.append(f"{graph.names[v]} -> {targets}" if targets else graph.names[v])
    return "\n".join(lines)


@given(st.integers(1, 8), st.data())
def test_any_graph_can_be_typed(size: int, data: st.DataObject) -> None:
    vertices = st.integers(0, size - 1)
    graph = Graph(size, data.draw(st.lists(st.tuples(vertices, vertices))))
    graph.entry = data.draw(vertices)

    again = read_graph(written(graph))

    def named(g: Graph) -> set[tuple[str, str]]:
        return {(g.names[x], g.names[y]) for x, y in g.edges()}

    assert sorted(again.names) == sorted(graph.names)
    assert named(again) == named(graph)
    assert again.names[again.entry] == graph.names[graph.entry]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The graph has no entry: type at least one line such as “A -> B”."),
        ("# nothing", "The graph has no entry: type at least one line such as “A -> B”."),
        ("a ->", "Line 1 has an arrow that leads nowhere."),
        ("-> b", "Line 1 has “” where a name should be: 1 to 12 letters, digits or . _ % $."),
        (
            "a -> b\na -> <svg>",
            "Line 2 has “<svg>” where a name should be: 1 to 12 letters, digits or . _ % $.",
        ),
        (
            "a b -> c",
            "Line 1 has “a b” where a name should be: 1 to 12 letters, digits or . _ % $.",
        ),
        ("a -> " + "b " * (MAX_EDGES + 1), "A graph typed here may have at most 3,000 edges."),
    ],
)
def test_a_graph_that_cannot_be_read_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_graph(text)
    assert str(refused.value) == sentence


def test_the_entry_is_the_first_vertex_or_the_one_named() -> None:
    graph = read_graph("a -> b\nb -> c")
    set_entry(graph, "")
    assert graph.entry == 0
    set_entry(graph, "b")
    assert graph.entry == 1


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("x", "There is no vertex “x” in this graph; there are a, b, c."),
        ("c", "Nothing can be reached: no edge leaves the entry c."),
    ],
)
def test_an_entry_that_cannot_be_is_refused(entry: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        set_entry(read_graph("a -> b\nb -> c"), entry)
    assert str(refused.value) == sentence


def test_an_entry_that_leads_to_itself_alone_reaches_nothing() -> None:
    with pytest.raises(ValueError, match="Nothing can be reached"):
        set_entry(read_graph("a -> a\nb -> a"), "")


def test_edits_follow_one_another() -> None:
    graph = read_graph("a -> b\nb -> c")

    edits = read_edits("+ a -> c\n- a -> c  # back\n− b → c", graph)

    assert edits == [Update("insert", 0, 2), Update("delete", 0, 2), Update("delete", 1, 2)]
    assert graph.edges() == [(0, 1), (1, 2)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a -> c", "Line 1 must begin with + (insert) or - (delete)."),
        ("+ a", "Line 1 names no edge: write “+ A -> B”."),
        ("+ a -> b", "Line 1 contradicts the graph. There is already an edge a → b."),
        ("\n- a -> c", "Line 2 contradicts the graph. There is no edge a → c."),
        ("- b -> c\n- b -> c", "Line 2 contradicts the graph. There is no edge b → c."),
        (
            "+ a -> x",
            "Line 1 contradicts the graph. There is no vertex “x” in this graph; there are"
            " a, b, c.",
        ),
        ("+ a ->", "Line 1 has an arrow that leads nowhere."),
    ],
)
def test_an_edit_that_contradicts_the_graph_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_edits(text, read_graph("a -> b\nb -> c"))
    assert str(refused.value) == sentence


def test_in_a_large_graph_only_some_names_are_listed() -> None:
    graph = Graph(40, [(0, 1)])

    with pytest.raises(ValueError, match=r"there are 0, 1, .*, 11, …\."):
        set_entry(graph, "x")

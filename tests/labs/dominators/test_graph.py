"""A graph keeps both directions, the order of successors, and its word about what is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.dominators.graph import Graph


def test_successors_keep_their_order_and_parallel_edges_are_one() -> None:
    graph = Graph(4, [(0, 2), (0, 1), (0, 2), (1, 3)])

    assert list(graph.successors(0)) == [2, 1]
    assert graph.edges() == [(0, 2), (0, 1), (1, 3)]


def test_edges_that_contradict_the_graph_are_refused() -> None:
    graph = Graph(2, [(0, 1)])

    with pytest.raises(ValueError, match="There is already an edge 0 → 1"):
        graph.insert(0, 1)
    with pytest.raises(ValueError, match="There is no edge 1 → 0"):
        graph.delete(1, 0)


def test_a_removed_vertex_takes_its_edges_along_and_its_number_is_not_used_again() -> None:
    graph = Graph(3, [(0, 1), (1, 2), (2, 1), (1, 1)])

    graph.remove(1)

    assert len(graph) == 2
    assert list(graph.vertices()) == [0, 2]
    assert graph.edges() == []
    assert graph.add("new") == 3
    assert list(graph.vertices()) == [0, 2, 3]
    assert graph.copy().vertices() == graph.vertices()


@given(st.data())
def test_both_directions_tell_of_the_same_edges(data: st.DataObject) -> None:
    vertices = st.integers(0, 5)
    graph = Graph(6, data.draw(st.lists(st.tuples(vertices, vertices))))
    for x, y in data.draw(st.lists(st.tuples(vertices, vertices))):
        (graph.delete if graph.has(x, y) else graph.insert)(x, y)

    edges = set(graph.edges())
    assert edges == {(p, v) for v in graph.vertices() for p in graph.predecessors(v)}
    assert all(graph.has(x, y) == ((x, y) in edges) for x in range(6) for y in range(6))
    assert graph.copy().edges() == graph.edges()

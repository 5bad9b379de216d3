"""Other people's libraries give the same dominators: networkx, igraph and rustworkx."""

from math import isnan

import igraph
import networkx
import pytest
import rustworkx
from hypothesis import given
from hypothesis import strategies as st

from labs.dominators.families import FAMILIES
from labs.dominators.graph import Graph
from labs.dominators.tree import DominatorTree
from support.llvm_answers import read


def by_networkx(graph: Graph) -> dict[int, int]:
    twin = networkx.DiGraph()
    twin.add_nodes_from(graph.vertices())
    twin.add_edges_from(graph.edges())
    idom: dict[int, int] = networkx.immediate_dominators(twin, graph.entry)
    return {v: parent for v, parent in idom.items() if v != graph.entry}


def by_igraph(graph: Graph) -> dict[int, int]:
    twin = igraph.Graph(len(graph), graph.edges(), directed=True)
    # -1 marks the root, not-a-number an unreachable vertex
    parents = enumerate(twin.dominator(graph.entry, mode="out"))
    return {v: int(parent) for v, parent in parents if not isnan(parent) and parent >= 0}


def by_rustworkx(graph: Graph) -> dict[int, int]:
    twin = rustworkx.PyDiGraph()
    twin.add_nodes_from(list(graph.vertices()))
    twin.add_edges_from_no_data(graph.edges())
    idom = rustworkx.immediate_dominators(twin, graph.entry)
    return {v: parent for v, parent in idom.items() if v != graph.entry}


def assert_all_agree(graph: Graph) -> None:
    mine = DominatorTree(graph).idom
    assert [by_networkx(graph), by_igraph(graph), by_rustworkx(graph)] == [mine] * 3


@given(st.integers(1, 25), st.data())
def test_peers_agree_on_random_graphs(size: int, data: st.DataObject) -> None:
    vertices = st.integers(0, size - 1)
    edges = data.draw(st.lists(st.tuples(vertices, vertices), max_size=3 * size))
    assert_all_agree(Graph(size, edges))


@pytest.mark.parametrize("family", FAMILIES)
def test_peers_agree_on_worst_cases(family: str) -> None:
    assert_all_agree(FAMILIES[family].build(30))


def test_peers_agree_on_real_functions() -> None:
    for function in [*read("sqlite"), *read("largest")]:
        assert_all_agree(function.graph)

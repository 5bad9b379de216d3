"""Three algorithms and one definition agree: on every small graph, and on graphs with a history."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.dominators.counts import OperationCounts
from labs.dominators.families import FAMILIES
from labs.dominators.graph import Graph
from labs.dominators.iterative import iterate
from labs.dominators.lengauer_tarjan import lengauer_tarjan
from labs.dominators.reference import dominators, immediate_dominators
from labs.dominators.roots import EXIT
from labs.dominators.search import Preorder, blank, depth_first
from labs.dominators.semi_nca import semi_nca
from labs.dominators.text import read_graph
from labs.dominators.textbook import TEXTBOOK
from labs.dominators.trace import Trace
from labs.dominators.tree import DominatorTree
from support.llvm_answers import Function, read

Numbered = Callable[[Preorder, OperationCounts], list[int]]


def by_number(graph: Graph, algorithm: Numbered) -> dict[int, int]:
    """Run an algorithm that works on DFS numbers; return idom by vertex."""
    order = depth_first(graph.entry, graph.successors, blank(graph), OperationCounts())
    idom = algorithm(order, OperationCounts())
    return {order.vertices[w]: order.vertices[idom[w]] for w in range(1, len(idom))}


def traced(graph: Graph) -> dict[int, int]:
    """Return idom as the last of the traced steps has it."""
    trace = Trace(graph.entry, graph.successors)
    state = trace.state(len(trace) - 1)
    return {state.vertices[w]: state.vertices[v] for w, v in state.idom.items()}


def every_answer(graph: Graph) -> list[dict[int, int]]:
    return [
        DominatorTree(graph).idom,
        by_number(graph, semi_nca),
        by_number(graph, lengauer_tarjan),
        iterate(graph, graph.entry, OperationCounts())[0],
    ]


def small_graphs(size: int) -> Iterator[Graph]:
    """Yield every digraph on *size* vertices, loops at a vertex included up to three."""
    pairs = [(x, y) for x, y in product(range(size), repeat=2) if x != y or size < 4]
    for chosen in product((False, True), repeat=len(pairs)):
        yield Graph(size, (pair for pair, there in zip(pairs, chosen, strict=True) if there))


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> Graph:
    size = draw(st.integers(1, most))
    vertices = st.integers(0, size - 1)
    return Graph(size, draw(st.lists(st.tuples(vertices, vertices), max_size=3 * size)))


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_graph_of_up_to_four_vertices_agrees_with_the_definition(size: int) -> None:
    seen = 0
    for graph in small_graphs(size):
        expected = immediate_dominators(graph.entry, graph.successors)
        assert every_answer(graph) == [expected] * 4, graph.edges()
        seen += 1
    assert seen == {1: 2, 2: 16, 3: 512, 4: 4096}[size]


@given(graphs())
def test_random_graphs_agree_with_the_definition(graph: Graph) -> None:
    expected = immediate_dominators(graph.entry, graph.successors)

    assert [*every_answer(graph), traced(graph)] == [expected] * 5


@pytest.mark.parametrize("k", [1, 2, 3, 7, 20])
@pytest.mark.parametrize("family", FAMILIES)
def test_worst_cases_agree_with_the_definition(family: str, k: int) -> None:
    graph = FAMILIES[family].build(k)
    expected = immediate_dominators(graph.entry, graph.successors)

    assert [*every_answer(graph), traced(graph)] == [expected] * 5


def test_lengauer_and_tarjans_figure_has_the_tree_of_their_paper() -> None:
    graph = read_graph(TEXTBOOK["lt1"].text)
    tree = DominatorTree(graph)

    idom = {graph.names[v]: graph.names[parent] for v, parent in tree.idom.items()}
    assert len(graph) == 13
    assert len(graph.edges()) == 21
    assert idom == {**dict.fromkeys("ABCDEHIK", "R"), "F": "C", "G": "C", "J": "G", "L": "D"}


def test_in_figure_4_of_cooper_harvey_and_kennedy_only_the_entry_dominates() -> None:
    tree = DominatorTree(read_graph(TEXTBOOK["chk4"].text))

    assert set(tree.idom.values()) == {tree.root}


@given(graphs())
def test_levels_children_and_queries_tell_of_the_same_tree(graph: Graph) -> None:
    tree = DominatorTree(graph)
    every = dominators(graph.entry, graph.successors)

    for v, above in every.items():
        assert tree.level[v] == len(above) - 1
        assert set(tree.children.get(v, ())) == {w for w, p in tree.idom.items() if p == v}
        for w, others in every.items():
            assert tree.dominates(v, w) == (v in others)
            assert tree.common(v, w) == max(above & others, key=lambda d: len(every[d]))


@given(graphs())
def test_post_dominators_are_dominators_of_the_reversed_graph(graph: Graph) -> None:
    tree = DominatorTree(graph, post=True)

    def back(v: int) -> list[int]:
        return tree.roots if v == EXIT else list(graph.predecessors(v))

    assert tree.idom == immediate_dominators(EXIT, back)
    assert tree.idom.keys() == set(graph.vertices())  # every vertex, in an endless loop or not
    assert set(tree.roots) >= {v for v in graph.vertices() if not graph.successors(v)}


def functions() -> list[Function]:
    return [*read("sqlite"), *read("largest"), *read("random")]


def test_llvm_gives_the_same_trees_for_real_functions() -> None:
    every = functions()
    assert sum(1 for _ in read("sqlite")) >= 500
    assert sorted(len(function.graph) for function in every)[-3:] == [1676, 4141, 4910]
    for function in every:
        assert every_answer(function.graph) == [function.idom] * 4, function.name


def test_llvm_gives_the_same_post_dominators_endless_loops_included() -> None:
    endless = 0
    for function in functions():
        tree = DominatorTree(function.graph, post=True)
        assert tree.idom == function.post, function.name
        endless += any(function.graph.successors(root) for root in tree.roots)
    assert endless > 100


def test_the_lab_offers_functions_as_the_data_has_them() -> None:
    from labs.dominators.functions import FUNCTIONS, read_function

    data = {function.name: function.graph for function in read("sqlite")}
    for name in FUNCTIONS:
        assert read_function(name).edges() == data[name].edges()

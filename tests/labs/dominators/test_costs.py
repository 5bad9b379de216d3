"""Operations are counted right: the costs that papers state come out to the step."""

import pytest

from labs.dominators.batch import LLVM_RULE, RebuildRule
from labs.dominators.counts import OperationCounts
from labs.dominators.families import FAMILIES, back_edges, fan, idfsquad, itworst, ladder, sncaworst
from labs.dominators.graph import Graph
from labs.dominators.iterative import iterate
from labs.dominators.lengauer_tarjan import lengauer_tarjan
from labs.dominators.search import blank, depth_first
from labs.dominators.semi_nca import semi_nca
from labs.dominators.trace import Trace
from labs.dominators.tree import DominatorTree
from labs.dominators.workloads import WORKLOADS, _course, initial_graph, operations, updates

QUADRATIC = {"sncaworst", "idfsquad"}
"""Where the time of LLVM 14 grows four times as k doubles (``opt -time-passes``, k up to 8,000)."""


def clear() -> None:
    """Forget what workloads remember."""
    initial_graph.cache_clear()
    _course.cache_clear()


def counts(graph: Graph) -> OperationCounts:
    return DominatorTree(graph).counts


@pytest.mark.parametrize(
    ("graph", "vertices", "edges"),
    [
        (itworst(100), 401, 10_500),
        (idfsquad(400), 1201, 2000),
        (sncaworst(2047), 4095, 6141),
        (ladder(50), 53, 102),
        (fan(398), 400, 796),
    ],
)
def test_families_have_the_published_sizes(graph: Graph, vertices: int, edges: int) -> None:
    assert (len(graph), len(graph.edges())) == (vertices, edges)


@pytest.mark.parametrize("k", [1, 10, 60])
def test_semi_nca_climbs_k_squared_steps_in_its_worst_case(k: int) -> None:
    assert counts(sncaworst(k)).climbed == k * k


def test_the_order_of_successors_decides_whether_it_is_the_worst_case() -> None:
    easy = sncaworst(60)
    graph = Graph(len(easy))
    for v in easy.vertices():
        successors = list(easy.successors(v))
        for s in successors[1:] + successors[:1]:
            graph.insert(v, s)

    assert counts(graph).climbed == 0


@pytest.mark.parametrize("k", [5, 20, 40])
def test_the_iterative_algorithm_takes_k_plus_2_passes_on_idfsquad(k: int) -> None:
    graph = idfsquad(k)

    assert iterate(graph, graph.entry, OperationCounts())[1] == k + 2


def test_the_iterative_algorithm_takes_two_passes_on_a_reducible_graph() -> None:
    graph = fan(30)

    assert iterate(graph, graph.entry, OperationCounts())[1] == 2


def test_path_compression_keeps_walks_linear_on_a_chain_of_back_edges() -> None:
    small, large = (counts(back_edges(k)).evaluated for k in (400, 800))

    assert large < 2.1 * small
    assert large < 3 * 800


@pytest.mark.parametrize("family", [name for name in FAMILIES if name not in QUADRATIC])
def test_building_is_quadratic_only_where_llvm_is(family: str) -> None:
    """On every other family the operations for one edge stay the same, however large it is."""

    def for_one_edge(k: int) -> float:
        graph = FAMILIES[family].build(k)
        return counts(graph).total / len(graph.edges())

    assert for_one_edge(160) < 1.1 * for_one_edge(40)


def test_the_traced_run_walks_as_the_fast_one_does() -> None:
    """On joins alone; the trace also takes the predecessors that the fast one need not look at."""
    for name in FAMILIES:
        graph = FAMILIES[name].build(12)
        trace = Trace(graph.entry, graph.successors)
        climbs = sum(step.kind == "climb" for step in trace.steps)
        assert climbs == counts(graph).climbed, name


def test_lengauer_and_tarjan_stay_linear_where_semi_nca_is_quadratic() -> None:
    def cost(k: int) -> int:
        graph = sncaworst(k)
        counted = OperationCounts()
        lengauer_tarjan(depth_first(graph.entry, graph.successors, blank(graph), counted), counted)
        return counted.total

    assert cost(200) < 2.1 * cost(100)


def test_a_search_counts_every_vertex_and_edge_once() -> None:
    graph = itworst(9)
    counted = OperationCounts()

    order = depth_first(graph.entry, graph.successors, blank(graph), counted)

    assert counted.visited == len(graph)
    assert counted.scanned == len(graph.edges())
    semi_nca(order, counted)
    assert counted.scanned == 2 * len(graph.edges())


def test_counts_subtract_and_add_up() -> None:
    before = OperationCounts(visited=1, climbed=2)
    after = OperationCounts(visited=4, climbed=2, leveled=5)

    assert after - before == OperationCounts(visited=3, leveled=5)
    assert (after - before).total == 8
    assert before.copy() == before
    assert before.copy() is not before


@pytest.mark.parametrize("workload", WORKLOADS)
@pytest.mark.parametrize("rebuilds", [True, False])
def test_every_approach_to_a_workload_ends_with_the_same_tree(
    workload: str, rebuilds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Costs differ; the tree may not. Watched at the only place where a workload has its tree."""
    seen: list[DominatorTree] = []

    class Watched(DominatorTree):
        def __init__(self, graph: Graph, post: bool = False) -> None:
            super().__init__(graph, post)
            assert len(self) == 43
            seen.append(self)

    monkeypatch.setattr("labs.dominators.workloads.DominatorTree", Watched)
    for way in ("one by one", "one batch", "lazily", "one rebuild"):
        _course.__wrapped__(workload, 43, updates(workload, 43, 0.5), way, rebuilds)  # type: ignore[arg-type]
    assert len(seen) == 4
    for tree in seen:
        assert tree.idom == DominatorTree(tree.graph).idom


@pytest.mark.parametrize("way", ["one by one", "one batch", "lazily", "one rebuild"])
@pytest.mark.parametrize("workload", WORKLOADS)
def test_the_cost_of_a_workload_is_the_same_counted_anew_or_remembered(
    workload: str, way: str
) -> None:
    """Whatever was asked before, and under whatever rule: the answer is that of a first count."""
    asked = [(43, 5), (44, 5), (43, 6), (43, 5), (44, 1)]
    rules = [None, LLVM_RULE, RebuildRule(0, 1), RebuildRule(0, 30)]

    def ask() -> list[int]:
        return [operations(workload, *case, way, rule) for case in asked for rule in rules]  # type: ignore[arg-type]

    forwards = ask()
    clear()
    rules.reverse()
    asked.reverse()
    assert ask()[::-1] == forwards
    for size, count in asked:
        for rule in rules:
            clear()
            fresh = operations(workload, size, count, way, rule)  # type: ignore[arg-type]
            assert fresh == forwards.pop()


def test_the_fan_costs_its_square_one_by_one_and_its_size_in_a_batch() -> None:
    def cost(size: int, way: str) -> int:
        return operations("fan", size, updates("fan", size, 0.5), way, LLVM_RULE)  # type: ignore[arg-type]

    assert 3.8 < cost(400, "one by one") / cost(200, "one by one") < 4.2
    assert 1.9 < cost(400, "one batch") / cost(200, "one batch") < 2.1
    assert cost(400, "lazily") == cost(400, "one batch")
    assert cost(100, "one batch") == cost(100, "one by one")

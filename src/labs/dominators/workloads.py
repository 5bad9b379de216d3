"""Workloads: many edges of one graph change, and the tree has to be brought up to date.

A workload has a graph of any size and a list of edges that change in it. The cost of that is
counted for four approaches: an update at a time, all in one batch, lazily through the
DomTreeUpdater, and one rebuild at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from labs.dominators.batch import RebuildRule, Update, apply_updates
from labs.dominators.families import chain, fan
from labs.dominators.graph import Graph
from labs.dominators.tree import DominatorTree
from labs.dominators.updater import DomTreeUpdater, Strategy

Approach = Literal["one by one", "one batch", "lazily", "one rebuild"]
ALWAYS = RebuildRule(small=0, divisor=1_000_000)
"""A rule that rebuilds for two updates or more, whatever graph a workload has."""


@dataclass(frozen=True)
class Workload:
    """A graph of any number of vertices, and changes to it.

    ``build`` takes a size; ``changes`` takes the graph and how many updates are wanted.
    """

    title: str
    build: Callable[[int], Graph]
    changes: Callable[[Graph, int], list[Update]]
    most: Callable[[int], int]
    """How many updates a graph of a size can see."""


def _fan_deletion(graph: Graph, count: int) -> list[Update]:
    """Delete the switch's last *count* edges, from the left."""
    last = len(graph)
    return [Update("delete", 1, x) for x in range(last - count, last)]


def _entries(graph: Graph, count: int) -> list[Update]:
    """Let the switch enter the chain at its last *count* blocks too, from the left."""
    last = len(graph)
    return [Update("insert", 1, x) for x in range(last - count, last)]


def _islands(size: int) -> Graph:
    """Return a switch to many diamonds of four blocks each: what happens in one stays in it.

    Blocks too few for another diamond are cases of the switch that do nothing.
    """
    graph = Graph(2, [(0, 1)])
    for _ in range((size - 2) // 4):
        head, left, right, meet = (graph.add("") for _ in range(4))
        graph.insert(1, head)
        for x, y in ((head, left), (head, right), (left, meet), (right, meet)):
            graph.insert(x, y)
    while len(graph) < size:
        graph.insert(1, graph.add(""))
    graph.names = [str(v) for v in range(len(graph))]
    return graph


def _cut_islands(graph: Graph, count: int) -> list[Update]:
    """Delete the left way through the first *count* diamonds."""
    return [Update("delete", 2 + 4 * i, 3 + 4 * i) for i in range(count)]


WORKLOADS = {
    "fan": Workload(
        "A switch loses cases", lambda size: fan(size - 2), _fan_deletion, lambda size: size - 3
    ),
    "left": Workload(
        "A chain is entered, from the left",
        lambda size: chain(size - 2),
        _entries,
        lambda size: size - 3,
    ),
    "right": Workload(
        "A chain is entered, from the right",
        lambda size: chain(size - 2),
        lambda graph, count: _entries(graph, count)[::-1],
        lambda size: size - 3,
    ),
    "islands": Workload(
        "Many small diamonds lose a side", _islands, _cut_islands, lambda size: (size - 2) // 4
    ),
}


def updates(workload: str, size: int, share: float) -> int:
    """Return how many updates a graph of *size* sees, at least one; *share* is from 0 to 1."""
    return max(1, round(WORKLOADS[workload].most(size) * share))


def course(workload: str, size: int, count: int) -> tuple[int, ...]:
    """Return the operations spent after each of *count* updates, one by one."""
    return _course(workload, size, count, "one by one", False)


def operations(
    workload: str, size: int, count: int, approach: Approach, rule: RebuildRule | None
) -> int:
    """Return what *count* updates cost, in operations.

    Of the rule nothing counts but whether it rebuilds: a batch of two or more, if it is large.
    """
    batched = approach in {"one batch", "lazily"} and count > 1
    rebuilds = batched and rule is not None and rule.rebuilds(count, size)
    return _course(workload, size, count, approach, rebuilds)[-1]


@lru_cache(maxsize=16)
def initial_graph(workload: str, size: int) -> Graph:
    """Return the graph before any change; it is to be copied, not changed."""
    return WORKLOADS[workload].build(size)


@lru_cache(maxsize=1024)
def _course(
    workload: str, size: int, count: int, approach: Approach, rebuilds: bool
) -> tuple[int, ...]:
    """Return the operations spent after each update, or only those at the end.

    Nothing else than the arguments decides the answer, so it is kept.
    """
    graph = initial_graph(workload, size).copy()
    changes = WORKLOADS[workload].changes(graph, count)
    tree = DominatorTree(graph)
    start = tree.counts.copy()
    rule = ALWAYS if rebuilds else None
    updater = DomTreeUpdater(graph, tree, strategy=Strategy.LAZY, rule=rule)
    spent: list[int] = []
    for update in changes:
        update.change(graph)
        if approach == "one by one":
            apply_updates(tree, [update], rule)
            spent.append((tree.counts - start).total)
        elif approach == "lazily":
            updater.apply_updates([update])
    if approach == "one batch":
        apply_updates(tree, changes, rule)
    elif approach == "lazily":
        updater.flush()
    elif approach == "one rebuild":
        tree.recalculate()
    return (*spent, (tree.counts - start).total)[-max(len(spent), 1) :]

"""Stories: many edges of one graph change, and the tree has to follow, in one way or another.

A story has a graph of any size and a list of edges that change in it. What following costs is
counted for four ways: an update at a time, all in one batch, lazily through the DomTreeUpdater,
and one rebuild at the end.
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

Way = Literal["one by one", "one batch", "lazily", "one rebuild"]
ALWAYS = RebuildRule(small=0, divisor=1_000_000)
"""A rule that rebuilds for two updates or more, whatever the graph that a story has."""


@dataclass(frozen=True)
class Story:
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


STORIES = {
    "fan": Story(
        "A switch loses cases", lambda size: fan(size - 2), _fan_deletion, lambda size: size - 3
    ),
    "left": Story(
        "A chain is entered, from the left",
        lambda size: chain(size - 2),
        _entries,
        lambda size: size - 3,
    ),
    "right": Story(
        "A chain is entered, from the right",
        lambda size: chain(size - 2),
        lambda graph, count: _entries(graph, count)[::-1],
        lambda size: size - 3,
    ),
    "islands": Story(
        "Many small diamonds lose a side", _islands, _cut_islands, lambda size: (size - 2) // 4
    ),
}


def updates(story: str, size: int, share: float) -> int:
    """Return how many updates a graph of *size* sees, at least one; *share* is from 0 to 1."""
    return max(1, round(STORIES[story].most(size) * share))


def operations(story: str, size: int, count: int, way: Way, rule: RebuildRule | None) -> int:
    """Return what following *count* updates costs, in operations.

    Of the rule nothing counts but whether it rebuilds: a batch of two or more, if it is large.
    """
    batched = way in {"one batch", "lazily"} and count > 1
    rebuilds = batched and rule is not None and rule.rebuilds(count, size)
    return _operations(story, size, count, way, rebuilds)


@lru_cache(maxsize=16)
def _before(story: str, size: int) -> Graph:
    """Return the graph before any change; it is to be copied, not changed."""
    return STORIES[story].build(size)


@lru_cache(maxsize=1024)
def _operations(story: str, size: int, count: int, way: Way, rebuilds: bool) -> int:
    """Follow the updates and count: nothing else than the arguments decides the answer."""
    graph = _before(story, size).copy()
    changes = STORIES[story].changes(graph, count)
    tree = DominatorTree(graph)
    before = tree.counts.copy()
    rule = ALWAYS if rebuilds else None
    updater = DomTreeUpdater(graph, tree, strategy=Strategy.LAZY, rule=rule)
    for update in changes:
        update.change(graph)
        if way == "one by one":
            apply_updates(tree, [update], rule)
        elif way == "lazily":
            updater.apply_updates([update])
    if way == "one batch":
        apply_updates(tree, changes, rule)
    elif way == "lazily":
        updater.flush()
    elif way == "one rebuild":
        tree.recalculate()
    return (tree.counts - before).total

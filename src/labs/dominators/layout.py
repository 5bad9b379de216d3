"""Layout of graphs: where the vertices stand in a picture.

Positions are in a unit square, x to the right and y down, to be scaled into any box.
"""

from collections.abc import Mapping, Sequence
from math import fsum

from labs.dominators.counts import OperationCounts
from labs.dominators.graph import Graph
from labs.dominators.search import blank, depth_first
from labs.kernel.trees import Layout, spread

SWEEPS = 6
"""How often layers are sorted again; more changes nothing on graphs that fit a page."""


def layered(graph: Graph) -> Layout:
    """Place *graph* in layers: every vertex below its predecessors, where no edge goes back.

    K. Sugiyama's scheme without dummy vertices: layers by longest path, edges to an ancestor of
    the depth-first search left out, then each layer sorted by the mean place of its neighbors.
    Vertices that are not reached stand in a last layer of their own.
    """
    layers = _layers(graph)
    place = {v: spread(i, len(layer)) for layer in layers for i, v in enumerate(layer)}
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        neighbors = graph.predecessors if down else graph.successors
        for layer in layers if down else reversed(layers):
            means = {v: _mean(place, [n for n in neighbors(v) if n != v], v) for v in layer}
            layer.sort(key=lambda v: (means[v], place[v]))
            place |= {v: spread(i, len(layer)) for i, v in enumerate(layer)}
    rows = len(layers)
    return Layout(
        {v: (place[v], spread(row, rows)) for row, layer in enumerate(layers) for v in layer}, rows
    )


def _mean(place: Mapping[int, float], near: Sequence[int], v: int) -> float:
    """Return the mean place of *near*, that of *v* if it has none near, rounded for comparing."""
    return round(fsum(place[n] for n in near) / len(near), 9) if near else place[v]


def _layers(graph: Graph) -> list[list[int]]:
    order = depth_first(graph.entry, graph.successors, blank(graph), OperationCounts())
    number = {v: w for w, v in enumerate(order.vertices)}
    last = list(range(len(number)))  # the greatest DFS number in each subtree
    for w in range(len(last) - 1, 0, -1):
        last[order.parent[w]] = max(last[order.parent[w]], last[w])
    forward: dict[int, list[int]] = {v: [] for v in number}
    waits = dict.fromkeys(number, 0)
    for v in number:
        for s in graph.successors(v):
            goes_back = number[s] <= number[v] <= last[number[s]]
            if not goes_back:
                forward[v].append(s)
                waits[s] += 1
    layer = dict.fromkeys(number, 0)
    ready = [graph.entry]
    for v in ready:
        for s in forward[v]:
            layer[s] = max(layer[s], layer[v] + 1)
            waits[s] -= 1
            if not waits[s]:
                ready.append(s)
    layers: list[list[int]] = [[] for _ in range(max(layer.values()) + 1)]
    for v in number:
        layers[layer[v]].append(v)
    unreached = [v for v in graph.vertices() if v not in number]
    return [*layers, unreached] if unreached else layers

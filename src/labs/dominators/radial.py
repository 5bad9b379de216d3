"""A large dominator tree drawn around its widest vertex.

A tree of a thousand vertices drawn from the top down is a comb: its widest row sets the scale, and
the branches shrink to nothing. Around the vertex with the most children every branch gets an
angle in proportion to its leaves, so a fan is seen as a fan and its branches as branches.
"""

from collections.abc import Mapping
from math import cos, pi, sin

from labs.dominators.tree import DominatorTree
from labs.kernel.trees import Place

FIRST = 0.52
"""How far from the middle the children of the widest vertex stand; the rim is 1."""
SHRINK = 0.9
"""Each step outwards takes this share of the step before."""


def radial(tree: DominatorTree) -> Mapping[int, Place]:
    """Return a place in the unit square for each vertex of *tree*.

    The vertex with the most children stands in the middle (of several, the first), all others
    around it; the branch that leads to the root is one of its branches.
    """
    vertices = sorted(tree.level)
    hub = max(vertices, key=lambda v: len(tree.children.get(v, ())))
    order, above, depth = [hub], {hub: hub}, {hub: 0}
    for v in order:
        beside = [*tree.children.get(v, ()), *([tree.idom[v]] if v in tree.idom else [])]
        for other in beside:
            if other != above[v]:
                above[other], depth[other] = v, depth[v] + 1
                order.append(other)
    leaves = dict.fromkeys(order, 0)
    for v in reversed(order):
        leaves[v] = leaves[v] or 1
        if v != hub:
            leaves[above[v]] += leaves[v]
    start = {hub: 0.0}
    free = {hub: 0.0}
    places = {hub: (0.5, 0.5)}
    radii = _radii(max(depth.values()))
    for v in order[1:]:
        parent = above[v]
        start[v] = free[v] = free[parent]
        free[parent] += leaves[v] / leaves[hub]
        angle = 2 * pi * (start[v] + leaves[v] / leaves[hub] / 2) - pi / 2
        radius = radii[depth[v]]
        places[v] = 0.5 + radius / 2 * cos(angle), 0.5 + radius / 2 * sin(angle)
    return places


def _radii(deepest: int) -> list[float]:
    """Return the distance from the middle by depth, from 0 to 1, in ever smaller steps."""
    steps = [SHRINK**k for k in range(max(deepest - 1, 0))]
    scale = (1 - FIRST) / sum(steps) if steps else 0.0
    radii = [0.0, FIRST]
    for step in steps:
        radii.append(radii[-1] + step * scale)
    return radii

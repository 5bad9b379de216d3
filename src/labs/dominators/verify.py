"""Checks whether a tree is the dominator tree of its graph, at three levels (LLVM: ``verify``).

Each complaint is a sentence; no complaint means yes, at that level.

* **fast**: roots, reachability and levels, and comparison with a tree built anew.
* **basic**: also the *parent property*: no vertex is reached without its immediate dominator.
* **full**: also the *sibling property*: no vertex is reached only by way of a sibling.

The two properties are those of Georgiadis and Tarjan; a tree that has both is the dominator tree,
so the full level trusts no algorithm but a search. It costs O(n³).
"""

from collections.abc import Iterator
from enum import IntEnum

from labs.dominators.reference import reached
from labs.dominators.roots import EXIT
from labs.dominators.tree import DominatorTree


class Level(IntEnum):
    """How much is checked; each includes the one before (LLVM: ``VerificationLevel``)."""

    FAST = 0
    BASIC = 1
    FULL = 2


def verify(tree: DominatorTree, level: Level = Level.FAST) -> list[str]:
    """Return complaints about *tree*, at least one if it is not its graph's tree."""
    complaints = [*_shape(tree), *_reachability(tree), *_fresh(tree)]
    if not complaints and level >= Level.BASIC:
        complaints += _parent_property(tree)
    if not complaints and level >= Level.FULL:
        complaints += _sibling_property(tree)
    return complaints


def _name(tree: DominatorTree, v: int) -> str:
    return "the virtual exit" if v == EXIT else tree.graph.names[v]


def _shape(tree: DominatorTree) -> Iterator[str]:
    """Check that idom, level and children tell of the same tree."""
    if tree.level.get(tree.root) != 0 or tree.root in tree.idom:
        yield f"The root must be {_name(tree, tree.root)}, at level 0."
    if tree.idom.keys() != tree.level.keys() - {tree.root}:
        yield "Some vertices have a level but no immediate dominator, or the reverse."
    for v, parent in tree.idom.items():
        if tree.level.get(v) != tree.level.get(parent, -1) + 1:
            yield f"{_name(tree, v)} is not one level below {_name(tree, parent)}."
    children = {(parent, v) for parent, below in tree.children.items() for v in below}
    if children != {(parent, v) for v, parent in tree.idom.items()}:
        yield "The lists of children do not match the immediate dominators."


def _reachability(tree: DominatorTree) -> Iterator[str]:
    """Check that exactly what the root reaches is in the tree."""
    vertices = reached(tree.root, tree.successors_in(tree.graph))
    for v in sorted(vertices - tree.level.keys()):
        yield f"{_name(tree, v)} is reached but not in the tree."
    for v in sorted(tree.level.keys() - vertices):
        yield f"{_name(tree, v)} is in the tree but not reached."


def _fresh(tree: DominatorTree) -> Iterator[str]:
    """Compare with a tree built from nothing."""
    fresh = DominatorTree(tree.graph, tree.post)
    if sorted(fresh.roots) != sorted(tree.roots):
        yield "The roots differ from those of a tree built anew."
    for v, parent in fresh.idom.items():
        if tree.idom.get(v, parent) != parent:
            yield (
                f"idom({_name(tree, v)}) is {_name(tree, tree.idom[v])};"
                f" built anew, it is {_name(tree, parent)}."
            )


def _parent_property(tree: DominatorTree) -> Iterator[str]:
    for parent, below in tree.children.items():
        without_parent = reached(tree.root, tree.successors_in(tree.graph), without=parent)
        for v in below:
            if v in without_parent:
                yield f"{_name(tree, v)} is reached without its idom {_name(tree, parent)}."


def _sibling_property(tree: DominatorTree) -> Iterator[str]:
    for below in tree.children.values():
        for sibling in below:
            without_sibling = reached(tree.root, tree.successors_in(tree.graph), without=sibling)
            for v in below:
                if v != sibling and v not in without_sibling:
                    yield f"{_name(tree, v)} is reached only by way of its sibling" + (
                        f" {_name(tree, sibling)}."
                    )

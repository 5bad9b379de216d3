"""The check finds what is wrong: it is tried on wrong trees."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.dominators.graph import Graph
from labs.dominators.tree import DominatorTree
from labs.dominators.verify import Level, _parent_property, _sibling_property, verify

LADDER = [(0, 1), (1, 2), (1, 3), (2, 4), (3, 4), (4, 5)]


def tree_of(edges: list[tuple[int, int]] = LADDER, post: bool = False) -> DominatorTree:
    return DominatorTree(Graph(7, edges), post)


def orphan(tree: DominatorTree) -> None:
    del tree.idom[5]


def wrong_level(tree: DominatorTree) -> None:
    tree.level[5] = 9


def wrong_children(tree: DominatorTree) -> None:
    tree.children[4] = {}


def wrong_idom(tree: DominatorTree) -> None:
    tree.move(4, 2)


def missing(tree: DominatorTree) -> None:
    tree.erase(5)


def unreached(tree: DominatorTree) -> None:
    tree.attach(6, 5)


def wrong_root(tree: DominatorTree) -> None:
    tree.level[tree.root] = 1


def other_edge(tree: DominatorTree) -> None:
    tree.graph.insert(0, 4)


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (orphan, "Some vertices have a level but no immediate dominator, or the reverse."),
        (wrong_level, "5 is not one level below 4."),
        (wrong_children, "The lists of children do not match the immediate dominators."),
        (wrong_idom, "idom(4) is 2; built anew, it is 1."),
        (missing, "5 is reached but not in the tree."),
        (unreached, "6 is in the tree but not reached."),
        (wrong_root, "The root must be 0, at level 0."),
        (other_edge, "idom(4) is 1; built anew, it is 0."),
    ],
)
def test_every_kind_of_damage_is_found(
    damage: Callable[[DominatorTree], None], complaint: str
) -> None:
    tree = tree_of()
    assert verify(tree, Level.FULL) == []

    damage(tree)

    assert complaint in verify(tree)


def test_wrong_roots_of_post_dominators_are_found() -> None:
    tree = tree_of(post=True)
    tree.roots.append(1)

    assert "The roots differ from those of a tree built anew." in verify(tree)


def test_the_parent_property_alone_finds_a_parent_that_can_be_avoided() -> None:
    tree = tree_of()
    wrong_idom(tree)

    assert list(_parent_property(tree)) == ["4 is reached without its idom 2."]


def test_the_sibling_property_alone_finds_a_parent_that_is_too_high() -> None:
    tree = tree_of()
    tree.move(5, 1)

    assert list(_parent_property(tree)) == []
    assert list(_sibling_property(tree)) == ["5 is reached only by way of its sibling 4."]


@st.composite
def trees(draw: st.DrawFn) -> DominatorTree:
    """Return the tree of a graph all of whose vertices are reached, by a random spanning tree."""
    size = draw(st.integers(3, 8))
    spanning = [(draw(st.integers(0, v - 1)), v) for v in range(1, size)]
    vertices = st.integers(0, size - 1)
    edges = draw(st.lists(st.tuples(vertices, vertices), max_size=size))
    return DominatorTree(Graph(size, spanning + edges))


@given(trees(), st.data())
def test_no_other_tree_of_the_same_vertices_passes(
    tree: DominatorTree, data: st.DataObject
) -> None:
    moves = [
        (v, parent)
        for v in sorted(tree.idom)
        for parent in sorted(tree.level)
        if parent != tree.idom[v] and not tree.dominates(v, parent)
    ]
    v, parent = data.draw(st.sampled_from(moves))

    tree.move(v, parent)

    assert verify(tree) != []
    properties = [*_parent_property(tree), *_sibling_property(tree)]
    assert properties != [], "the definition alone must refuse it too"

"""Batches: what they amount to, the graph between their updates, and when they rebuild."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.dominators.batch import LLVM_RULE, GraphDiff, RebuildRule, Update, apply_updates, legalize
from labs.dominators.families import fan
from labs.dominators.graph import Graph
from labs.dominators.tree import DominatorTree, Effect


def insert(x: int, y: int) -> Update:
    return Update("insert", x, y)


def delete(x: int, y: int) -> Update:
    return Update("delete", x, y)


def test_opposite_updates_cancel_and_the_rest_keeps_the_order_of_the_last_mention() -> None:
    graph = Graph(4, [(0, 1), (0, 3)])
    updates = [insert(0, 1), delete(0, 2), insert(2, 3), delete(2, 3), delete(0, 1), insert(0, 1)]

    assert legalize([insert(0, 3), *updates], graph) == [insert(0, 3), delete(0, 2), insert(0, 1)]


@pytest.mark.parametrize(
    ("updates", "sentence"),
    [
        ([insert(0, 1), insert(0, 1)], "The edge 0 → 1 is inserted 2 times over."),
        ([delete(1, 2), delete(1, 2)], "The edge 1 → 2 is deleted 2 times over."),
        ([delete(0, 1)], "The edge 0 → 1 is deleted, but the graph still has it."),
        ([insert(1, 2)], "The edge 1 → 2 is inserted, but the graph does not have it."),
    ],
)
def test_updates_that_contradict_the_graph_are_refused(
    updates: list[Update], sentence: str
) -> None:
    graph = Graph(3, [(0, 1)])
    tree = DominatorTree(graph)
    before = dict(tree.idom)

    with pytest.raises(ValueError, match=sentence):
        apply_updates(tree, updates)
    assert tree.idom == before


@given(st.data())
def test_the_view_shows_every_state_between(data: st.DataObject) -> None:
    vertices = st.integers(0, 5)
    edges = data.draw(st.sets(st.tuples(vertices, vertices)))
    flips = data.draw(st.lists(st.tuples(vertices, vertices), unique=True))
    states = [set(edges)]
    for flip in flips:
        states.append(states[-1] ^ {flip})
    graph = Graph(6, sorted(states[-1]))
    updates = [delete(*e) if e in edges else insert(*e) for e in flips]

    view = GraphDiff(graph, updates)

    for update, state in zip([None, *updates], states, strict=True):
        if update:
            view.advance(update)
        assert {(v, s) for v in range(6) for s in view.successors(v)} == state
        assert {(p, v) for v in range(6) for p in view.predecessors(v)} == state


@pytest.mark.parametrize(
    ("vertices", "updates"),
    [(99, 100), (100, 101), (101, 3), (200, 6), (400, 11), (1000, 26)],
)
def test_the_rule_of_d53245_has_its_cliff_at_101_vertices(vertices: int, updates: int) -> None:
    """The fewest updates that rebuild, as watched in LLVM 14."""
    assert LLVM_RULE.rebuilds(updates, vertices)
    assert not LLVM_RULE.rebuilds(updates - 1, vertices)


@pytest.mark.parametrize(("vertices", "rebuilt"), [(100, False), (101, True)])
def test_a_batch_obeys_the_rule(vertices: int, rebuilt: bool) -> None:
    graph = fan(vertices - 2)
    tree = DominatorTree(graph)
    updates = [delete(1, x) for x in range(vertices - 10, vertices)]
    for update in updates:
        graph.delete(update.x, update.y)

    effects = apply_updates(tree, updates)

    assert len(tree) == vertices
    assert effects == ([Effect.REBUILT] if rebuilt else [Effect.BELOW] * 10)
    assert tree.idom == DominatorTree(graph).idom


def test_a_single_update_goes_past_the_rule() -> None:
    graph = fan(150)
    tree = DominatorTree(graph)
    graph.delete(1, 60)

    assert apply_updates(tree, [delete(1, 60)], RebuildRule(0, 10**6)) == [Effect.BELOW]


def test_applying_stops_at_a_rebuild_since_that_sees_the_last_state() -> None:
    graph = Graph(4, [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3)])
    tree = DominatorTree(graph)
    graph.delete(0, 2)
    graph.delete(0, 3)

    assert apply_updates(tree, [delete(0, 2), delete(0, 3)], None) == [Effect.REBUILT]
    assert tree.idom == {1: 0, 2: 1, 3: 1}


def test_nothing_to_do_does_nothing() -> None:
    graph = Graph(2, [(0, 1)])

    assert apply_updates(DominatorTree(graph), [delete(0, 1), insert(0, 1)]) == []

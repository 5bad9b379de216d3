"""DomTreeUpdater: LLVM's contract, at once or when asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.dominators.batch import Update
from labs.dominators.graph import Graph
from labs.dominators.tree import DominatorTree
from labs.dominators.updater import DomTreeUpdater, Strategy
from labs.dominators.verify import Level, verify

DIAMOND = [(0, 1), (0, 2), (1, 3), (2, 3)]


def insert(graph: Graph, x: int, y: int) -> Update:
    graph.insert(x, y)
    return Update("insert", x, y)


def delete(graph: Graph, x: int, y: int) -> Update:
    graph.delete(x, y)
    return Update("delete", x, y)


def updater(
    strategy: Strategy, size: int = 4
) -> tuple[Graph, DominatorTree, DominatorTree, DomTreeUpdater]:
    graph = Graph(size, DIAMOND)
    dom, post = DominatorTree(graph), DominatorTree(graph, post=True)
    return graph, dom, post, DomTreeUpdater(graph, dom, post, strategy)


def test_eager_updates_both_trees_before_it_returns() -> None:
    graph, dom, post, keeper = updater(Strategy.EAGER)

    keeper.apply_updates([delete(graph, 0, 2)])

    assert verify(dom, Level.FULL) == verify(post, Level.FULL) == []
    assert dom.idom[3] == 1
    assert not keeper.has_pending_updates()
    assert (keeper.is_eager(), keeper.is_lazy()) == (True, False)


def test_lazy_updates_each_tree_when_it_is_asked_for() -> None:
    graph, dom, post, keeper = updater(Strategy.LAZY)
    before = dict(dom.idom)

    keeper.apply_updates([delete(graph, 0, 2)])

    assert dom.idom == before
    assert keeper.is_lazy()
    assert keeper.has_pending_dom_tree_updates()
    assert keeper.has_pending_post_dom_tree_updates()

    assert keeper.get_dom_tree() is dom
    assert verify(dom, Level.FULL) == []
    assert not keeper.has_pending_dom_tree_updates()
    assert keeper.has_pending_post_dom_tree_updates()

    keeper.apply_updates([insert(graph, 0, 2)])
    assert keeper.has_pending_dom_tree_updates()
    assert keeper.get_post_dom_tree() is post
    assert verify(post, Level.FULL) == []
    assert not keeper.has_pending_post_dom_tree_updates()

    keeper.flush()
    assert not keeper.has_pending_updates()
    assert verify(dom, Level.FULL) == []


def test_without_trees_nothing_waits() -> None:
    graph = Graph(4, DIAMOND)
    keeper = DomTreeUpdater(graph, strategy=Strategy.LAZY)

    keeper.apply_updates([delete(graph, 0, 2)])

    assert not keeper.has_pending_updates()
    assert not keeper.has_dom_tree()
    assert not keeper.has_post_dom_tree()
    with pytest.raises(ValueError, match="There is no dominator tree"):
        keeper.get_dom_tree()
    with pytest.raises(ValueError, match="There is no post-dominator tree"):
        keeper.get_post_dom_tree()


def test_one_tree_alone_does_not_wait_for_the_other() -> None:
    graph = Graph(4, DIAMOND)
    keeper = DomTreeUpdater(graph, DominatorTree(graph), strategy=Strategy.LAZY)

    keeper.apply_updates([delete(graph, 0, 2)])
    keeper.get_dom_tree()

    assert keeper.has_dom_tree()
    assert not keeper.has_pending_updates()


def test_trees_must_be_given_in_their_places() -> None:
    graph = Graph(1)
    with pytest.raises(ValueError, match="first tree must be a dominator tree"):
        DomTreeUpdater(graph, DominatorTree(graph, post=True))
    with pytest.raises(ValueError, match="second tree must be a post-dominator tree"):
        DomTreeUpdater(graph, None, DominatorTree(graph))


def test_exact_updates_that_contradict_the_graph_are_refused() -> None:
    _, _, _, keeper = updater(Strategy.EAGER)

    with pytest.raises(ValueError, match="0 → 2 is deleted, but the graph still has it"):
        keeper.apply_updates([Update("delete", 0, 2)])


def test_permissive_updates_are_hints() -> None:
    """Only the first mention of an edge counts, and only if the graph bears it out."""
    for strategy in Strategy:
        graph, dom, post, keeper = updater(strategy)
        done = delete(graph, 0, 2)
        keeper.apply_updates_permissive(
            [
                done,
                Update("insert", 0, 2),  # never carried out: 0 -> 2 was there, and is not now
                done,
                Update("delete", 0, 1),  # never carried out
            ]
        )
        keeper.flush()
        assert verify(dom, Level.FULL) == verify(post, Level.FULL) == []


def test_a_deletion_taken_back_is_nothing_to_do() -> None:
    """The bug behind D58170: the pair must not leave an insertion behind in the queue."""
    graph, dom, post, keeper = updater(Strategy.LAZY)

    keeper.apply_updates_permissive([Update("delete", 0, 2), Update("insert", 0, 2)])
    assert not keeper.has_pending_updates()
    keeper.apply_updates_permissive([delete(graph, 0, 2)])
    keeper.flush()

    assert verify(dom, Level.FULL) == verify(post, Level.FULL) == []


def test_an_edge_to_itself_is_dropped() -> None:
    graph, _, _, keeper = updater(Strategy.LAZY)

    keeper.apply_updates([insert(graph, 3, 3)])

    assert not keeper.has_pending_updates()


@pytest.mark.parametrize("strategy", Strategy)
def test_a_deleted_block_goes_when_no_tree_waits(strategy: Strategy) -> None:
    graph, dom, post, keeper = updater(strategy)
    gone: list[int] = []

    keeper.apply_updates([delete(graph, 0, 2)])
    keeper.callback_delete_block(2, gone.append)

    lazy = strategy is Strategy.LAZY
    assert keeper.has_pending_deleted_block() is lazy
    assert keeper.is_block_pending_deletion(2) is lazy
    assert list(graph.successors(2)) == []
    keeper.get_dom_tree()
    assert keeper.has_pending_deleted_block() is lazy  # the other tree still waits
    keeper.get_post_dom_tree()
    assert not keeper.has_pending_deleted_block()
    assert gone == [2]
    assert 2 not in graph.vertices()
    assert verify(dom, Level.FULL) == verify(post, Level.FULL) == []


def test_several_callbacks_may_wait_for_one_block() -> None:
    graph, _, _, keeper = updater(Strategy.LAZY)
    keeper.apply_updates([delete(graph, 0, 2)])
    calls: list[str] = []

    keeper.callback_delete_block(2, lambda _: calls.append("first"))
    keeper.callback_delete_block(2, lambda _: calls.append("second"))
    keeper.flush()

    assert calls == ["first", "second"]


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (0, "0 is the entry and cannot be deleted."),
        (3, "3 still has predecessors and cannot be deleted."),
        (4, "4 is to be deleted already."),
    ],
)
def test_a_block_that_must_not_go_is_refused(block: int, sentence: str) -> None:
    _, _, _, keeper = updater(Strategy.LAZY, size=5)
    keeper.apply_updates([])
    keeper._pending.append(Update("insert", 0, 3))  # something waits, so block 4 stays
    keeper.delete_block(4)

    with pytest.raises(ValueError, match=sentence):
        keeper.delete_block(block)


@pytest.mark.parametrize("strategy", Strategy)
def test_recalculate_is_at_once_and_takes_deleted_blocks_along(strategy: Strategy) -> None:
    graph, dom, post, keeper = updater(strategy)
    keeper.apply_updates([delete(graph, 0, 2)])
    keeper.delete_block(2)

    keeper.recalculate()

    assert not keeper.has_pending_updates()
    assert not keeper.has_pending_deleted_block()
    assert 2 not in dom
    assert verify(dom, Level.FULL) == verify(post, Level.FULL) == []


@given(st.data(), st.sampled_from(Strategy))
def test_any_use_leaves_both_trees_true(data: st.DataObject, strategy: Strategy) -> None:
    size = data.draw(st.integers(2, 8))
    vertex = st.integers(0, size - 1)
    graph = Graph(size, data.draw(st.lists(st.tuples(vertex, vertex), max_size=2 * size)))
    dom, post = DominatorTree(graph), DominatorTree(graph, post=True)
    keeper = DomTreeUpdater(graph, dom, post, strategy)
    for _ in range(data.draw(st.integers(1, 6))):
        action = data.draw(st.sampled_from(["exact", "hint", "dom", "post", "block", "fresh"]))
        alive = [v for v in graph.vertices() if not keeper.is_block_pending_deletion(v)]
        if action in {"exact", "hint"}:
            ends = st.sampled_from(alive)
            flips = data.draw(st.lists(st.tuples(ends, ends), max_size=4, unique=True))
            flips = [(x, y) for x, y in flips if x != y]
            updates = [(delete if graph.has(*f) else insert)(graph, *f) for f in flips]
            if action == "exact":
                keeper.apply_updates(updates)
            else:
                keeper.apply_updates_permissive([*updates, *updates[::-1]])
        elif action == "block":
            free = [v for v in alive if v != graph.entry and not graph.predecessors(v)]
            if free:
                keeper.delete_block(free[0])
        elif action == "fresh":
            keeper.recalculate()
        else:
            (keeper.get_dom_tree if action == "dom" else keeper.get_post_dom_tree)()
    keeper.flush()
    assert not keeper.has_pending_updates()
    assert verify(dom, Level.FULL) == verify(post, Level.FULL) == []

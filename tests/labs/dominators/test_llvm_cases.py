"""The graphs and edits of LLVM's own unit tests, each by the name it has there.

From ``DominatorTreeTest.cpp`` and ``DominatorTreeBatchUpdatesTest.cpp`` (``llvm/unittests/IR``)
and ``DomTreeUpdaterTest.cpp`` (``llvm/unittests/Analysis``). Graphs and edits are theirs; what is
asked of the trees is more: the definition's dominators, and both properties of the verifier.
"""

from dataclasses import dataclass
from itertools import permutations

import pytest

from labs.dominators.batch import LLVM_RULE, RebuildRule, Update, apply_updates, legalize
from labs.dominators.deletion import delete_edge
from labs.dominators.graph import Graph
from labs.dominators.insertion import insert_edge
from labs.dominators.reference import immediate_dominators
from labs.dominators.tree import DominatorTree, Effect
from labs.dominators.updater import DomTreeUpdater, Strategy
from labs.dominators.verify import Level, verify
from labs.kernel.random_streams import Streams

TWELVE = "1>2 2>3 3>4 4>5 5>6 5>7 3>8 8>9 9>10 8>11 11>12"
PARTED = "1>2 2>3 3>4 5>6 5>7 8>9 9>10 8>11 11>12 7>3"
TURMOIL = "+2>4 +12>10 +10>9 +7>6 +7>5 -3>8 +10>7 +2>8 -3>4 -8>9 -11>12"


@dataclass(frozen=True)
class Case:
    """A graph, whose first vertex is the entry, and edits, of which some bring new vertices."""

    edges: str
    edits: str


CASES = {
    # DominatorTreeTest.cpp
    "DeletingEdgesIntroducesUnreachables": Case("A>B B>D B>C C>B", "-C>B"),
    "DeletingEdgesIntroducesInfiniteLoop": Case("A>B B>D B>C C>C C>B", "-C>B"),
    "DeletingEdgesIntroducesInfiniteLoop2": Case("A>B B>D B>C C>C C>C2", "-C>C2"),
    "InsertReachable": Case(TWELVE, "+12>10 +10>9 +7>6 +7>5"),
    "InsertReachable2": Case("1>2 2>3 3>4 4>5 5>6 5>7 7>5 2>8 8>11 11>12 12>10 10>9 9>10", "+10>7"),
    "InsertUnreachable": Case("1>2 2>3 3>4 5>6 5>7 3>8 9>10 11>12", "+4>5 +8>9 +10>12 +10>11"),
    "InsertFromUnreachable": Case("1>2 2>3 3>4", "+3>5"),
    # theirs has 12>10 twice, which in a graph without parallel edges is once
    "InsertMixed": Case(PARTED, "+4>5 +2>5 +10>9 +12>10 +7>8 +7>5"),
    "InsertPermut": Case(PARTED, "+4>5 +2>5 +10>9 +12>10"),
    "DeleteReachable": Case("1>2 2>3 2>4 3>4 4>5 5>6 5>7 7>8 3>8 8>9 9>10 10>2", "-2>4 -7>8 -10>2"),
    "DeleteUnreachable": Case("1>2 2>3 3>4 4>5 5>6 5>7 7>8 3>8 8>9 9>10 10>2", "-8>9 -7>8 -3>4"),
    "InsertDelete": Case(TWELVE, TURMOIL),
    "InsertIntoIrreducible": Case(
        "0>1 1>27 1>7 10>18 13>10 18>13 18>23 23>13 23>24 24>1 24>18 27>24", "+7>23"
    ),
    # DominatorTreeBatchUpdatesTest.cpp; its InsertDelete is the one above
    "SingleInsertion": Case("A>B", "+B>C"),
    "SingleDeletion": Case("A>B B>C", "-B>C"),
    "FewInsertion": Case("A>B", "+B>C +C>B +C>D +D>E"),
    "FewDeletions": Case("A>B B>C B>D D>E C>B", "-B>C -C>B -B>D -D>E"),
    "InfiniteLoop": Case("1>2 2>3 3>6 3>5 4>5 5>2 6>3 6>4", "+N>5 +3>N -3>5"),
    "DeadBlocks": Case("1>2 2>3 3>4 3>7 4>4 5>6 5>7 6>7 7>2 7>8", "-6>7 -5>7 -5>6 +N>8 +7>N -7>8"),
    "InfiniteLoop2": Case("1>2 2>6 2>3 3>4 4>5 4>6 5>4 6>2", "+N>6 +4>N -4>6"),
}


class Program:
    """A graph by the names of its vertices, with both its trees."""

    def __init__(self, edges: str) -> None:
        self.graph = Graph()
        for edge in edges.split():
            self.change(f"+{edge}")
        self.dom = DominatorTree(self.graph)
        self.post = DominatorTree(self.graph, post=True)

    def __getitem__(self, name: str) -> int:
        """Return the vertex called *name*, a new one if there is none."""
        names = self.graph.names
        return names.index(name) if name in names else self.graph.add(name)

    def update(self, edit: str) -> Update:
        """Return *edit* as an update, whether the graph has it or not."""
        x, y = edit[1:].split(">")
        return Update("insert" if edit[0] == "+" else "delete", self[x], self[y])

    def change(self, edit: str) -> Update:
        """Do *edit* to the graph alone."""
        update = self.update(edit)
        (self.graph.insert if edit[0] == "+" else self.graph.delete)(update.x, update.y)
        return update

    def sound(self) -> bool:
        """Return whether both trees are the graph's, by every way there is to tell."""
        judged = [*verify(self.dom, Level.FULL), *verify(self.post, Level.FULL)]
        defined = immediate_dominators(self.graph.entry, self.graph.successors)
        return judged == [] and self.dom.idom == defined


def apply_update(tree: DominatorTree, update: Update) -> Effect:
    apply = insert_edge if update.kind == "insert" else delete_edge
    return apply(tree, update.x, update.y)


def one_by_one(edges: str, edits: tuple[str, ...]) -> None:
    program = Program(edges)
    assert program.sound()
    for edit in edits:
        update = program.change(edit)
        apply_update(program.dom, update)
        apply_update(program.post, update)
        assert program.sound(), (edits, edit)


def in_one_batch(edges: str, edits: tuple[str, ...], rule: RebuildRule | None) -> None:
    program = Program(edges)
    updates = [program.change(edit) for edit in edits]
    apply_updates(program.dom, updates, rule)
    apply_updates(program.post, updates, rule)
    assert program.sound(), edits


@pytest.mark.parametrize("name", CASES)
def test_edits_one_by_one(name: str) -> None:
    one_by_one(CASES[name].edges, tuple(CASES[name].edits.split()))


@pytest.mark.parametrize("rule", [None, LLVM_RULE])
@pytest.mark.parametrize("name", CASES)
def test_edits_in_one_batch(name: str, rule: RebuildRule | None) -> None:
    in_one_batch(CASES[name].edges, tuple(CASES[name].edits.split()), rule)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if len(case.edits) < 33])
def test_the_order_of_edits_is_free(name: str) -> None:
    """LLVM's test permutes the edits of InsertPermut; here, of every case with up to six."""
    case = CASES[name]
    for edits in permutations(case.edits.split()):
        one_by_one(case.edges, edits)
        in_one_batch(case.edges, edits, None)


def test_insert_delete_exhaustive() -> None:
    """LLVM's test shuffles the eleven edits 16 times."""
    edits = TURMOIL.split()
    luck = Streams(0)("exhaustive")
    for _ in range(60):
        luck.shuffle(edits)
        one_by_one(TWELVE, tuple(edits))
        in_one_batch(TWELVE, tuple(edits), None)


def test_deleting_edges_introduces_unreachables_and_infinite_loops_as_they_say() -> None:
    """In all three, D post-dominates B no more, for C is now a root of its own."""
    for name, case in CASES.items():
        if not name.startswith("DeletingEdges"):
            continue
        program = Program(case.edges)
        apply_update(program.post, program.change(case.edits))
        assert not program.post.dominates(program["D"], program["B"]), name
        assert program["C"] in program.post.roots, name


def test_insert_from_unreachable_makes_a_second_root() -> None:
    program = Program("1>2 2>3 3>4")
    apply_update(program.post, program.change("+3>5"))

    assert sorted(program.post.roots) == [program["4"], program["5"]]


def test_legalize_dom_updates() -> None:
    program = Program("A>B")
    history = "+B>C +C>D -B>C +B>C +B>D -C>D -A>B"
    updates = [program.change(edit) for edit in history.split()]

    net = legalize(updates, program.graph)
    assert net == [program.update(edit) for edit in ("+B>C", "+B>D", "-A>B")]


# -- DomTreeUpdaterTest.cpp ----------------------------------------------------------------------


def both(program: Program, strategy: Strategy) -> DomTreeUpdater:
    return DomTreeUpdater(program.graph, program.dom, program.post, strategy)


def test_eager_update_basic_operations() -> None:
    program = Program("0>1 0>2 0>3")
    keeper = both(program, Strategy.EAGER)
    hints = [program.update(edit) for edit in ("+0>0", "-0>0")]
    keeper.apply_updates_permissive(hints)

    program.change("-0>3")
    never = [program.update(edit) for edit in ("+1>2", "-0>1")]
    keeper.apply_updates_permissive([program.update("-0>3"), program.update("-0>3"), *never])
    keeper.apply_updates_permissive(never)
    assert program.sound()

    calls: list[int] = []
    keeper.callback_delete_block(program["3"], calls.append)
    assert calls == [3]
    assert program.sound()
    assert not keeper.has_pending_updates()

    program.change("-0>2")
    assert not program.sound()
    keeper.recalculate()
    assert program.sound()


@pytest.mark.parametrize("strategy", Strategy)
def test_update_replace_entry_bb(strategy: Strategy) -> None:
    program = Program("0>1")
    keeper = both(program, strategy)

    keeper.apply_updates([program.change("+new>0")])
    program.graph.entry = program["new"]
    keeper.recalculate()
    assert program.sound()

    keeper.apply_updates([program.change("-new>0"), program.change("+new>1")])
    keeper.flush()
    assert program.sound()

    keeper.delete_block(program["0"])
    keeper.recalculate()
    assert not keeper.has_pending_deleted_block()
    assert program.sound()


def test_lazy_update_dt_basic_operations() -> None:
    program = Program("0>1 0>2 0>3")
    keeper = DomTreeUpdater(program.graph, program.dom, strategy=Strategy.LAZY)
    keeper.apply_updates_permissive([program.update("+0>0")])
    assert not keeper.has_pending_dom_tree_updates()

    program.change("-0>3")
    hints = [program.update(edit) for edit in ("-0>3", "-0>3", "+1>2", "-0>1")]
    keeper.apply_updates_permissive(hints)
    assert verify(keeper.get_dom_tree(), Level.FULL) == []

    keeper.delete_block(program["3"])
    assert keeper.is_block_pending_deletion(program["3"])
    keeper.recalculate()
    assert not keeper.has_pending_deleted_block()
    assert 3 not in program.graph.vertices()


def test_lazy_update_dt_inherited_preds() -> None:
    """A block's predecessor takes over its way: 0 -> 3 was there, so nobody reports it."""
    program = Program("0>1 0>2 0>3 1>3 2>3")
    keeper = DomTreeUpdater(program.graph, program.dom, strategy=Strategy.LAZY)
    hints = [program.update(edit) for edit in ("-0>2", "-2>3", "-0>1", "-1>3")]
    left = [1, 2]

    program.change("-0>2")
    program.change("-2>3")
    keeper.callback_delete_block(program["2"], left.remove)
    program.change("-0>1")
    program.change("-1>3")
    keeper.callback_delete_block(program["1"], left.remove)
    keeper.apply_updates_permissive(hints)

    assert left == [1, 2]
    keeper.flush()
    assert left == []
    assert verify(program.dom, Level.FULL) == []


def test_lazy_update_basic_operations() -> None:
    program = Program("0>1 0>2 0>3")
    keeper = both(program, Strategy.LAZY)
    keeper.apply_updates([program.update("-0>0")])
    calls: list[int] = []

    program.change("-0>3")
    keeper.callback_delete_block(program["3"], calls.append)
    hints = [program.update(edit) for edit in ("-0>3", "-0>3", "+1>2", "-0>1")]
    keeper.apply_updates_permissive(hints)

    assert verify(keeper.get_dom_tree(), Level.FULL) == []
    assert keeper.has_pending_post_dom_tree_updates()
    assert not keeper.has_pending_dom_tree_updates()
    assert keeper.has_pending_deleted_block()
    assert verify(keeper.get_post_dom_tree(), Level.FULL) == []
    assert not keeper.has_pending_updates()
    assert not keeper.has_pending_deleted_block()
    assert calls == [3]


def test_lazy_update_step_test() -> None:
    program = Program("0>1 0>2 0>3")
    keeper = both(program, Strategy.LAZY)

    keeper.apply_updates([program.change("-0>3")])
    keeper.get_dom_tree()
    assert keeper.has_pending_post_dom_tree_updates()
    assert not keeper.has_pending_dom_tree_updates()
    keeper.delete_block(program["3"])

    keeper.apply_updates_permissive([program.change("-0>2")])
    keeper.get_post_dom_tree()
    assert not keeper.has_pending_post_dom_tree_updates()
    assert keeper.has_pending_dom_tree_updates()
    keeper.flush()
    assert program.sound()


def test_no_tree_test() -> None:
    """Theirs deletes the only block; here that is the entry, and refused."""
    program = Program("0>1")
    keeper = DomTreeUpdater(program.graph, strategy=Strategy.LAZY)
    program.change("-0>1")

    keeper.delete_block(program["1"])
    assert keeper.has_pending_deleted_block()
    keeper.recalculate()
    assert not keeper.has_pending_deleted_block()


def test_lazy_update_deduplication_test() -> None:
    program = Program("0>1")
    keeper = DomTreeUpdater(program.graph, program.dom, strategy=Strategy.LAZY)
    gone, back = program.update("-0>1"), program.update("+0>1")

    keeper.apply_updates_permissive([gone, gone, back, back, back])
    keeper.apply_updates_permissive([gone])
    assert not keeper.has_pending_updates()

    program.change("-0>1")
    keeper.apply_updates_permissive([gone, back, gone, back, back])
    assert keeper.has_pending_updates()
    keeper.apply_updates([program.change("+0>2")])
    assert verify(keeper.get_dom_tree(), Level.FULL) == []


INLINED = (
    "bb>bb9 bb>bb1 bb1>bb2 bb1>bb10 bb2>bb3 bb2>bb6 bb3>bb4 bb3>bb5 bb5>bb8 bb6>bb8 bb8>bb12"
    " bb10>bb12"
)
"""A call in bb3 is inlined: it goes on to bb1.i or bb2.i; bb5 is split, into bb5 and bb5.body."""
REPORTED = ("+bb3>bb1.i", "+bb3>bb2.i", "-bb3>bb4", "-bb3>bb5", "-bb5>bb8")
UNREPORTED = ("+bb5>bb5.body", "+bb2.i>bb5.body", "+bb5.body>bb8")


@pytest.mark.parametrize("parts", [(5,), (2, 3)])
def test_block_still_reachable(parts: tuple[int, ...]) -> None:
    """The case of #177683, whole and StepByStep: bb5.body comes without a word, and must stay."""
    program = Program(INLINED)
    updates = [program.change(edit) for edit in REPORTED]
    for edit in UNREPORTED:
        program.change(edit)
    if len(parts) > 1:  # the first batch may be told while the edges of the second are gone
        apply_updates(program.dom, updates[:2])
        assert program["bb5.body"] in program.dom
        updates = updates[2:]

    apply_updates(program.dom, updates)

    assert program["bb5.body"] in program.dom
    assert verify(program.dom, Level.FULL) == []

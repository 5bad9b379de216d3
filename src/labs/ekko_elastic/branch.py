"""Branch and price: the floor is raised until it meets the packing.

A node of the tree limits how many machines of each kind there are. Where the relaxation asks for
a number y of machines of a kind that is not whole, one branch has at most floor(y) of them, the
other at least one more. The node with the lowest bound is looked at first, so the lowest bound of
all open nodes is a floor, and it never falls.
"""

from dataclasses import dataclass
from heapq import heappop, heappush

from labs.ekko_elastic.certificate import Certificate, Leaf, Ranges, Split
from labs.ekko_elastic.columns import Floor, Master
from labs.ekko_elastic.greedy import fleets, pack
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.problem import Problem, cost, grouped
from labs.ekko_elastic.rounding import Dive, Incumbent

NODES = 25
START = "ffd-sum", "bfd-max"
"""Rules whose packings begin the pool."""
WORK = 4_000_000
"""Units of work (:class:`~labs.ekko_elastic.knapsack.Budget`) of a solution without hurry."""
DEARER = 3
"""How often what no machine offers is made a thousand times dearer, to see whether it must stay."""
RELAXATIONS = 3
"""Relaxations that diving may solve at the root for each node that may be looked at."""
LATER = 12
"""Relaxations that diving may solve at another node."""


@dataclass
class Node:
    """A node of the tree: which numbers of machines it allows, and what came of it."""

    number: int
    parent: int | None
    ranges: Ranges
    bound: int = 0
    """No packing within the ranges costs less."""
    leaf: Leaf | None = None
    split: tuple[int, int] | None = None
    """The kind on which it was split, and the most machines of it in the first branch."""
    children: tuple[int, ...] = ()
    machines: tuple[tuple[int, int], ...] = ()
    """By kind, the number of machines that its relaxation asks for, as a fraction."""
    floor: int = 0
    """The floor under all packings once this node had been looked at."""
    cost: int = 0
    """The cost of the best packing then."""
    exhausted: bool = False
    """All numbers of machines are whole, and still no packing costs as little as the bound."""


@dataclass(frozen=True)
class Solution:
    """What a run found: the certificate of the best packing and its floor, and how it came."""

    certificate: Certificate
    nodes: tuple[Node, ...]
    pivots: int
    patterns: int
    """Patterns that were written down."""
    knapsack_nodes: int

    @property
    def proved(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.certificate.optimal


def solve(problem: Problem, nodes: int = NODES, work: int = WORK) -> Solution:
    """Return the cheapest packing that was found within the effort, and a floor with its proof.

    *nodes* limits the tree, and with it how long packings are searched for; *work* limits both.
    Whatever ends first, floor and packing hold; they meet if ``proved``.
    """
    return Tree(problem, work).grow(nodes)


class Tree:
    """The tree of one problem."""

    def __init__(self, problem: Problem, work: int) -> None:
        self.problem = problem
        self.master = Master(problem, Budget(work))
        start = [fleets(problem), *(pack(problem, rule) for rule in START)]
        self.incumbent = Incumbent(grouped(min(start, key=cost)), 0)
        for machines in start:
            self.master.add_machines(machines)
        self.nodes: list[Node] = []
        self._open: list[tuple[int, int]] = []

    def grow(self, nodes: int) -> Solution:
        """Look at up to *nodes* nodes and return what came of it."""
        self._root(nodes)
        while self._open and len(self.nodes) + 2 <= nodes and not self.incumbent.proved:
            bound, number = heappop(self._open)
            if bound >= self.incumbent.cost:
                break
            node = self.nodes[number]
            assert node.split is not None
            self._branch(node, node.split)
        # the floor may have passed the packing where whole branches are closed
        floor = self._floor()
        certificate = Certificate(tuple(self.incumbent.machines), floor, self._proof(0))
        master = self.master
        return Solution(
            certificate,
            tuple(self.nodes),
            master.simplex.pivots,
            len(master.pool),
            master.budget.nodes,
        )

    def _root(self, nodes: int) -> None:
        problem, master = self.problem, self.master
        node = Node(0, None, ((0, None),) * len(problem.types))
        self.nodes.append(node)
        first = problem.round_up(master.floor.value, master.floor.denominator)
        # a greedy packing may already cost what the scarcest resource asks for
        solved = first >= self.incumbent.cost or master.solve(fully=False)
        floor = master.floor
        node.leaf = _leaf(floor, len(problem.types))
        node.bound = problem.round_up(floor.value, floor.denominator)
        self._ask(node)
        self.incumbent.floor = node.bound
        counts = list(problem.counts)
        dive = Dive(master, self.incumbent, RELAXATIONS * nodes - 2)
        dives = [(0, False), (0, True), (1, True), (2, True)]
        # with several types, branching is the better use of the time
        for discrepancies, proper in dives if len(problem.types) == 1 else dives[:1]:
            if not self.incumbent.proved:
                dive.run(counts, discrepancies, proper)
        if not self.incumbent.proved and solved and len(problem.types) > 1:
            # splitting needs the prices of the whole relaxation
            master.reoptimize(counts)
            if master.solve():
                self._ask(node)
                self._split(node)
        self._seen(node)

    def _branch(self, node: Node, split: tuple[int, int]) -> None:
        """Look at both branches of *node*."""
        kind, number = split
        low, high = node.ranges[kind]
        children = []
        for side in ((low, number), (number + 1, high)):
            ranges = (*node.ranges[:kind], side, *node.ranges[kind + 1 :])
            child = Node(len(self.nodes), node.number, ranges)
            self.nodes.append(child)
            children.append(child.number)
            self._look(child, node)
        node.children = (children[0], children[1])
        # only now does the pair stand for its parent, and the floor may rise
        for number in children:
            self._seen(self.nodes[number])

    def _look(self, node: Node, parent: Node) -> None:
        """Solve the relaxation of *node*, dive from it, and say how it would be split."""
        problem, master = self.problem, self.master
        assert parent.leaf is not None
        inherited = _narrowed(problem, parent.leaf, node.ranges)
        node.leaf, node.bound = inherited, problem.round_up(inherited.value, inherited.denominator)
        b = self._right_side(node.ranges)
        master.reoptimize(b)
        solved = master.solve()
        for _ in range(DEARER):
            if not solved or not self._missing() or self._value() >= self.incumbent.cost:
                break
            master.dearer()
            solved = master.solve()
        if solved:
            mine = self._proved_here(node.ranges)
            bound = problem.round_up(mine.value, mine.denominator)
            if bound >= node.bound:
                node.leaf, node.bound = mine, bound
            self._ask(node)
        if not solved or node.bound >= self.incumbent.cost or self._missing():
            return
        self._split(node)
        Dive(master, self.incumbent, LATER).run(b, 1)

    def _right_side(self, ranges: Ranges) -> list[int]:
        """Return b for *ranges*; make the rows that they are the first to need."""
        for kind, (low, high) in enumerate(ranges):
            for sense, needed in ((-1, low > 0), (1, high is not None)):
                if needed and (kind, sense) not in self.master.sides:
                    self.master.count_machines(kind, sense)
        b = list(self.problem.counts)
        for kind, sense in self.master.sides:
            low, high = ranges[kind]
            b.append(low if sense < 0 else sum(b) if high is None else high)
        return b

    def _proved_here(self, ranges: Ranges) -> Leaf:
        """Return the duals of the master as a leaf."""
        master, simplex = self.master, self.master.simplex
        classes = len(self.problem.shards)
        at_least, at_most = ([0] * len(self.problem.types) for _ in range(2))
        for (kind, sense), dual in zip(master.sides, simplex.duals[classes:], strict=True):
            if sense < 0:
                at_least[kind] += dual
            elif ranges[kind][1] is not None:
                at_most[kind] -= dual
        leaf = Leaf(tuple(simplex.duals[:classes]), tuple(at_least), tuple(at_most), simplex.den, 0)
        return _narrowed(self.problem, leaf, ranges)

    def _missing(self) -> bool:
        """Tell whether the relaxation still buys what no machine offers."""
        rows, basis = self.master.simplex.rows, self.master.simplex.basis
        return any(row[0] and c.type < 0 and c.price for row, c in zip(rows, basis, strict=False))

    def _value(self) -> int:
        simplex = self.master.simplex
        return self.problem.round_up(simplex.value, simplex.den)

    def _ask(self, node: Node) -> None:
        """Note how many machines of each kind the relaxation asks for."""
        simplex = self.master.simplex
        numbers = [0] * len(self.problem.types)
        for row, column in zip(simplex.rows, simplex.basis, strict=False):
            if column.type >= 0:
                numbers[column.type] += row[0]
        node.machines = tuple((number, simplex.den) for number in numbers)

    def _split(self, node: Node) -> None:
        """Choose the kind to split *node* on: far from whole, and dear."""
        best: tuple[int, int] | None = None
        weight = 0
        for kind, (number, den) in enumerate(node.machines):
            whole, rest = divmod(number, den)
            if min(rest, den - rest) * self.problem.types[kind].price > weight:
                weight = min(rest, den - rest) * self.problem.types[kind].price
                best = kind, whole
        node.split = best
        node.exhausted = best is None
        if best is not None:
            heappush(self._open, (node.bound, node.number))

    def _floor(self) -> int:
        """Return the lowest bound of the nodes that nothing has taken the place of."""
        return min(node.bound for node in self.nodes if not node.children)

    def _seen(self, node: Node) -> None:
        self.incumbent.floor = node.floor = min(self._floor(), self.incumbent.cost)
        node.cost = self.incumbent.cost

    def _proof(self, number: int) -> Split | Leaf:
        node = self.nodes[number]
        if node.children and node.split is not None:
            fewer, more = node.children
            return Split(*node.split, self._proof(fewer), self._proof(more))
        assert node.leaf is not None
        return node.leaf


def _leaf(floor: Floor, types: int) -> Leaf:
    nothing = (0,) * types
    return Leaf(floor.prices, nothing, nothing, floor.denominator, floor.value)


def _narrowed(problem: Problem, leaf: Leaf, ranges: Ranges) -> Leaf:
    """Return the prices of *leaf* with what they are worth within *ranges*."""
    value = sum(p * n for p, n in zip(leaf.prices, problem.counts, strict=True))
    for bonus, charge, (low, high) in zip(leaf.at_least, leaf.at_most, ranges, strict=True):
        value += bonus * low - (charge * high if high is not None else 0)
    return Leaf(leaf.prices, leaf.at_least, leaf.at_most, leaf.denominator, value)

"""Branch and price: the floor is raised until it meets the packing.

A node of the tree limits how many machines of each kind there are. Where the relaxation asks for
a number y of machines of a kind that is not whole, one branch has at most floor(y) of them, the
other at least one more. The node with the lowest bound is looked at first, so the lowest bound of
all open nodes is a floor, and it never falls.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from labs.ekko_elastic.certificate import Certificate, Leaf, Ranges, Split
from labs.ekko_elastic.columns import Master, priced
from labs.ekko_elastic.greedy import pack
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.problem import Problem
from labs.ekko_elastic.rounding import Dive, Incumbent, trimmed

NODES = 25
START = "ffd-sum"
"""The greedy rule whose patterns begin the pool."""
WORK = 4_000_000
"""Units of work (:class:`~labs.ekko_elastic.knapsack.Budget`) of a solution without hurry."""
RELAXATIONS, LATER = 3, 12
"""Relaxations that dives may solve, at the root for each node of the effort and at other nodes."""


@dataclass
class Node:
    """A node of the tree: which numbers of machines it allows, and what came of it."""

    number: int
    parent: int | None
    ranges: Ranges
    bound: int = 0
    """No packing within the ranges costs less, as *leaf* proves."""
    leaf: Leaf | None = None
    split: tuple[int, int] | None = None
    """The kind on which it was split, and the most machines of it in the first branch."""
    children: tuple[int, ...] = ()
    machines: tuple[tuple[int, int], ...] = ()
    """By kind, the number of machines that its relaxation asks for, as a fraction."""
    floor: int = 0
    """The floor under all packings once this node had been looked at, and the best cost then."""
    cost: int = 0
    exhausted: bool = False
    """All numbers of machines are whole, and still no packing costs as little as the bound."""


def solve(problem: Problem, nodes: int = NODES, work: int = WORK) -> "Solution":
    """Return the cheapest packing that was found within the effort, and a floor with its proof.

    *nodes* limits the tree, and with it how long packings are searched for; *work* limits both.
    Whatever ends first, floor and packing hold; they meet if ``proved``.
    """
    solution = Solution(problem, work)
    solution.grow(nodes)
    return solution


class Solution:
    """The tree of one problem, its best packing and the floor under all packings."""

    def __init__(self, problem: Problem, work: int) -> None:
        self.problem = problem
        self.master = Master(problem, Budget(work))
        start = pack(problem, START)
        self.master.add_machines(start)
        self.incumbent = Incumbent(start, self.master.floor.bound(problem))
        fills: list[Sequence[int]] = [self.master.floor.prices]
        if len(problem.types) == 1:  # perfect fits are those of most shares
            fills.insert(0, [*map(sum, problem.shares[0])])
        for prices in fills:
            if not self.incumbent.proved:  # the scarcest resource may ask for no less
                columns = self.master.filled(prices, problem.counts)
                self.master.add(column for column, _ in columns)
                if self.master.budget.left > 0:
                    self.incumbent.offer(trimmed(problem, columns))
        self.nodes: list[Node] = []
        self._open: list[tuple[int, int]] = []

    @property
    def certificate(self) -> Certificate:
        """The best packing with its floor and the proof of that."""
        return Certificate(tuple(self.incumbent.groups), self._floor(), self._proof(self.nodes[0]))

    @property
    def proved(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.incumbent.cost == self._floor()

    def grow(self, nodes: int) -> None:
        """Look at up to *nodes* nodes."""
        self._root(nodes)
        while self._open and len(self.nodes) + 2 <= nodes and not self.incumbent.proved:
            bound, number = heappop(self._open)
            if bound >= self.incumbent.cost:
                break
            self._branch(self.nodes[number])

    def _root(self, nodes: int) -> None:
        problem, master = self.problem, self.master
        node = Node(0, None, ((0, None),) * len(problem.types))
        self.nodes.append(node)
        # a packing may already cost what the scarcest resource asks for
        solved = self.incumbent.proved or master.solve(fully=False)
        self._offer_proof(node, master.floor)
        self._note_machines(node)
        self.incumbent.floor = node.bound
        counts = list(problem.counts)
        dive = Dive(master, self.incumbent, RELAXATIONS * nodes - 2)
        several = len(problem.types) > 1
        # with several types, branching is the better use of the time
        for discrepancies in range(1 if several else 5):
            if not self.incumbent.proved:
                dive.run(counts, discrepancies)
        if several and solved and nodes > 2 and not self.incumbent.proved:
            # splitting needs the prices of the whole relaxation
            master.reoptimize(counts)
            if master.solve():
                self._note_machines(node)
                self._split(node)
        self._note_bounds(node)

    def _branch(self, node: Node) -> None:
        """Look at both branches of *node*, which was split."""
        assert node.split is not None
        kind, number = node.split
        low, high = node.ranges[kind]
        for side in ((low, number), (number + 1, high)):
            ranges = (*node.ranges[:kind], side, *node.ranges[kind + 1 :])
            child = Node(len(self.nodes), node.number, ranges)
            self.nodes.append(child)
            self._solve_node(child, node)
        node.children = (child.number - 1, child.number)
        # only now does the pair stand for its parent, and the floor may rise
        for child in self.nodes[-2:]:
            self._note_bounds(child)

    def _solve_node(self, node: Node, parent: Node) -> None:
        """Solve the relaxation of *node*, dive from it, and say how it would be split."""
        master, leaf = self.master, parent.leaf
        assert leaf is not None
        prices = leaf.prices, leaf.denominator, leaf.by_type
        self._offer_proof(node, priced(self.problem, *prices, node.ranges))
        b = self._right_side(node.ranges)
        master.reoptimize(b)
        if master.solve():
            simplex = master.simplex
            prices = tuple(master.prices), simplex.den, tuple(simplex.shift(simplex.rows[-1])[:-1])
            self._offer_proof(node, priced(self.problem, *prices, node.ranges))
            if self._note_machines(node) and node.bound < self.incumbent.cost:
                self._split(node)
                Dive(master, self.incumbent, LATER).run(b, 1)

    def _offer_proof(self, node: Node, leaf: Leaf) -> None:
        """Let *leaf* prove the bound of *node*, if it proves no less than what does so far."""
        bound = leaf.bound(self.problem)
        if bound >= node.bound:
            node.leaf, node.bound = leaf, bound

    def _right_side(self, ranges: Ranges) -> list[int]:
        """Return b for *ranges*; make the rows that they are the first to need."""
        for kind, (low, high) in enumerate(ranges):
            for sense, needed in ((-1, low > 0), (1, high is not None)):
                if needed and (kind, sense) not in self.master.sides:
                    self.master.count_machines(kind, sense)
        b = list(self.problem.counts)
        for kind, sense in self.master.sides:
            low, high = ranges[kind]
            b.append(low if sense < 0 else 1 + sum(b) if high is None else high)
        return b

    def _note_machines(self, node: Node) -> bool:
        """Note how many machines of each kind the relaxation asks for; False if machines lack."""
        simplex = self.master.simplex
        numbers = [0] * (len(self.problem.types) + 1)  # the last is for what is no machine
        missing = 0
        for amount, column in zip(simplex.x, simplex.basis, strict=True):
            numbers[column.kind] += amount
            missing += amount * column.price * (column.kind < 0)
        node.machines = tuple((number, simplex.den) for number in numbers[:-1])
        return not missing

    def _split(self, node: Node) -> None:
        """Choose the kind to split *node* on: far from whole, and dear."""
        types = self.problem.types
        weights = [
            min(number % den, -number % den) * machine.price
            for (number, den), machine in zip(node.machines, types, strict=True)
        ]
        kind = weights.index(max(weights))
        number, den = node.machines[kind]
        node.exhausted = not weights[kind]
        if weights[kind]:
            node.split = kind, number // den
            heappush(self._open, (node.bound, node.number))

    def _floor(self) -> int:
        """Return the lowest bound of the nodes that nothing has taken the place of."""
        return min(node.bound for node in self.nodes if not node.children)

    def _note_bounds(self, node: Node) -> None:
        self.incumbent.floor = node.floor = min(self._floor(), self.incumbent.cost)
        node.cost = self.incumbent.cost

    def _proof(self, node: Node) -> Split | Leaf:
        if node.children and node.split is not None:
            return Split(*node.split, *(self._proof(self.nodes[k]) for k in node.children))
        assert node.leaf is not None
        return node.leaf

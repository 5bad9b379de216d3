"""Column generation: the relaxation over all patterns, of which only a few are written down.

Master (Gilmore and Gomory 1961): how many machines of each pattern, at least price, so that every
class is covered. Its duals π price the shards. *Pricing* looks, type by type, for a pattern whose
shards are worth more than its machine; it enters the basis. When there is none, no pattern
anywhere would help, and the value of the master is a floor under every packing.

Before that there is Farley's floor (1990): divided by the largest ratio of worth to price that a
complete pricing met, prices are such that no pattern is worth more than its machine.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from labs.ekko_elastic.certificate import Leaf, Ranges
from labs.ekko_elastic.knapsack import Budget, Knapsack
from labs.ekko_elastic.problem import Groups, Machine, Problem
from labs.ekko_elastic.simplex import Column, Simplex, dot

ENOUGH, LONGER = 40, 150
"""Knapsack nodes for a pattern that completes a packing, and for one that is to improve x."""
MOST_PIVOTS = 3000
"""Pivots after which a master is given up; its floor so far still holds."""
DEAR = 100
"""How many of the dearest machines what no machine offers costs."""
STALL = 200
"""Dual pivots after which the basis is built anew, from unit columns."""


class Moment(NamedTuple):
    """What those who watch see: prices by class, value and floor, and what a pivot then swaps."""

    prices: tuple[float, ...]
    value: float
    floor: float
    swap: tuple[Column, ...]
    """What enters and what leaves; nothing after the last pivot."""


def priced(
    problem: Problem, prices: Iterable[int], denominator: int, by_type: Iterable[int] = (),
    ranges: Ranges = (),
) -> Leaf:  # fmt: skip
    """Return prices with what all shards are worth at them, if machines are within *ranges*."""
    prices, by_type = tuple(prices), tuple(by_type) or (0,) * len(problem.types)
    value = dot(prices, problem.counts)
    for price, (low, high) in zip(by_type, ranges, strict=False):
        value += price * (low if price > 0 else high or 0)
    return Leaf(prices, by_type, denominator, value)


def machine_of(problem: Problem, column: Column) -> Machine:
    """Return the machine that is filled as *column* says."""
    pattern = [0] * len(problem.shards)
    for i, number in column.items:
        pattern[i] = number
    return Machine(problem.types[column.kind], tuple(pattern))


class Master:
    """The restricted master of a problem, and the pool of all patterns met so far."""

    def __init__(self, problem: Problem, budget: Budget) -> None:
        self.problem = problem
        self.budget = budget
        self.pool: dict[Column, None] = {}
        self.sides: list[tuple[int, int]] = []
        """(type, sense) of each row that counts machines; see :meth:`count_machines`."""
        self.watched: list[Moment] | None = None
        demands = [shard.demand for shard in problem.shards]
        self._knapsacks = [Knapsack(t.capacity, demands) for t in problem.types]
        prices = [machine.price for machine in problem.types]
        self._dear = [Column(DEAR * max(prices), -1, ((i, 1),)) for i in range(len(demands))]
        """A unit column for every row, dearer than machines: the basis to start from."""
        self.units = self._dear + [Column(0, -1, ((i, -1),)) for i in range(len(demands))]
        """Columns that are no patterns: surplus, slack, and what keeps branches feasible."""
        self.simplex = Simplex(problem.counts, self._dear, len(problem.types))
        for i in range(len(demands)):
            kinds = (k for k, row in enumerate(problem.most) if row[i])
            self.add(sorted(Column(prices[k], k, ((i, 1),)) for k in kinds)[:1])
        volumes = map(self._volume, range(len(problem.resources)))
        self.floor = max(volumes, key=Leaf.ratio)

    def add(self, columns: Iterable[Column]) -> None:
        """Put patterns into the pool."""
        self.pool.update(dict.fromkeys(columns))

    def add_machines(self, groups: Groups) -> None:
        """Put the patterns of machines into the pool."""
        for machine, _ in groups:
            items = tuple((i, n) for i, n in enumerate(machine.pattern) if n)
            kind = self.problem.types.index(machine.type)
            self.add([Column(machine.type.price, kind, items)])

    @property
    def prices(self) -> list[int]:
        """The duals of the classes, times D."""
        return self.simplex.duals[: len(self.problem.shards)]

    def solve(self, fully: bool = True) -> bool:
        """Solve the relaxation over all patterns; False if a budget ended first.

        x >= 0 must hold. Unless *fully*, stop as soon as :attr:`floor`, rounded up to a possible
        cost, cannot rise any more.
        """
        problem, simplex = self.problem, self.simplex
        last = simplex.pivots + MOST_PIVOTS
        while simplex.pivots < last and self.budget.left > 0:
            column = self._from_pool()
            if column is None:
                ceiling = problem.round_up(simplex.value, simplex.den)
                if not fully and self.floor.bound(problem) >= ceiling:
                    return True
                column, complete = self._price(problem.most)
                if column is None:
                    return complete
            self._enter(column)
        return False

    def improve(self, most: Sequence[Sequence[int]] = (), rounds: int = 0) -> None:
        """Bring in the best of the pool, and *rounds* patterns within the limits *most*.

        That improves x; it says nothing of floors.
        """
        simplex = self.simplex
        last = simplex.pivots + MOST_PIVOTS // 3
        while simplex.pivots < last and self.budget.left > 0:
            column = self._from_pool()
            if column is None and rounds:
                rounds -= 1
                column, _ = self._price(most, LONGER)
            if column is None:
                return
            self._enter(column)

    def reoptimize(self, b: Sequence[int]) -> None:
        """Take *b* as the right-hand side, and pivot until no x is negative.

        The duals must be those of an optimum over the pool; they stay so.
        """
        simplex = self.simplex
        simplex.set_b(b)
        for _ in range(STALL):
            value, leave = min((value, r) for r, value in enumerate(simplex.x))
            if value >= 0:
                return
            column = simplex.entering_dual(leave, self.units, self.pool)
            if column is None or self.budget.left <= 0:
                break
            self._pivot(leave, column)
        # begin again from unit columns, which cannot cycle, and the pool
        self.simplex = Simplex(b, self._dear, len(self.problem.types))
        self.simplex.counting, self.simplex.pivots = simplex.counting, simplex.pivots
        self.improve()

    def filled(self, prices: Sequence[int], b: Sequence[int]) -> list[tuple[Column, int]]:
        """Return machines for *b* shards, each with those left that are worth most for its price.

        Where the budget has ended, shards are missing.
        """
        remaining, groups = list(b), list[tuple[Column, int]]()
        prices = [max(1, price) for price in prices]  # at 0 a shard would be left behind
        while any(remaining):
            best, worth = Column(1, 0, ()), 0
            for place, (machine, row) in enumerate(
                zip(self.problem.types, self.problem.most, strict=True)
            ):
                most, target = list(map(min, row, remaining)), worth * machine.price // best.price
                if dot(prices, most) <= target:
                    continue
                answer = self._knapsacks[place].best(prices, most, target, self.budget, ENOUGH)
                if answer.items and answer.worth * best.price > worth * machine.price:
                    worth, best = answer.worth, Column(machine.price, place, answer.items)
            if not best.items:
                break
            # the same is worth most as long as every class suffices
            times = min(remaining[i] // n for i, n in best.items)
            groups.append((best, times))
            for i, n in best.items:
                remaining[i] -= n * times
        return groups

    def change(self, problem: Problem) -> None:
        """Go on with *problem*, which has the same classes and none of them more often.

        Patterns and prices stay: prices are a floor for any counts.
        """
        self.problem = problem
        self.floor = priced(problem, self.floor.prices, self.floor.denominator)
        self.reoptimize(problem.counts)

    def moment(self, *swap: Column) -> Moment:
        """Return what there is to see before a pivot swaps two columns, or at the end."""
        den = self.simplex.den
        prices = tuple(dual / den for dual in self.prices)
        return Moment(prices, self.simplex.value / den, float(self.floor.ratio()), swap)

    def count_machines(self, kind: int, sense: int) -> None:
        """Add a row for the number of machines of type number *kind*.

        The number is to be at most b (*sense* 1) or at least b (*sense* -1).
        """
        k = self.simplex.count(kind, sense)
        self.sides.append((kind, sense))
        self.units.append(Column(0, -1, ((k, sense),)))
        if sense < 0:
            self.units.append(Column(self._dear[0].price, -1, ((k, 1),)))
        self._dear.append(self.units[-1])

    def _volume(self, r: int) -> Leaf:
        """Return the floor that resource number *r* alone gives."""
        types, shards = self.problem.types, self.problem.shards
        if not all(machine.capacity[r] for machine in types):
            return priced(self.problem, (0,) * len(shards), 1)
        best = min(types, key=lambda machine: Fraction(machine.price, machine.capacity[r]))
        prices = (best.price * shard.demand[r] for shard in shards)
        return priced(self.problem, prices, best.capacity[r])

    def _enter(self, column: Column) -> None:
        simplex = self.simplex
        leave = simplex.leaving(simplex.direction(column))
        assert leave is not None, "prices are not negative, so the master has a least value"
        if self.watched is not None:
            self.watched.append(self.moment(column, simplex.basis[leave]))
        self._pivot(leave, column)

    def _pivot(self, leave: int, column: Column) -> None:
        self.simplex.pivot(leave, column)
        self.budget.left -= (len(self.simplex.b) + 1) ** 2 // 16 + len(self.pool) // 2

    def _from_pool(self) -> Column | None:
        """Return the column that improves the master most among those written down."""
        z, den = self.simplex.rows[-1], self.simplex.den
        shift = self.simplex.shift(z)
        best, least = None, 0
        for columns in (self.units, self.pool):
            for column in columns:
                price = column.price * den - shift[column.kind]
                for i, n in column.items:
                    price -= z[i + 1] * n
                if price < least:
                    least, best = price, column
            if best is not None:
                break
        return best

    def _price(
        self, most: Sequence[Sequence[int]], patience: int = 0
    ) -> tuple[Column | None, bool]:
        """Return the pattern within *most* that gains most; None, and whether surely none does.

        With *patience*, a type is given up after so many nodes, and no floor drawn from that.
        """
        den, shift = self.simplex.den, self.simplex.shift(self.simplex.rows[-1])
        prices = self.prices
        best: Column | None = None
        least, complete, worth, price = 0, True, 1, 1
        for place, machine in enumerate(self.problem.types):
            target = machine.price * den - shift[place]
            knapsack = self._knapsacks[place]
            answer = knapsack.best(prices, most[place], target, self.budget, patience)
            complete = complete and answer.complete
            if answer.items is None:
                continue
            if target > 0 and answer.worth * price > worth * target:
                worth, price = answer.worth, target
            column = Column(machine.price, place, answer.items)
            self.add([column])
            if target - answer.worth < least:
                least, best = target - answer.worth, column
        if complete and not patience and not self.sides:
            # Farley: divided by the largest ratio of worth to price, prices are a floor
            floor = priced(self.problem, (p * price for p in prices), den * worth)
            self.floor = max(self.floor, floor, key=Leaf.ratio)
        return best, complete

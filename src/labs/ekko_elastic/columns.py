"""Column generation: the relaxation over all patterns, of which only a few are written down.

Master (Gilmore and Gomory 1961): how many machines of each pattern, at least price, so that every
class is covered. Its duals π price the shards. *Pricing* looks, type by type, for a pattern whose
shards are worth more than its machine; it enters the basis. When there is none, no pattern
anywhere would help, and the value of the master is a floor under every packing.

Before that there is Farley's floor (1990): divided by the largest ratio of worth to price that a
complete pricing met, prices are such that no pattern is worth more than its machine. It holds for
any prices, so pricing looks first between the duals and the prices of the best floor so far,
which keeps the duals from swinging.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from labs.ekko_elastic.certificate import Leaf, Ranges
from labs.ekko_elastic.knapsack import Budget, Knapsack
from labs.ekko_elastic.problem import Groups, Machine, Problem, Vector
from labs.ekko_elastic.simplex import Column, Simplex, dot

PATIENCE = 100
"""Knapsack nodes after which pricing is content with any pattern that improves."""
ENOUGH = 40
"""Knapsack nodes for a pattern that completes a packing."""
UNIT = 1 << 16
"""Prices between duals and floor are whole numbers in units of 1 / UNIT."""
MOST_PIVOTS = 3000
"""Pivots after which a master is given up; its floor so far still holds."""
DEAR = 100
"""How many of the dearest machines what no machine offers costs."""
STALL = 200
"""Dual pivots after which the basis is built anew, from unit columns."""


class Moment(NamedTuple):
    """What those who watch see: prices, value and floor, and what a pivot then swaps."""

    prices: tuple[float, ...]
    """By class."""
    value: float
    floor: float
    swap: tuple[Column, ...]
    """What enters and what leaves; nothing after the last pivot."""


def priced(
    problem: Problem, prices: Iterable[int], denominator: int, at_least: Vector = (),
    at_most: Vector = (), ranges: Ranges = (),
) -> Leaf:  # fmt: skip
    """Return prices with what all shards are worth at them, if machines are within *ranges*."""
    prices, nothing = tuple(prices), (0,) * len(problem.types)
    at_least, at_most = at_least or nothing, at_most or nothing
    value = dot(prices, problem.counts)
    for bonus, charge, (low, high) in zip(at_least, at_most, ranges, strict=False):
        value += bonus * low - charge * (high or 0)
    return Leaf(prices, at_least, at_most, denominator, value)


def machine_of(problem: Problem, column: Column) -> Machine:
    """Return the machine that is filled as *column* says."""
    pattern = [0] * len(problem.shards)
    for i, number in column.items:
        pattern[i] = number
    return Machine(problem.types[column.kind], tuple(pattern))


class Master:
    """The restricted master of a problem, and the pool of all patterns met so far."""

    def __init__(self, problem: Problem, budget: Budget, smooth: bool = True) -> None:
        self.problem = problem
        self.budget = budget
        self.smooth = smooth
        self.pool: dict[Column, None] = {}
        self.sides: list[tuple[int, int]] = []
        """(type, sense) of each row that counts machines; see :meth:`count_machines`."""
        self.watched: list[Moment] | None = None
        demands = [shard.demand for shard in problem.shards]
        self._knapsacks = [Knapsack(t.capacity, demands) for t in problem.types]
        price = DEAR * max(machine.price for machine in problem.types)
        self._dear = [Column(price, -1, ((i, 1),)) for i in range(len(demands))]
        """A unit column for every row, dearer than machines: the basis to start from."""
        self.units = self._dear + [Column(0, -1, ((i, -1),)) for i in range(len(demands))]
        """Columns that are no patterns: surplus, slack, and what keeps branches feasible."""
        self.simplex = Simplex(problem.counts, self._dear, len(problem.types))
        alone = [
            [(t.price, k, ((i, 1),)) for k, (t, row) in enumerate(problem.offers) if row[i]]
            for i in range(len(demands))
        ]
        self.add(Column(*min(offers)) for offers in alone if offers)
        self.floor = max(
            (self._volume(r) for r in range(len(problem.resources))),
            key=lambda floor: Fraction(floor.value, floor.denominator),
        )

    def add(self, columns: Iterable[Column]) -> None:
        """Put patterns into the pool."""
        self.pool.update(dict.fromkeys(columns))

    def add_machines(self, groups: Groups) -> None:
        """Put the patterns of machines into the pool."""
        places = {machine: place for place, machine in enumerate(self.problem.types)}
        for machine, _ in groups:
            items = tuple((i, n) for i, n in enumerate(machine.pattern) if n)
            self.add([Column(machine.type.price, places[machine.type], items)])

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
                column, done = self._price()
                if column is None:
                    return done
            self._enter(column)
        return False

    def improve(self, most: Sequence[Sequence[int]], rounds: int, patience: int) -> None:
        """Bring in the best of the pool, and *rounds* patterns within the limits *most*.

        That improves x; it says nothing of floors.
        """
        simplex = self.simplex
        last = simplex.pivots + MOST_PIVOTS // 3
        while simplex.pivots < last:
            column = self._from_pool()
            if column is None and rounds and self.budget.left > 0:
                rounds -= 1
                column, _ = self._price_at(simplex.duals, simplex.den, most, patience, hopeful=True)
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
            if column is None:
                break
            self._pivot(leave, column)
        # begin again from unit columns, which cannot cycle, and the pool
        self.simplex = Simplex(b, self._dear, len(self.problem.types))
        self.simplex.counting, self.simplex.pivots = simplex.counting, simplex.pivots
        while (column := self._from_pool()) is not None:
            self._enter(column)

    def filled(self, prices: Sequence[int], b: Sequence[int]) -> list[tuple[Column, int]]:
        """Return machines for *b* shards, each with those left that are worth most for its price.

        Where the budget has ended, shards are missing.
        """
        left, groups = list(b), list[tuple[Column, int]]()
        prices = [max(1, price) for price in prices]  # at 0 a shard would be left behind
        while any(left):
            best, worth = Column(1, 0, ()), 0
            for place, (machine, row) in enumerate(self.problem.offers):
                most, target = list(map(min, row, left)), worth * machine.price // best.price
                if dot(prices, most) <= target:
                    continue
                answer = self._knapsacks[place].best(
                    prices, most, target, self.budget, ENOUGH, hopeful=True
                )
                if answer.items and answer.worth * best.price > worth * machine.price:
                    worth, best = answer.worth, Column(machine.price, place, answer.items)
            if not best.items:
                break
            # the same is worth most as long as every class suffices
            times = min(left[i] // n for i, n in best.items)
            groups.append((best, times))
            for i, n in best.items:
                left[i] -= n * times
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
        simplex, floor = self.simplex, self.floor
        prices = tuple(dual / simplex.den for dual in simplex.duals[: len(self.problem.shards)])
        value = simplex.value / simplex.den
        return Moment(prices, value, floor.value / floor.denominator, swap)

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
        best: Column | None = None
        least = 0
        for columns in (self.units, self.pool):
            for column in columns:
                price = column.price * den - shift[column.kind]
                for i, n in column.items:
                    price -= z[i + 1] * n
                if price < least:
                    least, best = price, column
            if best is not None:
                return best
        return None

    def _price(self) -> tuple[Column | None, bool]:
        """Return an improving pattern, or None and whether there is surely none."""
        simplex, most = self.simplex, self.problem.most
        duals, den, floor = simplex.duals, simplex.den, self.floor
        if self.smooth and not self.sides:
            # a third of the way from the best floor's prices to the duals
            scale = 3 * floor.denominator * den
            between = [
                (2 * p * den + q * floor.denominator) * UNIT // scale
                for p, q in zip(floor.prices, duals, strict=True)
            ]
            column, _ = self._price_at(between, UNIT, most, PATIENCE)
            if column is not None and simplex.direction(column)[-1] > 0:
                return column, True
        return self._price_at(duals, den, most, PATIENCE)

    def _price_at(
        self, prices: Sequence[int], den: int, most: Sequence[Sequence[int]], patience: int,
        hopeful: bool = False,
    ) -> tuple[Column | None, bool]:  # fmt: skip
        """Return the pattern that gains most at *prices* / *den*; None and True if none does.

        *hopeful* gives a type up after *patience* nodes even without a pattern, and draws no floor
        from what it saw.
        """
        shift = self.simplex.shift([0, *prices])
        best: Column | None = None
        least, complete, worth, price = 0, True, 1, 1
        for place, machine in enumerate(self.problem.types):
            target = machine.price * den - shift[place]
            answer = self._knapsacks[place].best(
                prices[: len(self.problem.shards)], most[place], target, self.budget, patience,
                hopeful,
            )  # fmt: skip
            complete = complete and answer.complete
            if answer.items is None:
                continue
            if target > 0 and answer.worth * price > worth * target:
                worth, price = answer.worth, target
            column = Column(machine.price, place, answer.items)
            self.add([column])
            if target - answer.worth < least:
                least, best = target - answer.worth, column
        if complete and not hopeful and not self.sides:
            # Farley: divided by the largest ratio of worth to price, prices are a floor
            floor = priced(self.problem, (p * price for p in prices), den * worth)
            if floor.value * self.floor.denominator > self.floor.value * floor.denominator:
                self.floor = floor
        return best, complete

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
from dataclasses import dataclass

from labs.ekko_elastic.knapsack import Budget, Knapsack
from labs.ekko_elastic.problem import Machine, Problem, Vector
from labs.ekko_elastic.simplex import Column, Simplex

PATIENCE = 100
"""Knapsack nodes after which pricing is content with any pattern that improves."""
UNIT = 1 << 16
"""Prices between duals and floor are whole numbers in units of 1 / UNIT."""
MOST_PIVOTS = 3000
"""Pivots after which a master is given up; its floor so far still holds."""
FINISH = 100
"""Knapsack nodes for a pattern that completes a packing."""
STALL = 200
"""Dual pivots after which the basis is built anew, from unit columns."""


@dataclass(frozen=True)
class Floor:
    """Prices of the classes, over one denominator; no pattern is worth more than its machine.

    So ``value`` / ``denominator``, the worth of all shards, is a floor under every packing.
    """

    prices: Vector
    value: int
    denominator: int


@dataclass(frozen=True)
class Pivot:
    """One pivot for those who watch: the prices that led to it, and the columns it swapped."""

    entering: Column
    leaving: Column
    prices: Vector
    value: int
    denominator: int
    floor: Floor


class Master:
    """The restricted master of a problem, and the pool of all patterns met so far."""

    def __init__(self, problem: Problem, budget: Budget, smooth: bool = True) -> None:
        self.problem = problem
        self.budget = budget
        self.smooth = smooth
        self.pool: list[Column] = []
        self.units: list[Column] = []
        """Columns that are no patterns: surplus, slack, and what keeps branches feasible."""
        self.sides: list[tuple[int, int]] = []
        """(type, sense) of each row that counts machines; see :meth:`count_machines`."""
        self.dear: list[Column] = []
        """A unit column for every row, dearer than machines: branches start from them."""
        self.most = problem.most
        self.watched: list[Pivot] | None = None
        demands = [shard.demand for shard in problem.shards]
        self._knapsacks = [Knapsack(t.capacity, demands) for t in problem.types]
        self._seen: set[tuple[int, tuple[tuple[int, int], ...]]] = set()
        starters = [self._starter(i) for i in range(len(problem.shards))]
        self.add(starters)
        self.units += [Column(0, -1, ((i, -1),)) for i in range(len(starters))]
        self.simplex = Simplex(problem.counts, starters, len(problem.types))
        self.floor = _volume(problem)

    def add(self, columns: Iterable[Column]) -> None:
        """Put patterns into the pool that are not there yet."""
        for column in columns:
            key = column.type, column.items
            if key not in self._seen:
                self._seen.add(key)
                self.pool.append(column)

    def begin_with(self, i: int) -> None:
        """Let class *i* fill machines of its own, of the type that then is cheapest for it."""
        most = [row[i] for row in self.most]
        place = 0
        for k, machine in enumerate(self.problem.types):
            if machine.price * most[place] < self.problem.types[place].price * most[k]:
                place = k
        if most[place] > 1:
            column = Column(self.problem.types[place].price, place, ((i, most[place]),))
            self.add([column])
            self._enter(column)

    def add_machines(self, machines: Iterable[Machine]) -> None:
        """Put the patterns of *machines* into the pool."""
        places = {machine: place for place, machine in enumerate(self.problem.types)}
        self.add(
            Column(
                m.type.price, places[m.type], tuple((i, n) for i, n in enumerate(m.pattern) if n)
            )
            for m in dict.fromkeys(machines)
        )

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
                if not fully and problem.round_up(
                    self.floor.value, self.floor.denominator
                ) >= problem.round_up(simplex.value, simplex.den):
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
        last = self.simplex.pivots + MOST_PIVOTS // 3
        while True:
            while (column := self._from_pool()) is not None and self.simplex.pivots < last:
                self._enter(column)
            if not rounds or self.budget.left <= 0:
                return
            rounds -= 1
            duals, den = self.simplex.duals, self.simplex.den
            column, _ = self._price_at(duals, den, most, patience, hopeful=True)
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
            value, leave = min((row[0], r) for r, row in enumerate(simplex.rows[:-1]))
            if value >= 0:
                return
            column = simplex.entering_dual(leave, self.units, self.pool)
            if column is None:
                break
            self._pivot(leave, column, simplex.direction(column))
        self._restart()

    def dearest(self, prices: Sequence[int], left: Sequence[int]) -> Column | None:
        """Return the pattern of shards among *left* that is worth most for its machine's price.

        None if the budget has ended.
        """
        best: Column | None = None
        worth = 0
        for place, (machine, row) in enumerate(zip(self.problem.types, self.most, strict=True)):
            most = [min(n, b) for n, b in zip(row, left, strict=False)]
            target = 0 if best is None else worth * machine.price // best.price
            answer = self._knapsacks[place].best(
                prices, most, target, self.budget, FINISH, hopeful=True
            )
            if answer.items and (best is None or answer.worth * best.price > worth * machine.price):
                worth, best = answer.worth, Column(machine.price, place, answer.items)
        return best

    def change(self, problem: Problem) -> None:
        """Go on with *problem*, which has the same classes and none of them more often.

        Patterns and prices stay, and so does what they are worth: prices are a floor for any
        counts.
        """
        self.problem = problem
        prices = self.floor.prices
        value = sum(p * n for p, n in zip(prices, problem.counts, strict=True))
        self.floor = Floor(prices, value, self.floor.denominator)
        self.reoptimize(problem.counts)

    def count_machines(self, kind: int, sense: int) -> int:
        """Add a row for the number of machines of type number *kind*; return its place in b.

        The number is to be at most b (*sense* 1) or at least b (*sense* -1).
        """
        simplex = self.simplex
        if not self.dear:
            price = 200 * max(machine.price for machine in self.problem.types)
            self.dear = [Column(price, -1, ((i, 1),)) for i in range(len(simplex.b))]
            self.units += self.dear
        k = simplex.count_machines(kind, sense)
        self.sides.append((kind, sense))
        self.units.append(Column(0, -1, ((k, sense),)))
        if sense < 0:
            self.units.append(Column(self.dear[0].price, -1, ((k, 1),)))
        self.dear.append(self.units[-1])
        return k

    def dearer(self) -> None:
        """Make the unit columns of branches dearer, and start again from them."""
        old = set(self.dear)
        self.units = [u for u in self.units if u not in old or not u.price]
        self.dear = [u._replace(price=u.price * 1000) for u in self.dear]
        self.units += [u for u in self.dear if u.price]
        self._restart()

    def _starter(self, i: int) -> Column:
        """Return the cheapest machine that holds one shard of class *i* and nothing else."""
        most = self.problem.most
        fits = [place for place in range(len(most)) if most[place][i]]
        places = fits or range(len(most))  # a class without shards may start anywhere
        price, place = min((self.problem.types[place].price, place) for place in places)
        return Column(price, place, ((i, 1),))

    def _enter(self, column: Column) -> None:
        simplex = self.simplex
        y = simplex.direction(column)
        leave = simplex.leaving(y)
        assert leave is not None, "prices are not negative, so the master has a least value"
        if self.watched is not None:
            self.watched.append(
                Pivot(
                    column,
                    simplex.basis[leave],
                    tuple(simplex.duals),
                    simplex.value,
                    simplex.den,
                    self.floor,
                )
            )
        self._pivot(leave, column, y)

    def _pivot(self, leave: int, column: Column, y: Sequence[int]) -> None:
        self.simplex.pivot(leave, column, y)
        self.budget.left -= len(y) * len(y) // 16 + len(self.pool) // 2

    def _from_pool(self) -> Column | None:
        """Return the column that improves the master most among those written down."""
        z, den = self.simplex.rows[-1], self.simplex.den
        shift = self.simplex.shift(z)
        best: Column | None = None
        least = 0
        for columns in (self.units, self.pool):
            for column in columns:
                price = column.price * den - shift[column.type]
                for i, n in column.items:
                    price -= z[i + 1] * n
                if price < least:
                    least, best = price, column
            if best is not None:
                return best
        return None

    def _price(self) -> tuple[Column | None, bool]:
        """Return an improving pattern, or None and whether there is surely none."""
        simplex, most = self.simplex, self.most
        if self.smooth and not self.sides:
            column, _ = self._price_at(self._between(), UNIT, most, PATIENCE)
            if column is not None and simplex.direction(column)[-1] > 0:
                return column, True
        return self._price_at(simplex.duals, simplex.den, most, PATIENCE)

    def _between(self) -> list[int]:
        """Return the point at a third of the way from the best floor's prices to the duals."""
        floor, duals, den = self.floor, self.simplex.duals, self.simplex.den
        scale = 3 * floor.denominator * den
        return [
            (2 * p * den + q * floor.denominator) * UNIT // scale
            for p, q in zip(floor.prices, duals, strict=True)
        ]

    def _price_at(
        self,
        prices: Sequence[int],
        den: int,
        most: Sequence[Sequence[int]],
        patience: int,
        hopeful: bool = False,
    ) -> tuple[Column | None, bool]:
        """Return the pattern that gains most at *prices* / *den*; None and True if none does.

        *hopeful* gives a type up after *patience* nodes even without a pattern, and draws no floor
        from what it saw.
        """
        shift = self.simplex.shift([0, *prices])
        classes = prices[: len(self.problem.shards)]
        best: Column | None = None
        least, complete = 0, True
        ratio = 1, 1
        for place, machine in enumerate(self.problem.types):
            target = machine.price * den - shift[place]
            answer = self._knapsacks[place].best(
                classes, most[place], target, self.budget, patience, hopeful
            )
            complete = complete and answer.complete
            if answer.items is None:
                continue
            if target > 0 and answer.worth * ratio[1] > ratio[0] * target:
                ratio = answer.worth, target
            column = Column(machine.price, place, answer.items)
            self.add([column])
            if target - answer.worth < least:
                least, best = target - answer.worth, column
        if complete and not hopeful and not self.sides:
            self._farley(prices, den, ratio)
        return best, complete

    def _farley(self, prices: Sequence[int], den: int, ratio: tuple[int, int]) -> None:
        """Keep *prices* / *den*, divided by *ratio*, the largest of worth to price, if better."""
        value = sum(p * n for p, n in zip(prices, self.problem.counts, strict=True)) * ratio[1]
        den *= ratio[0]
        if value * self.floor.denominator > self.floor.value * den:
            self.floor = Floor(tuple(p * ratio[1] for p in prices), value, den)

    def _restart(self) -> None:
        """Begin again from unit columns, which cannot cycle, and the pool."""
        old = self.simplex
        if not self.dear:
            price = 200 * max(machine.price for machine in self.problem.types)
            self.dear = [Column(price, -1, ((i, 1),)) for i in range(len(old.b))]
            self.units += self.dear
        self.simplex = Simplex(old.b, self.dear, len(self.problem.types))
        self.simplex.counting, self.simplex.pivots = old.counting, old.pivots
        while (column := self._from_pool()) is not None:
            self._enter(column)


def _sparse(pattern: Vector) -> tuple[tuple[int, int], ...]:
    return tuple((i, n) for i, n in enumerate(pattern) if n)


def _volume(problem: Problem) -> Floor:
    """Return the floor that a single resource gives, for the resource that gives the highest."""
    best = Floor((0,) * len(problem.shards), 0, 1)
    for r in range(len(problem.resources)):
        offers = [(t.price, t.capacity[r]) for t in problem.types]
        if not all(room for _, room in offers):
            continue
        price, room = offers[0]
        for other, more in offers:
            if other * room < price * more:
                price, room = other, more
        prices = tuple(price * shard.demand[r] for shard in problem.shards)
        value = sum(p * n for p, n in zip(prices, problem.counts, strict=True))
        if value * best.denominator > best.value * room:
            best = Floor(prices, value, room)
    return best

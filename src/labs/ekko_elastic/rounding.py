"""From machines in fractions to whole ones: diving, with a limited number of second thoughts.

Take the whole part of every pattern of the relaxation, then one machine more of the pattern with
the largest fraction, solve what is left again, and so on. A *discrepancy* is to take the pattern
with the second or third largest fraction instead (Harvey and Ginsberg 1995). What cannot become
cheaper than the best packing so far is given up.

What is left may be solved in two ways. *Warm*: from the basis at hand, with all patterns of the
pool, even those that hold more shards than are left; it is quick. *Proper*: from the start, with
patterns of the shards that are left and no others; it takes longer and is closer to the truth.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from labs.ekko_elastic.columns import Master, machine_of
from labs.ekko_elastic.problem import Groups, group_cost, trimmed
from labs.ekko_elastic.simplex import Column, Simplex

WARM, PROPER = 6, 60
"""Patterns that pricing may add each time what is left is solved again."""
PATIENCE = 150
"""Knapsack nodes for each of them."""


@dataclass
class Incumbent:
    """The best packing so far, and the cost below which there is none."""

    groups: Groups
    floor: int
    cost: int = field(init=False)

    def __post_init__(self) -> None:
        self.cost = group_cost(self.groups)

    def offer(self, groups: Groups) -> None:
        """Keep *groups* of equal machines if they are cheaper."""
        price = group_cost(groups)
        if price < self.cost:
            self.groups, self.cost = groups, price

    @property
    def proved(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.cost <= self.floor


@dataclass
class Dive:
    """Dives from one solved master; ``relaxations`` are left to solve.

    To be *proper* is for masters without rows that count machines.
    """

    master: Master
    incumbent: Incumbent
    relaxations: int
    proper: bool = False
    patterns: int = WARM
    """How many pricing may add each time what is left is solved again, unless proper."""

    def run(
        self, b: list[int], discrepancies: int, taken: Iterable[tuple[Column, int]] = ()
    ) -> None:
        """Dive from the right-hand side *b*, with machines *taken* and so many second thoughts."""
        if self.relaxations <= 0 or self.master.budget.left <= 0:
            return
        self.relaxations -= 1
        taken = list(taken)
        spent = sum(column.price * number for column, number in taken)
        simplex, columns = self._properly(b) if self.proper else self._warmly(b)
        bound = spent * simplex.den + simplex.value
        if self.master.problem.round_up(bound, simplex.den) >= self.incumbent.cost:
            return
        fractions: list[tuple[int, Column]] = []
        for amount, column in zip(simplex.x, columns, strict=True):
            whole, rest = divmod(amount, simplex.den)
            if whole and column.type >= 0:
                b = self._less(b, column, whole)
                taken.append((column, whole))
            if rest and column.type >= 0:
                fractions.append((rest, column))
        fractions.sort(key=lambda f: (-f[0], f[1]))
        self._finish(b, taken, [column for _, column in fractions])
        for k, (_, column) in enumerate(fractions[: discrepancies + 1]):
            if self.incumbent.proved:
                return
            self.run(self._less(b, column, 1), discrepancies - k, [*taken, (column, 1)])

    def _warmly(self, b: list[int]) -> tuple[Simplex, list[Column]]:
        """Solve *b* from the basis at hand; return the simplex and its basis."""
        master = self.master
        master.reoptimize(b)
        master.improve(
            [list(map(min, row, b)) for row in master.problem.most], self.patterns, PATIENCE
        )
        return master.simplex, master.simplex.basis

    def _properly(self, b: list[int]) -> tuple[Simplex, list[Column]]:
        """Solve *b* with patterns that hold no more than it; return the simplex and its basis."""
        master = self.master
        classes = [i for i, left in enumerate(b) if left]
        shards = tuple(replace(master.problem.shards[i], count=b[i]) for i in classes)
        rest = Master(replace(master.problem, shards=shards), master.budget)
        place = {i: k for k, i in enumerate(classes)}
        for column in master.pool:
            items = tuple((place[i], min(n, b[i])) for i, n in column.items if b[i])
            if items:
                rest.add([column._replace(items=items)])
        rest.improve(rest.problem.most, PROPER, PATIENCE)

        def back(column: Column) -> Column:
            return column._replace(items=tuple((classes[k], n) for k, n in column.items))

        master.add(map(back, rest.pool))
        return rest.simplex, list(map(back, rest.simplex.basis))

    def _finish(
        self, b: list[int], taken: list[tuple[Column, int]], fractions: list[Column]
    ) -> None:
        """Complete a packing without another relaxation, and offer it.

        First the patterns of largest fraction that still find all their shards, then the pattern
        whose shards, among those left, are worth most for its machine's price.
        """
        master, problem = self.master, self.master.problem
        groups = list(taken)
        for column in fractions:
            if all(b[i] >= n for i, n in column.items):
                groups.append((column, 1))
                b = self._less(b, column, 1)
        classes = len(problem.shards)
        # a price of 0 would leave a shard behind
        prices = [max(1, dual) for dual in master.simplex.duals[:classes]]
        while any(b[:classes]):
            dearest = master.dearest(prices, b)
            if dearest is None:
                return
            groups.append((dearest, 1))
            b = self._less(b, dearest, 1)
        self.incumbent.offer(trimmed(problem, ((machine_of(problem, c), n) for c, n in groups)))

    def _less(self, b: list[int], column: Column, number: int) -> list[int]:
        """Return what is left of *b* after *number* machines of the pattern *column*."""
        left = list(b)
        for i, n in column.items:
            left[i] = max(0, left[i] - n * number)
        for k in self.master.simplex.counting[column.type]:
            left[k] = max(0, left[k] - number)
        return left

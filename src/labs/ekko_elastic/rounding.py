"""From machines in fractions to whole ones: diving, with a limited number of second thoughts.

Take the whole part of every pattern of the relaxation, then one machine more of the pattern with
the largest fraction, solve what is left again, and so on. A *discrepancy* is to take the pattern
with the second or third largest fraction instead (Harvey and Ginsberg 1995). What cannot become
cheaper than the best packing so far is given up.

What is left may be solved in two ways. *Warm*: from the basis at hand, with all patterns of the
pool, even those that hold more shards than are left; it is quick. *Proper*: from the start, with
patterns of the shards that are left and no others; it takes longer and is closer to the truth.
"""

from dataclasses import dataclass, field, replace

from labs.ekko_elastic.columns import Master
from labs.ekko_elastic.problem import Machine, trimmed
from labs.ekko_elastic.simplex import Column, Simplex

WARM, PROPER = 6, 60
"""Patterns that pricing may add each time what is left is solved again."""
PATIENCE = 150
"""Knapsack nodes for each of them."""


@dataclass
class Incumbent:
    """The best packing so far, and the cost below which there is none."""

    groups: list[tuple[Machine, int]]
    """Its machines, each with how often it occurs."""
    floor: int
    cost: int = field(init=False)

    def __post_init__(self) -> None:
        self.cost = sum(machine.type.price * number for machine, number in self.groups)

    @property
    def machines(self) -> list[Machine]:
        """Its machines, one by one."""
        return [machine for machine, number in self.groups for _ in range(number)]

    def offer(self, groups: list[tuple[Machine, int]]) -> None:
        """Keep *groups* of equal machines if they are cheaper."""
        price = sum(machine.type.price * number for machine, number in groups)
        if price < self.cost:
            self.groups, self.cost = groups, price

    @property
    def proved(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.cost <= self.floor


class Dive:
    """Dives from one solved master; ``relaxations`` are left to solve."""

    def __init__(self, master: Master, incumbent: Incumbent, relaxations: int) -> None:
        self.master = master
        self.incumbent = incumbent
        self.relaxations = relaxations

    def run(self, b: list[int], discrepancies: int, proper: bool = False) -> None:
        """Dive from the right-hand side *b*, at every depth with so many second thoughts.

        *proper* is for masters without rows that count machines.
        """
        self._dive(b, [], 0, discrepancies, proper)

    def _dive(
        self,
        b: list[int],
        taken: list[tuple[Column, int]],
        spent: int,
        discrepancies: int,
        proper: bool,
    ) -> None:
        if self.relaxations <= 0 or self.master.budget.left <= 0:
            return
        self.relaxations -= 1
        problem = self.master.problem
        simplex, columns = self._properly(b) if proper else self._warmly(b)
        floor = problem.round_up(spent * simplex.den + simplex.value, simplex.den)
        if floor >= self.incumbent.cost:
            return
        fractions: list[tuple[int, Column]] = []
        taken = list(taken)
        for row, column in zip(simplex.rows, columns, strict=False):
            if not row[0] or column.type < 0:
                continue
            whole, rest = divmod(row[0], simplex.den)
            if whole:
                b = self._less(b, column, whole)
                taken.append((column, whole))
                spent += column.price * whole
            if rest:
                fractions.append((rest, column))
        fractions.sort(key=lambda f: (-f[0], f[1]))
        self._finish(b, taken, [column for _, column in fractions])
        for k, (_, column) in enumerate(fractions[: discrepancies + 1]):
            if self.incumbent.proved:
                return
            self._dive(
                self._less(b, column, 1),
                [*taken, (column, 1)],
                spent + column.price,
                discrepancies - k,
                proper,
            )

    def _warmly(self, b: list[int]) -> tuple[Simplex, list[Column]]:
        """Solve *b* from the basis at hand; return the simplex and its basis."""
        master = self.master
        master.reoptimize(b)
        most = [
            [min(n, left) for n, left in zip(row, b, strict=False)] for row in master.problem.most
        ]
        master.improve(most, WARM, PATIENCE)
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

        master.add(back(column) for column in rest.pool)
        return rest.simplex, [back(column) for column in rest.simplex.basis]

    def _finish(
        self, b: list[int], taken: list[tuple[Column, int]], fractions: list[Column]
    ) -> None:
        """Complete a packing without another relaxation, and offer it.

        First the patterns of largest fraction that still find all their shards, then the pattern
        whose shards, among those left, are worth most for its machine's price.
        """
        master, problem = self.master, self.master.problem
        taken = list(taken)
        for column in fractions:
            if all(b[i] >= n for i, n in column.items):
                taken.append((column, 1))
                b = self._less(b, column, 1)
        classes = len(problem.shards)
        while any(b[:classes]):
            # a price of 0 would leave a shard behind
            prices = [max(1, dual) for dual in master.simplex.duals[:classes]]
            dearest = master.dearest(prices, b)
            if dearest is None:
                return
            taken.append((dearest, 1))
            b = self._less(b, dearest, 1)
        self.incumbent.offer(self._groups(taken))

    def _less(self, b: list[int], column: Column, number: int) -> list[int]:
        """Return what is left of *b* after *number* machines of the pattern *column*."""
        left = list(b)
        for i, n in column.items:
            left[i] = max(0, left[i] - n * number)
        for k in self.master.simplex.counting[column.type]:
            left[k] = max(0, left[k] - number)
        return left

    def _groups(self, taken: list[tuple[Column, int]]) -> list[tuple[Machine, int]]:
        problem = self.master.problem
        groups = []
        for column, number in taken:
            numbers = dict(column.items)
            pattern = tuple(numbers.get(i, 0) for i in range(len(problem.shards)))
            groups.append((Machine(problem.types[column.type], pattern), number))
        return trimmed(problem, groups)

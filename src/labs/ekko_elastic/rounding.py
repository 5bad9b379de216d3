"""Diving: rounds machines in fractions to whole ones, with a limited number of discrepancies.

Take the whole part of every pattern of the relaxation, then one machine more of the pattern with
the largest fraction, solve what is left again, and so on. A *discrepancy* is to take the pattern
with the second or third largest fraction instead (Harvey and Ginsberg 1995). What cannot become
cheaper than the best packing so far is given up.

What is left is solved from the basis at hand, with all patterns of the pool, even those that hold
more shards than are left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from labs.ekko_elastic.columns import Master, machine_of
from labs.ekko_elastic.problem import Groups, Machine, Problem, cost
from labs.ekko_elastic.simplex import Column

Filled = Iterable[tuple[Column, int]]
"""Columns, each with the number of machines that are filled so."""
PATTERNS = 6
"""How many pricing may add each time what is left is solved again."""


class Incumbent:
    """The best packing so far, and the cost below which there is none."""

    def __init__(self, groups: Groups, floor: int) -> None:
        self.groups = groups
        self.floor = floor
        self.cost = cost(groups)

    def offer(self, groups: Groups) -> None:
        """Keep *groups* of equal machines if they are cheaper."""
        if cost(groups) < self.cost:
            self.groups, self.cost = groups, cost(groups)

    @property
    def proved(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.cost <= self.floor


@dataclass
class Dive:
    """Dives from one solved master; ``relaxations`` are left to solve."""

    master: Master
    incumbent: Incumbent
    relaxations: int
    patterns: int = PATTERNS

    def run(self, b: Sequence[int], discrepancies: int, taken: Filled = ()) -> None:
        """Dive from the right-hand side *b*, with machines *taken* and so many *discrepancies*."""
        master, taken = self.master, list(taken)
        if self.relaxations <= 0 or master.budget.left <= 0:
            return
        self.relaxations -= 1
        master.reoptimize(b)
        most = [list(map(min, row, b)) for row in master.problem.most]
        master.improve(most, self.patterns)
        simplex = master.simplex
        bound = sum(column.price * number for column, number in taken) * simplex.den + simplex.value
        if master.problem.round_up(bound, simplex.den) >= self.incumbent.cost:
            return
        fractions: list[tuple[int, Column]] = []
        for amount, column in zip(simplex.x, simplex.basis, strict=True):
            if column.kind >= 0:
                whole, fraction = divmod(amount, simplex.den)
                b = self._less(b, column, whole)
                taken += [(column, whole)] * bool(whole)
                fractions += [(-fraction, column)] * bool(fraction)
        order = [column for _, column in sorted(fractions)]
        self._finish(b, taken, order)
        for k, column in enumerate(order[: discrepancies + 1]):
            if self.incumbent.proved:
                return
            self.run(self._less(b, column, 1), discrepancies - k, [*taken, (column, 1)])

    def _finish(self, b: Sequence[int], taken: Filled, fractions: Iterable[Column]) -> None:
        """Complete a packing without another relaxation, and offer it.

        First the patterns of largest fraction that still find all their shards, then the pattern
        whose shards, among those left, are worth most for its machine's price.
        """
        master, groups = self.master, list(taken)
        for column in fractions:
            if all(b[i] >= n for i, n in column.items):
                groups.append((column, 1))
                b = self._less(b, column, 1)
        groups += master.filled(master.prices, b[: len(master.prices)])
        if master.budget.left > 0:
            self.incumbent.offer(trimmed(master.problem, groups))

    def _less(self, b: Sequence[int], column: Column, number: int) -> list[int]:
        """Return what is left of *b* after *number* machines of the pattern *column*."""
        remaining = list(b)
        counts = ((k, 1) for k in self.master.simplex.counting[column.kind])
        for i, n in (*column.items, *counts):
            remaining[i] = max(0, remaining[i] - n * number)
        return remaining


def trimmed(problem: Problem, columns: Filled) -> Groups:
    """Return the machines of *columns*, each with how often, without shards that are there twice.

    A machine that loses some becomes one of the cheapest type that holds the rest; what is left
    without a shard is dropped.
    """
    remaining = list(problem.counts)
    groups: list[tuple[Machine, int]] = []
    for column, number in columns:
        while number:
            items = tuple((i, min(n, remaining[i])) for i, n in column.items if remaining[i])
            if not items:
                break
            times = min(number, *(remaining[i] // n for i, n in items))
            for i, n in items:
                remaining[i] -= n * times
            number -= times
            machine = machine_of(problem, column._replace(items=items))
            if items != column.items:
                offers = (Machine(t, machine.pattern) for t in problem.types)
                machine = min(filter(problem.fits, offers), key=lambda m: m.type.price)
            groups.append((machine, times))
    return groups

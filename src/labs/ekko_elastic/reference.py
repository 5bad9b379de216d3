"""Slow and obvious twins of the solver: every pattern written down, tableaux of fractions.

:func:`optimum` is a dynamic programme over what is still to be placed; :func:`generate` is column
generation by a textbook tableau over :class:`~fractions.Fraction`, pricing by trying all patterns.
Both are for small problems; tests compare the solver with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from labs.ekko_elastic.problem import Machine, Problem, Vector, cost


def every_machine(problem: Problem) -> list[Machine]:
    """Return every pattern of every type."""
    return [
        Machine(machine, pattern)
        for place, machine in enumerate(problem.types)
        for pattern in problem.patterns(place)
    ]


def optimum(problem: Problem) -> list[Machine]:
    """Return a cheapest packing."""
    columns = every_machine(problem)

    @cache
    def best(left: Vector) -> tuple[int, Machine | None]:
        if not any(left):
            return 0, None
        first = next(i for i, number in enumerate(left) if number)
        choices = [
            (column.type.price + best(_minus(left, column.pattern))[0], column)
            for column in columns
            # the first unplaced class must go somewhere: its machine is the one to choose
            if column.pattern[first]
            and all(p <= n for p, n in zip(column.pattern, left, strict=True))
        ]
        return min(choices, key=lambda choice: choice[0])

    machines: list[Machine] = []
    left = problem.counts
    while (machine := best(left)[1]) is not None:
        machines.append(machine)
        left = _minus(left, machine.pattern)
    assert cost(machines) == best(problem.counts)[0]
    return machines


@dataclass(frozen=True)
class Step:
    """The state after solving one master."""

    value: Fraction  # price of the best fractional packing with the patterns so far
    bound: Fraction  # no packing at all is cheaper than this (Farley)
    added: Machine | None  # the pattern that pricing adds; None at the end


def generate(problem: Problem) -> list[Step]:
    """Run column generation to its end and return every step."""
    everything = every_machine(problem)
    columns = [_starter(everything, index) for index in range(len(problem.shards))]
    steps: list[Step] = []
    while True:
        value, duals = solve_dual(problem, columns)
        ratio, best = max(
            (_worth(column, duals) / column.type.price, -place)
            for place, column in enumerate(everything)
        )
        added = None if ratio <= 1 else everything[-best]
        steps.append(Step(value, value / max(ratio, Fraction(1)), added))
        if added is None:
            return steps
        columns.append(added)


def _starter(columns: Sequence[Machine], index: int) -> Machine:
    """Return the cheapest machine that holds one shard of class *index* and nothing else."""
    alone = [c for c in columns if sum(c.pattern) == 1 and c.pattern[index]]
    return min(alone, key=lambda column: column.type.price)


def _worth(column: Machine, duals: Sequence[Fraction]) -> Fraction:
    return sum((n * d for n, d in zip(column.pattern, duals, strict=True)), Fraction())


def solve_dual(problem: Problem, columns: list[Machine]) -> tuple[Fraction, list[Fraction]]:
    """Return the master's value and its duals.

    The dual, max b·π with one row a·π ≤ price for each pattern, is feasible at π = 0, so plain
    simplex needs no first phase; Bland's rule keeps it from cycling.
    """
    shards, rows = len(problem.shards), len(columns)
    table = [
        [Fraction(n) for n in column.pattern]
        + [Fraction(int(r == row)) for r in range(rows)]
        + [Fraction(column.type.price)]
        for row, column in enumerate(columns)
    ]
    goal = [Fraction(-n) for n in problem.counts] + [Fraction(0)] * (rows + 1)
    basis = [shards + row for row in range(rows)]
    while (enter := next((j for j, g in enumerate(goal[:-1]) if g < 0), None)) is not None:
        leave = min(
            (row for row in range(rows) if table[row][enter] > 0),
            key=lambda row: (table[row][-1] / table[row][enter], basis[row]),
        )
        pivot = table[leave][enter]
        table[leave] = [x / pivot for x in table[leave]]
        for line in [*(t for row, t in enumerate(table) if row != leave), goal]:
            factor = line[enter]
            line[:] = [x - factor * y for x, y in zip(line, table[leave], strict=True)]
        basis[leave] = enter
    duals = [Fraction(0)] * shards
    for row, variable in enumerate(basis):
        if variable < shards:
            duals[variable] = table[row][-1]
    return goal[-1], duals


def _minus(left: Vector, pattern: Vector) -> Vector:
    return tuple(n - p for n, p in zip(left, pattern, strict=True))

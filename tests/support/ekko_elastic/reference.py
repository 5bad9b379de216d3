"""Slow and obvious twins of the solver: every pattern written down, tableaux of fractions.

:func:`optimum` is a dynamic program over what is still to be placed; :func:`generate` is column
generation by a textbook tableau over :class:`~fractions.Fraction`, pricing by trying all patterns.
Both are for small problems; tests compare the solver with them.
"""

from fractions import Fraction
from functools import cache
from operator import le, mul, sub

from labs.ekko_elastic.problem import Machine, Problem
from labs.ekko_elastic.simplex import Vector


def every_machine(problem: Problem) -> list[Machine]:
    """Return every pattern of every type."""
    return [
        Machine(machine, pattern)
        for place, machine in enumerate(problem.types)
        for pattern in problem.patterns(place)
    ]


def optimum(problem: Problem) -> int:
    """Return what a cheapest packing costs."""
    machines = every_machine(problem)

    @cache
    def least(left: Vector) -> int:
        if not any(left):
            return 0
        first = next(i for i, number in enumerate(left) if number)
        return min(
            machine.type.price + least(tuple(map(sub, left, machine.pattern)))
            for machine in machines
            # the first unplaced class must go somewhere: its machine is the one to choose
            if machine.pattern[first] and all(map(le, machine.pattern, left))
        )

    return least(problem.counts)


def generate(problem: Problem) -> list[Fraction]:
    """Run column generation to its end and return the master's value after every step."""
    everything = every_machine(problem)
    columns, values = [machine for machine in everything if sum(machine.pattern) == 1], []
    while True:
        value, duals = solve_dual(problem, columns)
        values.append(value)
        gains = [
            sum(map(mul, column.pattern, duals), Fraction()) / column.type.price
            for column in everything
        ]
        if max(gains) <= 1:
            return values
        columns.append(everything[gains.index(max(gains))])


def solve_dual(problem: Problem, columns: list[Machine]) -> tuple[Fraction, list[Fraction]]:
    """Return the master's value and its duals.

    The dual, max b·π with one row a·π ≤ price for each pattern, is feasible at π = 0, so plain
    simplex needs no first phase; Bland's rule keeps it from cycling.
    """
    shards, rows = len(problem.shards), len(columns)
    table = [
        [
            Fraction(n)
            for n in (*column.pattern, *(r == row for r in range(rows)), column.type.price)
        ]
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
    prices = {variable: line[-1] for variable, line in zip(basis, table, strict=True)}
    return goal[-1], [prices.get(i, Fraction(0)) for i in range(shards)]

"""Slow and obvious twins of the solver: every pattern written down, tableaux of fractions.

:func:`optimum` is a dynamic program over what is still to be placed; :func:`generate` is column
generation by a textbook tableau over :class:`~fractions.Fraction`, pricing by trying all patterns.
Both are for small problems; tests compare the solver with them.
"""

from fractions import Fraction
from functools import cache
from operator import le, mul, sub

from labs.ekko_elastic.problem import Groups, Machine, Problem, Vector, cost


def every_machine(problem: Problem) -> list[Machine]:
    """Return every pattern of every type."""
    return [
        Machine(machine, pattern)
        for place, machine in enumerate(problem.types)
        for pattern in problem.patterns(place)
    ]


def optimum(problem: Problem) -> Groups:
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
            if column.pattern[first] and all(map(le, column.pattern, left))
        ]
        return min(choices, key=lambda choice: choice[0])

    machines: list[tuple[Machine, int]] = []
    left = problem.counts
    while (machine := best(left)[1]) is not None:
        machines.append((machine, 1))
        left = _minus(left, machine.pattern)
    assert cost(machines) == best(problem.counts)[0]
    return machines


def generate(problem: Problem) -> list[Fraction]:
    """Run column generation to its end and return the master's value after every step."""
    everything = every_machine(problem)
    starters = []
    for i in range(len(problem.shards)):
        alone = [m for m in everything if sum(m.pattern) == 1 and m.pattern[i]]
        starters.append(min(alone, key=lambda machine: machine.type.price))
    columns, values = starters, list[Fraction]()
    while True:
        value, duals = solve_dual(problem, columns)
        values.append(value)
        gains = (
            sum(map(mul, column.pattern, duals), Fraction()) / column.type.price
            for column in everything
        )
        ratio, best = max((gain, -place) for place, gain in enumerate(gains))
        if ratio <= 1:
            return values
        columns.append(everything[-best])


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
    return tuple(map(sub, left, pattern))

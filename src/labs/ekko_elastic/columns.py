"""Column generation for the pattern model, in exact fractions.

Master: choose how often to use each pattern, minimise the price, cover every shard. Only a few
patterns are in it. Its duals put a price on each shard; *pricing* looks for a pattern whose
shards are together worth more than its machine costs, and adds it. When there is none, the
relaxation is solved over all patterns, though most were never looked at.

The lower bound on the way is Farley's: divide the duals by the largest ratio of worth to price
that pricing found, and no pattern is worth more than it costs: a feasible dual.
"""

from dataclasses import dataclass
from fractions import Fraction

from labs.ekko_elastic.problem import Machine, Problem


@dataclass(frozen=True)
class Step:
    """The state after solving one master."""

    value: Fraction  # price of the best fractional packing with the patterns so far
    bound: Fraction  # no packing at all is cheaper than this
    added: Machine | None  # the pattern that pricing adds; None at the end


def generate(problem: Problem) -> list[Step]:
    """Run column generation to its end and return every step."""
    columns = [_starter(problem, index) for index in range(len(problem.shards))]
    steps: list[Step] = []
    while True:
        value, duals = solve_dual(problem, columns)
        ratio, best = max(
            (
                (_worth(column, duals) / column.type.price, -place)
                for place, column in enumerate(problem.columns)
            ),
        )
        done = ratio <= 1
        added = None if done else problem.columns[-best]
        steps.append(Step(value, value / max(ratio, Fraction(1)), added))
        if added is None:
            return steps
        columns.append(added)


def _starter(problem: Problem, index: int) -> Machine:
    """Return the cheapest machine that holds one shard of class *index* and nothing else."""
    alone = [c for c in problem.columns if sum(c.pattern) == 1 and c.pattern[index]]
    return min(alone, key=lambda column: column.type.price)


def _worth(column: Machine, duals: list[Fraction]) -> Fraction:
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

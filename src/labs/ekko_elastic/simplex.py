"""The simplex method in whole numbers: a revised simplex whose basis inverse is never rounded.

For a basis B the integers kept are D = |det B| and A = D · B⁻¹ (up to the sign of det B), so
B⁻¹ = A / D. A pivot on direction y with p = y_l in the leaving row l replaces every other row R of
A by (R p - R_l y_r) / D, and D by p. The division is exact (Edmonds; Bareiss 1968; Azulay and
Pique 2001). The values x are one more column, and the duals π = c_B A with the objective are one
more row, so one rule updates all of them.

The program is: minimize c·x subject to a_j x_j summed = b, x >= 0, with a unit column for every
row to start from. Ties in the ratio test are broken lexicographically (Dantzig, Orden and Wolfe
1955), which cannot cycle when it starts from unit columns.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import mul
from typing import NamedTuple

Vector = tuple[int, ...]


def dot(left: Iterable[int], right: Iterable[int]) -> int:
    """Return the sum of the products of two vectors."""
    return sum(map(mul, left, right))


class Column(NamedTuple):
    """A column: *price*, kind (-1 if it is of none), and (row, entry) pairs.

    It has an entry of 1, besides, in every row that counts the columns of its kind.
    """

    price: int
    kind: int
    items: tuple[tuple[int, int], ...]


class Simplex:
    """A basis of columns for the right-hand side *b*, with A, D, x and duals as integers."""

    def __init__(self, b: Sequence[int], starters: Sequence[Column], kinds: int) -> None:
        """Start from *starters*, the i-th of which has a single entry of 1, in row i."""
        self.b = list(b)
        self.basis = list(starters)
        self.den = 1
        self.pivots = 0
        self.counting: list[list[int]] = [[] for _ in range(kinds + 1)]
        """By kind, the rows that count its columns; the last entry, for -1, stays empty."""
        prices = [column.price for column in starters]
        self.rows = [[n, *(int(i == k) for i in range(len(b)))] for k, n in enumerate(b)]
        """x_r and row r of A, and at the end the objective and the duals."""
        self.rows.append([dot(prices, b), *prices])

    @property
    def value(self) -> int:
        """The objective, times D."""
        return self.rows[-1][0]

    @property
    def x(self) -> list[int]:
        """How much there is of each basic column, times D."""
        return [row[0] for row in self.rows[:-1]]

    @property
    def duals(self) -> list[int]:
        """The duals, times D, one for each row."""
        return self.rows[-1][1:]

    def shift(self, row: Sequence[int]) -> list[int]:
        """Return, by kind, what the counting rows add to a column's product with *row*."""
        return [sum(row[k + 1] for k in rows) for rows in self.counting]

    def direction(self, column: Column) -> list[int]:
        """Return D · B⁻¹ a for the *column* a, and at its end its worth less its price, times D."""
        items = [(i + 1, n) for i, n in column.items]
        items += [(k + 1, 1) for k in self.counting[column.kind]]
        y = [sum([row[i] * n for i, n in items]) for row in self.rows]
        y[-1] -= column.price * self.den
        return y

    def leaving(self, direction: Sequence[int]) -> int | None:
        """Return the row that leaves by the lexicographic ratio test; None if none limits."""
        ties = [r for r, entry in enumerate(direction[:-1]) if entry > 0]
        for k in range(len(self.rows)):
            if len(ties) < 2:
                break
            best, *others = ties
            ties = [best]
            for r in others:
                left, right = self.rows[r][k] * direction[best], self.rows[best][k] * direction[r]
                if left < right:
                    best, ties = r, [r]
                elif left == right:
                    ties.append(r)
        return ties[0] if ties else None

    def pivot(self, leave: int, column: Column) -> None:
        """Replace basic column number *leave* by *column*."""
        direction, den, rows = self.direction(column), self.den, self.rows
        p = direction[leave]
        if p < 0:  # as in a dual step; D stays positive
            p, rows[leave] = -p, [-entry for entry in rows[leave]]
        chosen = rows[leave]
        for r, entry in enumerate(direction):
            if r != leave and entry:
                rows[r] = [(a * p - b * entry) // den for a, b in zip(rows[r], chosen, strict=True)]
            elif r != leave and p != den:
                rows[r] = [a * p // den for a in rows[r]]
        self.basis[leave], self.den = column, p
        self.pivots += 1

    def set_b(self, b: Sequence[int]) -> None:
        """Take *b* as the right-hand side; x may become negative, the duals stay."""
        self.b = list(b)
        for row in self.rows:
            row[0] = dot(row[1:], b)

    def count(self, kind: int, sense: int) -> int:
        """Add a row that counts the columns of a *kind*, and return its place in b.

        Its slack (*sense* 1: at most b) or surplus (-1: at least b) is basic, and its b is 0.
        """
        k = len(self.b)
        bought = [row for row, c in zip(self.rows, self.basis, strict=False) if c.kind == kind]
        row = [-sense * sum(column) for column in zip(*bought, strict=True)] or [0] * (k + 1)
        self.rows.insert(k, row)
        for r, other in enumerate(self.rows):
            other.append(sense * self.den if r == k else 0)
        self.basis.append(Column(0, -1, ((k, sense),)))
        self.b.append(0)
        self.counting[kind].append(k)
        return k

    def entering_dual(self, leave: int, *pools: Iterable[Column]) -> Column | None:
        """Return the column that enters when row *leave*, of negative value, leaves.

        It is the one of least reduced price for what it changes, so no reduced price turns
        negative in the *pools*. None if none changes the row: then there is no x >= 0.
        """
        row, z, den = self.rows[leave], self.rows[-1], self.den
        row_shift, z_shift = self.shift(row), self.shift(z)
        best: Column | None = None
        best_price, best_change = 0, 1
        for column in chain(*pools):
            change = row_shift[column.kind] + sum([row[i + 1] * n for i, n in column.items])
            if change < 0:
                worth = z_shift[column.kind] + sum([z[i + 1] * n for i, n in column.items])
                price = column.price * den - worth
                if best is None or price * best_change < best_price * -change:
                    best, best_price, best_change = column, price, -change
        return best

"""The simplex method in whole numbers: a revised simplex whose basis inverse is never rounded.

For a basis B the integers kept are D = |det B| and A = D · B⁻¹ (up to the sign of det B), so
B⁻¹ = A / D. A pivot with entry p in the leaving row l replaces every other row r by
(A_r p - A_l y_r) / D, which is exact (Edmonds; Bareiss 1968; Azulay and Pique 2001), and D by p.
The vector of values x, the duals π = c_B A and the objective are further entries of the same
rows, so one rule updates all of them. Comparisons are between whole numbers: the same pivots are
chosen, and the same bytes come out, on every machine.

The program is: minimize c·x subject to a_j x_j summed = b, x >= 0, with a unit column for every
row to start from. Ties in the ratio test are broken lexicographically (Dantzig, Orden and Wolfe
1955), which cannot cycle when it starts from unit columns.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple


class Column(NamedTuple):
    """A column: *price*, machine type (-1 if it is not a pattern), and (row, entry) pairs.

    The rows of ``items`` are classes. A pattern has an entry of 1, besides, in every row that
    counts the machines of its type.
    """

    price: int
    type: int
    items: tuple[tuple[int, int], ...]


class Simplex:
    """A basis of columns for the right-hand side *b*, with A, D, x and duals as integers."""

    def __init__(self, b: Sequence[int], starters: Sequence[Column], types: int) -> None:
        """Start from *starters*, the i-th of which has a single entry of 1, in row i."""
        self.b = list(b)
        self.basis = list(starters)
        self.den = 1
        m = len(self.b)
        self.rows = [[self.b[i], *(int(i == j) for j in range(m))] for i in range(m)]
        prices = [column.price for column in starters]
        value = sum(p * n for p, n in zip(prices, self.b, strict=True))
        self.rows.append([value, *prices])
        self.counting: list[list[int]] = [[] for _ in range(types + 1)]
        """By type, the rows that count its machines; the last entry, for -1, stays empty."""
        self.pivots = 0

    @property
    def value(self) -> int:
        """The objective, times D."""
        return self.rows[-1][0]

    @property
    def duals(self) -> list[int]:
        """The duals, times D, one for each row."""
        return self.rows[-1][1:]

    def shift(self, row: list[int]) -> list[int]:
        """Return, by type, what the counting rows add to a pattern's product with *row*."""
        return [sum(row[k + 1] for k in rows) for rows in self.counting]

    def direction(self, column: Column) -> list[int]:
        """Return D · B⁻¹ a for the *column* a, and last how far its price is below its worth."""
        items, counting = column.items, self.counting[column.type]
        y = []
        for row in self.rows:
            total = 0
            for i, n in items:
                total += row[i + 1] * n
            for k in counting:
                total += row[k + 1]
            y.append(total)
        y[-1] -= column.price * self.den
        return y

    def leaving(self, y: Sequence[int]) -> int | None:
        """Return the row that leaves by the lexicographic ratio test; None if none limits."""
        best: int | None = None
        rows = self.rows
        for r in range(len(self.basis)):
            p = y[r]
            if p <= 0:
                continue
            if best is None:
                best = r
                continue
            q, mine, other = y[best], rows[r], rows[best]
            for u, v in zip(mine, other, strict=True):
                left, right = u * q, v * p
                if left != right:
                    if left < right:
                        best = r
                    break
        return best

    def pivot(self, leave: int, column: Column, y: Sequence[int]) -> None:
        """Replace basic column number *leave* by *column*, whose :meth:`direction` is *y*."""
        den, rows = self.den, self.rows
        sign = 1 if y[leave] > 0 else -1  # a dual step has a negative entry; D stays positive
        p = y[leave] * sign
        line = rows[leave]
        for r, row in enumerate(rows):
            if r == leave:
                continue
            factor = y[r] * sign
            if factor:
                rows[r] = [(v * p - w * factor) // den for v, w in zip(row, line, strict=True)]
            elif p != den:
                rows[r] = [v * p // den for v in row]
        if sign < 0:
            rows[leave] = [-v for v in line]
        self.den = p
        self.basis[leave] = column
        self.pivots += 1

    def set_b(self, b: Sequence[int]) -> None:
        """Take *b* as the right-hand side; x may become negative, the duals stay."""
        self.b = list(b)
        for row in self.rows:
            row[0] = sum(v * n for v, n in zip(row[1:], b, strict=True))

    def count_machines(self, kind: int, sense: int) -> int:
        """Add a row that counts the machines of type number *kind*, and return its place in b.

        Its slack (*sense* 1: at most b) or surplus (-1: at least b) is basic. Its b is 0 until
        :meth:`set_b` says what it is.
        """
        k = len(self.b)
        line = [0] * (k + 1)
        for column, row in zip(self.basis, self.rows, strict=False):
            if column.type == kind:
                line = [v - w * sense for v, w in zip(line, row, strict=True)]
        for row in self.rows:
            row.append(0)
        self.rows.insert(k, [*line, sense * self.den])
        self.basis.append(Column(0, -1, ((k, sense),)))
        self.b.append(0)
        self.counting[kind].append(k)
        return k

    def entering_dual(self, leave: int, *pools: Sequence[Column]) -> Column | None:
        """Return the column that enters when row *leave*, of negative value, leaves.

        It is the one of least reduced price for what it changes, so no reduced price turns
        negative in the *pools*. None if none changes the row: then there is no x >= 0.
        """
        row, z, den = self.rows[leave], self.rows[-1], self.den
        row_shift, z_shift = self.shift(row), self.shift(z)
        best: Column | None = None
        best_price, best_change = 0, 1
        for column in chain.from_iterable(pools):
            change = row_shift[column.type]
            for i, n in column.items:
                change += row[i + 1] * n
            if change < 0:
                price = column.price * den - z_shift[column.type]
                for i, n in column.items:
                    price -= z[i + 1] * n
                if best is None or price * best_change < best_price * -change:
                    best, best_price, best_change = column, price, -change
        return best

"""The simplex method in whole numbers: a revised simplex whose basis inverse is never rounded.

For a basis B the integers kept are D = |det B| and A = D · B⁻¹ (up to the sign of det B), so
B⁻¹ = A / D. A pivot on direction y with p = y_l in the leaving row l replaces every column C of A
by (C p - C_l y) / D, but in row l, where C_l stays, and D by p. The division is exact (Edmonds;
Bareiss 1968; Azulay and Pique 2001). The vector of values x is one more column, and the duals
π = c_B A with the objective are one more row, so one rule updates all of them.

A column is one whole number, with a field of ``width`` bits for every row: sums, products and
exact quotients of columns are those of the fields, whatever is carried between them on the way.
No entry outgrows its field, because a determinant is at most the product of the lengths of its
columns (Hadamard 1893).

The program is: minimize c·x subject to a_j x_j summed = b, x >= 0, with a unit column for every
row to start from. Ties in the ratio test are broken lexicographically (Dantzig, Orden and Wolfe
1955), which cannot cycle when it starts from unit columns.
"""

from collections.abc import Sequence
from itertools import chain
from math import prod
from struct import unpack
from typing import NamedTuple

from labs.ekko_elastic.problem import dot


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
        self.pivots = 0
        self.counting: list[list[int]] = [[] for _ in range(types + 1)]
        """By type, the rows that count its machines; the last entry, for -1, stays empty."""
        self.width = 64
        self._columns = [0] * (len(self.b) + 1)
        """x, then the columns of A; the lowest field is that of the row of duals."""
        self._dearest, self._volume = 1, 1
        self._frame()
        self._measure()
        for i, starter in enumerate(self.basis):
            self._columns[i + 1] = starter.price + (1 << (i + 1) * self.width)
        self.set_b(b)

    @property
    def value(self) -> int:
        """The objective, times D."""
        return self._fields(self._columns[0])[0]

    @property
    def x(self) -> list[int]:
        """How much there is of each basic column, times D."""
        return list(self._fields(self._columns[0])[1:])

    @property
    def duals(self) -> list[int]:
        """The duals, times D, one for each row."""
        return self.row(-1)[1:]

    def row(self, r: int) -> list[int]:
        """Return x_r and row *r* of A; for -1, the objective and the duals."""
        mask, half, halves, place = 2 * self._half - 1, self._half, self._halves, r + 1
        place *= self.width
        return [(column + halves >> place & mask) - half for column in self._columns]

    def shift(self, row: Sequence[int]) -> list[int]:
        """Return, by type, what the counting rows add to a pattern's product with *row*."""
        return [sum(row[k + 1] for k in rows) for rows in self.counting]

    def direction(self, column: Column) -> int:
        """Return D · B⁻¹ a for the *column* a, and in the lowest field its worth less its price."""
        self._dearest = max(self._dearest, column.price)
        self._reserve(self._volume * self._length(column))
        columns = self._columns
        total = -column.price * self.den
        for i, n in column.items:
            total += columns[i + 1] * n
        return total + sum(columns[k + 1] for k in self.counting[column.type])

    def gain(self, column: Column) -> int:
        """Return by how much *column* is worth more than its price, times D."""
        return self._fields(self.direction(column))[0]

    def leaving(self, direction: int) -> int | None:
        """Return the row that leaves by the lexicographic ratio test; None if none limits."""
        y = self._fields(direction)
        ties = [r for r in range(1, len(y)) if y[r] > 0]
        for column in self._columns:
            if len(ties) < 2:
                break
            v = self._fields(column)
            best, *others = ties
            ties = [best]
            for r in others:
                left, right = v[r] * y[best], v[best] * y[r]
                if left < right:
                    best, ties = r, [r]
                elif left == right:
                    ties.append(r)
        return ties[0] - 1 if ties else None

    def pivot(self, leave: int, column: Column, direction: int) -> None:
        """Replace basic column number *leave* by *column*, with its :meth:`direction`."""
        p, den = self._fields(direction)[leave + 1], self.den
        sign = 1 if p > 0 else -1  # a dual step has a negative entry; D stays positive
        p, direction = p * sign, direction * sign
        place = (leave + 1) * self.width
        columns = self._columns
        for j, entry in enumerate(self.row(leave)):
            if entry:
                rest = (columns[j] * p - entry * direction) // den
                columns[j] = rest + (entry * sign << place)
            elif p != den:
                columns[j] = columns[j] * p // den
        self._volume = self._volume // self._length(self.basis[leave]) * self._length(column)
        self.basis[leave] = column
        self.den = p
        self.pivots += 1

    def set_b(self, b: Sequence[int]) -> None:
        """Take *b* as the right-hand side; x may become negative, the duals stay."""
        self.b = list(b)
        self._reserve(self._volume)
        self._columns[0] = dot(self._columns[1:], b)

    def count_machines(self, kind: int, sense: int) -> int:
        """Add a row that counts the machines of type number *kind*, and return its place in b.

        Its slack (*sense* 1: at most b) or surplus (-1: at least b) is basic. Its b is 0 until
        :meth:`set_b` says what it is.
        """
        k = len(self.b)
        rows = [self.row(r) for r, column in enumerate(self.basis) if column.type == kind]
        self.basis.append(Column(0, -1, ((k, sense),)))
        self.b.append(0)
        self.counting[kind].append(k)
        self._frame()
        self._measure()
        place = (k + 1) * self.width
        for j in range(k + 1):
            self._columns[j] -= sum(row[j] for row in rows) * sense << place
        self._columns.append(sense * self.den << place)
        return k

    def entering_dual(self, leave: int, *pools: Sequence[Column]) -> Column | None:
        """Return the column that enters when row *leave*, of negative value, leaves.

        It is the one of least reduced price for what it changes, so no reduced price turns
        negative in the *pools*. None if none changes the row: then there is no x >= 0.
        """
        row, z, den = self.row(leave), self.row(-1), self.den
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

    def _length(self, column: Column) -> int:
        """Return the square of the length of *column*."""
        return sum(n * n for _, n in column.items) + len(self.counting[column.type])

    def _measure(self) -> None:
        """Take the lengths of all basic columns anew."""
        self._volume = prod(map(self._length, self.basis))
        self._dearest = max(self._dearest, *(column.price for column in self.basis))
        self._reserve(self._volume)

    def _reserve(self, volume: int) -> None:
        """Make fields wide enough for determinants whose square is at most *volume*."""
        # an entry of x has b in place of a column, and one of the duals sums prices by rows
        factor = (sum(self.b) + 1) * self._dearest * (len(self.b) + 1)
        needed = (volume.bit_length() + 1) // 2 + factor.bit_length() + 2
        if needed > self.width:
            old = [self._fields(column) for column in self._columns]
            self.width = needed + 63 & -64
            self._columns = [
                sum(v << r * self.width for r, v in enumerate(fields)) for fields in old
            ]
            self._frame()

    def _frame(self) -> None:
        """Note what makes every field of a column a number that is not negative: its halves."""
        self._half = 1 << self.width - 1
        self._halves = sum(self._half << r * self.width for r in range(len(self.b) + 1))

    def _fields(self, column: int) -> Sequence[int]:
        """Return all fields of *column*."""
        fields, words = len(self.b) + 1, self.width // 64
        # what is left after the halves are added and their bits turned is two's complement
        data = (column + self._halves ^ self._halves).to_bytes(fields * words * 8, "little")
        parts = unpack("<" + ("Q" * (words - 1) + "q") * fields, data)
        numbers: Sequence[int] = parts[words - 1 :: words]
        for word in range(words - 2, -1, -1):
            pairs = zip(numbers, parts[word::words], strict=True)
            numbers = [high << 64 | low for high, low in pairs]
        return numbers

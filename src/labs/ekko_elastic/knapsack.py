"""A knapsack with several resources and a limit for every class of items, in whole numbers.

It is solved by depth-first branch and bound. For any u >= 0 the worth of a pattern a is at most

    u · W + sum (π_i - u · w_i) a_i

(Lagrange), so a search that adds up this expression may stop as soon as it, plus all the positive
terms that are still to come, is no more than the best worth so far. The multipliers u come from a
few steps of the subgradient method in whole numbers; a poor u costs effort and never an answer.

What is left of all resources is one whole number, with a guard bit above every resource, so one
subtraction and one comparison tell whether an item still fits.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from labs.ekko_elastic.simplex import Vector, dot

SCALE = 1 << 16
"""Multipliers are whole numbers in units of 1 / SCALE."""
STEPS = 4
"""Steps of the subgradient method, from the multipliers of the last call."""
CONTENT = 100
"""Nodes after which a search is content with any pattern above its target."""


class Budget:
    """Work that a whole solution may still do; one unit is a knapsack node, about a microsecond."""

    def __init__(self, work: int) -> None:
        self.left = work
        self.nodes = 0
        """Knapsack nodes looked at so far."""


class Answer(NamedTuple):
    """The best pattern above the target as (class, number) pairs, or None; *worth* of the best.

    ``complete`` says that nothing is worth more: the search has not stopped early.
    """

    worth: int
    items: tuple[tuple[int, int], ...] | None
    complete: bool


class Knapsack:
    """What fits into one *capacity*: a pattern is a number of items of each class."""

    def __init__(self, capacity: Vector, demands: Sequence[Vector]) -> None:
        self.capacity = capacity
        self.demands = demands
        self._multipliers: list[int] | None = None
        self._packed = [0] * len(demands)
        self._room = self._guard = 0
        offset = 0
        for r, room in enumerate(capacity):
            for i, demand in enumerate(demands):
                # what never fits is held back by its limit, 0
                self._packed[i] |= min(demand[r], room) << offset
            self._room |= room << offset
            offset += room.bit_length()
            self._guard |= 1 << offset
            offset += 1

    def best(
        self, prices: Sequence[int], most: Sequence[int], target: int, budget: Budget,
        patience: int = 0,
    ) -> Answer:  # fmt: skip
        """Return the pattern worth most at *prices*, if it is worth more than *target*.

        *most* limits every class. The search stops after :data:`CONTENT` nodes once it has a
        pattern above the target; or, if given, after *patience* nodes, even without one.
        """
        items = [i for i, price in enumerate(prices) if price > 0 and most[i]]
        if not items:
            return Answer(max(target, 0), () if target < 0 else None, complete=True)
        budget.left -= len(items) * len(self.capacity)
        data = [(prices[i] * SCALE, self.demands[i], most[i]) for i in items]
        u, bound = self._multiply(data, target, 1 if patience else STEPS)
        if bound <= target * SCALE:
            return Answer(target, None, complete=True)
        spent = {i: dot(u, self.demands[i]) for i in items}
        surplus = {i: prices[i] * SCALE - spent[i] for i in items}

        # what gains first, by worth for its room, then what loses, the least first
        room_for = {i: (prices[i] * SCALE << 20) // (spent[i] + 1) for i in items if surplus[i] > 0}
        order = sorted(room_for, key=room_for.__getitem__, reverse=True)
        order += sorted(
            (i for i in items if i not in room_for), key=surplus.__getitem__, reverse=True
        )
        # one entry for every copy; following[e] is the first entry of the next class
        ends = accumulate(most[i] for i in order)
        following = [end for i, end in zip(order, ends, strict=True) for _ in range(most[i])]
        classes = [i for i in order for _ in range(most[i])]
        weight = [self._packed[i] for i in classes]
        gain = [surplus[i] for i in classes]
        gain_after = list(accumulate((max(g, 0) for g in reversed(gain)), initial=0))[::-1]
        count, losing = len(classes), sum(g > 0 for g in gain)
        guard, scale = self._guard, SCALE
        best = max(target, 0)
        bar = best * scale
        answer: list[int] | None = [] if target < 0 else None
        chosen: list[int] = []
        nodes = 0
        limit = min(budget.left, patience or budget.left)
        stop = min(limit, patience or CONTENT)

        def go(e: int, room: int, level: int, value: int) -> bool:
            """Choose among entries from *e* on; return whether to stop."""
            nonlocal best, bar, answer, nodes
            nodes += 1
            if nodes > stop and (answer is not None or nodes > limit):
                return True
            while e < count and level + gain_after[e] > bar:
                higher = level + gain[e]
                if higher + gain_after[e + 1] > bar:
                    room_left = room - weight[e]
                    if room_left & guard == guard:
                        total = value + prices[classes[e]]
                        chosen.append(classes[e])
                        if total > best:
                            best, bar, answer = total, total * scale, chosen[:]
                        if go(e + 1, room_left, higher, total):
                            return True
                        chosen.pop()
                elif e >= losing:
                    return False  # the rest loses as much or more
                e = following[e]
            return False

        stopped = go(0, self._room | guard, dot(u, self.capacity), 0)
        budget.left -= nodes
        budget.nodes += nodes
        numbers = None if answer is None else tuple(sorted(Counter(answer).items()))
        return Answer(best, numbers, not stopped)

    def _multiply(
        self, data: Sequence[tuple[int, Vector, int]], target: int, steps: int
    ) -> tuple[list[int], int]:
        """Improve the multipliers in so many steps; return them and their bound, times SCALE.

        The *data* are price, times SCALE, demand and limit of each class.
        """
        capacity = self.capacity
        active = [r for r, room in enumerate(capacity) if room]
        u = self._multipliers or [
            max(target, 1) * SCALE // (room * len(active)) if room else 0 for room in capacity
        ]
        best: list[int] = u
        least: int | None = None
        for _ in range(steps):
            bound = dot(u, capacity)
            slope = list(capacity)
            for price, demand, limit in data:
                for r in active:
                    price -= u[r] * demand[r]
                if price > 0:
                    bound += price * limit
                    for r in active:
                        slope[r] -= limit * demand[r]
            if least is None or bound < least:
                least, best = bound, u
            if bound <= target * SCALE:
                break
            # Polyak's step towards the target, in resources made comparable by their capacity
            parts = [(slope[r] << 16) // capacity[r] if r in active else 0 for r in range(len(u))]
            norm = dot(parts, parts)
            if not norm:
                break
            gap = bound - target * SCALE
            u = [
                max(0, v - (gap * part << 16) // (norm * room)) if room else 0
                for v, part, room in zip(u, parts, capacity, strict=True)
            ]
        self._multipliers = best
        assert least is not None
        return best, least

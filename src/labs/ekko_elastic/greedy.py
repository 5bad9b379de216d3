"""Greedy rules: a fleet for each class, and seven ways of sharing machines without a proof.

* *fleets*: every class has machines of its own, of the one type that makes them cheapest.
* First fit decreasing: from the largest shard to the smallest, each into the first machine with
  room. Best fit decreasing: into the machine with the least room. What "large" means with several
  resources is a choice: the sum, the largest or the product of the shares of a machine.
* *dot* and *distance* fill one machine at a time with the shard whose demand points most in the
  direction of the room that is left, or comes closest to it (Panigrahy et al. 2011).

Each rule opens machines of one type (where a shard does not fit on it, of the cheapest type that
holds it), is tried with every type, and the cheapest outcome counts. Equal shards and machines
are handled together. Shares are whole numbers, and ties go to the class listed first.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import prod
from operator import attrgetter, ge, sub
from typing import NamedTuple

from labs.ekko_elastic.problem import Groups, Machine, Problem, cost
from labs.ekko_elastic.simplex import Vector, dot


class Group(NamedTuple):
    """Equal machines that are open: number of their type, what they hold, the room in each."""

    place: int
    pattern: Vector
    room: Vector
    space: int
    """The sum of the shares of a machine that are free."""
    number: int


def pack(problem: Problem, rule: str) -> Groups:
    """Return the packing that *rule*, a key of :data:`RULES` or "fleets", makes."""
    if rule == "fleets":
        return fleets(problem)
    return min((RULES[rule](problem, k) for k in range(len(problem.types))), key=cost)


def fleets(problem: Problem) -> Groups:
    """Give every class machines of its own, of the type that makes them cheapest together."""
    groups: list[tuple[Machine, int]] = []
    for i, shard in enumerate(problem.shards):
        offers = [
            (-(-shard.count // row[i]) * machine.price, row[i], place)
            for place, (machine, row) in enumerate(zip(problem.types, problem.most, strict=True))
            if row[i]
        ]
        # a class without shards needs no machine
        _, most, place = min(offers, default=(0, 1, 0))
        full, rest = divmod(shard.count, most)
        for held, number in ((most, full), (rest, 1)):
            if held and number:
                pattern = tuple(held * (k == i) for k in range(len(problem.shards)))
                groups.append((Machine(problem.types[place], pattern), number))
    return groups


def _decreasing(
    problem: Problem, place: int, size: Callable[[Vector], tuple[int, int]], best: bool
) -> Groups:
    """Place the largest class first, by first fit or by *best* fit."""
    shares, shards = problem.shares[place], problem.shards
    groups: list[Group] = []
    for i in sorted(range(len(shares)), key=lambda i: size(shares[i]), reverse=True):
        opened, remaining = _holding(problem, place, [i]), shards[i].count
        capacity = problem.types[opened].capacity
        space = problem.parts[opened] * sum(map(bool, capacity))
        new = Group(opened, (0,) * len(shards), capacity, space, remaining)
        before, groups = groups, []
        # a machine that has taken a shard has less room still, so it stays the best until full
        for group in (*(sorted(before, key=attrgetter("space")) if best else before), new):
            if not remaining or not all(map(ge, group.room, shards[i].demand)):
                groups += [group] * (group is not new)
                continue
            copies = shards[i].copies(group.room)
            full, partial = divmod(min(remaining, copies * group.number), copies)
            remaining -= full * copies + partial
            same = 0 if group is new else group.number - full - (partial > 0)
            for copies_held, number in ((copies, full), (partial, int(partial > 0)), (0, same)):
                if number:
                    pattern = (*group.pattern[:i], copies_held, *group.pattern[i + 1 :])
                    needed = [copies_held * n for n in shards[i].demand]
                    space = group.space - copies_held * sum(problem.shares[group.place][i])
                    room = tuple(map(sub, group.room, needed))
                    groups.append(Group(group.place, pattern, room, space, number))
    return [(Machine(problem.types[g.place], g.pattern), g.number) for g in groups]


def _holding(problem: Problem, place: int, classes: Iterable[int]) -> int:
    """Return *place*, or the cheapest type if that one holds no shard of the *classes*."""
    able = [k for k, most in enumerate(problem.most) if any(most[i] for i in classes)]
    return place if place in able else min(able, key=lambda k: problem.types[k].price)


Measure = Callable[[Sequence[int], Sequence[int], Sequence[int]], int]
"""How well the shares of a shard suit the room that is left, with a weight for each resource."""


def _aimed(problem: Problem, place: int, measure: Measure) -> Groups:
    """Fill one machine at a time, each time with the fitting class of the largest *measure*."""
    remaining, total = list(problem.counts), sum(problem.counts)
    groups: list[tuple[Machine, int]] = []
    while any(remaining):
        opened = _holding(problem, place, [i for i, n in enumerate(remaining) if n])
        shares, most = problem.shares[opened], list(map(min, remaining, problem.most[opened]))
        weights = [dot(problem.counts, column) // total for column in zip(*shares, strict=True)]
        space: Sequence[int] = problem.types[opened].capacity
        room: Sequence[int] = [problem.parts[opened]] * len(space)
        pattern = [0] * len(remaining)
        while fitting := [
            i
            for i, shard in enumerate(problem.shards)
            if pattern[i] < most[i] and all(map(ge, space, shard.demand))
        ]:
            values = [measure(shares[i], room, weights) for i in fitting]
            chosen = fitting[values.index(max(values))]
            pattern[chosen] += 1
            room = list(map(sub, room, shares[chosen]))
            space = list(map(sub, space, problem.shards[chosen].demand))
        # the same choices follow as long as every class suffices
        times = min(n // k for n, k in zip(remaining, pattern, strict=True) if k)
        groups.append((Machine(problem.types[opened], tuple(pattern)), times))
        remaining = [n - times * k for n, k in zip(remaining, pattern, strict=True)]
    return groups


def _dot(share: Sequence[int], room: Sequence[int], weights: Sequence[int]) -> int:
    return sum(s * r * w for s, r, w in zip(share, room, weights, strict=True))


def _distance(share: Sequence[int], room: Sequence[int], weights: Sequence[int]) -> int:
    return -sum(w * (r - s) ** 2 for s, r, w in zip(share, room, weights, strict=True))


SIZES: dict[str, Callable[[Vector], tuple[int, int]]] = {
    "sum": lambda shares: (sum(shares), max(shares)),
    "max": lambda shares: (max(shares), sum(shares)),
    "product": lambda shares: (prod(shares), sum(shares)),
}
"""How large a shard is by its shares, and what decides between equals."""
RULES: dict[str, Callable[[Problem, int], Groups]] = {
    "ffd-sum": partial(_decreasing, size=SIZES["sum"], best=False),
    "ffd-max": partial(_decreasing, size=SIZES["max"], best=False),
    "ffd-product": partial(_decreasing, size=SIZES["product"], best=False),
    "bfd-sum": partial(_decreasing, size=SIZES["sum"], best=True),
    "bfd-max": partial(_decreasing, size=SIZES["max"], best=True),
    "dot": partial(_aimed, measure=_dot),
    "distance": partial(_aimed, measure=_distance),
}
"""The rules that share machines, each run with one preferred machine type."""

"""Greedy rules: a fleet for each class, and seven ways of sharing machines without a proof.

* *fleets*: every class has machines of its own, of the one type that makes them cheapest.
* First fit decreasing: from the largest shard to the smallest, each into the first machine with
  room. Best fit decreasing: into the machine with the least room. What "large" means with several
  resources is a choice: the sum, the largest or the product of the shares of a machine.
* *dot* and *distance* fill one machine at a time with the shard whose demand points most in the
  direction of the room that is left, or comes closest to it (Panigrahy et al. 2011).

Each rule opens machines of one type (where a shard does not fit on it, of the cheapest type that
holds it), is tried with every type, and the cheapest outcome counts. Equal shards are placed
as a whole run, and equal machines are kept together, so the effort depends on the number of
classes and not on that of shards. All shares are whole numbers, and ties go to the class listed
first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import lcm, prod
from operator import ge

from labs.ekko_elastic.problem import (
    Groups,
    Machine,
    Problem,
    Vector,
    dot,
    group_cost,
    one_by_one,
)

Rule = Callable[[Problem, int], Groups]
"""What packs a problem into machines of the type of that number, as far as it holds the shards."""


@dataclass(frozen=True, eq=False)
class Group:
    """Equal machines that are open: number of their type, what they hold, the room in each."""

    place: int
    capacity: Vector
    pattern: list[int]
    room: Vector
    number: int

    @cached_property
    def space(self) -> int:
        """The sum of the shares of a machine that are free, in equal whole parts."""
        return sum(_shares(self.room, self.capacity))

    def with_more(self, i: int, demand: Vector, copies: int, number: int) -> "Group":
        """Return *number* such machines, each with so many shards more of class *i*."""
        pattern = list(self.pattern)
        pattern[i] += copies
        room = tuple([have - copies * need for have, need in zip(self.room, demand, strict=True)])
        return Group(self.place, self.capacity, pattern, room, number)


def pack(problem: Problem, rule: str) -> list[Machine]:
    """Return the packing that *rule*, a key of :data:`RULES` or "fleets", makes."""
    return one_by_one(pack_groups(problem, rule))


def pack_groups(problem: Problem, rule: str) -> Groups:
    """Return the same machines, each with how often it occurs."""
    if rule == "fleets":
        return fleet_groups(problem)
    places = range(len(problem.types))
    return min((RULES[rule](problem, place) for place in places), key=group_cost)


def fleets(problem: Problem) -> list[Machine]:
    """Give every class machines of its own, of the type that makes them cheapest together."""
    return one_by_one(fleet_groups(problem))


def fleet_groups(problem: Problem) -> Groups:
    """Return the same machines, each with how often it occurs."""
    groups: Groups = []
    for i, shard in enumerate(problem.shards):
        if not shard.count:
            continue
        _, most, place = min(
            (-(-shard.count // row[i]) * machine.price, row[i], place)
            for place, (machine, row) in enumerate(problem.offers)
            if row[i]
        )
        full, rest = divmod(shard.count, most)
        for held, number in ((most, full), (rest, 1)):
            if held and number:
                pattern = [0] * len(problem.shards)
                pattern[i] = held
                groups.append((Machine(problem.types[place], tuple(pattern)), number))
    return groups


def _decreasing(size: Callable[[Sequence[int]], tuple[int, int]], best: bool) -> Rule:
    def run(problem: Problem, place: int) -> Groups:
        capacity = problem.types[place].capacity
        sizes = [size(_shares(shard.demand, capacity)) for shard in problem.shards]
        groups: list[Group] = []
        for i in sorted(range(len(sizes)), key=lambda i: sizes[i], reverse=True):
            _place(problem, place, groups, i, best)
        types = problem.types
        return [(Machine(types[g.place], tuple(g.pattern)), g.number) for g in groups]

    return run


def _place(problem: Problem, place: int, groups: list[Group], i: int, best: bool) -> None:
    """Place all shards of class *i* by first fit, or by *best* fit, and open machines for them."""
    shard = problem.shards[i]
    left = shard.count
    # a machine that has taken a shard has less room still, so it stays the best until full
    for group in sorted(groups, key=lambda group: group.space) if best else list(groups):
        if left and all(map(ge, group.room, shard.demand)):
            copies = shard.copies(group.room, group.pattern[i])
            if copies:
                left -= _fill(groups, group, i, shard.demand, copies, left)
    if left:
        place = _holding(problem, place, [i])
        copies = problem.most[place][i]
        capacity = problem.types[place].capacity
        empty = [0] * len(problem.shards)
        groups.append(Group(place, capacity, empty, capacity, -(-left // copies)))
        _fill(groups, groups[-1], i, shard.demand, copies, left)


def _fill(groups: list[Group], group: Group, i: int, demand: Vector, copies: int, left: int) -> int:
    """Put *copies* shards of class *i* on each machine of *group* until *left* is used up.

    The group is split where its machines differ afterwards; return how many were placed.
    """
    full = min(group.number, left // copies)
    rest = left - full * copies if full < group.number else 0
    parts = (copies, full), (rest, int(rest > 0)), (0, group.number - full - (rest > 0))
    at = groups.index(group)
    groups[at : at + 1] = [group.with_more(i, demand, *part) for part in parts if part[1]]
    return full * copies + rest


def _holding(problem: Problem, place: int, classes: Iterable[int]) -> int:
    """Return *place*, or the cheapest type if that one holds no shard of the *classes*."""
    able = [k for k, most in enumerate(problem.most) if any(most[i] for i in classes)]
    return place if place in able else min(able, key=lambda k: problem.types[k].price)


def _aimed(measure: Callable[[Sequence[int], Sequence[int], Sequence[int]], int]) -> Rule:
    def run(problem: Problem, place: int) -> Groups:
        left = list(problem.counts)
        groups: Groups = []
        while any(left):
            opened = _holding(problem, place, [i for i, n in enumerate(left) if n])
            pattern = _aim(problem, opened, left, measure)
            # the same choices follow as long as every class suffices
            times = min(n // k for n, k in zip(left, pattern, strict=True) if k)
            groups.append((Machine(problem.types[opened], pattern), times))
            left = [n - times * k for n, k in zip(left, pattern, strict=True)]
        return groups

    return run


def _aim(
    problem: Problem, place: int, left: Sequence[int],
    measure: Callable[[Sequence[int], Sequence[int], Sequence[int]], int],
) -> Vector:  # fmt: skip
    """Fill one machine, each time with the fitting class of the largest *measure*."""
    capacity, shards = problem.types[place].capacity, problem.shards
    shares = [_shares(shard.demand, capacity) for shard in shards]
    columns = zip(*shares, strict=True)
    weights = [dot(problem.counts, column) // sum(problem.counts) for column in columns]
    room: Sequence[int] = [lcm(*filter(None, capacity))] * len(capacity)
    space: Sequence[int] = capacity
    pattern = [0] * len(shards)
    while True:
        fitting = [
            i
            for i, n in enumerate(left)
            if pattern[i] < n and shards[i].copies(space, pattern[i]) > 0
        ]
        if not fitting:
            return tuple(pattern)
        chosen = max(fitting, key=lambda i: measure(shares[i], room, weights))
        pattern[chosen] += 1
        room = [r - s for r, s in zip(room, shares[chosen], strict=True)]
        space = [r - w for r, w in zip(space, shards[chosen].demand, strict=True)]


def _dot(share: Sequence[int], room: Sequence[int], weights: Sequence[int]) -> int:
    return sum(s * r * w for s, r, w in zip(share, room, weights, strict=True))


def _distance(share: Sequence[int], room: Sequence[int], weights: Sequence[int]) -> int:
    return -sum(w * (r - s) ** 2 for s, r, w in zip(share, room, weights, strict=True))


def _shares(amounts: Sequence[int], capacity: Vector) -> list[int]:
    """Return *amounts* as shares of a machine's *capacity*, in equal whole parts."""
    scale = lcm(*filter(None, capacity))
    return [
        need * scale // room if room else 0 for need, room in zip(amounts, capacity, strict=True)
    ]


SIZES: dict[str, Callable[[Sequence[int]], tuple[int, int]]] = {
    "sum": lambda shares: (sum(shares), max(shares)),
    "max": lambda shares: (max(shares), sum(shares)),
    "product": lambda shares: (prod(shares), sum(shares)),
}
"""How large a shard is by its shares, and what decides between equals."""
RULES: dict[str, Rule] = {
    "ffd-sum": _decreasing(SIZES["sum"], best=False),
    "ffd-max": _decreasing(SIZES["max"], best=False),
    "ffd-product": _decreasing(SIZES["product"], best=False),
    "bfd-sum": _decreasing(SIZES["sum"], best=True),
    "bfd-max": _decreasing(SIZES["max"], best=True),
    "dot": _aimed(_dot),
    "distance": _aimed(_distance),
}
"""The rules that share machines, each run with one preferred machine type."""

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

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import lcm, prod

from labs.ekko_elastic.problem import Machine, MachineType, Problem, Vector, cost

Size = Callable[[Sequence[int]], tuple[int, int]]


@dataclass
class Group:
    """Equal machines that are open: their type, what they hold, and the room in each."""

    type: MachineType
    pattern: list[int]
    room: list[int]
    number: int


def pack(problem: Problem, rule: str) -> list[Machine]:
    """Return the packing that *rule*, a key of :data:`RULES` or "fleets", makes."""
    if rule == "fleets":
        return fleets(problem)
    outcomes = [RULES[rule](problem, machine) for machine in problem.types]
    return min(outcomes, key=cost)


def fleets(problem: Problem) -> list[Machine]:
    """Give every class machines of its own, of the type that makes them cheapest together."""
    machines: list[Machine] = []
    for i, shard in enumerate(problem.shards):
        if not shard.count:
            continue
        _, most, place = min(
            (-(-shard.count // most[i]) * machine.price, most[i], place)
            for place, (machine, most) in enumerate(zip(problem.types, problem.most, strict=True))
            if most[i]
        )
        full, rest = divmod(shard.count, most)
        machine = problem.types[place]
        machines += [Machine(machine, _only(problem, i, most))] * full
        if rest:
            machines.append(Machine(machine, _only(problem, i, rest)))
    return machines


def _decreasing(size: Size, best: bool) -> Callable[[Problem, MachineType], list[Machine]]:
    def run(problem: Problem, machine: MachineType) -> list[Machine]:
        shares = _shares(problem, machine)
        groups: list[Group] = []
        for i in sorted(range(len(problem.shards)), key=lambda i: size(shares[i]), reverse=True):
            _place(problem, machine, groups, i, best)
        return _machines(groups)

    return run


def _place(problem: Problem, machine: MachineType, groups: list[Group], i: int, best: bool) -> None:
    """Place all shards of class *i* by first fit, or by *best* fit, and open machines for them."""
    left = problem.shards[i].count
    order = list(groups)
    if best:
        # a machine that has taken a shard has less room still, so it stays the best until full
        scale = lcm(*filter(None, machine.capacity))
        order.sort(
            key=lambda g: sum(
                room * scale // full
                for room, full in zip(g.room, machine.capacity, strict=True)
                if full
            )
        )
    for group in order:
        if not left:
            return
        copies = _copies(problem, i, group.room, group.pattern[i])
        if copies:
            left -= _fill(problem, groups, group, i, copies, left)
    if left:
        opened = machine
        place = problem.types.index(machine)
        if not problem.most[place][i]:
            opened = min(
                (t for t, most in zip(problem.types, problem.most, strict=True) if most[i]),
                key=lambda t: t.price,
            )
        copies = problem.most[problem.types.index(opened)][i]
        number = -(-left // copies)
        group = Group(opened, [0] * len(problem.shards), list(opened.capacity), number)
        groups.append(group)
        _fill(problem, groups, group, i, copies, left)


def _fill(
    problem: Problem, groups: list[Group], group: Group, i: int, copies: int, left: int
) -> int:
    """Put *copies* shards of class *i* on each machine of *group* until *left* is used up.

    The group is split where its machines differ afterwards; return how many were placed.
    """
    demand = problem.shards[i].demand
    full = min(group.number, left // copies)
    rest = left - full * copies if full < group.number else 0
    parts = [(copies, full), (rest, 1 if rest else 0)]
    parts.append((0, group.number - full - parts[1][1]))
    at = next(p for p, g in enumerate(groups) if g is group)
    groups[at : at + 1] = [
        Group(
            group.type,
            [n + number * (j == i) for j, n in enumerate(group.pattern)],
            [room - number * need for room, need in zip(group.room, demand, strict=True)],
            machines,
        )
        for number, machines in parts
        if machines
    ]
    return full * copies + rest


def _aimed(
    measure: Callable[[Sequence[int], Sequence[int], Sequence[int]], int],
) -> Callable[[Problem, MachineType], list[Machine]]:
    def run(problem: Problem, machine: MachineType) -> list[Machine]:
        left = list(problem.counts)
        machines: list[Machine] = []
        while any(left):
            opened = machine
            if not any(
                n and m
                for n, m in zip(left, problem.most[problem.types.index(machine)], strict=True)
            ):
                opened = min(
                    (
                        t
                        for t, most in zip(problem.types, problem.most, strict=True)
                        if any(n and m for n, m in zip(left, most, strict=True))
                    ),
                    key=lambda t: t.price,
                )
            pattern = _aim(problem, opened, left, measure)
            # the same choices follow as long as every class suffices
            times = min(n // k for n, k in zip(left, pattern, strict=True) if k)
            machines += [Machine(opened, pattern)] * times
            left = [n - times * k for n, k in zip(left, pattern, strict=True)]
        return machines

    return run


def _aim(
    problem: Problem,
    machine: MachineType,
    left: Sequence[int],
    measure: Callable[[Sequence[int], Sequence[int], Sequence[int]], int],
) -> Vector:
    """Fill one machine, each time with the fitting class of the largest *measure*."""
    shares = _shares(problem, machine)
    weights = [
        sum(share[r] * shard.count for share, shard in zip(shares, problem.shards, strict=True))
        // sum(problem.counts)
        for r in range(len(problem.resources))
    ]
    room = [lcm(*filter(None, machine.capacity))] * len(problem.resources)
    space = list(machine.capacity)
    pattern = [0] * len(problem.shards)
    while True:
        fitting = [
            i
            for i, n in enumerate(left)
            if pattern[i] < n and _copies(problem, i, space, pattern[i])
        ]
        if not fitting:
            return tuple(pattern)
        chosen = max(fitting, key=lambda i: measure(shares[i], room, weights))
        pattern[chosen] += 1
        room = [r - s for r, s in zip(room, shares[chosen], strict=True)]
        space = [r - w for r, w in zip(space, problem.shards[chosen].demand, strict=True)]


def _dot(share: Sequence[int], room: Sequence[int], weights: Sequence[int]) -> int:
    return sum(s * r * w for s, r, w in zip(share, room, weights, strict=True))


def _distance(share: Sequence[int], room: Sequence[int], weights: Sequence[int]) -> int:
    return -sum(w * (r - s) ** 2 for s, r, w in zip(share, room, weights, strict=True))


def _shares(problem: Problem, machine: MachineType) -> list[list[int]]:
    """Return every class's demands as shares of *machine*, in equal whole parts."""
    scale = lcm(*filter(None, machine.capacity))
    return [
        [
            need * scale // room if room else 0
            for need, room in zip(shard.demand, machine.capacity, strict=True)
        ]
        for shard in problem.shards
    ]


def _copies(problem: Problem, i: int, room: Sequence[int], held: int) -> int:
    """Return how many more shards of class *i* fit into *room* beside the *held* ones."""
    shard = problem.shards[i]
    fit = min(r // w for r, w in zip(room, shard.demand, strict=True) if w)
    return fit if shard.limit is None else min(fit, shard.limit - held)


def _only(problem: Problem, i: int, number: int) -> Vector:
    return tuple(number * (j == i) for j in range(len(problem.shards)))


def _machines(groups: Sequence[Group]) -> list[Machine]:
    return [
        machine
        for group in groups
        for machine in [Machine(group.type, tuple(group.pattern))] * group.number
    ]


def by_sum(shares: Sequence[int]) -> tuple[int, int]:
    """Measure a shard by the sum of its shares."""
    return sum(shares), max(shares)


def by_max(shares: Sequence[int]) -> tuple[int, int]:
    """Measure a shard by the largest of its shares."""
    return max(shares), sum(shares)


def by_product(shares: Sequence[int]) -> tuple[int, int]:
    """Measure a shard by the product of its shares; by their sum if one of them is 0."""
    return prod(shares), sum(shares)


RULES: dict[str, Callable[[Problem, MachineType], list[Machine]]] = {
    "ffd-sum": _decreasing(by_sum, best=False),
    "ffd-max": _decreasing(by_max, best=False),
    "ffd-product": _decreasing(by_product, best=False),
    "bfd-sum": _decreasing(by_sum, best=True),
    "bfd-max": _decreasing(by_max, best=True),
    "dot": _aimed(_dot),
    "distance": _aimed(_distance),
}
"""The rules that share machines, each run with one preferred machine type."""

"""The problem: classes of equal shards, machine types with prices, and what a packing is.

Variable-sized vector bin packing with multiplicities and a limit per class: class i has demand
w_i in N^d, count b_i and limit u_i; machine type t has capacity W_t in N^d and price c_t. A
*pattern* of type t is a vector a with a_i <= min(b_i, u_i) and sum a_i w_i <= W_t. A *packing* is
a multiset of patterns that covers every class at least b_i times; its cost is the sum of their
types' prices. Everything is a whole number.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import gcd, lcm
from operator import le, mul, sub

from labs.ekko_elastic.simplex import Vector, dot


@dataclass(frozen=True)
class ShardClass:
    """Equal shards: what each demands of every resource, and how many there are.

    ``limit`` is how many of them may stand on one machine; None is no limit.
    """

    name: str
    demand: Vector
    count: int
    limit: int | None = None

    def copies(self, room: Vector) -> int:
        """Return how many fit into *room* and keep to the limit."""
        fit = _fit(self.demand, room)
        return fit if self.limit is None else min(fit, self.limit)


@lru_cache(maxsize=1024)  # a month asks the same again every day
def _fit(demand: Vector, room: Vector) -> int:
    return min(have // need for have, need in zip(room, demand, strict=True) if need)


@dataclass(frozen=True)
class MachineType:
    """A kind of machine: its capacity in every resource, and its price per hour."""

    name: str
    capacity: Vector
    price: int


@dataclass(frozen=True)
class Machine:
    """One machine and the number of shards of each class on it."""

    type: MachineType
    pattern: Vector


@dataclass(frozen=True)
class Problem:
    """Shards to place and machine types to place them on.

    ValueError, with a sentence to show, if a class demands nothing or fits on no machine.
    """

    shards: tuple[ShardClass, ...]
    types: tuple[MachineType, ...]
    resources: tuple[str, ...] = ("processor", "memory", "network")

    def __post_init__(self) -> None:
        for shard in self.shards:
            if not any(shard.demand):
                raise ValueError(f"A shard needs something; “{shard.name}” needs nothing.")
            if not any(_fit(shard.demand, machine.capacity) for machine in self.types):
                raise ValueError(self._misfit(shard))

    @cached_property
    def counts(self) -> Vector:
        """How many shards of each class there are."""
        return tuple(shard.count for shard in self.shards)

    @cached_property
    def unit(self) -> int:
        """The greatest common divisor of the prices, which divides every cost."""
        return gcd(*(machine.price for machine in self.types))

    def round_up(self, numerator: int, denominator: int) -> int:
        """Return the least possible cost that is not below *numerator* / *denominator*."""
        return -(-numerator // (denominator * self.unit)) * self.unit

    @cached_property
    def most(self) -> tuple[Vector, ...]:
        """How many shards of each class fit on a machine of each type that holds nothing else."""
        return tuple(
            tuple(min(shard.count, shard.copies(machine.capacity)) for shard in self.shards)
            for machine in self.types
        )

    @cached_property
    def parts(self) -> Vector:
        """By type, into how many equal parts each resource of a machine is divided."""
        return tuple(lcm(*filter(None, machine.capacity)) for machine in self.types)

    @cached_property
    def shares(self) -> tuple[tuple[Vector, ...], ...]:
        """By type and class, how many of these :attr:`parts` a shard takes of each resource."""
        units = [
            [parts // room if room else 0 for room in machine.capacity]
            for machine, parts in zip(self.types, self.parts, strict=True)
        ]
        return tuple(tuple(tuple(map(mul, s.demand, unit)) for s in self.shards) for unit in units)

    def load(self, pattern: Vector) -> Vector:
        """Return what *pattern* takes of each resource."""
        resources = range(len(self.resources))
        return tuple(dot(pattern, (shard.demand[r] for shard in self.shards)) for r in resources)

    def placed(self, groups: "Groups") -> Vector:
        """Return how many shards of each class the machines of *groups* hold."""
        classes = range(len(self.shards))
        return tuple(sum(machine.pattern[i] * n for machine, n in groups) for i in classes)

    def fits(self, machine: Machine) -> bool:
        """Tell whether every resource of *machine* suffices and every class keeps to its limit."""
        return all(map(le, self.load(machine.pattern), machine.type.capacity)) and all(
            number >= 0 and (shard.limit is None or number <= shard.limit)
            for number, shard in zip(machine.pattern, self.shards, strict=True)
        )

    def patterns(self, place: int) -> Iterator[Vector]:
        """Yield every pattern of type number *place* but the empty one, by plain enumeration."""
        most = self.most[place]
        demands = [shard.demand for shard in self.shards]

        def extend(i: int, head: Vector, room: Vector) -> Iterator[Vector]:
            if i == len(most):
                yield head
                return
            for number in range(most[i] + 1):
                yield from extend(i + 1, (*head, number), room)
                room = tuple(map(sub, room, demands[i]))
                if min(room) < 0:
                    return

        return filter(any, extend(0, (), self.types[place].capacity))

    def _misfit(self, shard: ShardClass) -> str:
        most = map(max, zip(*(machine.capacity for machine in self.types), strict=True))
        needs = zip(self.resources, shard.demand, most, strict=True)
        lacks = [
            f"it needs {n} of {name}, and the most is {room}" for name, n, room in needs if n > room
        ]
        why = lacks[0] if lacks else "each machine lacks one of the resources that it needs"
        return f"No machine holds a shard of “{shard.name}”: {why}."


Groups = Sequence[tuple[Machine, int]]
"""Different machines, each with how often it occurs."""


def tally(groups: Groups) -> Counter[Machine]:
    """Return how often each different machine occurs."""
    totals = Counter[Machine]()
    for machine, number in groups:
        totals[machine] += number
    return totals


def cost(groups: Groups) -> int:
    """Return the price of all machines of *groups* for one hour."""
    return sum(machine.type.price * number for machine, number in groups)

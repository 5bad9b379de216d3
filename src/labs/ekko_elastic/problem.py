"""The problem: classes of equal shards, machine types with prices, and what a packing is.

Variable-sized vector bin packing with multiplicities and a limit per class: class i has demand
w_i in N^d, count b_i and limit u_i; machine type t has capacity W_t in N^d and price c_t. A
*pattern* of type t is a vector a with a_i <= min(b_i, u_i) and sum a_i w_i <= W_t. A *packing* is
a multiset of patterns that covers every class at least b_i times; its cost is the sum of their
types' prices. Everything is a whole number.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import gcd
from operator import mul, sub

Vector = tuple[int, ...]


def dot(left: Iterable[int], right: Iterable[int]) -> int:
    """Return the sum of the products of two vectors."""
    return sum(map(mul, left, right))


@dataclass(frozen=True)
class ShardClass:
    """Equal shards: what each demands of every resource, and how many there are.

    ``limit`` is how many of them may stand on one machine; None is no limit.
    """

    name: str
    demand: Vector
    count: int
    limit: int | None = None

    def copies(self, room: Iterable[int], held: int = 0) -> int:
        """Return how many fit into *room*, beside the *held* ones, and keep to the limit."""
        fit = min(have // need for have, need in zip(room, self.demand, strict=True) if need)
        return fit if self.limit is None else min(fit, self.limit - held)


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
            if not any(shard.copies(machine.capacity) > 0 for machine in self.types):
                raise ValueError(self._misfit(shard))

    @cached_property
    def counts(self) -> Vector:
        """How many shards of each class there are."""
        return tuple(shard.count for shard in self.shards)

    @cached_property
    def unit(self) -> int:
        """Return the greatest common divisor of the prices, which divides every cost."""
        return gcd(*(machine.price for machine in self.types))

    def round_up(self, numerator: int, denominator: int) -> int:
        """Return the least possible cost that is not below *numerator* / *denominator*."""
        return -(-numerator // (denominator * self.unit)) * self.unit

    @cached_property
    def most(self) -> tuple[Vector, ...]:
        """How many shards of each class fit on a machine of each type that holds nothing else."""
        return tuple(
            tuple(min(s.count, s.copies(machine.capacity)) for s in self.shards)
            for machine in self.types
        )

    @property
    def offers(self) -> tuple[tuple[MachineType, Vector], ...]:
        """Every type with its row of :attr:`most`."""
        return tuple(zip(self.types, self.most, strict=True))

    def load(self, pattern: Vector) -> Vector:
        """Return what *pattern* takes of each resource."""
        resources = range(len(self.resources))
        return tuple(dot(pattern, (shard.demand[r] for shard in self.shards)) for r in resources)

    def fits(self, machine: Machine) -> bool:
        """Tell whether every resource of *machine* suffices and every class keeps to its limit."""
        loads = zip(self.load(machine.pattern), machine.type.capacity, strict=True)
        numbers = zip(machine.pattern, self.shards, strict=True)
        return all(used <= room for used, room in loads) and all(
            number >= 0 and (shard.limit is None or number <= shard.limit)
            for number, shard in numbers
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
                if number:
                    room = tuple(map(sub, room, demands[i]))
                    if min(room) < 0:
                        return
                yield from extend(i + 1, (*head, number), room)

        return filter(any, extend(0, (), self.types[place].capacity))

    def _misfit(self, shard: ShardClass) -> str:
        why = "each machine lacks one of the resources that it needs"
        for r, name in enumerate(self.resources):
            most = max(machine.capacity[r] for machine in self.types)
            if shard.demand[r] > most:
                why = f"it needs {shard.demand[r]} of {name}, and the most is {most}"
                break
        return f"No machine holds a shard of “{shard.name}”: {why}."


Groups = list[tuple[Machine, int]]
"""Different machines, each with how often it occurs."""


def cost(machines: Iterable[Machine]) -> int:
    """Return the price of all *machines* for one hour."""
    return sum(machine.type.price for machine in machines)


def group_cost(groups: Groups) -> int:
    """Return the price of all machines of *groups* for one hour."""
    return sum(machine.type.price * number for machine, number in groups)


def one_by_one(groups: Groups) -> list[Machine]:
    """Return every machine of *groups* as often as it occurs."""
    return [machine for machine, number in groups for _ in range(number)]


def grouped(machines: Iterable[Machine]) -> Groups:
    """Return every different machine with how often it occurs, the most frequent first."""
    return sorted(
        Counter(machines).items(),
        key=lambda item: (-item[1], -item[0].type.price, item[0].type.name, item[0].pattern),
    )


def trimmed(problem: Problem, groups: Iterable[tuple[Machine, int]]) -> Groups:
    """Return machines, each with how often it occurs, without shards that are there twice.

    A machine that loses some becomes one of the cheapest type that holds the rest; what is left
    without a shard is dropped.
    """
    left = list(problem.counts)
    kept: Groups = []
    for machine, number in groups:
        while number:
            pattern = tuple(map(min, machine.pattern, left))
            if not any(pattern):
                break
            times = min(number, *(b // n for n, b in zip(pattern, left, strict=True) if n))
            left = [b - n * times for n, b in zip(pattern, left, strict=True)]
            number -= times
            held = machine
            if pattern != machine.pattern:
                offers = (Machine(t, pattern) for t in problem.types)
                held = min(filter(problem.fits, offers), key=lambda m: m.type.price)
            kept.append((held, times))
    return kept


EXAMPLE = Problem(
    shards=(
        ShardClass("A", (6, 72, 2), 6),  # heavy on memory
        ShardClass("B", (8, 20, 7), 6),  # heavy on the network
        ShardClass("C", (18, 24, 2), 6),  # heavy on the processor
        ShardClass("D", (4, 12, 1), 6),  # small
    ),
    types=(
        MachineType("large", (64, 256, 25), 20),
        MachineType("small", (32, 128, 10), 11),
        MachineType("memory", (32, 256, 10), 16),
    ),
)

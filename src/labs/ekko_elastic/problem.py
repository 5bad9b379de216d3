"""The problem: shard classes with demand vectors, machine types with capacities and prices.

Shards of one model are interchangeable, so a solution never names a shard: it counts how many of
each class stand on a machine. Such a count vector that fits a machine type is a *pattern*
(Gilmore and Gomory's word, from cutting stock).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

RESOURCES = ("processor", "memory", "network")
Vector = tuple[int, ...]


@dataclass(frozen=True)
class ShardClass:
    """All shards of one model: demand in cores, GiB and Gbit/s each, and how many there are."""

    name: str
    demand: Vector
    count: int


@dataclass(frozen=True)
class MachineType:
    """A kind of machine: capacity in cores, GiB and Gbit/s, and its price per hour."""

    name: str
    capacity: Vector
    price: int


@dataclass(frozen=True)
class Machine:
    """One provisioned machine and the number of shards of each class on it."""

    type: MachineType
    pattern: Vector


@dataclass(frozen=True)
class Problem:
    """Shards to place and machine types to place them on."""

    shards: tuple[ShardClass, ...]
    types: tuple[MachineType, ...]

    @property
    def counts(self) -> Vector:
        """How many shards of each class there are."""
        return tuple(shard.count for shard in self.shards)

    def load(self, pattern: Vector) -> Vector:
        """Return what *pattern* takes of each resource."""
        return tuple(
            sum(
                number * shard.demand[r] for number, shard in zip(pattern, self.shards, strict=True)
            )
            for r in range(len(RESOURCES))
        )

    def fits(self, pattern: Vector, machine: MachineType) -> bool:
        """Tell whether every resource suffices."""
        return all(
            used <= room for used, room in zip(self.load(pattern), machine.capacity, strict=True)
        )

    def patterns(self, machine: MachineType) -> Iterator[Vector]:
        """Yield every non-empty pattern of *machine*, in lexicographic order."""
        yield from (p for p in self._extend((), machine) if any(p))

    def _extend(self, head: Vector, machine: MachineType) -> Iterator[Vector]:
        if len(head) == len(self.shards):
            yield head
            return
        rest = (0,) * (len(self.shards) - len(head) - 1)
        for number in range(self.shards[len(head)].count + 1):
            if not self.fits((*head, number, *rest), machine):
                return
            yield from self._extend((*head, number), machine)

    @cached_property
    def columns(self) -> tuple[Machine, ...]:
        """Every pattern of every type: the columns of the Gilmore–Gomory model."""
        return tuple(Machine(t, p) for t in self.types for p in self.patterns(t))


def cost(machines: list[Machine]) -> int:
    """Return the price of all *machines* for one hour."""
    return sum(machine.type.price for machine in machines)


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

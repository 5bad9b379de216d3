"""Families of random problems with one machine type, on which rules and solver are compared.

Sizes are in thousandths of a machine, of price 1, so the cost is the number of machines. Perfect
fits follow Falkenauer's triplets (1996): three items fill a machine to the last unit in every
resource, so an optimum has a third as many machines as there are items.
"""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import NamedTuple

from labs.ekko_elastic.problem import MachineType, Problem, ShardClass
from labs.ekko_elastic.simplex import Vector
from labs.kernel.random_streams import Streams

CAPACITY = 1000


class Family(NamedTuple):
    """A family: what to call it, and how to draw the demands of *n* items in *d* resources."""

    title: str
    draw: Callable[[Random, int, int], list[Vector]]


def problem(family: str, items: int, resources: int, seed: int) -> Problem:
    """Return the problem of *family* with this *seed*; equal items make one class."""
    luck = Streams(seed)(f"{family}, {items} items, {resources} resources")
    demands = FAMILIES[family].draw(luck, items, resources)
    counts = {demand: demands.count(demand) for demand in sorted(demands, reverse=True)}
    shards = (ShardClass(f"item {i}", *pair) for i, pair in enumerate(counts.items(), start=1))
    machine = MachineType("machine", (CAPACITY,) * resources, 1)
    names = (f"resource {r}" for r in range(1, resources + 1))
    return Problem(tuple(shards), (machine,), tuple(names))


def _triplets(luck: Random, n: int, d: int) -> list[Vector]:
    """Return *n* items, a multiple of 3, that fit perfectly by threes."""
    items: list[Vector] = []
    for _ in range(n // 3):
        columns = []
        for _ in range(d):
            large = luck.randint(380, 490)
            middle = luck.randint(250, (CAPACITY - large) // 2)
            parts = [large, middle, CAPACITY - large - middle]
            luck.shuffle(parts)
            columns.append(parts)
        items += zip(*columns, strict=True)
    return items


def _between(low: int, high: int, luck: Random, n: int, d: int) -> list[Vector]:
    return [tuple(luck.randint(low, high) for _ in range(d)) for _ in range(n)]


def _one_large(luck: Random, n: int, d: int) -> list[Vector]:
    """Return items that need much of one resource and little of the others."""
    strained = (luck.randrange(d) for _ in range(n))
    return [
        tuple(luck.randint(*((300, 600) if r == most else (20, 200))) for r in range(d))
        for most in strained
    ]


FAMILIES = {
    "triplets": Family("Perfect fits", _triplets),
    "one-large": Family("One large resource", _one_large),
    "small": Family("Small items", partial(_between, 50, 250)),
    "uniform": Family("Medium items", partial(_between, 100, 400)),
    "heavy": Family("Large items", partial(_between, 200, 800)),
}

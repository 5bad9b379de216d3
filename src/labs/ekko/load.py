"""Mean latency against offered load, in closed forms.

*Ekko*: a leader's pull cycle T is the round trip and what the answers to all sites take at the
training site's egress, but not shorter than the pause between pulls: T = round trip + sites × row
× distinct(rate × T) / egress, where ``distinct`` is how many rows change in a cycle. A write waits
half a cycle on average until it is asked for, and the rest of the cycle less the way of the
request until it has arrived. *Chain*: a queue in which every write takes the same time D = row /
egress (M/D/1; the wait is that of Pollaczek and Khinchine). *Two-phase push*: a cycle is two round
trips to the farthest site and a transfer of the cycle's writes to every replica. *Whole model*:
half a broadcast's wait, and a broadcast.
"""

from bisect import bisect_right
from functools import lru_cache
from math import log

from labs.ekko.rivals import whole_model_period
from labs.ekko.workload import distinct
from labs.ekko.world import LAN_DELAY, ROW_BITS, World
from labs.kernel.simulation import SECOND

CYCLES = tuple(2 ** (i / 3) for i in range(-15, 52))
"""Writes in a pull cycle of Ekko's."""


def row_seconds(world: World) -> float:
    """Return how long a row takes at the narrower of egress and a site's link."""
    return ROW_BITS / (min(world.egress, world.link) * 1_000_000)


def pass_seconds(world: World) -> float:
    """Return how long all rows of a site take, at the egress shared by all or at its own link."""
    egress = world.sites * ROW_BITS / (world.egress * 1_000_000)
    return max(egress, ROW_BITS / (world.link * 1_000_000))


def limit_seconds(world: World) -> float:
    """Return how long a pull cycle takes at most, whatever the load: all rows that change."""
    return world.hot_rows * pass_seconds(world)


def mean_round_trip(world: World) -> float:
    """Return the mean round trip to a site, in seconds."""
    delays = [world.delay(0, site) for site in range(1, world.sites + 1)]
    return 2 * sum(delays) / len(delays) / SECOND


@lru_cache(maxsize=8)
def ekko_curve(world: World) -> list[tuple[float, float]]:
    """Return load per second and cycle in seconds, for cycles of more and more writes.

    A cycle of given writes has one load, so the fixed point needs no search.
    """
    trip, row = mean_round_trip(world), pass_seconds(world)
    points = []
    for writes in CYCLES:
        pull = trip + row * distinct(world.hot_rows, world.skew, writes)
        cycle = max(pull, world.pause / 1_000)
        points.append((writes / cycle, cycle))
    return points


def ekko_cycle(world: World, rate: float) -> float:
    """Return the cycle in seconds at *rate* writes a second, between two points of the curve."""
    curve = ekko_curve(world)
    after = min(max(1, bisect_right(curve, (rate,))), len(curve) - 1)
    (x1, y1), (x2, y2) = curve[after - 1 : after + 1]
    return float(y1 * (y2 / y1) ** (log(rate / x1) / log(x2 / x1)))


def ekko_at(world: World, rate: float) -> float:
    """Return the mean latency in seconds at *rate* writes a second."""
    return 1.5 * ekko_cycle(world, rate) - mean_round_trip(world) / 2


def chain_at(world: World, rate: float) -> float | None:
    """Return the mean latency in seconds at *rate*, None if the link cannot carry it."""
    service = row_seconds(world)
    busy = rate * service
    if busy >= 1:
        return None
    reach, total = 0.0, 0.0
    for site in range(1, world.sites + 1):
        first = ROW_BITS / (world.egress * 1_000_000) if site == 1 else 0
        reach += world.delay(site - 1, site) / SECOND + max(
            ROW_BITS / (world.link * 1_000_000), first
        )
        total += reach + (world.replicas - 1) / 2 * LAN_DELAY / SECOND
    return total / world.sites + busy * service / (2 * (1 - busy))


def two_phase_at(world: World, rate: float) -> float | None:
    """Return the mean latency in seconds at *rate*, None if the egress cannot carry it."""
    farthest = max(world.delay(0, site) for site in range(1, world.sites + 1)) / SECOND
    transfer = pass_seconds(world) * world.replicas
    busy = rate * transfer
    if busy >= 1:
        return None
    cycle = max(4 * farthest / (1 - busy), transfer)  # of one write at least
    return 1.5 * cycle - farthest


def whole_model_at(world: World) -> float:
    """Return the mean latency in seconds, whatever the load."""
    return 1.5 * whole_model_period(world) / SECOND + mean_round_trip(world) / 2


def latencies(world: World, rate: float) -> dict[str, float | None]:
    """Return the mean latency in seconds by way; None where the way cannot carry the load."""
    return {
        "Ekko": ekko_at(world, rate),
        "chain": chain_at(world, rate),
        "two-phase": two_phase_at(world, rate),
        "whole model": whole_model_at(world),
    }


def crossing(world: World) -> float | None:
    """Return the load near the chain's limit from which Ekko is faster, None if it is before."""
    limit = 1 / row_seconds(world)
    loads = [limit * (1 - 0.5**i) for i in range(1, 20)]
    slower = [load for load in loads if (chain_at(world, load) or 0) > ekko_at(world, load)]
    return slower[0] if slower and slower != loads else None

"""Mean latency against offered load, in closed forms.

*Ekko*: in a leader's pull cycle T, distinct(rate × T) rows change. The cycle is a round trip, the
request, and their comparison and transfer, or, where that is longer, their transfer to all sites
at the training site's egress, which is then never idle (the bounds of a closed queue); and not
shorter than the pause between pulls. A write waits half a cycle on average until it is asked for,
and the pull less the way of the request until it has arrived; at a follower, half a pause more,
for its pulls from the leader take next to no time. Answers queue only for a full egress: near the
load that fills it, a simulated cycle is up to a third longer. *Chain*: a queue in which every
write takes the same time D = row / egress (M/D/1; the wait is that of Pollaczek and Khinchine).
*Two-phase push*: a cycle is two round trips to the farthest site and a transfer of the cycle's
writes to every replica. *Whole model*: half a broadcast's wait, and a broadcast.
"""

from bisect import bisect_right
from functools import lru_cache
from math import log
from typing import NamedTuple

from labs.ekko.rivals import whole_model_period
from labs.ekko.world import LAN_DELAY, ROW_BITS, World
from labs.kernel.simulation import SECOND
from labs.kernel.zipf import distinct

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


def request_seconds(world: World) -> float:
    """Return how long a request takes at the narrower of the two."""
    return world.request_bits / (min(world.egress, world.link) * 1_000_000)


def mean_delay(world: World) -> float:
    """Return the mean delay between training and a site, in seconds."""
    delays = [world.delay(0, site) for site in range(1, world.sites + 1)]
    return sum(delays) / world.sites / SECOND


class Cycle(NamedTuple):
    """A pull cycle at *rate* writes a second, and the pull in it, which a pause may follow."""

    rate: float
    seconds: float
    pull: float


@lru_cache(maxsize=8)
def _changed(rows: int, skew: float) -> list[float]:
    return [distinct(rows, skew, writes) for writes in CYCLES]


@lru_cache(maxsize=40)
def ekko_curve(world: World, site: int) -> list[Cycle]:
    """Return cycles of more and more writes: each has one rate, so no fixed point is searched."""
    cycles = []
    for writes, rows in zip(CYCLES, _changed(world.hot_rows, world.skew), strict=True):
        compared = world.comparing(round(rows * world.cached)) / SECOND
        alone = 2 * world.delay(0, site) / SECOND + request_seconds(world) + compared
        alone += row_seconds(world) * rows
        pull = max(alone, pass_seconds(world) * rows)
        seconds = max(pull, world.pause / 1_000)
        cycles.append(Cycle(writes / seconds, seconds, pull))
    return cycles


def ekko_cycle(world: World, site: int, rate: float) -> Cycle:
    """Return the cycle of a site's leader at *rate* writes a second, between two of the curve."""
    curve = ekko_curve(world, site)
    after = min(max(1, bisect_right(curve, (rate,))), len(curve) - 1)
    low, high = curve[after - 1 : after + 1]
    part = log(rate / low.rate) / log(high.rate / low.rate)
    seconds, pull = (a * (b / a) ** part for a, b in zip(low[1:], high[1:], strict=True))
    return Cycle(rate, seconds, pull)


def ekko_at(world: World, rate: float) -> float:
    """Return the mean latency in seconds at *rate* writes a second."""
    cycles = [ekko_cycle(world, site, rate) for site in range(1, world.sites + 1)]
    waits = sum(seconds / 2 + pull for _, seconds, pull in cycles) / world.sites
    followers = (world.replicas - 1) / world.replicas * world.pause / 2_000
    return waits - mean_delay(world) - request_seconds(world) + followers


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


def latencies(world: World, rate: float) -> dict[str, float | None]:
    """Return the mean latency in seconds by way; None where the way cannot carry the load."""
    return {
        "Ekko": ekko_at(world, rate),
        "chain": chain_at(world, rate),
        "two-phase": two_phase_at(world, rate),
        "whole model": 1.5 * whole_model_period(world) / SECOND + mean_delay(world),
    }


def crossing(world: World) -> float | None:
    """Return the load near the chain's limit from which Ekko is faster, None if it is before."""
    limit = 1 / row_seconds(world)
    loads = [limit * (1 - 0.5**i) for i in range(1, 20)]
    slower = [load for load in loads if (chain_at(world, load) or 0) > ekko_at(world, load)]
    return slower[0] if slower and slower != loads else None

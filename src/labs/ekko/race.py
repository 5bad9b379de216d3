"""The same writes over the same links, spread four ways, and how late replicas are.

The latency of a write at a replica is the time until the replica holds its row at that version *or
a newer one*. The staleness of a replica at a time is the age of the oldest write that it does not
cover, 0 if it covers all; of a site, that of its stalest replica. Both are exact.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import sub

from labs.ekko.flow import Flow
from labs.ekko.rivals import Learned, chain, two_phase, whole_model
from labs.ekko.workload import Workload, draw
from labs.ekko.world import World
from labs.kernel.formatting import grouped
from labs.kernel.simulation import SECOND

RIVALS = {"chain": chain, "two-phase": two_phase, "whole model": whole_model}
WAYS = ("Ekko", *RIVALS)


def seconds(value: float) -> str:
    """Return a time for readers, such as "0.34 s", "32.6 s" or "1,301 s"."""
    return f"{grouped(value, 2 if value < 10 else 1 if value < 100 else 0)} s"


@dataclass(frozen=True)
class Spread:
    """How one way spread the writes."""

    workload: Workload
    learned: Learned
    wide_bits: int
    replicas: int
    """In each site."""

    @property
    def megabytes(self) -> float:
        """What crossed the wide area."""
        return self.wide_bits / 8_000_000

    @cached_property
    def arrivals(self) -> list[list[int]]:
        """For every replica but the training site's, when it came to cover each write."""
        by_replica = []
        for knows in self.learned[1:]:
            covered: list[int] = []
            for time, prefix in knows[1:]:
                covered += [time] * (prefix - len(covered))
            by_replica.append(covered)
        return by_replica

    @cached_property
    def latencies(self) -> list[int]:
        """The latency of every write at every replica but the training site's, in order."""
        times = self.workload.times
        return sorted(late for covered in self.arrivals for late in map(sub, covered, times))

    @cached_property
    def mean(self) -> float:
        """The mean latency in seconds."""
        return sum(self.latencies) / max(1, len(self.latencies)) / SECOND

    def quantile(self, share: float) -> float:
        """Return the latency in seconds that *share* of all do not exceed."""
        late = self.latencies or [0]
        return late[min(len(late) - 1, int(share * len(late)))] / SECOND

    @cached_property
    def at_sites(self) -> list[list[int]]:
        """For every site, when the last of its replicas came to cover each write."""
        size = self.replicas
        groups = (self.arrivals[i : i + size] for i in range(0, len(self.arrivals), size))
        return [list(map(max, zip(*group, strict=True))) for group in groups]

    def staleness(self, site: int, time: int) -> int:
        """Return the staleness of a site (from 0) at *time*, in µs."""
        prefix = bisect_right(self.at_sites[site], time)
        times = self.workload.times
        return max(0, time - times[prefix]) if prefix < len(times) else 0

    @cached_property
    def peaks(self) -> list[list[tuple[int, int]]]:
        """For every site, each time at which it learns more, and its staleness just before, in µs.

        Staleness rises to such a peak by a second each second, from the time of the oldest write
        not covered; then it falls to the age of the next one.
        """
        times = self.workload.times
        return [
            [
                (time, time - times[j])
                for j, (earlier, time) in enumerate(zip([0, *covered], covered, strict=False))
                if time != earlier
            ]
            for covered in self.at_sites
        ]

    @cached_property
    def worst(self) -> list[float]:
        """The greatest staleness that each site ever has, in seconds."""
        return [max((late for _, late in peaks), default=0) / SECOND for peaks in self.peaks]


@lru_cache(maxsize=16)
def ekko(world: World) -> tuple[Flow, Spread]:
    """Return Ekko's run, and how it spread the writes."""
    workload = draw(world)
    flow = Flow(world, workload)
    return flow, Spread(workload, flow.learned, flow.links.wide_bits, world.replicas)


@lru_cache(maxsize=4)
def run(world: World) -> dict[str, Spread]:
    """Return how each way spreads the writes of *world*."""
    flow, spread = ekko(world)
    rivals = {way: go(world, flow.workload) for way, go in RIVALS.items()}
    return {"Ekko": spread} | {
        way: Spread(flow.workload, *outcome, world.replicas) for way, outcome in rivals.items()
    }

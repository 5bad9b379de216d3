"""A twin of ``labs.ekko.flow`` in SimPy: every replica is a process, every link a resource.

It shares the settings and the writes with the lab, and no code of its run: versions are counted
by scanning the writes, links are resources with queues of SimPy's, and a transmission over a link
whose rate changes is cut into the pieces between the changes.
"""

from bisect import bisect_right
from collections.abc import Generator
from typing import Any

import simpy

from labs.ekko.workload import Workload
from labs.ekko.world import (
    ANSWER_BITS,
    CACHE,
    LAN_DELAY,
    LAN_RATE,
    ROW_BITS,
    ROWS,
    VECTOR_BITS,
    VERSION_BITS,
    World,
)

Process = Generator[simpy.Event, Any, Any]
MILLION = 1_000_000


class Twin:
    """One run: ``latencies[i]`` lists the latency of every write at replica i, in µs."""

    def __init__(self, world: World, workload: Workload) -> None:
        self.world, self.workload = world, workload
        self.environment = simpy.Environment()
        everywhere = 1 + world.sites * world.replicas
        places = range(world.sites + 1)
        self.out = [simpy.Resource(self.environment) for _ in places]
        self.into = [simpy.Resource(self.environment) for _ in places]
        self.cards = [simpy.Resource(self.environment) for _ in range(everywhere)]
        self.comparers = [simpy.Resource(self.environment) for _ in range(everywhere)]
        self.known = [0] * everywhere
        self.latencies: list[list[int]] = [[] for _ in range(everywhere)]
        self.pulls = 0
        self.compared = 0
        for i in range(1, everywhere):
            self.environment.process(self.replica(i))
        self.environment.run()

    def site(self, i: int) -> int:
        """Return the place of replica *i*."""
        return -(-i // self.world.replicas) if i else 0

    def peer(self, i: int) -> int:
        """Return whom *i* pulls from."""
        world = self.world
        if not world.use_leaders:
            return 0
        first = (self.site(i) - 1) * world.replicas + 1
        if i != first:
            return first
        parent = world.parents[self.site(i)]
        return (parent - 1) * world.replicas + 1 if parent else 0

    def replica(self, i: int) -> Process:
        """Pull until all is known; while its site or its peer's has crashed, wait."""
        world, environment = self.world, self.environment
        bits = world.shards * (VERSION_BITS if world.use_version else VECTOR_BITS)
        peer = self.peer(i)
        yield environment.timeout(world.pause * 1_000 * i // len(self.known))
        while self.known[i] < len(self.workload.times):
            asked = environment.now
            yield from self.travel(i, peer, bits)
            times = self.workload.times
            knows = self.known[peer] if peer else bisect_right(times, environment.now)
            rows, compared = self.answer(self.known[i], knows)
            self.pulls += 1
            self.compared += compared
            with self.comparers[peer].request() as turn:
                yield turn
                yield environment.timeout(int(compared * world.scan * MILLION) // ROWS)
            yield from self.travel(peer, i, ANSWER_BITS + rows * ROW_BITS)
            self.latencies[i] += [environment.now - times[j] for j in range(self.known[i], knows)]
            self.known[i] = max(self.known[i], knows)
            yield environment.timeout(max(0, asked + world.pause * 1_000 - environment.now))

    def answer(self, a: int, b: int) -> tuple[int, int]:
        """Return the rows to send and the rows compared, by the definition."""
        world, newest = self.world, dict[int, int]()
        for j in range(a, b):
            newest[self.workload.rows[j]] = j
        changed = dict[int, int]()
        for row in newest:
            changed[row % world.shards] = changed.get(row % world.shards, 0) + 1
        all_rows = ROWS // world.shards
        cache = min(CACHE, all_rows)
        compared = 0
        for many in changed.values():
            compared += cache if world.use_cache and many <= cache else all_rows
        if not world.use_version:
            compared += (world.shards - len(changed)) * (cache if world.use_cache else all_rows)
        return len(newest), compared

    def travel(self, a: int, b: int, bits: int) -> Process:
        """Carry *bits* from replica *a* to replica *b*; returns when the last has arrived."""
        environment, source, target = self.environment, self.site(a), self.site(b)
        if source == target:
            with self.cards[a].request() as turn:
                yield turn
                yield environment.timeout(-(-bits * MILLION // LAN_RATE))
            yield environment.timeout(LAN_DELAY)
            return
        first, last = environment.event(), environment.event()
        delay = self.world.delay(source, target)
        environment.process(self.hop(self.out[source], source, bits, 0, first, last))
        yield first
        start = environment.now
        end = start + self.duration(source, start, bits)
        yield environment.timeout(delay)
        arrived = environment.event()
        yield from self.hop(
            self.into[target], target, bits, end + delay, environment.event(), arrived
        )

    def hop(
        self,
        link: simpy.Resource,
        place: int,
        bits: int,
        not_before: int,
        first: simpy.Event,
        last: simpy.Event,
    ) -> Process:
        """Occupy a link; *first* happens when it begins, *last* when it ends."""
        environment = self.environment
        with link.request() as turn:
            yield turn
            first.succeed()
            start = environment.now
            end = max(start + self.duration(place, start, bits), not_before)
            yield environment.timeout(end - start)
        last.succeed()

    def duration(self, place: int, start: int, bits: int) -> int:
        """Return how long a place's link takes for *bits* from *start* on."""
        world = self.world
        full = round((world.link if place else world.egress) * MILLION)
        share = {"slow": world.left, "cut": 0}.get(world.fault, 100)
        if place == 0 or place != world.faulty:
            share = 100
        begin, end = round(world.start * MILLION), round((world.start + world.lasts) * MILLION)
        end = min(end, world.horizon)
        left, now = bits * MILLION, start
        for until, rate in ((begin, full), (end, full * share // 100)):
            if share < 100 and now < until and left:
                passes = min(left, rate * (until - now))
                if passes == left:
                    return now - start - (-left // rate)
                left, now = left - passes, until
        return now - start - (-left // full)

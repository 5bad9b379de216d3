"""A fast model of a whole cluster of replicas, redrawn while a reader drags a control.

All writes come from one place, so what a replica knows is one number: how many writes, counted
over all shards. An answer to A from B is every write j that B knows and A does not, unless B
knows a later one to the same row. The shard versions of a request tell B what A knows of every
shard, since with one origin they tell the vector. A shard in which c rows have changed is a hit
if c is at most the size of the cache. That is the protocol of :mod:`labs.ekko.replica`, not an
approximation of it; a test compares the two pull for pull.

A pull has four events: *ask*, the request leaves; *serve*, it arrives, the peer notes what it
knows and compares rows, one request after another; *send*, the answer leaves; *done*, it has
arrived and the puller knows what the peer knew. Each is scheduled when the one before it happens,
because a link reserved for the future would not be first come, first served.
"""

from operator import add
from typing import NamedTuple

from labs.ekko.workload import Workload
from labs.ekko.world import ANSWER_BITS, ROW_BITS, Links, World, local_time
from labs.kernel.simulation import Action, Simulation


class Count(NamedTuple):
    """What answering one pull takes."""

    rows: int
    compared: int
    hits: int
    misses: int


NOTHING = Count(0, 0, 0, 0)


class Flow:
    """One run. Replica 0 is the training site's; the others follow site by site, leaders first."""

    def __init__(self, world: World, workload: Workload) -> None:
        self.world = world
        self.workload = workload
        self.links = Links(world, crashed=False)
        self.known = [0] * (1 + world.sites * world.replicas)
        self.learned: list[list[tuple[int, int]]] = [[(0, 0)] for _ in self.known]
        """When each replica came to know more, and how many writes it has known since."""
        self.pulls = 0
        self.total = NOTHING
        self.request_bits = 0
        """Bits of requests on wide-area links."""
        self.site = [0, *(1 + i // world.replicas for i in range(len(self.known) - 1))]
        self.peer = [0, *(self._peer(i) for i in range(1, len(self.known)))]
        self._local = [self.site[i] == self.site[peer] for i, peer in enumerate(self.peer)]
        self._simulation = Simulation()
        self._free = [0] * len(self.known)
        """When each replica has compared all that it was asked to."""
        self._attempt = [0] * len(self.known)
        """Counts the pulls that a crash ended, so that their events are known as stale."""
        self._counts: dict[tuple[int, int], Count] = {}
        self._request = world.request_bits
        self._locally = local_time(self._request)
        self._pause = world.pause * 1_000
        self._outage = world.outage if world.fault == "crash" else (0, 0)
        self._run()

    def count(self, a: int, b: int) -> Count:
        """Return what an answer takes from one that knows *b* writes to one that knows *a*."""
        if a == b and self.world.use_version:
            return NOTHING
        key = a, b
        if key not in self._counts:
            world, workload = self.world, self.workload
            changed: dict[int, int] = {}
            rows = 0
            for j in range(a, b):
                if workload.next[j] >= b:
                    rows += 1
                    shard = workload.shards[j]
                    changed[shard] = changed.get(shard, 0) + 1
            fits = world.cached if world.use_cache else 0
            hits = sum(many <= fits for many in changed.values())
            misses = len(changed) - hits
            quiet = 0 if world.use_version else world.shards - len(changed)
            idle = world.cached if world.use_cache else world.rows_per_shard
            compared = hits * fits + misses * world.rows_per_shard + quiet * idle
            self._counts[key] = Count(rows, compared, hits, misses)
        return self._counts[key]

    def _peer(self, i: int) -> int:
        """Return the replica that *i* pulls from."""
        world, site = self.world, self.site[i]
        if not world.use_leaders:
            return 0
        if (i - 1) % world.replicas:
            return i - (i - 1) % world.replicas
        parent = world.parents[site]
        return 1 + (parent - 1) * world.replicas if parent else 0

    def _run(self) -> None:
        simulation = self._simulation
        if self._outage[1] > self._outage[0]:
            simulation.at(self._outage[0], self._crash)
        for i in range(1, len(self.known)):
            # spread over the least time between two pulls, so that replicas are not in step
            simulation.at(self._pause * i // len(self.known), self._ask, i, 0)
        simulation.run()

    def _crash(self) -> None:
        """Lose the pulls of the site that crashes and those from it; they begin again after it."""
        for i in range(1, len(self.known)):
            if self.world.faulty in {self.site[i], self.site[self.peer[i]]}:
                self._attempt[i] += 1
                self._simulation.at(self._outage[1], self._ask, i, self._attempt[i])

    def _ask(self, i: int, attempt: int) -> None:
        if attempt == self._attempt[i]:
            bits = self._request
            if not self._local[i]:
                self.request_bits += bits
            self._transmit(i, self.peer[i], bits, self._serve, i, attempt, self._simulation.now)

    def _serve(self, i: int, attempt: int, asked: int) -> None:
        if attempt != self._attempt[i]:
            return
        now, peer = self._simulation.now, self.peer[i]
        knows = self.known[peer] if peer else self.workload.until(now)
        self.pulls += 1
        count = self.count(self.known[i], knows)
        if count is not NOTHING:
            self.total = Count(*map(add, self.total, count))
        if count.compared or self._free[peer] > now:
            end = max(self._free[peer], now) + self.world.comparing(count.compared)
            self._free[peer] = end
            self._simulation.at(end, self._send, i, attempt, asked, knows, count.rows)
        else:
            self._send(i, attempt, asked, knows, count.rows)

    def _send(self, i: int, attempt: int, asked: int, knows: int, rows: int) -> None:
        if attempt != self._attempt[i]:
            return
        if self._local[i] and knows == self.known[i]:  # nothing will change when this arrives
            at = self.links.send_locally(self._simulation.now, self.peer[i], ANSWER_BITS)
            self._again(i, attempt, asked, at)
        else:
            bits = ANSWER_BITS + rows * ROW_BITS
            self._transmit(self.peer[i], i, bits, self._done, i, attempt, asked, knows)

    def _done(self, i: int, attempt: int, asked: int, knows: int) -> None:
        if attempt == self._attempt[i]:
            if knows > self.known[i]:
                self.known[i] = knows
                self.learned[i].append((self._simulation.now, knows))
            self._again(i, attempt, asked, self._simulation.now)

    def _again(self, i: int, attempt: int, asked: int, now: int) -> None:
        """Begin the next pull when the least time between two has passed, unless all is known."""
        if self.known[i] == len(self.workload.times):
            return
        at = max(asked + self._pause, now)
        if self._local[i]:
            # nobody else sends over its card, so the request needs no event of its own
            self._simulation.at(at + self._locally, self._serve, i, attempt, at)
        else:
            self._simulation.at(at, self._ask, i, attempt)

    def _transmit(self, a: int, b: int, bits: int, then: Action, *arguments: int) -> None:
        """Send *bits* from replica *a* to *b*, and do *then* when the last has arrived."""
        simulation, source, target = self._simulation, self.site[a], self.site[b]
        if source == target:
            simulation.at(self.links.send_locally(simulation.now, a, bits), then, *arguments)
        else:
            first, last = self.links.transmit(simulation.now, source, target, bits)
            simulation.at(first, self._enter, last, target, bits, then, arguments)

    def _enter(
        self, last: int, target: int, bits: int, then: Action, arguments: tuple[int, ...]
    ) -> None:
        simulation = self._simulation
        simulation.at(self.links.receive(simulation.now, last, target, bits), then, *arguments)

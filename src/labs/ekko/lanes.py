"""Important updates first: two pull loops over one congested link.

An update's priority is (freshness + significance) × importance of its model: significance is the
size of the change relative to the running mean of its model, freshness is 10 for a row that did
not exist, and importance is the model's share of the traffic. An update is *important* if its
priority exceeds a percentile of all earlier ones, estimated as they come.

How the paper speeds such updates up (its Algorithm 2) is not public; this is one sound way. Each
lane has a vector of its own, raised only for what that lane has received in full. The fast lane
asks for the rows that have an important write newer than its vector, the other for all rows with a
newer write than its own, except those whose newest write the fast lane has brought. Rows travel
as they stand, one a packet, and packets of the fast lane go first (not preemptive).
"""

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from labs.ekko.workload import draw
from labs.ekko.world import PLACES, ROW_BITS, World
from labs.kernel.network import Transmitter
from labs.kernel.percentile import Percentile
from labs.kernel.random_streams import Streams
from labs.kernel.simulation import SECOND, Simulation

TRAFFIC = (0.6, 0.3, 0.1)
"""Three models' shares of the traffic."""
FRESHNESS = 10.0
SPREAD = 1.0
"""Standard deviation of the logarithm of a change's size."""
SITE = 1
"""The site of the link, by its number."""


class Update(NamedTuple):
    """A write at *time* µs with its priority."""

    time: int
    row: int
    priority: float
    important: bool


def updates(world: World, percentile: int, fresh: int) -> tuple[list[Update], float]:
    """Return the writes of *world*, *fresh* % of them to new rows, and the last threshold."""
    streams = Streams(world.seed)
    sizes, models, news = streams("magnitudes"), streams("models"), streams("fresh")
    estimate = Percentile(percentile / 100) if percentile else None
    means = [[0.0, 0] for _ in TRAFFIC]
    workload, updates = draw(world), []
    new_row = world.hot_rows
    for time, row in zip(workload.times, workload.rows, strict=True):
        size = sizes.lognormvariate(0, SPREAD)
        at = models.random()
        model = 0 if at < TRAFFIC[0] else 1 if at < TRAFFIC[0] + TRAFFIC[1] else 2
        mean = means[model]
        mean[0], mean[1] = mean[0] + size, mean[1] + 1
        priority = size * mean[1] / mean[0]
        if news.random() * 100 < fresh:
            row, new_row, priority = new_row, new_row + 1, priority + FRESHNESS
        priority *= TRAFFIC[model]
        important = estimate is None or priority > estimate.value
        if estimate:
            estimate.add(priority)
        updates.append(Update(time, row, priority, important))
    return updates, estimate.value if estimate else 0.0


@dataclass
class Lane:
    """One pull loop: what its vector claims, and what is queued for it."""

    delivered: int = 0
    """Its vector: of so many first updates it has received all that it pulls."""
    asked: int = 0
    """When its last pull began, in µs."""
    snapshot: int = 0
    """What its vector becomes once the answer under way has arrived."""
    queue: deque[tuple[int, int]] = field(default_factory=deque)
    """Rows waiting to be sent, with the newest write of each when the answer was made."""
    on_the_way: int = 0


class Delivery:
    """One run: ``arrivals[j]`` is when the row of update j was there, at j's version or newer.

    Times are in µs.
    """

    def __init__(self, world: World, updates: list[Update], two_lanes: bool) -> None:
        self.updates = updates
        self.arrivals = [-1] * len(updates)
        self._times = [update.time for update in updates]
        self._world = world
        self._link = Transmitter(world.changed(place=PLACES[SITE]).site_rate(SITE))
        self._delay = world.delay(0, SITE)
        self._simulation = Simulation()
        self._slow, self._fast = Lane(), Lane()
        self._lanes = [self._fast, self._slow] if two_lanes else [self._slow]
        self._sending = False
        self._writes: dict[int, list[int]] = {}
        """The writes to each row whose row has not arrived since."""
        for j, update in enumerate(updates):
            self._writes.setdefault(update.row, []).append(j)
        self._covered = dict.fromkeys(self._writes, 0)
        for lane in self._lanes:
            self._simulation.at(0, self._ask, lane)
        self._simulation.run()

    def _ask(self, lane: Lane) -> None:
        lane.asked = self._simulation.now
        self._simulation.after(self._delay, self._serve, lane)

    def _serve(self, lane: Lane) -> None:
        lane.snapshot = bisect_right(self._times, self._simulation.now)
        newest: dict[int, int] = {}
        requested: dict[int, None] = {}
        for j in range(lane.delivered, lane.snapshot):
            update = self.updates[j]
            newest[update.row] = j
            if lane is self._slow or update.important:
                requested[update.row] = None
        rows = [(row, newest[row]) for row in requested if not self._brought(lane, newest[row])]
        lane.queue, lane.on_the_way = deque(rows), len(rows)
        if rows:
            self._send()
        else:
            self._simulation.after(self._delay, self._done, lane)

    def _brought(self, lane: Lane, j: int) -> bool:
        """Return whether the fast lane's vector says that update *j* is there."""
        return lane is self._slow and j < self._fast.delivered and self.updates[j].important

    def _send(self) -> None:
        """Send the next packet, of the first lane that has one, if the link is free."""
        waiting = next((lane for lane in self._lanes if lane.queue), None)
        if self._sending or waiting is None:
            return
        row, newest = waiting.queue.popleft()
        self._sending = True
        _, end = self._link.occupy(self._simulation.now, ROW_BITS)
        self._simulation.at(end, self._sent)
        self._simulation.at(end + self._delay, self._arrive, waiting, row, newest)

    def _sent(self) -> None:
        self._sending = False
        self._send()

    def _arrive(self, lane: Lane, row: int, newest: int) -> None:
        writes, at = self._writes[row], self._covered[row]
        while at < len(writes) and writes[at] <= newest:
            self.arrivals[writes[at]] = self._simulation.now
            at += 1
        self._covered[row] = at
        lane.on_the_way -= 1
        if not lane.on_the_way:
            self._done(lane)

    def _done(self, lane: Lane) -> None:
        lane.delivered = lane.snapshot
        if lane.delivered < len(self.updates):
            again = max(lane.asked + self._world.pause * 1_000, self._simulation.now)
            self._simulation.at(again, self._ask, lane)

    def weighted(self) -> float:
        """Return the mean delay in seconds, weighted by priority."""
        total = late = 0.0
        for update, arrival in zip(self.updates, self.arrivals, strict=True):
            total += update.priority
            late += update.priority * (arrival - update.time)
        return late / total / SECOND if total else 0.0

    def mean(self, important: bool) -> float:
        """Return the mean delay in seconds of the important updates, or of the rest."""
        delays = [
            arrival - update.time
            for update, arrival in zip(self.updates, self.arrivals, strict=True)
            if update.important == important
        ]
        return sum(delays) / len(delays) / SECOND if delays else 0.0

    def missing(self, time: int) -> float:
        """Return the sum of priorities written but not there at *time* µs."""
        missing = 0.0
        for update, arrival in zip(self.updates, self.arrivals, strict=True):
            if update.time <= time < arrival:
                missing += update.priority
        return missing

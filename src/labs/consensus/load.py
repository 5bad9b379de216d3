"""The steady state under load: one leader, no faults, and commands that arrive at random.

The same queues as in the simulated replicas, without their events: a slot occupies the leader's
processor, then every acceptor's disk, and is chosen when a quorum's votes are back. A run of
many thousand commands takes milliseconds. :mod:`tests` hold it to the message-level simulation,
microsecond for microsecond.

Commands arrive as a Poisson process.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from labs.consensus.batching import Policy, Window, due, taken
from labs.consensus.wan import Group
from labs.kernel.random_streams import Streams, exponential
from labs.kernel.simulation import MILLISECOND, SECOND


@dataclass(frozen=True)
class Costs:
    """What a slot costs; times in µs.

    ``message`` and ``command`` are processor time of the leader, for each message of the slot
    (one to and one from each other acceptor) and for each command of its batch. ``disk`` is the
    write that precedes a vote, at the leader; the followers' take ``slower`` times as long. With
    ``beside`` the leader writes while its messages travel, else before it sends them.
    """

    message: float = 20.0
    command: float = 2.0
    disk: int = 1_000
    slower: float = 1.0
    beside: bool = True

    def processor(self, members: int, commands: int) -> int:
        """Return the µs of processor time for a slot."""
        return int(self.message * 2 * (members - 1) + self.command * commands + 0.5)

    def write(self, leader: bool) -> int:
        """Return the µs of disk time for a vote."""
        return self.disk if leader else int(self.disk * self.slower + 0.5)


FREE = Costs(0.0, 0.0, 0)
"""Nothing costs anything but distance."""


@dataclass(frozen=True)
class Run:
    """What became of the commands of a run."""

    arrivals: Sequence[int]
    cuts: list[int]
    """When each slot's batch was cut."""
    chosen: list[int]
    """When each slot was chosen."""
    first: list[int]
    """The number of each slot's first command; one more at the end."""
    window: float
    """How many slots may be open at the end."""

    def latencies(self) -> list[int]:
        """Return how long each command waited from arrival until it was chosen, in µs."""
        ends = zip(self.chosen, self.first, self.first[1:], strict=False)
        return [end - came for end, i, j in ends for came in self.arrivals[i:j]]

    @cached_property
    def _sorted(self) -> list[int]:
        return sorted(self.latencies())

    def percentile(self, percent: int) -> float:
        """Return the latency in ms that *percent* of the commands do not exceed.

        It is rounded to a tenth and at least that, for charts have logarithms of it.
        """
        latency = self._sorted[(len(self._sorted) - 1) * percent // 100] / MILLISECOND
        return max(0.1, round(latency, 1))

    @property
    def median(self) -> float:
        """Return the median latency in ms, to a tenth."""
        return self.percentile(50)

    def batch(self) -> float:
        """Return the mean number of commands in a slot."""
        return self.first[-1] / len(self.chosen)

    def throughput(self) -> float:
        """Return commands a second, from the first arrival to the last choice."""
        return self.first[-1] * SECOND / (max(self.chosen) - self.arrivals[0])


@lru_cache(maxsize=4)
def _unit_arrivals(count: int, seed: int) -> list[float]:
    random = Streams(seed)("arrivals")
    return list(accumulate(exponential(random) for _ in range(count)))


@lru_cache(maxsize=32)
def arrivals(rate: float, count: int, seed: int = 1) -> list[int]:
    """Return when *count* commands arrive, in µs, at *rate* a second on the average."""
    gap = SECOND / rate
    return [int(time * gap) for time in _unit_arrivals(count, seed)]


def run(
    group: Group,
    leader: int,
    quorum: int,
    policy: Policy,
    costs: Costs,
    came: Sequence[int],
    most_slots: int | None = None,
) -> Run:
    """Return what becomes of commands that arrive at the times *came*, ascending.

    With *most_slots*, the run ends after so many slots; the commands left over are not counted.
    """
    members = len(group)
    others = [i for i in range(members) if i != leader]
    trips = [(group.one_way[leader][i], group.one_way[i][leader]) for i in others]
    own, write = costs.write(leader=True), costs.write(leader=False)
    fixed = policy.name == "fixed"
    window = Window(policy)
    places = window.places()
    free = [0] * len(others)  # from when each follower's disk has nothing to do
    processor = disk = 0
    open_slots: deque[tuple[int, int]] = deque()  # (chosen, messages sent), ascending
    cuts: list[int] = []
    ends: list[int] = []
    first = [0]
    position, count = 0, len(came)
    now = 0
    filled = None
    while position < count and len(cuts) != most_slots:
        if fixed:
            full = position + policy.size - 1
            filled = came[full] if full < count else None
        now = max(now, due(policy, came[position], filled, max(processor, disk)))
        while open_slots and (open_slots[0][0] <= now or len(open_slots) >= places):
            now = max(now, open_slots[0][0])
            while open_slots and open_slots[0][0] <= now:
                end, began = open_slots.popleft()
                if window.listens:
                    window.answered(end - began, len(open_slots))
            places = window.places()
        batch = taken(policy, bisect_right(came, now, position) - position)
        position += batch
        processor = max(processor, now) + costs.processor(members, batch)
        disk = max(disk, processor) + own
        sent = processor if costs.beside else disk
        votes = [disk]
        for i, (there, back) in enumerate(trips):
            arrives = sent + there
            free[i] = voted = (arrives if arrives > free[i] else free[i]) + write
            votes.append(voted + back)
        votes.sort()
        end = votes[quorum - 1]
        open_slots.append((end, sent))
        cuts.append(now)
        ends.append(end)
        first.append(position)
    return Run(came, cuts, ends, first, window.size)

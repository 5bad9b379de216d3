"""The writes of one run: when each comes, and which row it changes.

Rows are drawn by Zipf's law; the time between writes is exponential (a Poisson process).
"""

from bisect import bisect_right
from dataclasses import dataclass

from labs.ekko.world import World
from labs.kernel.random_streams import Streams
from labs.kernel.simulation import SECOND
from labs.kernel.zipf import accumulated


@dataclass(frozen=True)
class Workload:
    """Writes in order of time; write j changes ``rows[j]`` at ``times[j]`` µs."""

    times: list[int]
    rows: list[int]
    next: list[int]
    """The next write to the same row, or ``len(times)``."""
    shards: list[int]
    """The shard of each write's row."""

    def until(self, time: int) -> int:
        """Return how many writes there are up to *time* µs."""
        return bisect_right(self.times, time)


def draw(world: World, until: int = 0) -> Workload:
    """Return the writes of *world*, decided by its seed, to its horizon or to *until* µs."""
    random = Streams(world.seed)("writes")
    heap = accumulated(world.hot_rows, world.skew)
    times: list[int] = []
    rows: list[int] = []
    time, mean = 0, SECOND / world.rate
    while True:
        time += int(random.expovariate(1) * mean) + 1
        if time > (until or world.horizon):
            break
        times.append(time)
        rows.append(bisect_right(heap, random.randrange(heap[-1])))
    following = [len(rows)] * len(rows)
    last: dict[int, int] = {}
    for j, row in enumerate(rows):
        if row in last:
            following[last[row]] = j
        last[row] = j
    return Workload(times, rows, following, [row % world.shards for row in rows])

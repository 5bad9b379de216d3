"""The writes of one run: when each comes, and which row it changes.

Rows are drawn by Zipf's law: the r-th most popular of the rows that change has weight
1 / r^skew. Weights are whole numbers, so that the draw is the same on every Python. The time
between writes is exponential (a Poisson process).
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from labs.ekko.world import World
from labs.kernel.random_streams import Streams
from labs.kernel.simulation import SECOND

SCALE = 1 << 30
"""The weight of the most popular row."""


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


def weights(rows: int, skew: float) -> list[int]:
    """Return the weight of each of *rows* rows, the most popular first."""
    return [max(1, int(SCALE / rank**skew)) for rank in range(1, rows + 1)]


@lru_cache(maxsize=4)
def _accumulated(rows: int, skew: float) -> list[int]:
    return list(accumulate(weights(rows, skew)))


def draw(world: World, until: int = 0) -> Workload:
    """Return the writes of *world*, decided by its seed, to its horizon or to *until* µs."""
    random = Streams(world.seed)("writes")
    heap = _accumulated(world.hot_rows, world.skew)
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


def distinct(rows: int, skew: float, writes: float) -> float:
    """Return how many different rows *writes* writes change on average: Σ 1 - (1 - pᵢ)^writes."""
    every = weights(rows, skew)
    total = sum(every)
    changed = 0.0
    for weight in every:
        changed += 1 - (1 - weight / total) ** writes
    return changed

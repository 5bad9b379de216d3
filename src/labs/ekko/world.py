"""The cluster in which updates spread: places, sizes, links and faults.

It is the textbook's example a thousandth in size: a model of about 100 GB behind 5 Gbit/s of
egress becomes 25,000 rows of 4 KB (1,024 numbers of 4 bytes, as in Monolith's sizing example)
behind 5 Mbit/s, so all times stay. Training is in us-east-1. Distances are half the mean
round-trip times between AWS regions, measured on 5 June 2020 by the authors of Atlas and Tempo.
Times are whole microseconds, sizes whole bits.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from labs.kernel.network import Rate, Transmitter
from labs.kernel.regions import AWS, AWS_MS
from labs.kernel.simulation import MILLISECOND, SECOND

PLACES = ("us-east-1", "us-west-1", "eu-west-1", "ap-northeast-1", "ap-southeast-1", "sa-east-1")
"""Training, then the sites in the order in which a chain visits them."""
REGIONS = tuple(list(AWS).index(place) for place in PLACES)
"""Their rows in the table of round trips."""

ROWS = 25_000
ROW_BITS = 8 * (4_096 + 16)
"""A row's value, with its key and version."""
VERSION_BITS = 8 * 8
"""A shard version, which a request carries for each shard."""
VECTOR_BITS = 8 * 8 * 16
"""A version vector of eight origins, which it carries without shard versions."""
ANSWER_BITS = 8 * 8
"""What an answer carries beside rows: which version it brings the puller to."""
CACHE = 8
"""Rows in the update cache of a shard."""
LAN_RATE = 1_000_000_000
LAN_DELAY = 250
HORIZON = 30 * SECOND
FRAME = SECOND // 2
"""Between two pictures."""
MOST_WRITES = 1_500


@dataclass(frozen=True)
class World:
    """What a run is set to; :mod:`labs.ekko.lab` says what each setting means."""

    sites: int = 4
    replicas: int = 3
    rate: float = 30
    link: float = 5
    egress: float = 5
    distance: float = 100
    skew: float = 0.99
    hot: float = 3.08
    pause: int = 100
    scan: float = 2
    shards: int = 2000
    use_cache: bool = True
    use_version: bool = True
    use_leaders: bool = True
    source: str = "training"
    fault: str = "none"
    place: str = "eu-west-1"
    start: float = 8
    lasts: float = 12
    left: int = 5
    seed: int = 1

    @property
    def horizon(self) -> int:
        """How long training writes, in µs: 30 s, or less where there would be too many writes."""
        return min(HORIZON, round(MOST_WRITES / self.rate * SECOND))

    @property
    def frames(self) -> int:
        """How many pictures a run has: one every half second, with the start."""
        return max(2, self.horizon // FRAME + 1)

    @property
    def least_pause(self) -> int:
        """The pause, or 4 ms for each replica: more pulls would take long to draw."""
        return max(self.pause, 4 * self.sites * self.replicas)

    @property
    def outage(self) -> tuple[int, int]:
        """When the fault begins and ends, in µs."""
        begin = round(self.start * SECOND)
        return begin, min(begin + round(self.lasts * SECOND), self.horizon)

    @property
    def hot_rows(self) -> int:
        """How many rows ever change."""
        return max(1, round(ROWS * self.hot / 100))

    @property
    def rows_per_shard(self) -> int:
        """Rows that a full comparison of one shard looks at."""
        return ROWS // self.shards

    @property
    def request_bits(self) -> int:
        """A request for a pull: what the puller has of every shard."""
        return self.shards * (VERSION_BITS if self.use_version else VECTOR_BITS)

    @property
    def cached(self) -> int:
        """Rows that a comparison of one update cache looks at."""
        return min(CACHE, self.rows_per_shard)

    def comparing(self, rows: int) -> int:
        """Return how long comparing so many rows takes, in µs."""
        return int(rows * self.scan * SECOND) // ROWS

    def delay(self, a: int, b: int) -> int:
        """Return the one-way delay between two places, in µs."""
        start, end = (REGIONS[place] for place in sorted((a, b)))
        return int(round(AWS_MS[start][end] * MILLISECOND) * self.distance / 200)

    @cached_property
    def parents(self) -> dict[int, int]:
        """By site, the place that its leader pulls from.

        From the nearest source: the tree that connects every site to the nearest place already
        connected (Prim's minimum spanning tree).
        """
        if self.source == "training":
            return dict.fromkeys(range(1, self.sites + 1), 0)
        tree: dict[int, int] = {}
        while len(tree) < self.sites:
            _, site, parent = min(
                (self.delay(a, b), b, a)
                for a in (0, *tree)
                for b in range(1, self.sites + 1)
                if b not in tree
            )
            tree[site] = parent
        return tree

    @property
    def faulty(self) -> int:
        """The number of the place that has the fault."""
        return PLACES.index(self.place)

    def site_rate(self, site: int) -> Rate:
        """Return the bits per second of a site's link, in one direction."""
        full = round(self.link * 1_000_000)
        share = {"slow": self.left, "cut": 0, "crash": 0}.get(self.fault)
        begin, end = self.outage
        if site != self.faulty or share is None or begin >= end:
            return Rate((0, full))
        during = full * share // 100
        return Rate(*[(0, full), (begin, during), (end, full)][begin == 0 :])

    def changed(self, **settings: object) -> "World":
        """Return the same world with other *settings*."""
        return replace(self, **settings)  # type: ignore[arg-type]


def local_time(bits: int) -> int:
    """Return how long *bits* take over a local network that nobody else uses, in µs."""
    return -(-bits * SECOND // LAN_RATE) + LAN_DELAY


class Links:
    """The wide-area links of one run, each a FIFO in each direction, and its local networks."""

    def __init__(self, world: World, crashed: bool = True) -> None:
        """With *crashed* false, a link keeps its rate while its site has crashed."""
        whole = world if crashed or world.fault != "crash" else world.changed(fault="none")
        rate = Rate((0, round(world.egress * 1_000_000)))
        rates = [rate, *(whole.site_rate(site) for site in range(1, world.sites + 1))]
        self.out = [Transmitter(rate) for rate in rates]
        self.into = [Transmitter(rate) for rate in rates]
        self.wide_bits = 0
        """Bits that have entered a wide-area link, on their first hop."""
        self._delays = [
            [world.delay(a, b) if a != b else LAN_DELAY for b in range(world.sites + 1)]
            for a in range(world.sites + 1)
        ]
        lan = Rate((0, LAN_RATE))
        self._lan = [Transmitter(lan) for _ in range(1 + world.sites * world.replicas)]

    def transmit(self, now: int, source: int, target: int, bits: int) -> tuple[int, int]:
        """Send *bits* towards another place at *now* µs; return when first and last are there.

        They still have to pass the link of that place, in the order in which they come: see
        :meth:`receive`.
        """
        self.wide_bits += bits
        start, end = self.out[source].occupy(now, bits)
        delay = self._delays[source][target]
        return start + delay, end + delay

    def receive(self, first: int, last: int, target: int, bits: int) -> int:
        """Take in *bits* at the link of a place; return when the last has passed."""
        return self.into[target].occupy(first, bits, last)[1]

    def send_locally(self, now: int, replica: int, bits: int) -> int:
        """Send *bits* from a replica to another of its site; return when the last arrives."""
        return self._lan[replica].occupy(now, bits)[1] + LAN_DELAY

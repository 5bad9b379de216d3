"""The settings that the Ekko page shows: one topology, one small pull, one workload."""

from typing import NamedTuple

from labs.ekko.paths import Topology
from labs.ekko.rounds import Workload
from labs.ekko.shard import Pull, Shard

TOPOLOGY = Topology(data_centres=3, replicas=4)
WORKLOAD = Workload()
KEYS = "abcdefgh"
WRITES = "cca"  # after A has caught up: c twice, then a


class Exchange(NamedTuple):
    """B's shard, what A knew before it pulled from B, and what the pull did."""

    b: Shard
    known: int
    pull: Pull


def exchange() -> Exchange:
    """Let A catch up with B, B be written to, and A pull again."""
    b, a = Shard("B", capacity=3), Shard("A", capacity=3)
    for key in KEYS:
        b.write(key, 0.0)
    a.pull(b)
    known = a.known["B"]
    for key in WRITES:
        b.write(key, 1.0)
    return Exchange(b, known, a.pull(b))

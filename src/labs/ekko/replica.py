"""One shard at one place, and what it does: write, answer a pull, receive, raise its vector.

A replica is immutable: every operation returns another. Rows are numbers from 0.

* ``known`` is the version vector: every write of origin o up to clock ``known[o]`` is here, or a
  newer version of its row is.
* ``recent`` is the update cache: the rows written or received last, oldest first.
* ``outside`` dominates the versions of all rows that are not in ``recent``. If the vector of a
  puller dominates it, nothing that the puller lacks can be outside the cache (a *hit*).
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import Literal, NamedTuple

from labs.ekko.version import UNWRITTEN, Vector, Version, covers, dominates, extend, merge

Rule = Literal["described", "early", "outside", "clock"]
"""The protocol as described, or one that is wrong.

``early``: the puller raises its vector when it asks, before the answer is complete. ``outside``:
the bound ``outside`` is ignored and every pull is a hit. ``clock``: a new version exceeds the
clocks of the vector, but not those of the rows held.
"""

Delivery = tuple[int, Version]
"""A row on its way, and the version it has."""


class Answer(NamedTuple):
    """What a replica sends to one that asks."""

    hit: bool
    compared: tuple[int, ...]
    """The rows whose versions were looked at."""
    rows: tuple[Delivery, ...]
    vector: Vector
    """The vector of the replica that answers, at the time it answers."""


class Replica(NamedTuple):
    """The replica at *place*."""

    place: int
    rows: tuple[Version, ...]
    known: Vector
    recent: tuple[int, ...]
    outside: Vector

    @classmethod
    def empty(cls, place: int, rows: int, places: int) -> "Replica":
        """Return a replica that holds nothing of *rows* rows, among *places* places."""
        zero = (0,) * places
        return cls(place, (UNWRITTEN,) * rows, zero, (), zero)

    @property
    def shard_version(self) -> int:
        """A number that grows whenever ``known`` does; two equal ones mean: nothing new."""
        return sum(self.known)

    def write(self, row: int, cache: int, rule: Rule = "described") -> "Replica":
        """Write *row*.

        The new version must exceed every version held. Rows received by a pull that is still
        under way, or that broke off, are held but not yet known, so ``known`` is not enough.
        """
        newest = 0 if rule == "clock" else max(version.clock for version in self.rows)
        version = Version(1 + max(newest, *self.known), self.place)
        stored = self._store(row, version, cache)
        return stored._replace(known=extend(self.known, version))

    def answer(self, known: Vector, rule: Rule = "described") -> Answer:
        """Return what a replica with the vector *known* lacks, oldest version first.

        In that order the newest rows are those that stay in the receiver's cache.
        """
        hit = rule == "outside" or dominates(known, self.outside)
        compared = self.recent if hit else tuple(range(len(self.rows)))
        rows = [(row, self.rows[row]) for row in compared if not covers(known, self.rows[row])]
        return Answer(hit, compared, tuple(sorted(rows, key=itemgetter(1))), self.known)

    def receive(self, delivered: Iterable[Delivery], cache: int) -> "Replica":
        """Take in the rows of a packet; of two versions the larger stays."""
        replica = self
        for row, version in delivered:
            if version > replica.rows[row]:
                replica = replica._store(row, version, cache)
        return replica

    def raised(self, vector: Vector) -> "Replica":
        """Claim what *vector* claims: right only when all rows of the answer have arrived."""
        return self._replace(known=merge(self.known, vector))

    def _store(self, row: int, version: Version, cache: int) -> "Replica":
        rows = (*self.rows[:row], version, *self.rows[row + 1 :])
        recent = (*(other for other in self.recent if other != row), row)
        outside = self.outside
        for evicted in recent[:-cache]:
            outside = extend(outside, rows[evicted])
        return Replica(self.place, rows, self.known, recent[-cache:], outside)

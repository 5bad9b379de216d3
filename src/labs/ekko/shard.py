"""One shard of a model as a replica holds it, and the pull that brings it up to date.

Definitions, after Malkhi and Terry (DISC 2005) and the published descriptions of Ekko:

* a *version* is (clock, origin): when and where a key was last written;
* ``known`` is the version vector of a replica: it has seen every write of *origin* up to
  ``known[origin]``, either itself or overwritten by a newer one;
* ``recent`` is the update cache: the keys written or received last, oldest first;
* ``outside`` is at least as large, entry by entry, as the version of every key that is not in
  ``recent``: the *dominating* version vector of all that the cache does not hold.

The rule that saves the work: if the puller's ``known`` dominates ``outside``, nothing it lacks
can hide outside the cache, so only the cached keys need to be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Version(NamedTuple):
    """When (a Lamport clock) and where a key was written; versions are ordered."""

    clock: int
    origin: str


class Pull(NamedTuple):
    """What one pull did."""

    skipped: bool  # the shard version was unchanged: nothing else was exchanged
    hit: bool  # the cache was enough
    compared: tuple[str, ...]  # keys whose versions were looked at
    sent: tuple[str, ...]  # keys whose entries travelled


def dominates(large: Mapping[str, int], small: Mapping[str, int]) -> bool:
    """Tell whether *large* is at least *small* in every entry; a missing entry is zero."""
    return all(large.get(origin, 0) >= clock for origin, clock in small.items())


@dataclass
class Shard:
    """A replica of one shard at *place*, with an update cache of *capacity* keys."""

    place: str
    capacity: int
    entries: dict[str, tuple[float, Version]] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=dict)
    recent: dict[str, None] = field(default_factory=dict)  # an ordered set
    shard_version: int = 0
    seen: dict[str, int] = field(default_factory=dict)  # shard version last pulled, by place

    def write(self, key: str, value: float) -> Version:
        """Store *value* under a version newer than every version known here."""
        version = Version(max(self.known.values(), default=0) + 1, self.place)
        self.known[self.place] = version.clock
        self._store(key, value, version)
        self.shard_version += 1
        return version

    def pull(self, peer: "Shard", *, use_cache: bool = True, use_version: bool = True) -> Pull:
        """Fetch from *peer* every entry that is new here."""
        if use_version and self.seen.get(peer.place) == peer.shard_version:
            return Pull(skipped=True, hit=True, compared=(), sent=())
        hit = use_cache and dominates(self.known, peer.outside)
        compared = tuple(peer.recent if hit else peer.entries)
        sent = tuple(key for key in compared if self._lacks(peer.entries[key][1]))
        for key in sent:
            value, version = peer.entries[key]
            if key not in self.entries or self.entries[key][1] < version:
                self._store(key, value, version)
        # Only now, with the whole difference here, may this replica claim to know it.
        if not dominates(self.known, peer.known):
            self.shard_version += 1
        for origin, clock in peer.known.items():
            self.known[origin] = max(self.known.get(origin, 0), clock)
        self.seen[peer.place] = peer.shard_version
        return Pull(skipped=False, hit=hit, compared=compared, sent=sent)

    def _lacks(self, version: Version) -> bool:
        return version.clock > self.known.get(version.origin, 0)

    def _store(self, key: str, value: float, version: Version) -> None:
        self.entries[key] = value, version
        self.recent.pop(key, None)
        self.recent[key] = None
        if len(self.recent) > self.capacity:
            oldest = next(iter(self.recent))
            del self.recent[oldest]
            clock, origin = self.entries[oldest][1]
            self.outside[origin] = max(self.outside.get(origin, 0), clock)

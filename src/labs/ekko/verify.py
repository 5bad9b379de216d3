"""Checks of a cluster's state: each complaint is a sentence, and none means that it is right.

The checks know the definitions and nothing of how a replica works:

* a *claim*: if ``known[o]`` is at least c, the row that was written at (c, o) is held at that
  version or a later one;
* the *bound*: no row outside the cache is newer than ``outside``;
* an *answer*: on a hit, the cache gives the same answer as a comparison of all rows;
* *convergence*: once no pull breaks off any more, repeated pulls bring every row to every replica
  in a version no older than that of the peer it pulls from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from labs.ekko.replica import Replica, Rule
from labs.ekko.version import Version, covers

Pair = tuple[int, int]
"""A replica and the peer that it pulls from."""


def claims(replica: Replica, written: Mapping[Version, int]) -> Iterator[str]:
    """Check what the vector claims; *written* gives the row of every write there was."""
    for version, row in written.items():
        if covers(replica.known, version) and replica.rows[row] < version:
            yield (
                f"{{{replica.place}}} claims to know write {version.clock} of {{{version.origin}}},"
                f" but lacks it."
            )


def bound(replica: Replica) -> Iterator[str]:
    """Check that ``outside`` dominates the rows outside the cache."""
    for row, version in enumerate(replica.rows):
        if row not in replica.recent and not covers(replica.outside, version):
            yield f"Row {row} of {{{replica.place}}} is outside the cache and newer than its bound."


def answers(replica: Replica, peer: Replica, rule: Rule) -> Iterator[str]:
    """Check that on a hit *peer* sends *replica* what a comparison of all rows would send."""
    answer = peer.answer(replica.known, rule)
    lacks = {row for row, held in enumerate(peer.rows) if not covers(replica.known, held)}
    if answer.hit and {row for row, _ in answer.rows} != lacks:
        yield f"The cache of {{{peer.place}}} hides an update from {{{replica.place}}}."


def invariants(
    replicas: Sequence[Replica],
    pairs: Iterable[Pair],
    written: Mapping[Version, int],
    rule: Rule = "described",
) -> list[str]:
    """Return complaints about claims, bounds and answers; ``{0}`` stands for the first place."""
    complaints: list[str] = []
    for replica in replicas:
        complaints += claims(replica, written)
        complaints += bound(replica)
    for puller, peer in pairs:
        complaints += answers(replicas[puller], replicas[peer], rule)
    return complaints


def convergence(
    replicas: Sequence[Replica], pairs: Sequence[Pair], cache: int, rule: Rule = "described"
) -> list[str]:
    """Return complaints about rows that stay old after whole pulls, again until nothing changes."""
    now, before = list(replicas), list[Replica]()
    while now != before:
        before = list(now)
        for puller, peer in pairs:
            answer = now[peer].answer(now[puller].known, rule)
            now[puller] = now[puller].receive(answer.rows, cache).raised(answer.vector)
    return [
        f"{{{puller}}} never gets write {newer.clock} of {{{newer.origin}}}."
        for puller, peer in pairs
        for held, newer in zip(now[puller].rows, now[peer].rows, strict=True)
        if held < newer
    ]

"""Groups of replicas and the round trips between them: measured, or typed by the reader."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from labs.kernel.regions import AWS, AWS_MS, GCP, GCP_MS

MOST = 9
"""The largest group."""


@dataclass(frozen=True)
class Group:
    """Places with a replica in each, and the time of a message from one to another, in µs."""

    places: tuple[str, ...]
    one_way: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.places)

    def round_trip(self, a: int, b: int) -> int:
        """Return the µs from place *a* to *b* and back."""
        return self.one_way[a][b] + self.one_way[b][a]

    def longest(self) -> int:
        """Return the longest round trip of the group in µs."""
        members = range(len(self))
        return max(self.round_trip(a, b) for a in members for b in members)

    def commit(self, leader: int, quorum: int) -> int:
        """Return the µs until *quorum* votes, its own included, are at *leader*."""
        trips = sorted(self.round_trip(leader, b) for b in range(len(self)) if b != leader)
        return trips[quorum - 2] if quorum > 1 else 0

    def best(self) -> int:
        """Return the place from which a majority answers soonest."""
        return min(range(len(self)), key=lambda a: self.commit(a, len(self) // 2 + 1))

    def rows(self, leader: int) -> list[int]:
        """Return the places, *leader* first and the others by distance from it."""
        return sorted(range(len(self)), key=lambda b: (b != leader, self.round_trip(leader, b)))


def _group(places: Sequence[str], ms: Sequence[Sequence[float]], stretch: float) -> Group:
    """Return a group whose two directions of a pair take half the mean of both round trips."""
    count = range(len(places))
    return Group(
        tuple(places),
        tuple(
            tuple(int((ms[a][b] + ms[b][a]) * stretch * 250 + 0.5) if a != b else 0 for b in count)
            for a in count
        ),
    )


NAMED = {
    "aws5": ("Five AWS regions", tuple(AWS.values())[:5], AWS_MS),
    "asia": ("Five Asian GCP regions", GCP, GCP_MS),
    "world": ("Nine AWS regions", tuple(AWS.values()), AWS_MS),
    "building": ("One building, 0.5 ms", tuple("ABCDE"), ((0.5,) * 5,) * 5),
}
"""Groups with a name: label, places, round trips in ms."""
PLACES = tuple(dict.fromkeys(place for _, places, _ in NAMED.values() for place in places))


def named(name: str, stretch: float = 1.0) -> Group:
    """Return the group *name*, every round trip times *stretch*."""
    _, places, ms = NAMED[name]
    return _group(places, ms, stretch)


def read_trips(text: str) -> tuple[list[str], list[list[float]]]:
    """Return places and round trips in ms from lines such as "California Tokyo 111.7".

    ValueError says which line is wrong or which pair is missing.
    """
    trips: dict[frozenset[str], float] = {}
    places: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match line.split():
            case [a, b, time] if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", time):
                ms = float(time)
            case _:
                raise ValueError(
                    f"Line {number} of the round trips must be two places and the milliseconds"
                    f" between them, such as “California Tokyo 111.7”, not “{line.strip()[:40]}”."
                )
        if a == b:
            raise ValueError(
                f"Line {number} of the round trips gives no time between {a[:20]} and itself to"
                " change."
            )
        if not 0 < ms <= 10_000:
            raise ValueError(
                f"Line {number} of the round trips must give more than 0 and at most 10,000 ms."
            )
        places |= {a: None, b: None}
        trips[frozenset((a, b))] = ms
    names = list(places)
    if not 2 <= len(names) <= MOST:
        raise ValueError(f"The round trips must name 2 to {MOST} places, and name {len(names)}.")
    for i, a in enumerate(names):
        for b in names[:i]:
            if frozenset((a, b)) not in trips:
                raise ValueError(f"The pair {b[:20]}–{a[:20]} has no round trip.")
    return names, [[trips.get(frozenset((a, b)), 0.0) for b in names] for a in names]


def typed(text: str, stretch: float = 1.0) -> Group:
    """Return the group that *text* describes; ValueError as :func:`read_trips`."""
    return _group(*read_trips(text), stretch)

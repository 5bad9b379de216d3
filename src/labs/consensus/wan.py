"""Groups of replicas and the round trips between them: measured, or typed by the reader.

Source: V. Enes, github.com/vitorenesduarte/fantoch, commit aea6e324: the means of ping runs
between AWS regions on 5 June 2020 (folder ``latency_aws/2020_06_05``) and between GCP regions
(``latency_gcp``). Each row is measured from its own region, so the two directions of a pair
differ by a few hundredths of a millisecond.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 9
"""The largest group."""

SITES = {
    "us-west-1": "California",
    "us-east-1": "Virginia",
    "eu-west-1": "Ireland",
    "ap-northeast-1": "Tokyo",
    "ap-southeast-1": "Singapore",
}
"""Region to the place it is called after, for the five AWS regions of the page's drawings."""

_AWS = ("California", "Virginia", "Ireland", "Tokyo", "Singapore")
_AWS_MORE = (*_AWS, "Frankfurt", "Mumbai", "Sydney", "São Paulo")
_AWS_MS = (
    (0.133, 59.912, 141.152, 111.696, 181.314, 145.574, 231.057, 137.107, 190.180),
    (59.911, 0.264, 70.508, 152.425, 235.767, 85.629, 181.766, 198.034, 113.022),
    (141.142, 70.501, 0.113, 204.431, 186.585, 23.759, 118.252, 253.657, 183.620),
    (111.696, 152.424, 204.446, 0.098, 77.029, 243.942, 136.714, 104.074, 267.884),
    (181.314, 235.752, 186.593, 77.040, 0.172, 177.984, 63.087, 90.468, 338.122),
    (145.572, 85.622, 23.760, 243.943, 177.981, 0.121, 111.508, 281.921, 203.112),
    (231.051, 181.765, 118.249, 136.717, 63.097, 111.514, 0.104, 143.297, 299.450),
    (137.104, 198.031, 253.654, 104.075, 90.457, 281.922, 143.296, 0.089, 308.820),
    (190.192, 113.027, 183.620, 267.882, 338.124, 203.112, 299.449, 308.804, 0.204),
)
_GCP = ("Hong Kong", "Taiwan", "Tokyo", "Osaka", "Singapore")
_GCP_MS = (
    (0.304, 18.911, 48.466, 51.174, 35.533),
    (18.908, 0.338, 33.140, 32.397, 46.816),
    (48.478, 33.141, 0.275, 8.605, 67.617),
    (51.156, 32.394, 8.599, 0.253, 77.638),
    (35.532, 46.813, 67.611, 77.650, 0.260),
)
_BUILDING = ("A", "B", "C", "D", "E")


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
    "aws5": ("Five AWS regions", _AWS, _AWS_MS),
    "asia": ("Five Asian GCP regions", _GCP, _GCP_MS),
    "world": ("Nine AWS regions", _AWS_MORE, _AWS_MS),
    "building": ("One building, 0.5 ms", _BUILDING, ((0.5,) * 5,) * 5),
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


def round_trips_ms(leader: str) -> dict[str, float]:
    """Return the round trip in ms from region *leader* to every other site, nearest first.

    A leader's own vote costs nothing and is not in the result. KeyError: unknown region.
    """
    row = dict(zip(SITES, _AWS_MS[_AWS.index(SITES[leader])][: len(SITES)], strict=True))
    del row[leader]
    return dict(sorted(row.items(), key=lambda pair: pair[1]))

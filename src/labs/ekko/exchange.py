"""Plays a script message by message.

The three replicas of one shard carry out the lines of a script one after another. Every phase
leaves a :class:`Moment`: what happened, and what all replicas hold after it. A pull first
compares shard versions: if the peer's has not changed since the last complete pull from it, the
pull ends there.
"""

from typing import Literal, NamedTuple

from labs.ekko.replica import Answer, Delivery, Replica, Rule
from labs.ekko.script import NAMES, ROWS, Line, Write
from labs.ekko.version import Version

Phase = Literal["write", "skip", "ask", "compare", "packet", "raise", "lose"]


class Moment(NamedTuple):
    """One phase of a line."""

    phase: Phase
    line: Line
    replicas: tuple[Replica, ...]
    answer: Answer | None = None
    """The peer's answer, from the phase ``compare`` on."""
    delivered: tuple[Delivery, ...] = ()
    """The rows written, in the packet, or lost."""
    packets: int = 0
    """Packets that have arrived."""


def play(lines: list[Line], cache: int, packet: int, rule: Rule = "described") -> list[Moment]:
    """Return the moments of *lines*, with caches of *cache* rows and packets of *packet* rows."""
    places = len(NAMES)
    replicas = [Replica.empty(place, len(ROWS), places) for place in range(places)]
    seen: dict[tuple[int, int], int] = {}
    moments: list[Moment] = []

    def note(phase: Phase, answer: Answer | None = None, *rows: Delivery, packets: int = 0) -> None:
        moments.append(Moment(phase, line, tuple(replicas), answer, rows, packets))

    for line in lines:
        if isinstance(line, Write):
            rows: list[Delivery] = []
            for row in line.rows:
                replicas[line.place] = replicas[line.place].write(row, cache)
                rows.append((row, replicas[line.place].rows[row]))
            note("write", None, *rows)
            continue
        place, peer, most = line
        if seen.get((place, peer), 0) == replicas[peer].shard_version:
            note("skip")
            continue
        note("ask")
        answer = replicas[peer].answer(replicas[place].known)
        version = replicas[peer].shard_version
        if rule == "early":
            replicas[place] = replicas[place].raised(answer.vector)
        note("compare", answer)
        packets = [answer.rows[i : i + packet] for i in range(0, len(answer.rows), packet)]
        for i, sent in enumerate(packets):
            if i == most:
                note("lose", answer, *answer.rows[i * packet :], packets=i)
                break
            replicas[place] = replicas[place].receive(sent, cache)
            note("packet", answer, *sent, packets=i + 1)
        else:
            replicas[place] = replicas[place].raised(answer.vector)
            seen[place, peer] = version
            note("raise", answer, packets=len(packets))
    return moments


def written(moments: list[Moment]) -> dict[Version, int]:
    """Return every version that was written in *moments*, with its row."""
    writes = [moment for moment in moments if moment.phase == "write"]
    return {version: row for moment in writes for row, version in moment.delivered}

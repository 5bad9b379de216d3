"""Exhaustive search of all interleavings of a small cluster, for the shortest run that fails.

A state is what the replicas hold, the pulls under way, how many writes and losses may still come,
and which row each write changed. From every state each of these may happen next: a write; a pull
that would change something begins, and the peer answers at once; one row of an answer arrives, in
any order; the puller raises its vector, when all have arrived; or the rest of an answer is lost.
A replica has at most one pull under way. States that are equal are visited once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from labs.ekko.replica import Delivery, Replica, Rule
from labs.ekko.verify import Pair, claims, invariants
from labs.ekko.version import Vector, Version, dominates
from labs.kernel.search import Search, search

ROWS = 2
CACHE = 1


class Pull(NamedTuple):
    """A pull under way: the peer, the rows that have not arrived, and the peer's vector."""

    peer: int
    rows: tuple[Delivery, ...]
    vector: Vector


class State(NamedTuple):
    """A moment of the cluster."""

    replicas: tuple[Replica, ...]
    pulls: tuple[Pull | None, ...]
    """The pull under way at each place."""
    writes: int
    """How many writes may still come."""
    losses: int
    written: tuple[tuple[Version, int], ...]
    """Every write there was, with its row; empty if histories are not kept."""


class Event(NamedTuple):
    """What led from one state to the next."""

    kind: str
    """``write``, ``ask``, ``row``, ``raise`` or ``lose``."""
    place: int
    """Where it happened: the writer, or the puller."""
    other: int = -1
    """The peer of a pull, or -1."""
    rows: tuple[Delivery, ...] = ()
    """The row written or arrived, or all rows of an answer."""


@dataclass(frozen=True)
class Cluster:
    """A cluster to explore: named places, who pulls from whom, who writes, and how much."""

    names: str
    """One letter for each place, in alphabetical order."""
    pairs: tuple[Pair, ...]
    writers: tuple[int, ...]
    writes: int
    losses: int = 1
    rule: Rule = "described"
    histories: bool = True
    """Whether states remember which row each write changed, as the check of claims needs."""

    def initial_state(self) -> State:
        """Return the state in which nothing has been written."""
        places = len(self.names)
        replicas = tuple(Replica.empty(place, ROWS, places) for place in range(places))
        return State(replicas, (None,) * places, self.writes, self.losses, ())

    def successors(self, state: State) -> Iterator[tuple[Event, State]]:
        """Yield every event that may come next, with the state it leads to."""
        replicas, pulls, writes, losses, written = state

        def after(place: int, replica: Replica, pull: Pull | None, losses: int = losses) -> State:
            moved = _put(replicas, place, replica), _put(pulls, place, pull)
            return State(*moved, writes, losses, written)

        for place in self.writers if writes else ():
            for row in range(ROWS):
                writer = replicas[place].write(row, CACHE, self.rule)
                version = writer.rows[row]
                history = tuple(sorted((*written, (version, row)))) if self.histories else written
                changed = State(_put(replicas, place, writer), pulls, writes - 1, losses, history)
                yield Event("write", place, -1, ((row, version),)), changed
        for place, peer in self.pairs:
            if pulls[place] is not None:
                continue
            puller = replicas[place]
            answer = replicas[peer].answer(puller.known, self.rule)
            if answer.rows or not dominates(puller.known, answer.vector):
                pull = Pull(peer, tuple(sorted(answer.rows)), answer.vector)
                claimed = puller.raised(answer.vector) if self.rule == "early" else puller
                yield Event("ask", place, peer, pull.rows), after(place, claimed, pull)
        for place, under_way in enumerate(pulls):
            if under_way is None:
                continue
            peer, rows, vector = under_way
            puller = replicas[place]
            if not rows:
                yield Event("raise", place, peer), after(place, puller.raised(vector), None)
                continue
            for i, delivery in enumerate(rows):
                left = Pull(peer, (*rows[:i], *rows[i + 1 :]), vector)
                arrived = puller.receive((delivery,), CACHE)
                yield Event("row", place, peer, (delivery,)), after(place, arrived, left)
            if losses:
                yield Event("lose", place, peer, rows), after(place, puller, None, losses - 1)


def explore(cluster: Cluster, check: Callable[[State], list[str]]) -> Search[Event, State]:
    """Reach every state of *cluster*, and stop at one that *check* complains of."""
    return search(cluster.initial_state(), cluster.successors, check)


class Invariants:
    """The check of claims, bounds and answers; ``answers`` counts the answers compared."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._judge = cache(self._verdict)  # equal replicas and histories are judged once
        self.answers = 0

    def __call__(self, state: State) -> list[str]:
        """Return complaints about *state*."""
        complaints, hits = self._judge(state.replicas, state.written)
        self.answers += hits
        return complaints

    def _verdict(
        self, replicas: tuple[Replica, ...], written: tuple[tuple[Version, int], ...]
    ) -> tuple[list[str], int]:
        pairs, rule = self._cluster.pairs, self._cluster.rule
        hits = sum(replicas[peer].answer(replicas[a].known, rule).hit for a, peer in pairs)
        return invariants(replicas, pairs, dict(written), rule), hits


def lost(state: State) -> list[str]:
    """Return complaints about claims that are false although no pull is under way.

    Nothing can repair them: whoever claims an update never asks for it again.
    """
    if any(state.pulls):
        return []
    written = dict(state.written)
    return [complaint for replica in state.replicas for complaint in claims(replica, written)]


def _put(items: tuple, place: int, item: object) -> tuple:  # type: ignore[type-arg]
    return (*items[:place], item, *items[place + 1 :])

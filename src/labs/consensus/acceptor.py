"""The rules of Paxos as pure functions: what an acceptor may promise and vote, a leader propose.

Everything that runs the protocol uses these functions: the replicas of the simulated network
(:mod:`~labs.consensus.replica`) and the exhaustive search (:mod:`~labs.consensus.explore`).

Source: L. Lamport, "Paxos Made Simple" (2001), sections 2.2 and 3. Ballots are numbered from 0,
slots from 0; -1 is the ballot of no vote.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

Value = Hashable


class Vote(NamedTuple):
    """What an acceptor voted for in a slot, and in which ballot."""

    ballot: int
    value: Value


NO_VOTE = Vote(-1, None)


class Acceptor(NamedTuple):
    """What an acceptor must remember through a crash."""

    promised: int = -1
    """The highest ballot it has answered: it takes part in no lower one."""
    votes: tuple[Vote, ...] = ()
    """Its latest vote in each slot, as far as it has voted in any."""

    def vote(self, slot: int) -> Vote:
        """Return the latest vote in *slot*."""
        return self.votes[slot] if slot < len(self.votes) else NO_VOTE


def prepare(acceptor: Acceptor, ballot: int) -> Acceptor | None:
    """Return *acceptor* once it has promised to take part in no ballot below *ballot*.

    Phase 1b. None: it has promised this or a higher one already.
    """
    if ballot <= acceptor.promised:
        return None
    return Acceptor(ballot, acceptor.votes)


def report(acceptor: Acceptor, first: int = 0) -> tuple[Vote, ...]:
    """Return the votes that go with a promise: those from slot *first* on."""
    return acceptor.votes[first:]


def accept(acceptor: Acceptor, ballot: int, slot: int, value: Value) -> Acceptor | None:
    """Return *acceptor* once it has voted for *value* in *slot* and *ballot*.

    Phase 2b. None: it has promised a higher ballot.
    """
    if ballot < acceptor.promised:
        return None
    return cast(acceptor, ballot, slot, value)


def cast(acceptor: Acceptor, ballot: int, slot: int, value: Value) -> Acceptor:
    """Return *acceptor* with a vote more, without asking whether it may vote."""
    votes = acceptor.votes + (NO_VOTE,) * (slot + 1 - len(acceptor.votes))
    return Acceptor(ballot, (*votes[:slot], Vote(ballot, value), *votes[slot + 1 :]))


def proposable(votes: Iterable[Vote]) -> Vote:
    """Return the vote whose value a leader must propose; NO_VOTE: it may choose freely.

    Phase 2a. *votes* are those that a phase-1 quorum reported for one slot. The value of the
    highest ballot among them is the only one that may have been chosen before.
    """
    return max(votes, key=lambda vote: vote.ballot, default=NO_VOTE)


class Rules(NamedTuple):
    """The four rules; breaking one of them shows what it is for."""

    prepare: Callable[[Acceptor, int], Acceptor | None] = prepare
    report: Callable[[Acceptor, int], tuple[Vote, ...]] = report
    accept: Callable[[Acceptor, int, int, Value], Acceptor | None] = accept
    proposable: Callable[[Iterable[Vote]], Vote] = proposable


RULES = Rules()
BROKEN = {
    "leader": RULES._replace(proposable=lambda _votes: NO_VOTE),
    "promise": RULES._replace(accept=cast),
    "vote": RULES._replace(report=lambda _acceptor, _first: ()),
}
"""One rule forgotten: the leader the votes that were reported to it, an acceptor its promise, an
acceptor its vote when it promises."""

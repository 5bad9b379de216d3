"""The messages that replicas and clients send to one another.

The names are those of L. Lamport, "Paxos Made Simple" (2001): *prepare* and *promise* are phase
1, *accept* and *accepted* (a vote) are phase 2, and a learner is told what was chosen.
"""

from typing import Any, NamedTuple

from labs.consensus.acceptor import Vote


class Command(NamedTuple):
    """What a client wants done; a client's commands are numbered, so none is done twice."""

    client: int
    number: int
    action: Any = None


Batch = tuple[Command, ...]
"""The value of a slot: commands in order."""
NO_OP: Batch = ()
"""The command that does nothing, for a slot in which nothing was chosen before."""


class Request(NamedTuple):
    """Client to replica."""

    command: Command


class Reply(NamedTuple):
    """Replica to client: the command was applied."""

    command: Command
    answer: Any


class Prepare(NamedTuple):
    """Phase 1a: take part in no lower ballot, and report your votes from slot *first* on."""

    ballot: int
    first: int


class Promise(NamedTuple):
    """Phase 1b: the votes from *first* on, and what is chosen there for all the sender knows."""

    ballot: int
    first: int
    votes: tuple[Vote, ...]
    chosen: tuple[tuple[int, Batch], ...]


class Accept(NamedTuple):
    """Phase 2a: vote for *value* in *slot*."""

    ballot: int
    slot: int
    value: Batch


class Accepted(NamedTuple):
    """Phase 2b: a vote."""

    ballot: int
    slot: int


class Learned(NamedTuple):
    """The leader knows *value* to be chosen in *slot*."""

    slot: int
    value: Batch


KINDS: dict[type, str] = {Accept: "accept", Accepted: "vote", Learned: "learned"}
"""What the messages that a fault may lose are called."""


class Heartbeat(NamedTuple):
    """The leader of *ballot* is alive and has applied so many slots."""

    ballot: int
    applied: int


class CatchUpRequest(NamedTuple):
    """A replica that lags wants to learn what is chosen from slot *first* on."""

    first: int


Message = (
    Request | Reply | Prepare | Promise | Accept | Accepted | Learned | Heartbeat | CatchUpRequest
)

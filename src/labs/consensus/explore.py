"""Exhaustive search of all that a small group can do, in every order, shortest runs first.

The search knows the rules of the protocol (:mod:`~labs.consensus.acceptor`) and nothing of the
simulated replicas. A message that was sent can be received at any later time, more than once or
never, so a state is what was sent and what each acceptor remembers. As in Lamport's TLA+
specification of Paxos (github.com/tlaplus/Examples), every ballot has a leader; the actions are:

* *prepare* b: the leader of ballot b asks all acceptors for a promise (phase 1a);
* *promise* a, b: acceptor a promises and reports its votes (phase 1b);
* *propose* b, s: with promises of a phase-1 quorum, the leader proposes a value in slot s (2a);
* *vote* a, b, s: acceptor a votes for what was proposed (2b).

A value is *chosen* in a slot when a phase-2 quorum has voted for it in one ballot. The search
looks for a state in which two values are chosen in one slot.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from labs.consensus.acceptor import NO_VOTE, RULES, Acceptor, Rules, Value, Vote
from labs.kernel import search as exhaustive
from labs.kernel.search import Search


class Promise(NamedTuple):
    """An acceptor's promise of a ballot, with the votes it reported."""

    ballot: int
    votes: tuple[Vote, ...]


class Member(NamedTuple):
    """One acceptor: what it remembers, and what it ever sent, each in order."""

    acceptor: Acceptor = Acceptor()
    promises: tuple[Promise, ...] = ()
    votes: tuple[tuple[int, int, Value], ...] = ()
    """(ballot, slot, value) of every vote it cast."""


class State(NamedTuple):
    """What was sent so far, and what the acceptors remember."""

    prepared: tuple[int, ...]
    """The ballots whose leader asked for promises, ascending."""
    proposed: tuple[tuple[int, int, Value], ...]
    """(ballot, slot, value) of every proposal, ascending."""
    members: tuple[Member, ...]


class Action(NamedTuple):
    """One step. Who did not act, and what was not said, is -1 or None."""

    kind: str
    ballot: int
    acceptor: int = -1
    slot: int = -1
    value: Value = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Group:
    """A group to be searched, equal to itself alone. Quorums are numbers of acceptors."""

    acceptors: int = 3
    ballots: int = 2
    slots: int = 1
    phase1: int = 2
    phase2: int = 2
    rules: Rules = RULES
    values: Callable[[int], tuple[Value, ...]] = lambda ballot: (ballot,)
    """What the leader of a ballot may propose if it is free to choose."""
    symmetric: bool = False
    """Whether states that differ by the acceptors' names alone count as one."""


def initial_state(group: Group) -> State:
    """Return the state before anything was sent."""
    return State((), (), (Member(),) * group.acceptors)


def successors(group: Group, state: State) -> Iterator[tuple[Action, State]]:
    """Yield every action that is possible in *state*, with the state it leads to."""
    prepared, proposed, members = state
    for ballot in range(group.ballots):
        if ballot not in prepared:
            asked = tuple(sorted((*prepared, ballot)))
            yield Action("prepare", ballot), State(asked, proposed, members)
            continue
        for slot in range(group.slots):
            if not any(old[0] == ballot and old[1] == slot for old in proposed):
                for value in _proposals(group, members, ballot, slot):
                    sent = tuple(sorted((*proposed, (ballot, slot, value))))
                    action = Action("propose", ballot, slot=slot, value=value)
                    yield action, State(prepared, sent, members)
    for index, member in enumerate(members):
        for action, after in _answers(group, prepared, proposed, index, member):
            rest = (*members[:index], after, *members[index + 1 :])
            yield action, State(prepared, proposed, rest)


def _proposals(
    group: Group, members: tuple[Member, ...], ballot: int, slot: int
) -> dict[Value, None]:
    """Return the values that the leader of *ballot* may propose, by any phase-1 quorum."""
    promised = [
        promise.votes[slot] if slot < len(promise.votes) else NO_VOTE
        for member in members
        for promise in member.promises
        if promise.ballot == ballot  # an acceptor promises it once
    ]
    values: dict[Value, None] = {}
    for quorum in combinations(promised, group.phase1):
        vote = group.rules.proposable(quorum)
        values |= dict.fromkeys((vote.value,) if vote is not NO_VOTE else group.values(ballot))
    return values


@lru_cache(maxsize=10_000)  # acceptors of a search are often alike
def _answers(
    group: Group,
    prepared: tuple[int, ...],
    proposed: tuple[tuple[int, int, Value], ...],
    index: int,
    member: Member,
) -> list[tuple[Action, Member]]:
    """Return what acceptor *index* can do, with the member that it becomes."""
    rules, answers = group.rules, []
    for ballot in prepared:
        after = rules.prepare(member.acceptor, ballot)
        if after is not None:
            promise = Promise(ballot, rules.report(member.acceptor, 0))
            promises = (*member.promises, promise)
            becomes = Member(after, promises, member.votes)
            answers.append((Action("promise", ballot, index), becomes))
    for ballot, slot, value in proposed:
        after = rules.accept(member.acceptor, ballot, slot, value)
        if after is not None:
            vote = (ballot, slot, value)
            votes = member.votes if vote in member.votes else tuple(sorted((*member.votes, vote)))
            becomes = Member(after, member.promises, votes)
            answers.append((Action("vote", ballot, index, slot, value), becomes))
    return answers


def chosen(group: Group, state: State) -> dict[int, set[Value]]:
    """Return the values that are chosen in each slot."""
    votes = Counter(vote for member in state.members for vote in member.votes)
    values: dict[int, set[Value]] = defaultdict(set)
    for (_, slot, value), count in votes.items():
        if count >= group.phase2:
            values[slot].add(value)
    return values


def disagree(group: Group, state: State) -> bool:
    """Return whether two values are chosen in one slot."""
    if sum(len(member.votes) for member in state.members) < 2 * group.phase2:
        return False
    return any(len(values) > 1 for values in chosen(group, state).values())


def search(group: Group, most: int | None = None) -> Search[Action, State]:
    """Search until two values are chosen in a slot, or *most* states were reached."""

    def renamed(state: State) -> State:
        return state._replace(members=tuple(sorted(state.members)))

    def check(state: State) -> list[str]:
        return ["Two values are chosen in one slot."] if disagree(group, state) else []

    def following(state: State) -> Iterator[tuple[Action, State]]:
        return successors(group, state)

    if group.symmetric:
        return exhaustive.search(initial_state(group), following, check, most, renamed)
    return exhaustive.search(initial_state(group), following, check, most)

"""Every order: an exhaustive search of all that a small group can do, shortest runs first.

The search knows the rules of the protocol (:mod:`~labs.consensus.acceptor`) and nothing of the
simulated replicas. A message that was sent can be received at any later time, more than once or
never, so a state is what was sent and what each acceptor remembers: loss, delay, duplication and
every order of arrival are all included. As in Lamport's TLA+ specification of Paxos
(github.com/tlaplus/Examples), there is a leader for every ballot, and these are the actions:

* *prepare* b: the leader of ballot b asks all acceptors for a promise (phase 1a);
* *promise* a, b: acceptor a promises and reports its votes (phase 1b);
* *propose* b, s: with promises of a phase-1 quorum, the leader proposes a value in slot s (2a);
* *vote* a, b, s: acceptor a votes for what was proposed (2b).

A value is *chosen* in a slot when a phase-2 quorum has voted for it in one ballot. The search
looks for a state in which two values are chosen in one slot.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from labs.consensus.acceptor import NO_VOTE, RULES, Acceptor, Rules, Value, Vote


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


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group to be searched. Quorums are numbers of acceptors."""

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


@dataclass(frozen=True)
class Search:
    """What a search found."""

    depths: tuple[int, ...]
    """How many states are first reached after 0, 1, 2 … steps."""
    generated: int
    """Steps followed, those that lead to a state seen before included."""
    complete: bool
    """Whether every state was seen."""
    counterexample: tuple[Action, ...] | None
    """The shortest run that chooses two values in one slot, if there is any."""

    @property
    def states(self) -> int:
        """How many different states were seen."""
        return sum(self.depths)


def start(group: Group) -> State:
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
    reports = []
    for member in members:
        said = [promise.votes for promise in member.promises if promise.ballot == ballot]
        reports.append([votes[slot] if slot < len(votes) else NO_VOTE for votes in said])
    promised = [report[0] for report in reports if report]  # a ballot is promised once
    values: dict[Value, None] = {}
    for quorum in combinations(promised, group.phase1):
        vote = group.rules.proposable(quorum)
        values |= dict.fromkeys((vote.value,) if vote is not NO_VOTE else group.values(ballot))
    return values


def _answers(
    group: Group,
    prepared: tuple[int, ...],
    proposed: tuple[tuple[int, int, Value], ...],
    index: int,
    member: Member,
) -> Iterator[tuple[Action, Member]]:
    """Yield what acceptor *index* can do, with the member that it becomes."""
    rules = group.rules
    for ballot in prepared:
        after = rules.prepare(member.acceptor, ballot)
        if after is not None:
            promise = Promise(ballot, rules.report(member.acceptor, 0))
            promises = (*member.promises, promise)
            yield Action("promise", ballot, index), Member(after, promises, member.votes)
    for ballot, slot, value in proposed:
        after = rules.accept(member.acceptor, ballot, slot, value)
        if after is not None:
            vote = (ballot, slot, value)
            votes = member.votes if vote in member.votes else tuple(sorted((*member.votes, vote)))
            voted = Member(after, member.promises, votes)
            yield Action("vote", ballot, index, slot, value), voted


def chosen(group: Group, state: State) -> dict[int, set[Value]]:
    """Return the values that are chosen in each slot."""
    count: dict[tuple[int, int, Value], int] = defaultdict(int)
    for member in state.members:
        for vote in member.votes:
            count[vote] += 1
    values: dict[int, set[Value]] = defaultdict(set)
    for (_, slot, value), votes in count.items():
        if votes >= group.phase2:
            values[slot].add(value)
    return values


def disagree(group: Group, state: State) -> bool:
    """Return whether two values are chosen in one slot."""
    return any(len(values) > 1 for values in chosen(group, state).values())


def search(group: Group, most: int | None = None) -> Search:
    """Search breadth first until two values are chosen in a slot or *most* states were seen."""

    def canonical(state: State) -> State:
        if not group.symmetric:
            return state
        return State(state.prepared, state.proposed, tuple(sorted(state.members)))

    first = start(group)
    parents: dict[State, State | None] = {first: None}
    level, depths, generated = [first], [1], 0
    while level:
        following: list[State] = []
        for state in level:
            for action, after in successors(group, state):
                generated += 1
                reached = canonical(after)
                if reached in parents:
                    continue
                parents[reached] = state
                following.append(reached)
                wrong = action.kind == "vote" and disagree(group, reached)
                if wrong or len(parents) == most:
                    depths.append(len(following))
                    run = _run(group, parents, reached, canonical) if wrong else None
                    return Search(tuple(depths), generated, False, run)
        if following:
            depths.append(len(following))
        level = following
    return Search(tuple(depths), generated, True, None)


def _run(
    group: Group,
    parents: dict[State, State | None],
    last: State,
    canonical: Callable[[State], State],
) -> tuple[Action, ...]:
    """Return the actions that lead to *last*, with the acceptors' names kept apart."""
    path = [last]
    while (before := parents[path[-1]]) is not None:
        path.append(before)
    path.reverse()
    actions, state = [], path[0]
    for following in path[1:]:
        action, state = next(
            (action, after)
            for action, after in successors(group, state)
            if canonical(after) == following
        )
        actions.append(action)
    return tuple(actions)


def replay(group: Group, actions: tuple[Action, ...]) -> list[State]:
    """Return the states that *actions* go through, the first before any of them.

    ValueError: an action that was not possible.
    """
    states = [start(group)]
    for action in actions:
        possible = dict(successors(group, states[-1]))
        if action not in possible:
            raise ValueError(f"{action} is not possible")
        states.append(possible[action])
    return states

"""Every order of a small group: TLC's counts, agreement, and the runs that break it."""

import pytest

from labs.consensus.acceptor import BROKEN, NO_VOTE, Acceptor, Vote, accept, prepare, proposable
from labs.consensus.explore import Group, State, chosen, disagree, initial_state, search, successors


def test_tlc_counts_of_one_acceptor() -> None:
    """tlaplus/Examples, specifications/Paxos/MCPaxos.cfg: 25 distinct states, depth 9."""
    group = Group(acceptors=1, phase1=1, phase2=1, values=lambda _ballot: ("v1",))

    found = search(group)

    assert (found.states, len(found.levels), found.complete) == (25, 9, True)


def test_tlc_counts_of_three_acceptors() -> None:
    """PaxosHowToWinATuringAward/MCPaxosTiny.cfg: 3,921 distinct states, depth 17."""
    found = search(Group(values=lambda _ballot: ("v1", "v2")))

    assert (found.states, len(found.levels), found.complete) == (3_921, 17, True)


@pytest.mark.parametrize(
    ("group", "states"),
    [
        (Group(), 1_777),
        (Group(phase1=3, phase2=1), 289),
        (Group(acceptors=4, phase1=3), 9_729),
        (Group(slots=2, symmetric=True), 22_677),
        (Group(slots=2, symmetric=True, phase1=3, phase2=1), 1_781),
        (Group(ballots=3, symmetric=True), 13_983),
    ],
)
def test_every_order_agrees(group: Group, states: int) -> None:
    found = search(group)

    assert (found.run, found.complete, found.states) == ((), True, states)
    assert found.checked == states


@pytest.mark.parametrize(
    ("group", "steps"),
    [
        (Group(phase2=1), 10),
        (Group(acceptors=4), 12),
        (Group(rules=BROKEN["leader"]), 12),
        (Group(rules=BROKEN["promise"]), 12),
        (Group(rules=BROKEN["vote"]), 12),
        (Group(acceptors=4, symmetric=True), 12),
        (Group(slots=2, symmetric=True, phase2=1), 10),
    ],
)
def test_a_run_that_decides_twice_can_be_replayed(group: Group, steps: int) -> None:
    run = search(group).run

    assert len(run) == steps
    states: list[State] = [initial_state(group)]
    for action, _ in run:
        states.append(dict(successors(group, states[-1]))[action])
    assert states[1:] == [state for _, state in run]
    assert [disagree(group, state) for state in states] == [False] * steps + [True]
    assert sorted(map(len, chosen(group, states[-1]).values()))[-1] == 2


def test_no_shorter_run_decides_twice() -> None:
    group = Group(phase2=1)
    found = search(group)

    before = search(group, most=sum(found.levels[: len(found.run)]))

    assert (before.run, before.complete) == ((), False)
    assert before.checked == before.states == sum(found.levels[: len(found.run)])


def test_how_many_states_agree_before_the_first_that_does_not() -> None:
    assert search(Group(phase2=1)).checked == 643 + 1


def test_symmetry_counts_every_state_once_for_all_names() -> None:
    plain, symmetric = search(Group()), search(Group(symmetric=True))

    assert len(plain.levels) == len(symmetric.levels)
    assert plain.states / 6 <= symmetric.states < plain.states


def test_rules_of_the_paper() -> None:
    promised = prepare(Acceptor(), 3)
    assert promised == Acceptor(3)
    assert prepare(promised, 3) is None
    assert accept(promised, 2, 0, "x") is None
    voted = accept(promised, 3, 1, "x")
    assert voted == Acceptor(3, (NO_VOTE, Vote(3, "x")))
    assert (voted.vote(0), voted.vote(1), voted.vote(9)) == (NO_VOTE, Vote(3, "x"), NO_VOTE)
    assert accept(voted, 5, 0, "y") == Acceptor(5, (Vote(5, "y"), Vote(3, "x")))
    assert proposable([NO_VOTE, Vote(1, "a"), Vote(4, "b"), Vote(2, "c")]) == Vote(4, "b")
    assert proposable([NO_VOTE]) == proposable([]) == NO_VOTE

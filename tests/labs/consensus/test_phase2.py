"""One leader, phase 2 only: what the round trips, the window and the quorum decide."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.consensus.phase2 import MAJORITY, SITES, commit_ms, decider, rate, round_trips_ms, run

leaders = st.sampled_from(sorted(SITES))
windows = st.integers(1, 12)
gaps = st.floats(0, 40)


def test_round_trips_are_nearest_first_and_without_the_leader() -> None:
    trips = round_trips_ms("us-west-1")

    assert list(trips) == ["us-east-1", "ap-northeast-1", "eu-west-1", "ap-southeast-1"]
    assert list(trips.values()) == sorted(trips.values())


@pytest.mark.parametrize("leader", SITES)
@pytest.mark.parametrize("other", SITES)
def test_both_directions_of_a_pair_were_measured_alike(leader: str, other: str) -> None:
    if leader != other:
        there, back = round_trips_ms(leader)[other], round_trips_ms(other)[leader]
        assert there == pytest.approx(back, abs=0.05)


def test_unknown_region_is_refused() -> None:
    with pytest.raises(ValueError, match="eu-north-1"):
        round_trips_ms("eu-north-1")


@pytest.mark.parametrize(
    ("leader", "two", "majority", "all_five"),
    [
        ("us-east-1", 59.911, 70.508, 235.767),
        ("us-west-1", 59.912, 111.696, 181.314),
        ("eu-west-1", 70.501, 141.142, 204.431),
        ("ap-northeast-1", 77.029, 111.696, 204.446),
        ("ap-southeast-1", 77.040, 181.314, 235.752),
    ],
)
def test_commit_waits_for_the_slowest_vote_of_the_quorum(
    leader: str, two: float, majority: float, all_five: float
) -> None:
    assert commit_ms(leader, 2) == two
    assert commit_ms(leader) == commit_ms(leader, MAJORITY) == majority
    assert commit_ms(leader, 5) == all_five


def test_third_vote_for_a_leader_in_california_is_tokyos() -> None:
    assert SITES[decider("us-west-1")] == "Tokyo"


@pytest.mark.parametrize("quorum", [-1, 0, 1, 6])
def test_impossible_quorum_is_refused(quorum: int) -> None:
    with pytest.raises(ValueError, match="2 to 5 sites"):
        commit_ms("us-west-1", quorum)


def test_window_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one slot"):
        run("us-west-1", 0, 100.0)


def test_one_slot_at_a_time_is_chosen_once_a_round() -> None:
    slots = run("us-west-1", 1, 340.0)

    assert [slot.proposed for slot in slots] == pytest.approx([0.0, 111.696, 223.392])
    assert [slot.chosen for slot in slots] == pytest.approx([111.696, 223.392, 335.088])


@given(leaders, windows, gaps)
def test_no_more_than_the_window_is_in_flight(leader: str, window: int, gap: float) -> None:
    slots = run(leader, window, 1500.0, gap)

    for slot in slots:
        in_flight = [s for s in slots if s.proposed <= slot.proposed < s.chosen]
        assert len(in_flight) <= window


@given(leaders, windows, gaps)
def test_slots_are_proposed_and_chosen_in_order(leader: str, window: int, gap: float) -> None:
    slots = run(leader, window, 1500.0, gap)

    for before, after in pairwise(slots):
        assert after.proposed >= before.proposed + gap
        assert after.chosen >= before.chosen


@given(leaders, windows, gaps)
def test_a_chosen_slot_has_a_majority_of_votes(leader: str, window: int, gap: float) -> None:
    for slot in run(leader, window, 800.0, gap):
        trips = round_trips_ms(leader).values()
        assert 1 + sum(slot.proposed + trip <= slot.chosen for trip in trips) >= MAJORITY


@given(leaders, windows)
def test_the_run_reaches_the_rate_of_the_formula(leader: str, window: int) -> None:
    rounds = 10
    until = commit_ms(leader) * rounds + 0.001

    slots = run(leader, window, until)

    assert len(slots) == window * rounds
    assert rate(commit_ms(leader), window) == pytest.approx(window * 1000 / commit_ms(leader))


def test_rate_is_proportional_to_window_and_batch() -> None:
    assert rate(100.0) == 10.0
    assert rate(100.0, window=20, batch=50) == 10_000.0

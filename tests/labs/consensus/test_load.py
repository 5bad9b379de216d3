"""The load model: against the simulated replicas, queueing theory, and what must always hold."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.consensus.batching import NAMES, Policy, Window, due, taken
from labs.consensus.cluster import Cluster
from labs.consensus.load import FREE, Costs, Run, arrivals, run
from labs.consensus.wan import Group, named
from labs.kernel.simulation import SECOND

AWS = named("aws5")
ROUND_TRIP = 111_696
NEAR = Group(("A", "B", "C"), ((0, 0, 0),) * 3)
"""Replicas that are no distance apart, so that only queues take time."""


def mean(run_: Run) -> float:
    latencies = run_.latencies()
    return sum(latencies) / len(latencies)


@pytest.mark.parametrize("first", range(0, 100, 25))
def test_load_model_is_the_message_model_to_the_microsecond(first: int) -> None:
    for seed in range(first, first + 25):
        random = Random(seed)
        group = named(random.choice(["aws5", "asia", "world", "building"]))
        leader, quorum = random.randrange(len(group)), random.randint(1, len(group))
        policy = Policy(
            random.choice(list(NAMES)),
            random.choice([1, 2, 5, 20, 64]),
            random.choice([1, 3, 10]),
            random.choice([0, 3_000, 20_000]),
        )
        costs = Costs(
            random.choice([0, 20, 7.5]),
            random.choice([0, 2, 33.3]),
            random.choice([0, 300, 1_000, 4_000]),
            random.choice([1, 4, 0.5]),
            random.random() < 0.5,
        )
        came = arrivals(random.choice([50, 300, 1_000, 4_000]), 100, seed)
        cluster = Cluster(group, leader, quorum, policy, costs=costs)
        for time in came:
            cluster.add_client(leader, [None], time)
        assert cluster.run(SECOND * 1_000)
        waited = [
            (op.returned or 0) - op.called for client in cluster.clients for op in client.history
        ]
        assert waited == run(group, leader, quorum, policy, costs, came).latencies(), seed


@pytest.mark.parametrize("utilization", [0.3, 0.6, 0.8, 0.9])
def test_one_server_waits_as_m_d_1(utilization: float) -> None:
    """Pollaczek and Khinchine: the mean wait is ρs / 2(1 - ρ) for a constant service time s."""
    service = 100
    costs = Costs(0.0, float(service), 0)
    came = arrivals(utilization * SECOND / service, 100_000)
    waited = mean(run(NEAR, 0, 2, Policy("one", 10**9), costs, came)) - service

    assert waited == pytest.approx(utilization * service / 2 / (1 - utilization), rel=0.02)


@pytest.mark.parametrize(("size", "rate"), [(2, 500), (10, 500), (50, 500), (5, 100), (20, 2_000)])
def test_a_fixed_batch_waits_for_its_company(size: int, rate: int) -> None:
    """The mean wait is (b - 1) / 2λ when a batch of b is sent only when it is full."""
    came = arrivals(rate, 100_000)
    waited = mean(run(NEAR, 0, 2, Policy("fixed", 10**9, size, 10**12), FREE, came))

    assert waited == pytest.approx((size - 1) / 2 / rate * SECOND, rel=0.02)


@pytest.mark.parametrize("load", [0.1, 0.3, 1.0, 2.0, 5.0, 20.0, 100.0])
def test_window_one_follows_the_closed_formula(load: float) -> None:
    """Rounds of R with x arrivals each on the average.

    Rounds repeat until one sees no arrival, which has probability e⁻ˣ: a busy period has eˣ
    rounds and 1 + x·eˣ commands, of which x·eˣ wait R/2 on the average for the next round.
    """
    from math import exp  # an oracle may use what the model may not

    came = arrivals(load * SECOND / ROUND_TRIP, 100_000)
    found = run(AWS, 0, 3, Policy("place", 1), FREE, came)

    expected = ROUND_TRIP * (1 + load / 2 / (load + exp(-load)))
    assert mean(found) == pytest.approx(expected, rel=0.02)
    assert found.batch() == pytest.approx(load + exp(-load), rel=0.02)
    assert mean(found) < 1.5 * ROUND_TRIP


POLICIES = st.builds(
    Policy,
    st.sampled_from(list(NAMES)),
    st.integers(1, 100),
    st.integers(1, 40),
    st.integers(0, 30_000),
)
COSTS = st.builds(
    Costs,
    st.sampled_from([0.0, 20.0]),
    st.sampled_from([0.0, 2.0]),
    st.sampled_from([0, 1_000]),
    st.sampled_from([1.0, 4.0]),
    st.booleans(),
)


@given(POLICIES, COSTS, st.integers(10, 20_000), st.integers(1, 5))
def test_what_must_hold_in_every_run(policy: Policy, costs: Costs, rate: int, quorum: int) -> None:
    found = run(AWS, 0, quorum, policy, costs, arrivals(rate, 300))

    assert found.first[-1] == 300
    assert min(found.latencies()) >= AWS.commit(0, quorum)
    assert found.chosen == sorted(found.chosen)
    assert found.window >= 1
    assert all(end >= cut for cut, end in zip(found.cuts, found.chosen, strict=True))
    window = policy.window
    if policy.name != "listen":  # a slot is cut only when the one a window before it is chosen
        pairs = zip(found.cuts[window:], found.chosen, strict=False)
        assert all(cut >= end for cut, end in pairs)
    assert _area(found) == sum(found.latencies())


def _area(found: Run) -> int:
    """Return the integral of the number of commands in the system: Little's law's other side."""
    changes = [(time, 1) for time in found.arrivals]
    for end, i, j in zip(found.chosen, found.first, found.first[1:], strict=False):
        changes += [(end, -1)] * (j - i)
    area = inside = before = 0
    for time, change in sorted(changes):
        area += inside * (time - before)
        inside, before = inside + change, time
    assert inside == 0
    return area


def test_a_seed_decides_the_arrivals() -> None:
    assert arrivals(1_000, 5) == arrivals(1_000, 5, seed=1)
    assert arrivals(1_000, 3) != arrivals(1_000, 3, seed=2)


def test_policies_by_hand() -> None:
    fixed = Policy("fixed", 1, size=3, timer=500)
    assert due(fixed, 100, None, 0) == 600
    assert due(fixed, 100, 250, 9_000) == 250
    assert (taken(fixed, 2), taken(fixed, 9)) == (2, 3)
    assert due(Policy("place", 1), 100, 250, 9_000) == 100
    assert due(Policy("clock", 1), 100, 250, 9_000) == 9_000
    assert (taken(Policy("one", 1), 9), taken(Policy("clock", 1), 9)) == (1, 9)


def test_a_window_that_listens_grows_without_delay_and_shrinks_with_it() -> None:
    window = Window(Policy("listen", 100))
    for _ in range(200):
        window.answered(1_000, window.places())
    assert window.places() == 100
    for _ in range(8_000):
        window.answered(3_000, window.places())
    assert window.places() < 8
    idle = Window(Policy("listen", 100))
    for _ in range(200):
        idle.answered(1_000, 0)
    assert idle.places() == 10

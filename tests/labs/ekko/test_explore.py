"""Every interleaving of small clusters: how many states, no failure, and wrong rules caught."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from labs.ekko.explore import CACHE, Cluster, Invariants, State, explore, lost
from labs.ekko.replica import Replica, Rule
from labs.ekko.verify import convergence

BOTH = ((0, 1), (1, 0))
DOWN = ((0, 2), (1, 0), (1, 2))
ALL = ((0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1))

CLUSTERS = [
    # cluster, its states, cache answers compared, states without histories
    (Cluster("AT", BOTH, (1,), 3), 583, 824, 523),
    (Cluster("AT", BOTH, (1, 0), 3), 7_579, 10_592, 7_275),
    (Cluster("AT", BOTH, (1, 0), 4), 90_525, 106_322, 77_127),
    (Cluster("ABT", DOWN, (2,), 3), 37_595, 47_239, 34_793),
    (Cluster("ABT", ALL, (2, 0), 2), 40_165, 180_214, 40_165),
    (Cluster("ABT", ALL, (2,), 2), 5_381, 23_766, 5_381),
]
CASES = pytest.mark.parametrize(
    ("cluster", "states", "answers", "bare"),
    CLUSTERS,
    ids=[f"{c.names}/{len(c.pairs)}/{len(c.writers)}/{c.writes}" for c, *_ in CLUSTERS],
)


def test_all_configurations_together() -> None:
    assert sum(states for _, states, _, _ in CLUSTERS) == 181_828
    assert sum(answers for _, _, answers, _ in CLUSTERS) == 368_957


@CASES
def test_no_interleaving_breaks_an_invariant(
    cluster: Cluster, states: int, answers: int, bare: int
) -> None:
    check = Invariants(cluster)
    search = explore(cluster, check)

    assert search.complaint == ""
    assert search.states == search.checked == states
    assert check.answers == answers


def converges(cluster: Cluster) -> Callable[[State], list[str]]:
    """Return the check that no update is lost for good, whatever pulls are under way."""

    @cache
    def judge(replicas: tuple[Replica, ...]) -> list[str]:
        return convergence(replicas, cluster.pairs, CACHE, cluster.rule)

    return lambda state: judge(state.replicas)


@CASES
def test_from_every_state_all_replicas_converge(
    cluster: Cluster, states: int, answers: int, bare: int
) -> None:
    cluster = replace(cluster, histories=False)
    search = explore(cluster, converges(cluster))

    assert search.complaint == ""
    assert search.checked == bare


@pytest.mark.parametrize(
    ("rule", "writers", "reached", "complaint", "kinds"),
    [
        ("early", (1,), 15, "{0} claims to know write 1 of {1}, but lacks it.", "write ask"),
        ("outside", (1,), 12, "The cache of {1} hides an update from {0}.", "write write"),
        (
            "clock",
            (1, 0),
            780,
            "{0} claims to know write 1 of {1}, but lacks it.",
            "write ask row write raise",
        ),
    ],
)
def test_a_wrong_rule_is_caught_with_the_shortest_run(
    rule: Rule, writers: tuple[int, ...], reached: int, complaint: str, kinds: str
) -> None:
    cluster = Cluster("AT", BOTH, writers, 3, rule=rule)
    search = explore(cluster, Invariants(cluster))

    assert search.states == reached
    assert search.complaint == complaint
    assert " ".join(event.kind for event, _ in search.run) == kinds


@pytest.mark.parametrize(
    ("rule", "writers", "kinds"),
    [
        ("early", (1,), "write ask lose"),
        ("outside", (1,), "write write ask row raise"),
        ("clock", (1, 0), "write ask row write raise"),
    ],
)
def test_a_wrong_rule_loses_an_update_for_good(
    rule: Rule, writers: tuple[int, ...], kinds: str
) -> None:
    cluster = Cluster("AT", BOTH, writers, 3, rule=rule)
    run = explore(cluster, lost).run

    assert " ".join(event.kind for event, _ in run) == kinds
    assert convergence(run[-1][1].replicas, BOTH, CACHE, rule)


def test_a_vector_raised_early_is_found_by_the_sixth_state_that_is_checked() -> None:
    cluster = Cluster("AT", BOTH, (1,), 3, rule="early")

    assert explore(cluster, converges(cluster)).checked == 6


def test_levels_count_every_state_once() -> None:
    search = explore(Cluster("AT", BOTH, (1,), 3), lambda state: [])

    assert sum(search.levels) == search.states == 583
    assert search.levels[:3] == (1, 2, 6)


def test_with_two_writers_a_clock_must_exceed_what_is_held() -> None:
    """T writes x; A asks T; A gets x(1, T); A writes x at (1, A) < (1, T), and loses it."""
    cluster = Cluster("AT", BOTH, (1, 0), 3, rule="clock")
    run = explore(cluster, Invariants(cluster)).run
    (_, (_, first)), *_ = [(e.place, e.rows[0]) for e, _ in run if e.kind == "write"]
    second = run[3][0].rows[0][1]

    assert second < first
    assert run[-1][1].replicas[0].rows[0] == second


@pytest.mark.parametrize("losses", [0, 1, 2])
def test_losses_only_add_states(losses: int) -> None:
    cluster = Cluster("AT", BOTH, (1,), 2, losses)
    search = explore(cluster, Invariants(cluster))

    assert search.complaint == ""
    if losses:
        fewer = replace(cluster, losses=losses - 1)
        assert search.states > explore(fewer, Invariants(fewer)).states

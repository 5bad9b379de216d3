"""The replicas under faults, judged by checkers that know nothing of them."""

import pytest

from labs.consensus.batching import Policy
from labs.consensus.cluster import Cluster
from labs.consensus.faults import Fault, read_faults
from labs.consensus.replica import Replica
from labs.consensus.wan import named
from support.consensus import mutants, schedules

AWS = named("aws5")
CALIFORNIA = AWS.places.index("California")


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_every_schedule_ends_well(first: int) -> None:
    outcomes = {seed: schedules.run(seed) for seed in range(first, first + 100)}

    assert {seed: outcome for seed, outcome in outcomes.items() if not outcome.right} == {}
    assert sum(outcome.elections for outcome in outcomes.values()) > 50


@pytest.mark.parametrize("name", mutants.MUTANTS)
def test_every_mutant_is_caught(name: str) -> None:
    assert mutants.caught(name)
    assert schedules.run(mutants.MUTANTS[name][0]).right


def run(faults: str = "", window: int = 8, commands: int = 12, gap: int = 20_000) -> Cluster:
    cluster = Cluster(
        AWS, CALIFORNIA, 3, Policy("place", window), faults=read_faults(faults, AWS.places)
    )
    for number in range(commands):
        cluster.add_client(CALIFORNIA, [None], number * gap)
    assert cluster.run(60_000_000)
    return cluster


def times(cluster: Cluster, event: str) -> dict[int, int]:
    """Return slot to the time of the first such event at any replica."""
    found: dict[int, int] = {}
    for note in cluster.notes:
        if note.event == event:
            found.setdefault(note.slot, note.time)
    return found


def test_without_faults_every_slot_takes_one_round_trip_to_the_quorum() -> None:
    cluster = run()

    proposed, chosen = times(cluster, "propose"), times(cluster, "choose")
    assert len(chosen) == 12
    assert {chosen[slot] - proposed[slot] for slot in chosen} == {111_696}


def test_no_more_slots_than_the_window_are_open() -> None:
    for window in (1, 3, 8):
        open_slots = most = 0
        for note in run(window=window, gap=1).notes:
            open_slots += (note.event == "propose") - (note.event == "choose")
            most = max(most, open_slots)
        assert most == window


def test_a_hole_is_filled_with_a_no_op_and_fewer_than_the_window() -> None:
    cluster = run("at 0 lose accept 6\nat 200 crash California\nat 5000 restart California")

    assert {node.event for node in cluster.notes} >= {"crash", "restart", "stand", "lead"}
    values = {note.slot: note.more["value"] for note in cluster.notes if note.event == "apply"}
    assert [slot for slot, value in values.items() if not value] == [5]
    assert len({client for value in values.values() for client, *_ in value}) == 12


def test_a_promise_is_never_broken_and_ballots_of_a_replica_rise() -> None:
    for seed in range(20):
        cluster = _scheduled(seed)
        promised = [-1] * len(AWS)
        for note in cluster.notes:
            if note.event in {"promise", "vote"}:
                assert note.more["ballot"] >= promised[note.replica]
                promised[note.replica] = note.more["ballot"]


def _scheduled(seed: int) -> Cluster:
    faults = [Fault(300_000, "crash", (seed % 5,)), Fault(4_000_000, "restart", (seed % 5,))]
    cluster = Cluster(
        AWS, 0, 3, Policy("clock", 4), loss=0.1, jitter=0.3, duplication=0.1, seed=seed,
        faults=faults,
    )  # fmt: skip
    for number in range(20):
        cluster.add_client(seed % 5, [None], number * 50_000)
    assert cluster.run(100_000_000)
    return cluster


def test_same_seed_same_run_and_another_seed_another() -> None:
    first, again, other = _scheduled(3), _scheduled(3), _scheduled(4)

    assert (first.notes, first.sent) == (again.notes, again.sent)
    assert first.sent != other.sent


def test_a_smaller_quorum_or_distance_is_never_slower() -> None:
    def last(quorum: int, stretch: float) -> int:
        cluster = Cluster(named("aws5", stretch), 0, quorum, Policy("place", 4))
        for number in range(10):
            cluster.add_client(0, [None], number * 7_000)
        assert cluster.run(60_000_000)
        return max(op.returned or 0 for client in cluster.clients for op in client.history)

    ends = [[last(quorum, stretch) for quorum in range(1, 6)] for stretch in (0.5, 1.0, 2.0)]
    assert all(row == sorted(row) for row in ends)
    assert all(list(column) == sorted(column) for column in zip(*ends, strict=True))


def test_what_is_stable_survives_a_crash_and_nothing_else() -> None:
    cluster = run("at 150 crash Tokyo")
    tokyo = cluster.replicas[3]
    votes = tokyo.acceptor
    assert isinstance(tokyo, Replica)
    assert votes.votes
    tokyo.start(votes.promised)

    assert (tokyo.acceptor, tokyo.applied, tokyo.log) == (votes, 0, {})

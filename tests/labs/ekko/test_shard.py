"""The pull: what is compared, what is sent, and that nothing is ever missed."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from labs.ekko.shard import Pull, Shard, Version, dominates


def two_replicas(capacity: int = 3) -> tuple[Shard, Shard]:
    trainer, reader = Shard("T", capacity), Shard("R", capacity)
    for key in "abcdefgh":
        trainer.write(key, 0.0)
    reader.pull(trainer)
    return trainer, reader


def test_dominance_is_entry_by_entry_and_missing_means_zero() -> None:
    assert dominates({"T": 2, "S": 1}, {"T": 2})
    assert not dominates({"T": 9}, {"S": 1})
    assert dominates({}, {"T": 0})


def test_a_write_is_newer_than_everything_known() -> None:
    trainer, reader = two_replicas()
    assert reader.write("a", 1.0) == Version(9, "R")
    assert trainer.write("a", 2.0) == Version(9, "T")


def test_a_reader_that_kept_up_compares_only_the_cache() -> None:
    trainer, reader = two_replicas()
    trainer.write("c", 1.0)
    trainer.write("a", 1.0)
    assert reader.pull(trainer) == Pull(
        skipped=False, hit=True, compared=("h", "c", "a"), sent=("c", "a")
    )
    assert reader.entries["c"][0] == 1.0


def test_a_reader_that_fell_behind_must_compare_everything() -> None:
    trainer, reader = two_replicas()
    for key in "abcd":
        trainer.write(key, 1.0)
    pull = reader.pull(trainer)
    assert not pull.hit
    assert pull.compared == tuple("abcdefgh")
    assert pull.sent == tuple("abcd")


def test_an_unchanged_shard_is_skipped_by_its_version() -> None:
    trainer, reader = two_replicas()
    assert reader.pull(trainer).skipped
    trainer.write("a", 1.0)
    assert not reader.pull(trainer).skipped


def test_a_key_written_twice_is_sent_once_with_its_last_value() -> None:
    trainer, reader = two_replicas()
    trainer.write("a", 1.0)
    trainer.write("a", 2.0)
    assert reader.pull(trainer).sent == ("a",)
    assert reader.entries["a"][0] == 2.0


def test_a_follower_learns_through_its_leader() -> None:
    trainer, leader = two_replicas()
    follower = Shard("F", 3)
    follower.pull(leader)
    trainer.write("a", 1.0)
    leader.pull(trainer)
    assert follower.pull(leader).sent == ("a",)
    assert follower.entries == trainer.entries


def test_pulling_from_a_replica_that_is_behind_forgets_nothing() -> None:
    trainer, reader = two_replicas()
    late = Shard("L", 3)
    late.pull(reader)
    trainer.write("a", 1.0)
    reader.pull(trainer)

    assert reader.pull(late).sent == ()

    assert reader.known == trainer.known
    assert reader.pull(trainer).skipped


STEPS = st.lists(
    st.tuples(st.sampled_from("wp"), st.integers(0, 2), st.integers(0, 2), st.sampled_from("abcd")),
    max_size=40,
)


@given(steps=STEPS, capacity=st.integers(1, 4))
def test_the_cached_pull_sends_what_a_full_comparison_would(
    steps: list[tuple[str, int, int, str]], capacity: int
) -> None:
    replicas = [Shard(place, capacity) for place in "XYZ"]
    for value, (kind, here, there, key) in enumerate(steps):
        if kind == "w":
            replicas[here].write(key, value)
        elif here != there:
            slow = copy.deepcopy(replicas[here])
            full = slow.pull(replicas[there], use_cache=False, use_version=False)
            quick = replicas[here].pull(replicas[there])
            assert sorted(quick.sent) == sorted(full.sent)
            assert replicas[here].entries == slow.entries
    for _ in range(2):
        for here in replicas:
            for there in replicas:
                if here is not there:
                    here.pull(there)
    assert replicas[0].entries == replicas[1].entries == replicas[2].entries

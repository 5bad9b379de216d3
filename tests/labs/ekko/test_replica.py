"""A replica of one shard: versions, the cache and its bound, and random runs of a cluster."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from labs.ekko.replica import Answer, Replica
from labs.ekko.verify import convergence, invariants
from labs.ekko.version import UNWRITTEN, Version, dominates, extend, merge

CACHE = 3


def two_replicas() -> tuple[Replica, Replica]:
    """Return a trainer that wrote rows 0 to 7, and a reader that has them."""
    trainer, reader = (Replica.empty(place, 8, 2) for place in range(2))
    for row in range(8):
        trainer = trainer.write(row, CACHE)
    answer = trainer.answer(reader.known)
    return trainer, reader.receive(answer.rows, CACHE).raised(answer.vector)


def test_vectors_are_compared_and_merged_entry_by_entry() -> None:
    assert dominates((2, 1), (2, 0))
    assert not dominates((9, 0), (0, 1))
    assert merge((1, 4), (3, 2)) == (3, 4)
    assert extend((1, 4), Version(3, 0)) == (3, 4)
    assert extend((1, 4), Version(3, 1)) == (1, 4)


def test_a_reader_that_kept_up_is_answered_from_the_cache() -> None:
    trainer, reader = two_replicas()
    trainer = trainer.write(2, CACHE).write(0, CACHE)

    assert trainer.answer(reader.known) == Answer(
        True, (7, 2, 0), ((2, Version(9, 0)), (0, Version(10, 0))), (10, 0)
    )


def test_a_reader_that_fell_behind_has_every_row_compared() -> None:
    trainer, reader = two_replicas()
    for row in range(4):
        trainer = trainer.write(row, CACHE)
    answer = trainer.answer(reader.known)

    assert not answer.hit
    assert answer.compared == tuple(range(8))
    assert [row for row, _ in answer.rows] == [0, 1, 2, 3]


def test_a_row_written_twice_travels_once() -> None:
    trainer, reader = two_replicas()
    trainer = trainer.write(0, CACHE).write(0, CACHE)

    assert trainer.answer(reader.known).rows == ((0, Version(10, 0)),)


def test_a_write_exceeds_what_is_held_though_not_yet_known() -> None:
    trainer, reader = two_replicas()
    trainer = trainer.write(5, CACHE)
    broken = reader.receive(trainer.answer(reader.known).rows, CACHE)

    assert broken.known == reader.known
    assert broken.write(5, CACHE).rows[5] == Version(10, 1)
    assert broken.write(5, CACHE, "clock").rows[5] == Version(9, 1)


def test_the_shard_version_moves_exactly_when_the_vector_does() -> None:
    trainer, reader = two_replicas()
    later = trainer.write(0, CACHE)

    assert later.shard_version > trainer.shard_version
    assert reader.receive(later.answer(reader.known).rows, CACHE).shard_version == (
        reader.shard_version
    )
    assert reader.raised(later.known).shard_version > reader.shard_version


def test_an_older_version_changes_nothing() -> None:
    trainer, _ = two_replicas()

    assert trainer.receive([(3, Version(1, 1)), (4, UNWRITTEN)], CACHE) == trainer


@settings(max_examples=300)
@given(st.integers(0, 2**32))
def test_random_runs_with_losses_and_crashes_keep_every_invariant(seed: int) -> None:
    """Three to five replicas, three writers, packets of one to three rows in any order."""
    luck = random.Random(seed)
    places, rows, cache = luck.randint(3, 5), luck.randint(1, 5), luck.randint(1, 4)
    replicas = [Replica.empty(place, rows, places) for place in range(places)]
    pairs = [(a, b) for a in range(places) for b in range(places) if a != b]
    pulls: dict[int, tuple[list[tuple[int, Version]], tuple[int, ...]]] = {}
    written: dict[Version, int] = {}
    for _ in range(luck.randint(5, 40)):
        place = luck.randrange(places)
        event = luck.choice(["write", "ask", "packet", "packet", "lose", "crash"])
        if event == "write" and place < 3:
            row = luck.randrange(rows)
            replicas[place] = replicas[place].write(row, cache)
            written[replicas[place].rows[row]] = row
        elif event == "ask" and place not in pulls:
            peer = luck.choice([other for other in range(places) if other != place])
            answer = replicas[peer].answer(replicas[place].known)
            pulls[place] = luck.sample(answer.rows, len(answer.rows)), answer.vector
        elif event == "packet" and place in pulls:
            left, vector = pulls[place]
            size = luck.randint(1, 3)
            replicas[place] = replicas[place].receive(left[:size], cache)
            del left[:size]
            if not left:
                replicas[place] = replicas[place].raised(vector)
                del pulls[place]
        elif event == "lose":
            pulls.pop(place, None)
        elif event == "crash":  # a reader restarts with nothing, a writer with what it holds
            pulls.pop(place, None)
            if place >= 3:
                replicas[place] = Replica.empty(place, rows, places)
        assert invariants(replicas, pairs, written) == []
        assert convergence(replicas, pairs, cache) == []
    assert len(set(written)) == len(written)

"""Every name has a random stream of its own, the same everywhere."""

from random import Random

import pytest

from labs.kernel.random_streams import Streams, exponential


def test_a_stream_is_the_same_wherever_it_is_asked_for() -> None:
    assert Streams(7)("link").random() == Streams(7)("link").random()


def test_a_stream_is_the_one_every_python_gives() -> None:
    assert Streams(1)("wan").randrange(1000) == 523


def test_names_and_seeds_separate_streams() -> None:
    firsts = {Streams(seed)(name).random() for seed in range(20) for name in ("a", "b", "c")}

    assert len(firsts) == 60


def test_gaps_are_exponential() -> None:
    random = Random(1)
    gaps = [exponential(random) for _ in range(40_000)]

    assert sum(gaps) / len(gaps) == pytest.approx(1, rel=0.02)
    assert sum(gap * gap for gap in gaps) / len(gaps) == pytest.approx(2, rel=0.04)
    assert sum(gap > 1 for gap in gaps) / len(gaps) == pytest.approx(0.3679, abs=0.008)

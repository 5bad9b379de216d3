"""The estimate of a percentile, against the sorted numbers."""

import random
from collections.abc import Callable

import pytest

from labs.kernel.percentile import Percentile


@pytest.mark.parametrize("share", [0.05, 0.5, 0.8, 0.95])
@pytest.mark.parametrize(
    "draw",
    [
        lambda luck: luck.random(),
        lambda luck: luck.expovariate(1),
        lambda luck: luck.lognormvariate(0, 1),
        lambda luck: luck.gauss(0, 1),
        lambda luck: luck.betavariate(2, 5),
    ],
    ids=["uniform", "exponential", "lognormal", "normal", "beta"],
)
def test_the_estimate_is_within_two_percent_of_the_rank(
    draw: Callable[[random.Random], float], share: float
) -> None:
    luck, estimate, sample = random.Random(f"{share}"), Percentile(share), list[float]()
    for _ in range(4_000):
        sample.append(draw(luck))
        estimate.add(sample[-1])
    rank = sum(number <= estimate.value for number in sample) / len(sample)

    assert abs(rank - share) < 0.02


def test_the_first_numbers_are_kept() -> None:
    estimate = Percentile(0.5)
    assert estimate.value == 0
    for number in (3.0, 1.0, 2.0):
        estimate.add(number)
    assert estimate.value == 2

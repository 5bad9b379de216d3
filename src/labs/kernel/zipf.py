"""Zipf's law: of many things, the r-th most popular has weight 1 / r^skew.

Weights are whole numbers, so that what is drawn by them is the same on every Python.
"""

from functools import lru_cache
from itertools import accumulate

SCALE = 1 << 30
"""The weight of the most popular."""


def weights(rows: int, skew: float) -> list[int]:
    """Return the weight of each of *rows* things, the most popular first."""
    return [max(1, int(SCALE / rank**skew)) for rank in range(1, rows + 1)]


@lru_cache(maxsize=4)
def accumulated(rows: int, skew: float) -> list[int]:
    """Return the sums of the weights up to each."""
    return list(accumulate(weights(rows, skew)))


def distinct(rows: int, skew: float, writes: float) -> float:
    """Return how many of *rows* things *writes* draws meet on average: Σ 1 - (1 - pᵢ)^writes."""
    every = weights(rows, skew)
    total = sum(every)
    changed = 0.0
    for weight in every:
        changed += 1 - (1 - weight / total) ** writes
    return changed

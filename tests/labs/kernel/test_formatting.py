"""Numbers are text that no Python version, and no platform, spells differently."""

import pytest

from labs.kernel.formatting import fixed, grouped, in_words, rounded


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(1.005, 2, "1"), (1.25, 1, "1.2"), (-0.001, 2, "0"), (100, 0, "100"), (2.50, 2, "2.5")],
)
def test_fixed_drops_what_carries_no_information(value: float, places: int, text: str) -> None:
    assert fixed(value, places) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(1234567, 0, "1,234,567"), (-1234.5, 1, "-1,234.5"), (0.25, 3, "0.25"), (-0.4, 0, "0")],
)
def test_grouped_sets_commas(value: float, places: int, text: str) -> None:
    assert grouped(value, places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1980, "2,000"), (123.4, "120"), (28.84, "29"), (1.949, "1.9"), (0.0123, "0.012"), (0, "0")],
)
def test_rounded_keeps_two_significant_digits(value: float, text: str) -> None:
    assert rounded(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "zero"), (3, "three"), (12, "twelve"), (13, "13"), (16384, "16,384"), (-1, "-1")],
)
def test_in_words_writes_small_counts_as_prose_does(value: int, text: str) -> None:
    assert in_words(value) == text

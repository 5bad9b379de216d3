"""The numbers of the page, against the table of round trips by hand."""

import pytest

from labs.consensus import numbers


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (numbers.best_leader_ms, "70.5"),  # Virginia waits for Ireland
        (numbers.worst_leader_ms, "181.3"),  # Singapore waits for California
        (numbers.majority_ms, "111.7"),  # California waits for Tokyo
        (numbers.two_votes_ms, "59.9"),  # California waits for Virginia
        (numbers.one_at_a_time, "9"),  # 1000 / 111.696 is 8.95
    ],
)
def test_number(number: object, expected: str) -> None:
    assert callable(number)
    assert number() == expected

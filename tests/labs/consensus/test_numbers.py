"""The numbers of the page, against the table of round trips by hand."""

import pytest

from labs.consensus import numbers
from labs.consensus.example import LEADER
from labs.consensus.phase2 import MAJORITY, commit_ms, decider
from labs.consensus.wan import SITES, round_trips_ms


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (numbers.best_leader_ms, "70.5"),  # Virginia waits for Ireland
        (numbers.worst_leader_ms, "181.3"),  # Singapore waits for California
        (numbers.majority_ms, "111.7"),  # California waits for Tokyo
        (numbers.two_votes_ms, "59.9"),  # California waits for Virginia
        (numbers.window, "four"),
        (numbers.one_at_a_time, "9"),  # 1000 / 111.696 is 8.95
    ],
)
def test_number(number: object, expected: str) -> None:
    assert callable(number)
    assert number() == expected


def test_what_the_captions_say_of_the_votes() -> None:
    assert (SITES[LEADER], len(SITES), MAJORITY) == ("California", 5, 3)
    assert SITES[next(iter(round_trips_ms(LEADER)))] == "Virginia"
    assert SITES[decider(LEADER)] == "Tokyo"
    waits = [round(commit_ms(site), 1) for site in SITES]
    assert len(set(waits)) == len(SITES) - 1, "two leaders wait equally long, no other two"
    assert round(commit_ms("ap-northeast-1"), 1) == round(commit_ms(LEADER), 1)

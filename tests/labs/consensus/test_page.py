"""The numbers the consensus page derives from the model are the model's."""

from pathlib import Path

import pytest

from labs.consensus.phase2 import commit_ms, decider, rate
from labs.consensus.wan import SITES
from labs.kernel.numbers import fixed

PAGE = Path(__file__).parents[3] / "docs" / "projects" / "consensus.md"


def line_with(words: str) -> str:
    (line,) = (s for s in PAGE.read_text(encoding="utf-8").splitlines() if words in s)
    return line


def test_best_and_worst_leader() -> None:
    waits = sorted(commit_ms(site) for site in SITES)

    line = line_with("Best and worst place for a leader")
    assert f"{fixed(waits[0], 1)} ms and {fixed(waits[-1], 1)} ms" in line


def test_california_waits_for_tokyo() -> None:
    assert SITES[decider("us-west-1")] == "Tokyo"
    assert fixed(commit_ms("us-west-1"), 1) + " ms" in line_with("California to Tokyo and back")
    assert fixed(commit_ms("us-west-1"), 1) + " ms" in line_with("one from California to Tokyo")
    assert fixed(commit_ms("us-west-1", 2), 1) + " ms" in line_with("two votes instead of three")


def test_one_at_a_time_is_about_nine_a_second() -> None:
    assert rate(commit_ms("us-west-1")) == pytest.approx(9, abs=0.1)
    assert "about nine things a second" in line_with("decides about nine")

"""The race of the compilers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.lightning.tiers import Compilers, finish, work_done

STRATEGIES = Compilers(
    baseline_compile=2, optimising_compile=30, baseline_speed=0.5, cache_load=3
).strategies()


@pytest.mark.parametrize(
    ("name", "second"),
    [("optimise first", 90), ("baseline only", 122), ("tiered", 76), ("from the code cache", 63)],
)
def test_known_finishes_of_sixty_seconds_of_work(name: str, second: float) -> None:
    assert finish(STRATEGIES[name], 60) == second


def test_a_short_job_ends_before_the_optimiser_does() -> None:
    assert finish(STRATEGIES["tiered"], 10) == finish(STRATEGIES["baseline only"], 10) == 22


def test_nothing_is_done_while_compiling() -> None:
    assert work_done(STRATEGIES["optimise first"], 29) == 0


@given(work=st.floats(0.1, 500), name=st.sampled_from(sorted(STRATEGIES)))
def test_finish_inverts_work_done(work: float, name: str) -> None:
    assert work_done(STRATEGIES[name], finish(STRATEGIES[name], work)) == pytest.approx(work)


@given(work=st.floats(0.1, 500))
def test_tiering_is_never_later_than_either_compiler_alone(work: float) -> None:
    tiered = finish(STRATEGIES["tiered"], work)
    assert tiered <= finish(STRATEGIES["optimise first"], work)
    assert tiered <= finish(STRATEGIES["baseline only"], work)

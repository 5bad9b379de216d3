"""Column generation: known values, and the certificates that make its end an answer."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from labs.ekko_elastic.columns import generate, solve_dual
from labs.ekko_elastic.packing import optimum
from labs.ekko_elastic.problem import (
    EXAMPLE,
    Machine,
    MachineType,
    Problem,
    ShardClass,
    Vector,
    cost,
)

TYPES = (MachineType("large", (10, 10, 10), 5), MachineType("small", (5, 5, 5), 3))


def worth(pattern: Vector, duals: list[Fraction]) -> Fraction:
    return sum((n * d for n, d in zip(pattern, duals, strict=True)), Fraction())


def test_cutting_one_size_from_one_stock_is_a_division() -> None:
    """Five shards, three to a machine: the relaxation uses five thirds of one."""
    problem = Problem((ShardClass("A", (3, 1, 1), 5),), TYPES[:1])
    assert generate(problem)[-1].value == Fraction(25, 3)


def test_duals_of_two_patterns_by_hand() -> None:
    """Covering (2, 2) with (1, 0) and (1, 1), both at 5: the second alone does it, for 10."""
    problem = Problem((ShardClass("A", (1, 1, 1), 2), ShardClass("B", (1, 1, 1), 2)), TYPES)
    value, duals = solve_dual(problem, [Machine(TYPES[0], (1, 0)), Machine(TYPES[0], (1, 1))])
    assert value == worth(problem.counts, duals) == 10


def test_the_example_of_the_page() -> None:
    steps = generate(EXAMPLE)
    assert len(EXAMPLE.columns) == 254
    assert (len(steps), steps[0].value, steps[-1].value) == (8, 264, Fraction(135, 2))


@given(
    demands=st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=1, max_size=3),
    count=st.integers(1, 3),
)
def test_bounds_hold_on_the_way_and_meet_at_the_end(demands: list[Vector], count: int) -> None:
    problem = Problem(
        tuple(ShardClass(str(i), demand, count) for i, demand in enumerate(demands)), TYPES
    )
    steps = generate(problem)
    final = steps[-1].value

    assert steps[-1].bound == final <= cost(optimum(problem))
    assert all(step.bound <= final <= step.value for step in steps)
    # The certificate, checked against every pattern there is and not only those generated:
    value, duals = solve_dual(problem, list(problem.columns))
    assert value == final
    assert all(worth(c.pattern, duals) <= c.type.price for c in problem.columns)

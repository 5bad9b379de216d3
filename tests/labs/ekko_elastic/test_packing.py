"""Packings: known ones, and the exact one against trying everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.ekko_elastic.packing import first_fit_decreasing, optimum, packings, static
from labs.ekko_elastic.problem import (
    EXAMPLE,
    Machine,
    MachineType,
    Problem,
    ShardClass,
    Vector,
    cost,
)

TYPES = LARGE, SMALL = MachineType("large", (10, 10, 10), 5), MachineType("small", (5, 5, 5), 3)
TWO = Problem((ShardClass("A", (9, 1, 1), 2), ShardClass("B", (1, 9, 1), 2)), TYPES)


def placed(machines: list[Machine]) -> Vector:
    return tuple(map(sum, zip(*(machine.pattern for machine in machines), strict=True)))


def test_opposite_shards_share_a_machine() -> None:
    assert [m.pattern for m in static(TWO, LARGE)] == [(1, 0), (1, 0), (0, 1), (0, 1)]
    assert [m.pattern for m in first_fit_decreasing(TWO, LARGE)] == [(1, 1), (1, 1)]
    assert cost(optimum(TWO)) == 10


def test_first_fit_takes_the_large_shards_first() -> None:
    """Four and six make ten; taken smallest first, the fours would share a machine."""
    shards = ShardClass("A", (4, 4, 4), 2), ShardClass("B", (6, 6, 6), 2)
    packed = first_fit_decreasing(Problem(shards, TYPES), LARGE)
    assert [m.pattern for m in packed] == [(1, 1), (1, 1)]


def test_patterns_are_all_and_only_those_that_fit() -> None:
    assert list(TWO.patterns(LARGE)) == [(0, 1), (1, 0), (1, 1)]
    assert list(TWO.patterns(SMALL)) == []


def test_a_shard_that_fits_no_machine_is_an_error() -> None:
    with pytest.raises(ValueError, match="a shard of A fits no small"):
        static(TWO, SMALL)


def test_the_example_of_the_page() -> None:
    all_three = list(packings(EXAMPLE).values())

    assert [(len(p), cost(p)) for p in all_three] == [(7, 140), (5, 100), (4, 71)]
    for packing in all_three:
        assert placed(packing) == EXAMPLE.counts
        assert all(EXAMPLE.fits(m.pattern, m.type) for m in packing)


@given(
    shards=st.lists(
        st.tuples(st.tuples(*[st.integers(1, 5)] * 3), st.integers(1, 2)), min_size=1, max_size=3
    )
)
def test_the_optimum_is_what_trying_every_grouping_finds(shards: list[tuple[Vector, int]]) -> None:
    problem = Problem(tuple(ShardClass(str(i), d, n) for i, (d, n) in enumerate(shards)), TYPES)
    items = [demand for demand, count in shards for _ in range(count)]

    best = optimum(problem)

    assert cost(best) == cheapest(items, [])
    assert cost(best) <= cost(first_fit_decreasing(problem, LARGE))
    assert placed(best) == problem.counts


def cheapest(items: list[Vector], groups: list[Vector]) -> int:
    """Return the least price over every grouping of *items*, one shard at a time."""
    if not items:
        return sum(min(t.price for t in TYPES if inside(group, t)) for group in groups)
    item, rest = items[0], items[1:]
    answers = [cheapest(rest, [*groups, item])]
    for place, group in enumerate(groups):
        grown = tuple(g + i for g, i in zip(group, item, strict=True))
        if inside(grown, LARGE):
            answers.append(cheapest(rest, [*groups[:place], grown, *groups[place + 1 :]]))
    return min(answers)


def inside(group: Vector, machine: MachineType) -> bool:
    return all(g <= c for g, c in zip(group, machine.capacity, strict=True))

"""The simplex in whole numbers: what holds at every pivot, and prices that bring in patterns."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.ekko_elastic.branch import solve
from labs.ekko_elastic.columns import Master, machine_of
from labs.ekko_elastic.families import problem
from labs.ekko_elastic.knapsack import Budget, Knapsack
from labs.ekko_elastic.problem import (
    MachineType,
    Problem,
    ShardClass,
    cost,
)
from labs.ekko_elastic.simplex import Column, Simplex, dot
from labs.ekko_elastic.text import EXAMPLE
from support.ekko_elastic.packings import typed
from support.ekko_elastic.reference import solve_dual


def inverse_holds(simplex: Simplex) -> bool:
    """Tell whether A B = D I, with D > 0."""
    size = len(simplex.basis)
    rows = [row[1:] for row in simplex.rows[:-1]]
    for k, column in enumerate(simplex.basis):
        dense = [0] * size
        for i, n in column.items:
            dense[i] += n
        for row in simplex.counting[column.kind]:
            dense[row] += 1
        for r in range(size):
            entry = dot(rows[r], dense)
            if entry != simplex.den * (r == k):
                return False
    return simplex.den > 0


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Check every pivot of the test; count them."""
    pivots: list[int] = []
    pivot, enter = Simplex.pivot, Master._enter

    def checked_pivot(self: Simplex, leave: int, column: Column) -> None:
        pivot(self, leave, column)
        assert inverse_holds(self)
        pivots.append(leave)

    def checked_enter(self: Master, column: Column) -> None:
        simplex = self.simplex
        assert min(simplex.x) >= 0
        assert simplex.direction(column)[-1] > 0, "a pattern enters that is worth its price"
        before = Fraction(simplex.value, simplex.den)
        enter(self, column)
        assert min(simplex.x) >= 0
        assert Fraction(simplex.value, simplex.den) <= before

    monkeypatch.setattr(Simplex, "pivot", checked_pivot)
    monkeypatch.setattr(Master, "_enter", checked_enter)
    return pivots


def test_invariants_hold_at_every_pivot_of_branch_and_price(watched: list[int]) -> None:
    for one in (EXAMPLE, *(typed(seed, 6, 40) for seed in range(5))):
        solve(one, 25)
    assert len(watched) > 200


def test_entries_of_any_size_stay_exact() -> None:
    luck = Random("entries of all sizes")
    for rows in (5, 7, 10):
        starters = [Column(10**13, -1, ((i, 1),)) for i in range(rows)]
        simplex = Simplex([luck.randint(0, 10**6) for _ in range(rows)], starters, 1)
        for _ in range(40):
            entries = ((i, luck.randint(1, 10 ** luck.randint(1, 6))) for i in range(rows))
            column = Column(luck.randint(1, 10**9), 0, tuple(entries))
            leave = simplex.leaving(simplex.direction(column))
            assert leave is not None
            simplex.pivot(leave, column)
            assert inverse_holds(simplex)
            worth = dot(simplex.duals, simplex.b)
            bought = dot((column.price for column in simplex.basis), simplex.x)
            assert simplex.value == worth == bought
            assert min(simplex.x) >= 0
        assert simplex.den > 1 << 64


@pytest.mark.parametrize("resources", [1, 2, 3])
def test_perfect_fits_do_not_cycle(resources: int, watched: list[int]) -> None:
    """Everything is degenerate: ties in nearly every ratio test."""
    for seed in range(2):
        master = Master(problem("triplets", 24, resources, seed), Budget(10**7))
        assert master.solve()
        assert Fraction(master.simplex.value, master.simplex.den) == 8
    assert len(watched) > 100


def test_duals_are_those_of_the_tableau_of_fractions_up_to_their_value() -> None:
    for seed in range(10):
        one = typed(seed, 5, 30)
        master = Master(one, Budget(10**6))
        assert master.solve()
        machines = [machine_of(one, column) for column in master.pool]
        assert solve_dual(one, machines)[0] == Fraction(master.simplex.value, master.simplex.den)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_knapsack_finds_what_trying_everything_finds(data: st.DataObject) -> None:
    classes, resources = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 3))
    numbers = st.integers(0, 6)
    demands = [tuple(data.draw(numbers) for _ in range(resources)) for _ in range(classes)]
    demands = [d if any(d) else (1,) * resources for d in demands]
    capacity = tuple(data.draw(st.integers(6, 14)) for _ in range(resources))
    prices = [data.draw(st.integers(0, 30)) for _ in range(classes)]
    counts = [data.draw(st.integers(1, 3)) for _ in range(classes)]
    one = Problem(
        tuple(
            ShardClass(str(i), d, n) for i, (d, n) in enumerate(zip(demands, counts, strict=True))
        ),
        (MachineType("m", capacity, 1),),
        tuple("abc"[:resources]),
    )
    best = max(dot(prices, p) for p in one.patterns(0))
    target = data.draw(st.integers(0, 60))
    answer = Knapsack(capacity, demands).best(prices, one.most[0], target, Budget(10**6), 10**6)

    assert answer.complete
    assert answer.worth == max(best, target)
    assert (answer.items is not None) == (best > target)


def small() -> st.SearchStrategy[Problem]:
    shard = st.tuples(
        st.tuples(st.integers(2, 24), st.integers(8, 100), st.integers(1, 8)), st.integers(1, 6)
    )
    return st.lists(shard, min_size=1, max_size=4).map(
        lambda rows: Problem(
            tuple(ShardClass(f"c{i}", d, n) for i, (d, n) in enumerate(rows)), EXAMPLE.types
        )
    )


def answer(one: Problem) -> tuple[int, int]:
    certificate = solve(one, 60).certificate
    return certificate.floor, cost(certificate.machines)


@settings(max_examples=20, deadline=None)
@given(small())
def test_twice_the_prices_are_twice_the_cost(one: Problem) -> None:
    dearer = replace(one, types=tuple(replace(t, price=2 * t.price) for t in one.types))

    assert answer(dearer) == tuple(2 * n for n in answer(one))


@settings(max_examples=20, deadline=None)
@given(small())
def test_a_shard_more_lowers_nothing_and_a_looser_limit_costs_nothing(one: Problem) -> None:
    first = replace(one.shards[0], count=one.shards[0].count + 1)
    more = replace(one, shards=(first, *one.shards[1:]))
    tight = replace(one, shards=tuple(replace(s, limit=1) for s in one.shards))
    loose = replace(one, shards=tuple(replace(s, limit=2) for s in one.shards))

    assert answer(one)[0] <= answer(more)[1]
    assert answer(one)[0] <= answer(loose)[1]
    assert answer(loose)[0] <= answer(tight)[1]


@settings(max_examples=20, deadline=None)
@given(small())
def test_a_class_in_two_halves_is_the_same_problem(one: Problem) -> None:
    first = one.shards[0]
    halves = (
        replace(first, name="left", count=first.count),
        replace(first, name="right", count=first.count),
    )
    whole = replace(one, shards=(replace(first, count=2 * first.count), *one.shards[1:]))
    split = replace(one, shards=(*halves, *one.shards[1:]))
    together, apart = answer(whole), answer(split)

    assert together[0] <= apart[1]
    assert apart[0] <= together[1]
    if together[0] == together[1] and apart[0] == apart[1]:
        assert together == apart

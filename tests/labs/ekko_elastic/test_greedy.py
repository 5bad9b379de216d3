"""Greedy rules: what they pack holds, and how far from the optimum they may be."""

from dataclasses import replace

import pytest

from labs.ekko_elastic.branch import solve
from labs.ekko_elastic.families import FAMILIES, problem
from labs.ekko_elastic.greedy import RULES, fleets, pack
from labs.ekko_elastic.problem import Machine, MachineType, Problem, ShardClass, cost
from labs.ekko_elastic.text import EXAMPLE
from support.ekko_elastic.packings import typed

ALL = ["fleets", *RULES]


@pytest.mark.parametrize("rule", ALL)
def test_every_rule_places_every_shard_and_costs_no_less_than_the_floor(rule: str) -> None:
    for seed in range(20):
        one = typed(seed)
        machines = pack(one, rule)
        assert one.placed(machines) == one.counts
        assert all(one.fits(machine) for machine, _ in machines)
    for name in FAMILIES:
        one = problem(name, 21, 3, 1)
        machines = pack(one, rule)
        assert one.placed(machines) == one.counts
        assert all(one.fits(machine) for machine, _ in machines)
        assert cost(machines) >= solve(one, 1).certificate.floor


@pytest.mark.parametrize("best", [False, True])
def test_runs_of_equal_shards_go_where_single_shards_would(best: bool) -> None:
    """First and best fit, one shard after another, in one dimension and on one type."""
    for seed in range(30):
        one = problem("small", 30, 1, seed)
        room = [1000]
        rooms: list[int] = []
        for shard in one.shards:
            for _ in range(shard.count):
                size = shard.demand[0]
                fitting = [k for k, left in enumerate(rooms) if left >= size]
                if fitting:
                    k = min(fitting, key=lambda k: rooms[k]) if best else fitting[0]
                    rooms[k] -= size
                else:
                    rooms.append(room[0] - size)
        assert cost(pack(one, "bfd-sum" if best else "ffd-sum")) == len(rooms)


def test_first_fit_decreasing_keeps_its_promise_in_one_dimension() -> None:
    """FFD takes at most 11/9 of the optimum and 6/9 of a machine more (Dósa 2007)."""
    for name in FAMILIES:
        for seed in range(4):
            one = problem(name, 24, 1, seed)
            solution = solve(one)
            assert solution.proved
            optimum = cost(solution.certificate.machines)
            assert 9 * cost(pack(one, "ffd-sum")) <= 11 * optimum + 6


def test_the_example_of_the_page() -> None:
    costs = {rule: cost(pack(EXAMPLE, rule)) for rule in ALL}

    # by hand: A on 2 “memory” for 32, B and C on 2 “large” each for 40, D on 1 “small” for 11
    assert costs["fleets"] == 32 + 40 + 40 + 11 == 123
    assert cost(fleets(replace(EXAMPLE, types=EXAMPLE.types[:1]))) == 140, "all on “large”"
    assert costs["ffd-sum"] == costs["ffd-max"] == costs["bfd-sum"] == 100
    assert costs["dot"] == costs["distance"] == 80


def test_a_fleet_is_of_the_cheapest_type_for_the_whole_class() -> None:
    types = MachineType("large", (10,), 5), MachineType("small", (4,), 3)
    one = Problem((ShardClass("A", (3,), 4), ShardClass("B", (2,), 1)), types, ("processor",))

    assert fleets(one) == [
        (Machine(types[0], (3, 0)), 1),
        (Machine(types[0], (1, 0)), 1),
        (Machine(types[1], (0, 1)), 1),
    ]


def test_a_shard_that_the_preferred_type_cannot_hold_opens_the_cheapest_that_can() -> None:
    types = MachineType("small", (4,), 1), MachineType("large", (10,), 9)
    one = Problem((ShardClass("A", (6,), 1), ShardClass("B", (4,), 2)), types, ("processor",))

    for rule in RULES:
        assert one.placed(pack(one, rule)) == (1, 2)
        assert cost(pack(one, rule)) in (10, 11)


def test_a_shard_that_fits_nowhere_is_an_error() -> None:
    with pytest.raises(ValueError, match="it needs 7 of memory, and the most is 6"):
        Problem((ShardClass("A", (1, 7), 1),), (MachineType("m", (6, 6), 1),), ("a", "memory"))

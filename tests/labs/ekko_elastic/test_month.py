"""The trace and its month: counts, floors, plans and moves."""

import csv
import os
from math import ceil
from pathlib import Path

import pytest

from labs.ekko_elastic import trace
from labs.ekko_elastic.branch import solve
from labs.ekko_elastic.certificate import verify
from labs.ekko_elastic.month import month, shards_moved
from labs.ekko_elastic.problem import Machine, cost
from labs.ekko_elastic.text import EXAMPLE
from support.ekko_elastic.reference import every_machine


def test_the_table_has_the_counts_of_the_trace() -> None:
    assert (len(trace.models()), len(trace.live())) == (174, 31)
    assert sum(model.live[0] for model in trace.models()) == 4157
    assert sum(model.live[30] for model in trace.models()) == 5557


@pytest.mark.skipif("LAB_DATA" not in os.environ, reason="LAB_DATA names no folder with the counts")
def test_the_table_is_the_one_that_was_counted() -> None:
    with (Path(os.environ["LAB_DATA"]) / "dlrm-daily.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    counted = sorted(
        (
            tuple(int(row[key]) for key in ("vcpu", "memory_gib", "rdma_percent")),
            tuple(int(row[f"day{day}"]) for day in range(31)),
        )
        for row in rows
    )

    assert counted == sorted((model.demand, model.live) for model in trace.models())


def test_the_first_day_is_packed_within_a_twentieth_of_a_percent() -> None:
    one = trace.on_day(0)
    certificate = solve(one, 1).certificate

    assert len(every_machine(one)) == 3209
    assert verify(one, certificate) == []
    assert (certificate.floor, sum(one.counts)) == (61_123, 4157)
    assert cost(certificate.machines) <= certificate.floor * 1.0005


def test_every_day_has_the_floor_of_a_fresh_start() -> None:
    plans = month(1, 0).plans
    for day in range(0, 31, 3):
        assert solve(trace.on_day(day), 1).certificate.floor == plans[day].floor


def test_own_fleets_are_of_the_type_that_is_cheapest_for_each_model_and_plan() -> None:
    """By the definition alone: one type for a model, as few machines as hold its instances."""

    def fleet(model: trace.Model, count: int) -> int:
        prices = []
        for machine in trace.TYPES:
            room = zip(machine.capacity, model.demand, strict=True)
            copies = min(have // need for have, need in room)
            if copies:
                prices.append(ceil(count / copies) * machine.price)
        return min(prices)

    models = trace.models()
    ways = month(1, 0).ways
    assert sum(fleet(m, max(m.live)) for m in models) == ways["own, fixed"][0]
    for day in (0, 17, 30):
        assert sum(fleet(m, m.live[day]) for m in models) == ways["own, resized"][day]


def test_the_five_costs_of_the_month() -> None:
    ways = month(1, 0).ways

    assert {name: round(sum(days) / 31) for name, days in ways.items()} == {
        "own, fixed": 95_369,
        "own, resized": 73_026,
        "shared, fixed": 83_362,
        "shared, resized": 70_118,
        "floor": 70_105,
    }
    pairs = zip(ways["shared, resized"], ways["floor"], strict=True)
    assert all(floor <= cost <= floor * 1.0005 for cost, floor in pairs)


def test_fewer_than_twenty_of_those_that_stay_are_moved_in_a_day() -> None:
    plans = month(1, 0).plans[1:]

    assert all(plan.moved >= 0 for plan in plans)
    assert 0 < sum(plan.moved for plan in plans) / len(plans) < 20


def test_planning_less_often_or_with_headroom_costs_more() -> None:
    means = [sum(month(every, 0).ways["shared, resized"]) for every in (1, 2, 5, 15)]

    assert means == sorted(means)
    assert sum(month(1, 10).ways["shared, resized"]) > means[0]


def test_moves_are_counted_against_what_is_most_alike() -> None:
    large = EXAMPLE.types[0]
    before = [(Machine(large, (2, 0, 0, 0)), 2), (Machine(large, (1, 1, 0, 0)), 1)]
    after = [(Machine(large, (2, 0, 0, 0)), 1), (Machine(large, (2, 1, 0, 0)), 2)]

    # one machine stays; on the others 2 and 2 shards stay of 3 and 3
    assert shards_moved(before, after) == 2
    assert shards_moved(before, before) == 0
    assert shards_moved([], after) == 8

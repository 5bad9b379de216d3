"""Priorities, and two lanes over one link."""

from itertools import pairwise

import pytest

from labs.ekko.lanes import FRESHNESS, TRAFFIC, Delivery, updates
from labs.ekko.world import PLACES, ROW_BITS, World
from labs.kernel.simulation import SECOND

CONGESTED = World(rate=100, fault="slow", place=PLACES[1], start=3, lasts=10, left=30)


@pytest.mark.parametrize("two_lanes", [True, False])
@pytest.mark.parametrize("percentile", [0, 50, 80, 99])
def test_nobody_starves(two_lanes: bool, percentile: int) -> None:
    """Every update is there by the end of the writes and the time of the backlog."""
    found, _ = updates(CONGESTED, percentile, 2)
    run = Delivery(CONGESTED, found, two_lanes)
    backlog = 2 * len({update.row for update in found}) * ROW_BITS // 5

    for update, arrival in zip(found, run.arrivals, strict=True):
        assert arrival >= update.time + CONGESTED.delay(0, 1)
    assert max(run.arrivals) <= CONGESTED.horizon + backlog + 2 * SECOND


def test_a_row_is_there_when_its_newest_packet_has_come() -> None:
    """Brute force: the arrivals of one lane are those of full answers in order."""
    found, _ = updates(CONGESTED, 80, 0)
    run = Delivery(CONGESTED, found, two_lanes=False)
    batches = sorted(set(run.arrivals))

    assert len(batches) == len({(u.row, a) for u, a in zip(found, run.arrivals, strict=True)})
    gaps = [b - a for a, b in pairwise(batches)]
    assert min(gaps) >= ROW_BITS // 5


def test_priorities_follow_the_formula() -> None:
    found, threshold = updates(CONGESTED, 80, 10)
    new = [update for update in found if update.row >= CONGESTED.hot_rows]

    assert 0.06 < len(new) / len(found) < 0.14
    assert min(update.priority for update in new) >= FRESHNESS * min(TRAFFIC)
    share = sum(update.important for update in found) / len(found)
    assert abs(share - 0.2) < 0.03
    late = found[len(found) // 2 :]
    assert all(update.important for update in late if update.priority > 3 * threshold)


def test_missing_importance_adds_up_to_the_weighted_delay() -> None:
    found, _ = updates(CONGESTED, 80, 2)
    run = Delivery(CONGESTED, found, two_lanes=True)
    step = SECOND // 200
    area = sum(run.missing(time) for time in range(0, max(run.arrivals), step)) * step / SECOND
    total = sum(update.priority for update in found)

    assert abs(area / total - run.weighted()) < 0.01

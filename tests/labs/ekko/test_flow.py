"""The fast model of a cluster: equal to the replicas, to a twin in SimPy, and to formulas."""

import random
from itertools import pairwise
from statistics import mean, stdev

import pytest

from labs.ekko.flow import Flow
from labs.ekko.load import ekko_at, ekko_cycle
from labs.ekko.race import Spread
from labs.ekko.replica import Replica
from labs.ekko.rivals import (
    chain,
    two_phase,
    whole_model,
    whole_model_period,
    whole_model_seconds,
)
from labs.ekko.workload import Workload, draw
from labs.ekko.world import ROW_BITS, ROWS, World
from labs.kernel.network import Transmitter
from labs.kernel.simulation import SECOND
from labs.kernel.zipf import distinct
from support.ekko_twin import Twin


def test_the_flow_answers_as_replicas_do_in_300_schedules() -> None:
    """Hits, rows sent and rows compared, shard by shard, from a leader and to its followers."""
    pulls = 0
    for seed in range(300):
        luck = random.Random(seed)
        shards, size, places = luck.randint(8, 40), luck.randint(1, 12), luck.randint(2, 5)
        writes = luck.randint(20, 200)
        rows = [luck.randrange(shards * size) for _ in range(writes)]
        world = World(shards=ROWS // size, sites=1, replicas=1)
        following = [
            next((j for j in range(i + 1, writes) if rows[j] == rows[i]), writes)
            for i in range(writes)
        ]
        workload = Workload(
            [i + 1 for i in range(writes)], rows, following, [row % shards for row in rows]
        )
        flow = Flow.__new__(Flow)
        flow.world, flow.workload, flow._counts = world, workload, {}
        cache = world.cached
        replicas = [
            [Replica.empty(place, size, places) for _ in range(shards)] for place in range(places)
        ]
        for shard in range(shards):  # every cache is warm before the run
            for row in range(size):
                replicas[0][shard] = replicas[0][shard].write(row, cache)
            for place in range(1, places):
                answer = replicas[0][shard].answer(replicas[place][shard].known)
                replicas[place][shard] = (
                    replicas[place][shard].receive(answer.rows, cache).raised(answer.vector)
                )
        known, done = [0] * places, 0
        while min(known) < writes:
            if done < writes and luck.random() < 0.6:
                row = rows[done]
                replicas[0][row % shards] = replicas[0][row % shards].write(row // shards, cache)
                done += 1
                known[0] = done
                continue
            puller = luck.randrange(1, places)
            peer = luck.randrange(puller)
            if known[peer] < known[puller]:
                continue
            count = flow.count(known[puller], known[peer])
            hits = misses = sent = compared = 0
            for shard in range(shards):
                mine, theirs = replicas[puller][shard], replicas[peer][shard]
                if mine.shard_version == theirs.shard_version:
                    continue
                answer = theirs.answer(mine.known)
                pulls += 1
                hits, misses = hits + answer.hit, misses + (not answer.hit)
                sent, compared = sent + len(answer.rows), compared + len(answer.compared)
                replicas[puller][shard] = mine.receive(answer.rows, cache).raised(answer.vector)
            assert (count.rows, count.compared, count.hits, count.misses) == (
                sent,
                compared,
                hits,
                misses,
            )
            known[puller] = known[peer]
    assert pulls > 60_000


WORLDS = [
    *({"seed": seed} for seed in range(1, 17)),
    *({"seed": seed, "fault": "slow"} for seed in range(17, 29)),
    *({"seed": seed, "source": "nearest"} for seed in range(29, 35)),
    *(
        {"seed": seed, "source": "nearest", "fault": "slow", "place": "us-west-1"}
        for seed in range(35, 38)
    ),
    {"seed": 38, "fault": "cut"},
    {"seed": 39, "use_leaders": False, "use_version": False},
    {"seed": 40, "use_leaders": False, "use_cache": False},
]


@pytest.mark.parametrize(
    "settings", WORLDS, ids=lambda settings: "-".join(map(str, settings.values()))
)
def test_a_twin_in_simpy_has_the_same_latencies_to_the_microsecond(
    settings: dict[str, object],
) -> None:
    """On runs of 10 seconds of writes, so that forty of them fit into the time of the tests."""
    world = World(rate=150).changed(**settings, start=2, lasts=4, hot=1.0)
    workload = draw(world)
    flow, twin = Flow(world, workload), Twin(world, workload)

    latencies = [
        [time - at for time, at in zip(covered, workload.times, strict=True)]
        for covered in Spread(workload, flow.learned, 0, world.replicas).arrivals
    ]
    assert latencies == twin.latencies[1:]
    assert (flow.pulls, flow.total.compared) == (twin.pulls, twin.compared)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"fault": "slow"},
        {"fault": "cut"},
        {"fault": "crash"},
        {"fault": "crash", "source": "nearest", "place": "us-west-1"},
        {"use_leaders": False},
    ],
    ids=str,
)
def test_a_run_keeps_its_invariants(
    settings: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Knowledge grows; links are first come, first served; bits add up; every write arrives."""
    busy: dict[int, list[tuple[int, int]]] = {}
    occupy = Transmitter.occupy

    def watched(self: Transmitter, first: int, bits: int, last: int = 0) -> tuple[int, int]:
        start, end = occupy(self, first, bits, last)
        busy.setdefault(id(self), []).append((start, end))
        assert start >= first
        return start, end

    monkeypatch.setattr(Transmitter, "occupy", watched)
    world = World(rate=40).changed(**settings)
    workload = draw(world)
    flow = Flow(world, workload)
    spread = Spread(workload, flow.learned, flow.links.wide_bits, world.replicas)

    for knows in flow.learned[1:]:
        assert knows == sorted(knows)
        assert [k for _, k in knows] == sorted({k for _, k in knows})
        assert knows[-1][1] == len(workload.times)
    assert len(spread.latencies) == len(workload.times) * world.sites * world.replicas
    for i, covered in enumerate(spread.arrivals):
        at_least = world.delay(0, 1 + i // world.replicas) + ROW_BITS // 5
        assert min(a - b for a, b in zip(covered, workload.times, strict=True)) >= at_least
    for intervals in busy.values():
        assert all(a[1] <= b[0] for a, b in pairwise(intervals))
    if not world.use_leaders:
        sent = flow.links.wide_bits - flow.request_bits
        answers = flow.pulls  # each has a header beside its rows
        assert sent == flow.total.rows * ROW_BITS + answers * 64


def test_a_crash_is_made_up_for_after_it() -> None:
    world = World(fault="crash", rate=20)
    spread = Spread(draw(world), Flow(world, draw(world)).learned, 0, world.replicas)

    assert 12 < spread.worst[1] < 15
    assert max(spread.worst[site] for site in (0, 2, 3)) < 2


@pytest.mark.parametrize("load", [0.5, 0.8, 0.9])
def test_a_chain_waits_as_the_formula_of_pollaczek_and_khinchine_says(load: float) -> None:
    """One site, fixed transmission time D: an M/D/1 queue, mean wait load × D / 2(1 - load)."""
    service = ROW_BITS / 5_000_000
    waits = []
    for seed in range(1, 9):
        world = World(
            sites=1, replicas=1, egress=5, link=10, distance=0, seed=seed, rate=load / service
        )
        workload = _long(world, 100)
        learned, _ = chain(world, workload)
        waits.append(Spread(workload, learned, 0, 1).mean - service)
    expected = load * service / (2 * (1 - load))

    assert abs(mean(waits) - expected) < 3 * stdev(waits) / len(waits) ** 0.5


def _long(world: World, seconds: int) -> Workload:
    """Return the writes of a run longer than the lab's, all to one row."""
    luck = random.Random(f"long/{world.seed}")
    times, time = [], 0
    while time < seconds * SECOND:
        time += int(luck.expovariate(1) * SECOND / world.rate) + 1
        times.append(time)
    return Workload(times, [0] * len(times), [*range(1, len(times) + 1)], [0] * len(times))


class Watched(Flow):
    """A flow that notes when each leader asks."""

    def __init__(self, world: World, workload: Workload) -> None:
        self.asked: dict[int, list[int]] = {}
        super().__init__(world, workload)

    def _ask(self, i: int, attempt: int) -> None:
        if not self._local[i]:
            self.asked.setdefault(self.site[i], []).append(self._simulation.now)
        super()._ask(i, attempt)


@pytest.mark.parametrize(
    "settings",
    [
        {"rate": 10},  # a cycle is a round trip, a request and a row or two
        {"rate": 10, "replicas": 1, "pause": 400},
        {"rate": 160, "link": 1, "egress": 10},
        {"rate": 80},  # from here on the egress is never idle
        {"rate": 160},
        {"rate": 320},
    ],
    ids=str,
)
def test_cycles_and_latencies_are_those_of_the_closed_form(settings: dict[str, float]) -> None:
    seconds = 200
    world = World().changed(**settings)
    workload = draw(world, seconds * SECOND)
    flow = Watched(world, workload)

    for site, asked in flow.asked.items():
        during = [time for time in asked if seconds / 4 < time / SECOND < seconds]
        cycle = (during[-1] - during[0]) / (len(during) - 1) / SECOND
        assert cycle == pytest.approx(ekko_cycle(world, site, world.rate).seconds, rel=0.1)
    latencies = [
        (there - time) / SECOND
        for covered in Spread(workload, flow.learned, 0, world.replicas).arrivals
        for there, time in zip(covered, workload.times, strict=True)
        if seconds / 4 < time / SECOND < seconds - 30  # the last wait for nobody's writes
    ]
    assert mean(latencies) == pytest.approx(ekko_at(world, world.rate), rel=0.1)


@pytest.mark.parametrize("writes", [10, 100, 1_000])
def test_distinct_rows_are_as_many_as_the_occupancy_formula_says(writes: int) -> None:
    runs = [draw(World(rate=50, seed=seed)).rows for seed in range(1, 31)]
    counts = [len(set(rows[:writes])) for rows in runs]
    expected = distinct(World().hot_rows, 0.99, writes)

    assert min(map(len, runs)) >= writes
    assert abs(mean(counts) - expected) < 3 * stdev(counts) / len(counts) ** 0.5


def test_the_closed_forms_of_the_rivals() -> None:
    """The textbook's 800 s; and at light load a push takes two round trips and the transfer."""
    assert whole_model_seconds(8 * 100e9, 5, 5e9) == 800
    world = World(rate=1, replicas=1)
    workload = Workload([1_000_000], [0], [1], [0])
    learned, bits = two_phase(world, workload)
    transfer = -(-ROW_BITS // 5)
    arrivals = [world.delay(0, site) + transfer * site for site in range(1, 5)]
    control = -(-128 // 5)
    farthest = world.delay(0, 4)
    acknowledged = max(arrivals[i] + world.delay(0, i + 1) for i in range(4)) + control
    assert arrivals[3] == max(arrivals)
    assert learned[4][1] == (1_000_000 + acknowledged + farthest + control, 1)
    assert acknowledged + farthest + control == 3 * farthest + 4 * transfer + 2 * control
    assert bits == 4 * ROW_BITS
    period = whole_model_period(World())
    assert period == 4 * ROWS * ROW_BITS // 5
    learned, _ = whole_model(World(), workload)
    assert learned[1] == [(0, 0), (2 * period + World().delay(0, 1), 1)]


def test_past_its_link_a_log_falls_behind_and_the_newest_state_does_not() -> None:
    """At twice what the egress carries, for 10 s and for 20 s."""
    worst = {}
    for rate in (75, 150):
        world = World(rate=rate, egress=1.2, sites=2, replicas=1, hot=0.1, link=10)
        workload = draw(world)
        worst[rate] = (
            Spread(workload, chain(world, workload)[0], 0, 1).worst[0],
            Spread(workload, Flow(world, workload).learned, 0, 1).worst[0],
        )

    assert worst[75][0] > 10
    assert worst[150][0] > 20
    assert max(state for _, state in worst.values()) < 3 * 25 * 2 * ROW_BITS / 1_200_000

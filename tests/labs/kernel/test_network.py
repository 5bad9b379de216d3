"""Rates integrated, hops that cut through, and links that lose, double and delay."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.kernel.network import Network, Rate, Transmitter, cut_through
from labs.kernel.simulation import SECOND, Simulation

STEPS = st.lists(
    st.tuples(st.integers(1, 50), st.integers(0, 5)), max_size=5
)  # (length in µs, bits per µs)


def _rate(pieces: list[tuple[int, int]], last: int) -> Rate:
    time, steps = 0, []
    for length, bits in pieces:
        steps.append((time, bits * SECOND))
        time += length
    return Rate(*steps, (time, last * SECOND))


@given(STEPS, st.integers(1, 5), st.integers(0, 100), st.integers(0, 400))
def test_finish_is_where_the_sum_of_the_rate_reaches_the_size(
    pieces: list[tuple[int, int]], last: int, start: int, bits: int
) -> None:
    end = _rate(pieces, last).finish(start, bits)
    per_us = [bits_per_us for length, bits_per_us in pieces for _ in range(length)]

    def passed(until: int) -> int:
        return sum(per_us[t] if t < len(per_us) else last for t in range(start, until))

    assert passed(end) >= bits
    assert end == start or passed(end - 1) < bits


def test_a_part_of_a_microsecond_counts_as_a_whole_one() -> None:
    assert Rate((0, 3)).finish(0, 1) == -(-SECOND // 3)
    slower = Rate((0, 1_000_000), (10, 250_000))
    assert slower.finish(4, 8) == 10 + 8  # six bits before the change, two at a quarter of it


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ((), "must begin at 0"),
        (((1, 5),), "must begin at 0"),
        (((0, 5), (0, 6)), "must rise"),
        (((0, -1), (2, 6)), "may be negative"),
        (((0, 5), (2, 0)), "last must be positive"),
    ],
)
def test_a_rate_says_what_is_wrong(steps: tuple[tuple[int, int], ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Rate(*steps)


def test_a_transmitter_serves_in_turn() -> None:
    transmitter = Transmitter(Rate((0, SECOND)))  # a bit a microsecond
    assert transmitter.occupy(10, 5) == (10, 15)
    assert transmitter.occupy(11, 5) == (15, 20)
    assert transmitter.occupy(30, 5, last=90) == (30, 90)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 30)), min_size=1, max_size=4),
    st.integers(1, 200),
)
def test_a_path_that_cuts_through_takes_its_slowest_hop_and_all_delays(
    hops: list[tuple[int, int]], bits: int
) -> None:
    path = [(Transmitter(Rate((0, rate * SECOND))), delay) for rate, delay in hops]
    slowest = max(Fraction(bits, rate) for rate, _ in hops)
    delays = sum(delay for _, delay in hops)
    arrival = cut_through(path, 7, bits)
    assert 7 + slowest + delays <= arrival < 7 + slowest + delays + 1


def test_the_second_message_waits_for_the_first_on_every_hop() -> None:
    path = [(Transmitter(Rate((0, 2 * SECOND))), 100), (Transmitter(Rate((0, SECOND))), 10)]
    assert cut_through(path, 0, 40) == 100 + 40 + 10
    assert cut_through(path, 0, 40) == 100 + 40 + 40 + 10


def _network(**chances: float) -> tuple[Simulation, Network]:
    simulation = Simulation(seed=4)
    return simulation, Network(simulation, lambda _source, _target: 1_000, **chances)


def test_a_message_arrives_after_the_latency() -> None:
    simulation, network = _network()
    seen: list[int] = []
    assert network.send("a", "b", lambda: seen.append(simulation.now)) == [1_000]
    simulation.run()
    assert seen == [1_000]


@pytest.mark.parametrize(("chances", "copies"), [({"loss": 0.3}, 0.7), ({"duplication": 0.3}, 1.3)])
def test_chances_hold_on_the_average(chances: dict[str, float], copies: float) -> None:
    _, network = _network(**chances)
    arrived = sum(len(network.send("a", "b", lambda: None)) for _ in range(4_000))
    assert arrived / 4_000 == pytest.approx(copies, abs=0.03)


def test_jitter_delays_up_to_its_share() -> None:
    _, network = _network(jitter=0.5)
    times = {network.send("a", "b", lambda: None)[0] for _ in range(300)}
    assert min(times) >= 1_000
    assert 1_450 < max(times) < 1_500


def test_a_cut_loses_all_and_uses_no_luck() -> None:
    (_, cut), (_, whole) = _network(loss=0.5), _network(loss=0.5)
    cut.link("a", "b").cut = True
    assert [cut.send("a", "b", lambda: None) for _ in range(20)] == [[]] * 20
    assert cut.send("b", "a", lambda: None) == whole.send("b", "a", lambda: None)
    cut.link("a", "b").cut = False
    after = [cut.send("a", "b", lambda: None) for _ in range(20)]
    assert after == [whole.send("a", "b", lambda: None) for _ in range(20)]


def test_every_link_has_luck_of_its_own() -> None:
    (_, quiet), (_, busy) = _network(loss=0.5), _network(loss=0.5)
    for _ in range(17):
        busy.send("b", "a", lambda: None)
    sent = [[network.send("a", "b", lambda: None) for _ in range(40)] for network in (quiet, busy)]
    assert sent[0] == sent[1]

"""The order of events, timers, and where a run stops."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.kernel.simulation import Simulation


@given(st.lists(st.integers(0, 20), max_size=40))
def test_events_run_in_order_of_time_and_of_scheduling(times: list[int]) -> None:
    simulation, seen = Simulation(), []
    for serial, time in enumerate(times):
        simulation.at(time, lambda serial=serial: seen.append((simulation.now, serial)))
    assert simulation.run()
    assert seen == sorted((time, serial) for serial, time in enumerate(times))
    assert simulation.events == len(times)


def test_what_is_scheduled_for_now_waits_for_those_before_it() -> None:
    simulation, seen = Simulation(), []
    simulation.at(5, lambda: (seen.append("a"), simulation.after(0, seen.append, "c")))
    simulation.at(5, seen.append, "b")
    simulation.run()
    assert seen == ["a", "b", "c"]


def test_a_canceled_timer_never_runs() -> None:
    simulation, seen = Simulation(), []
    timer = simulation.at(3, seen.append, "never")
    other = simulation.at(4, seen.append, "run")
    assert timer.pending
    timer.cancel()
    assert not timer.pending
    assert simulation.run()
    assert seen == ["run"]
    assert not other.pending
    assert (simulation.now, simulation.events) == (4, 1)
    other.cancel()  # too late, and no harm


def test_nothing_happens_in_the_past() -> None:
    simulation = Simulation()
    simulation.at(10, lambda: None)
    simulation.run()
    with pytest.raises(ValueError, match="it is 10 µs; an event cannot happen at 9 µs"):
        simulation.at(9, lambda: None)
    with pytest.raises(ValueError, match="it is 10 µs; an event cannot happen 1 µs before"):
        simulation.after(-1, lambda: None)


def test_run_stops_at_a_time_or_after_a_number_of_events() -> None:
    simulation, seen = Simulation(), []
    for time in (1, 2, 2, 7):
        simulation.at(time, seen.append, time)
    assert not simulation.run(most=2)
    assert (seen, simulation.now) == ([1, 2], 2)
    assert not simulation.run(until=5)
    assert (seen, simulation.now) == ([1, 2, 2], 5)
    simulation.at(8, seen.append, 8).cancel()
    assert simulation.run(until=9)
    assert (seen, simulation.now) == ([1, 2, 2, 7], 9)


def test_a_seed_and_a_name_decide_the_luck() -> None:
    first, again, other = Simulation(1), Simulation(1), Simulation(2)
    assert first.random("link").random() == again.random("link").random()
    assert first.random("link").random() != other.random("link").random()

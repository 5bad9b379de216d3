"""Stopping a loop."""

import pytest

from labs.lightning.meter import epoch_time, fuel_time, stop_with_epoch, stop_with_fuel


def test_fuel_stops_at_the_same_instruction_whatever_the_speed() -> None:
    assert stop_with_fuel(1000, 7) == 994
    assert fuel_time(1000, 7, 2.0) == 497


@pytest.mark.parametrize("speed", [0.5, 1.0, 3.0])
def test_an_epoch_stops_within_one_pass_of_the_deadline(speed: float) -> None:
    stopped = epoch_time(100, speed, 7)
    assert 100 <= stopped < 100 + 7 / speed


def test_a_faster_machine_gets_further_in_the_same_epoch() -> None:
    assert stop_with_epoch(100, 2.0, 7) > stop_with_epoch(100, 1.0, 7)

"""Two ways of stopping a program that runs too long: fuel, and epochs.

The program is an endless loop of *body* instructions. Under fuel the compiled code pays for a
whole pass at the head of the loop and stops when it cannot; under epochs it compares, at the
same place, a shared counter that a timer advances. Speeds are instructions a microsecond.
"""

from math import ceil


def stop_with_fuel(fuel: int, body: int) -> int:
    """Return how many instructions have run when the fuel is spent: the same on any machine."""
    return fuel // body * body


def stop_with_epoch(deadline_us: float, speed: float, body: int) -> int:
    """Return how many instructions have run at the first check after the deadline."""
    return ceil(deadline_us * speed / body) * body


def fuel_time(fuel: int, body: int, speed: float) -> float:
    """Return when the program stops under fuel, in microseconds."""
    return stop_with_fuel(fuel, body) / speed


def epoch_time(deadline_us: float, speed: float, body: int) -> float:
    """Return when the program stops under epochs, in microseconds."""
    return stop_with_epoch(deadline_us, speed, body) / speed

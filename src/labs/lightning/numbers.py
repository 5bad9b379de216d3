"""The numbers that the Lightning page takes from the model, as text."""

from labs.kernel.formatting import fixed, in_words
from labs.lightning.example import RESERVED, WORK
from labs.lightning.memory import (
    GIB,
    LARGEST_OFFSET,
    MIB,
    instances,
    largest_free_offset,
    last_byte,
)
from labs.lightning.tiers import Compilers, finish

WIDTH = 8  # bytes of the widest scalar access
USER_ADDRESS_BITS = 47  # 128 TiB for a process under Linux on x86-64: wasmtimelimits
SMALL_RESERVATION = 4 * GIB + 32 * MIB


def width() -> str:
    """Bytes of the widest scalar access."""
    return in_words(WIDTH)


def past_reservation() -> str:
    """Bytes by which the farthest access overhangs the reservation, and the guard must cover."""
    return str(last_byte(LARGEST_OFFSET, WIDTH) - RESERVED + 1)


def unchecked_offset() -> str:
    """Largest constant offset that needs no check under the small reservation."""
    return f"{largest_free_offset(WIDTH, SMALL_RESERVATION):,}"


def reservations() -> str:
    """Reservations that fit in one process."""
    return f"{instances(USER_ADDRESS_BITS, RESERVED):,}"


def work() -> str:
    """Seconds of fully optimised code in the race."""
    return fixed(WORK)


def optimising() -> str:
    """Seconds that the optimising compiler takes in the race."""
    return fixed(Compilers().optimising_compile)


def baseline() -> str:
    """Seconds that the baseline compiler takes in the race."""
    return in_words(int(Compilers().baseline_compile))


def loading() -> str:
    """Seconds that loading from the code cache takes in the race."""
    return in_words(int(Compilers().cache_load))


def slower() -> str:
    """By how many per cent baseline code is slower than optimised code in the race."""
    return fixed(100 / Compilers().baseline_speed - 100, 0)


def race() -> str:
    """Seconds to the end: optimise first, baseline only, tiered, from the cache."""
    ends = [f"{finish(phases, WORK):.0f}" for phases in Compilers().strategies().values()]
    return f"{', '.join(ends[:-1])} and {ends[-1]}"

"""Which accesses can leave the reservation."""

from hypothesis import given
from hypothesis import strategies as st

from labs.lightning.reservation import (
    GIB,
    LARGEST_INDEX,
    MIB,
    instances,
    largest_free_offset,
    last_byte,
    needs_check,
)


def test_index_and_offset_together_reach_just_past_eight_gibibytes() -> None:
    assert last_byte(offset=2**32 - 1, width=8) == 8 * GIB + 5


def test_a_small_guard_covers_every_small_offset() -> None:
    reserved = 4 * GIB + 32 * MIB
    assert not needs_check(offset=0, width=16, reserved=reserved)
    assert needs_check(offset=32 * MIB, width=8, reserved=reserved)


def test_without_a_guard_even_offset_zero_needs_a_check() -> None:
    assert largest_free_offset(8, 4 * GIB) == -1
    assert largest_free_offset(1, 4 * GIB) == 0


@given(
    width=st.sampled_from([1, 2, 4, 8, 16]),
    reserved=st.integers(2**32, 2**34),
    nudge=st.integers(-3, 3),
)
def test_the_largest_free_offset_is_the_border(width: int, reserved: int, nudge: int) -> None:
    border = largest_free_offset(width, reserved)
    offset = max(border + nudge, 0)
    farthest = max(index + offset + width - 1 for index in (0, LARGEST_INDEX - 1, LARGEST_INDEX))
    assert needs_check(offset, width, reserved) == (farthest >= reserved) == (offset > border)


def test_reservations_are_limited_by_address_space_not_by_memory() -> None:
    assert instances(47, 8 * GIB) == 16384

"""Which accesses can leave the reservation."""

from hypothesis import given
from hypothesis import strategies as st

from labs.lightning.page import GIB, LARGEST_INDEX, _largest_free_offset


def test_without_a_guard_even_offset_zero_needs_a_check() -> None:
    assert _largest_free_offset(8, 4 * GIB) == -1
    assert _largest_free_offset(1, 4 * GIB) == 0


@given(
    width=st.sampled_from([1, 2, 4, 8, 16]),
    reserved=st.integers(2**32, 2**34),
    nudge=st.integers(-3, 3),
)
def test_the_largest_free_offset_is_the_border(width: int, reserved: int, nudge: int) -> None:
    border = _largest_free_offset(width, reserved)
    offset = max(border + nudge, 0)
    farthest = max(index + offset + width - 1 for index in (0, LARGEST_INDEX - 1, LARGEST_INDEX))
    assert (farthest >= reserved) == (offset > border)

"""Which accesses of a 32-bit WebAssembly memory still need an explicit bounds check.

An access names a byte by a 32-bit index, computed when the program runs, plus an *offset* that
is written in the instruction, and touches *width* bytes from there. If every byte it could ever
touch lies inside address space that is reserved for this instance, the hardware does the check:
pages beyond the memory's present size are not mapped and fault.
"""

GIB = 2**30
MIB = 2**20
LARGEST_INDEX = LARGEST_OFFSET = 2**32 - 1


def last_byte(offset: int, width: int) -> int:
    """Return the farthest byte, counted from the memory's start, the access could touch."""
    return LARGEST_INDEX + offset + width - 1


def needs_check(offset: int, width: int, reserved: int) -> bool:
    """Tell whether an access could leave *reserved* bytes and so must be checked in software."""
    return last_byte(offset, width) >= reserved


def largest_free_offset(width: int, reserved: int) -> int:
    """Return the largest constant offset at which an access needs no check; -1 if none."""
    return max(reserved - LARGEST_INDEX - width, -1)


def instances(address_bits: int, reserved: int) -> int:
    """Return how many reservations fit in an address space of *address_bits* bits."""
    return (1 << address_bits) // reserved

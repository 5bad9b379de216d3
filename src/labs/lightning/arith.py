"""Numerics: what the expressions of :mod:`labs.lightning.opcodes` call (specification, "Numerics").

Both tiers are made from these expressions: the interpreter's functions by :data:`FUNCTIONS`, the
compiler's code by putting its operands in place of ``a`` and ``b``.

Values: i32 and i64 are ints from 0 to 2ⁿ − 1; f64 is a float; f32 is its 32-bit pattern, an int,
because a Python float cannot carry a signaling f32 NaN through. f32 arithmetic is done in double
precision and rounded once more, which is exact rounding since 53 ≥ 2·24 + 2.

NaNs are canonical (the specification's deterministic profile): a result that is NaN has one bit
pattern, whatever processor computes it. Loads, stores, ``neg``, ``abs`` and ``copysign`` move bits.
"""

import struct
from collections.abc import Callable
from math import ceil, copysign, floor, isnan, sqrt, trunc

from labs.lightning.opcodes import INSTRUCTIONS, TESTS


class Trap(Exception):  # noqa: N818 - the specification's word
    """Execution stops; the message is the official one of the specification's tests."""


_cell = bytearray(8)
_bits32, _float32 = memoryview(_cell)[:4].cast("I"), memoryview(_cell)[:4].cast("f")
_bits64, _float64 = memoryview(_cell).cast("Q"), memoryview(_cell).cast("d")
NAN: float = struct.unpack("<d", struct.pack("<Q", 0x7FF8000000000000))[0]
NAN32 = 0x7FC00000


def promote(bits: int) -> float:
    """Return the f32 with these bits as a double."""
    _bits32[0] = bits
    return _float32[0]


def demote(value: float) -> int:
    """Return the bits of the f32 nearest to *value*."""
    _float32[0] = value
    return _bits32[0] if value == value else NAN32


def bits64(value: float) -> int:
    """Return the bits of *value*."""
    _float64[0] = value
    return _bits64[0]


def float64(bits: int) -> float:
    """Return the double with these bits."""
    _bits64[0] = bits
    return _float64[0]


def canonical(value: float) -> float:
    """Return *value*, or the one NaN."""
    return value if value == value else NAN


def div(a: float, b: float) -> float:
    """Return a / b as IEEE 754 has it."""
    return canonical(a / b if b else a * copysign(float("inf"), b))


def _extreme(pick: Callable[..., float]) -> Callable[[float, float], float]:
    """Return the smaller or larger of two; −0 is smaller than 0, and a NaN wins."""
    return lambda a, b: (
        pick(a, b, key=lambda value: (value, copysign(1.0, value))) if a == a and b == b else NAN
    )


def _rounding(to_integer: Callable[[float], int]) -> Callable[[float], float]:
    return lambda a: copysign(float(to_integer(a)), a) if abs(a) < 2**52 else canonical(a)


def _truncate(low: int, high: int) -> Callable[[float], int]:
    """Return the conversion to whole numbers of [low, high], negative ones modulo 2ⁿ."""

    def truncated(a: float) -> int:
        if isnan(a):
            raise Trap("invalid conversion to integer")
        if not low - 1 < a < high + 1:
            raise Trap("integer overflow")
        return int(a) % (high - low + 1)

    return truncated


def _divide(bits: int, rest: bool) -> Callable[[int, int], int]:
    """Return signed division, rounded toward 0, or what it leaves."""
    sign, mask = 1 << bits - 1, (1 << bits) - 1

    def divided(a: int, b: int) -> int:
        a, b = (a ^ sign) - sign, (b ^ sign) - sign
        quotient = abs(a) // abs(b) if (a < 0) == (b < 0) else -(abs(a) // abs(b))
        if quotient == sign and not rest:
            raise Trap("integer overflow")
        return (a - b * quotient if rest else quotient) & mask

    return divided


def single(value: int) -> int:
    """Return the bits of the f32 nearest to a whole number.

    Rounding to double first would round twice. With 40 bits kept and the last one set if
    anything was cut off (rounding to odd), the second rounding is the only one.
    """
    excess = max(abs(value).bit_length() - 40, 0)
    kept = value >> excess
    return demote(float((kept | (kept << excess != value)) << excess))


NAMES: dict[str, object] = {
    "promote": promote, "demote": demote, "bits64": bits64, "float64": float64,
    "canonical": canonical, "single": single, "div": div, "minimum": _extreme(min),
    "maximum": _extreme(max), "sqrt": sqrt, "copysign": copysign,
    "ceiling": _rounding(ceil), "floored": _rounding(floor), "truncated": _rounding(trunc),
    "nearest": _rounding(round), "div_s32": _divide(32, False), "div_s64": _divide(64, False),
    "rem_s32": _divide(32, True), "rem_s64": _divide(64, True),
    "to_s32": _truncate(-(2**31), 2**31 - 1), "to_u32": _truncate(0, 2**32 - 1),
    "to_s64": _truncate(-(2**63), 2**63 - 1), "to_u64": _truncate(0, 2**64 - 1), "NAN": NAN,
}  # fmt: skip
"""What the expressions may call, by the name they use."""

FUNCTIONS: dict[int, Callable[..., int | float]] = {
    code: eval(  # the text is the table's
        f"lambda a, b=0: {f'1 if ({row.expression}) else 0' if code in TESTS else row.expression}",
        NAMES,
    )
    for code, row in INSTRUCTIONS.items()
    if row.expression
}
"""Opcode to a function of one or two values."""

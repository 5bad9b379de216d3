"""What the numeric instructions compute: an expression each (specification, "Numerics").

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
from math import ceil, copysign, floor, isinf, isnan, sqrt, trunc

from labs.lightning.opcodes import BY_NAME, INSTRUCTIONS


class Trap(Exception):  # noqa: N818 - the specification's word
    """Execution stops; the message is the official one of the specification's tests."""


DIVISION = "integer divide by zero"
OVERFLOW = "integer overflow"
CONVERSION = "invalid conversion to integer"

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
    if b:
        return canonical(a / b)
    if a == 0 or a != a or b != b:
        return NAN
    return copysign(float("inf"), copysign(1.0, a) * copysign(1.0, b))


def minimum(a: float, b: float) -> float:
    """Return the smaller; −0 is smaller than 0, and a NaN wins."""
    if a != a or b != b:
        return NAN
    if a == b:
        return a if copysign(1.0, a) < 0 else b
    return a if a < b else b


def maximum(a: float, b: float) -> float:
    """Return the larger; 0 is larger than −0, and a NaN wins."""
    if a != a or b != b:
        return NAN
    if a == b:
        return b if copysign(1.0, a) < 0 else a
    return a if a > b else b


def root(a: float) -> float:
    """Return the square root."""
    return sqrt(a) if a >= 0 else NAN if a else a


def _rounding(to_integer: Callable[[float], int]) -> Callable[[float], float]:
    def rounded(a: float) -> float:
        if isnan(a):
            return NAN
        if isinf(a) or abs(a) >= 2**52:
            return a
        return copysign(float(to_integer(a)), a)

    return rounded


def _truncate(low: int, high: int) -> Callable[[float], int]:
    """Return the conversion to whole numbers of [low, high], negative ones modulo 2ⁿ."""
    modulus = 1 << high.bit_length() + (low < 0)

    def truncated(a: float) -> int:
        if isnan(a):
            raise Trap(CONVERSION)
        if isinf(a) or not low <= (whole := int(a)) <= high:
            raise Trap(OVERFLOW)
        return whole % modulus

    return truncated


def _div_s(bits: int) -> Callable[[int, int], int]:
    sign, mask = 1 << bits - 1, (1 << bits) - 1

    def div_s(a: int, b: int) -> int:
        a, b = (a ^ sign) - sign, (b ^ sign) - sign
        quotient = abs(a) // abs(b)
        if (a < 0) != (b < 0):
            return -quotient & mask
        if quotient == sign:
            raise Trap(OVERFLOW)
        return quotient

    return div_s


def _rem_s(bits: int) -> Callable[[int, int], int]:
    sign, mask = 1 << bits - 1, (1 << bits) - 1

    def rem_s(a: int, b: int) -> int:
        a = (a ^ sign) - sign
        rest = abs(a) % abs((b ^ sign) - sign)
        return rest if a >= 0 else -rest & mask

    return rem_s


def single(value: int) -> int:
    """Return the bits of the f32 nearest to a whole number.

    Rounding to double first would round twice. With 40 bits kept and the last one set if
    anything was cut off (rounding to odd), the second rounding is the only one.
    """
    excess = max(abs(value).bit_length() - 40, 0)
    kept = abs(value) >> excess
    if kept << excess != abs(value):
        kept |= 1
    return demote(float(kept << excess) if value >= 0 else -float(kept << excess))


NAMES: dict[str, object] = {
    "promote": promote, "demote": demote, "bits64": bits64, "float64": float64,
    "canonical": canonical, "single": single, "div": div, "minimum": minimum, "maximum": maximum,
    "root": root, "copysign": copysign, "ceiling": _rounding(ceil), "floored": _rounding(floor),
    "truncated": _rounding(trunc), "nearest": _rounding(round), "div_s32": _div_s(32),
    "div_s64": _div_s(64), "rem_s32": _rem_s(32), "rem_s64": _rem_s(64),
    "to_s32": _truncate(-(2**31), 2**31 - 1), "to_u32": _truncate(0, 2**32 - 1),
    "to_s64": _truncate(-(2**63), 2**63 - 1), "to_u64": _truncate(0, 2**64 - 1), "NAN": NAN,
}  # fmt: skip
"""What the expressions may call, by the name they use."""

_INTEGER = {
    "eqz": "a == 0",
    "eq": "a == b",
    "ne": "a != b",
    "lt_s": "a < b if a ^ b < {S} else a > b",  # equal signs: as unsigned; else the other way
    "lt_u": "a < b",
    "gt_s": "a > b if a ^ b < {S} else a < b",
    "gt_u": "a > b",
    "le_s": "a <= b if a ^ b < {S} else a > b",
    "le_u": "a <= b",
    "ge_s": "a >= b if a ^ b < {S} else a < b",
    "ge_u": "a >= b",
    "clz": "{N} - (a).bit_length()",
    "ctz": "(a & -a).bit_length() - 1 if a else {N}",
    "popcnt": "(a).bit_count()",
    "add": "a + b & {M}",
    "sub": "a - b & {M}",
    "mul": "a * b & {M}",
    "div_s": "div_s{N}(a, b)",
    "div_u": "a // b",
    "rem_s": "rem_s{N}(a, b)",
    "rem_u": "a % b",
    "and": "a & b",
    "or": "a | b",
    "xor": "a ^ b",
    "shl": "a << (b & {L}) & {M}",
    "shr_s": "(a ^ {S}) - {S} >> (b & {L}) & {M}",
    "shr_u": "a >> (b & {L})",
    "rotl": "(a << (b & {L}) | a >> (-b & {L})) & {M}",
    "rotr": "(a >> (b & {L}) | a << (-b & {L})) & {M}",
}
_FLOAT_TESTS = {"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}
_F64 = {
    "abs": "abs(a)", "neg": "-a", "ceil": "ceiling(a)", "floor": "floored(a)",
    "trunc": "truncated(a)", "nearest": "nearest(a)", "sqrt": "root(a)",
    "add": "x if (x := a + b) == x else NAN", "sub": "x if (x := a - b) == x else NAN",
    "mul": "x if (x := a * b) == x else NAN", "div": "div(a, b)", "min": "minimum(a, b)",
    "max": "maximum(a, b)", "copysign": "copysign(a, b)",
}  # fmt: skip
_F32 = {
    "abs": "a & 0x7fffffff",
    "neg": "a ^ 0x80000000",
    "copysign": "a & 0x7fffffff | b & 0x80000000",
    **{
        name: f"demote({_F64[name].replace('(a)', '(promote(a))')})"
        for name in ("ceil", "floor", "trunc", "nearest", "sqrt")
    },
    **{
        name: f"demote(promote(a) {sign} promote(b))"
        for name, sign in (("add", "+"), ("sub", "-"), ("mul", "*"))
    },
    **{
        name: f"demote({_F64[name].replace('a, b', 'promote(a), promote(b)')})"
        for name in ("div", "min", "max")
    },
}
_CONVERSIONS = {
    "i32.wrap_i64": "a & 0xffffffff",
    "i64.extend_i32_s": "(a ^ 0x80000000) - 0x80000000 & 0xffffffffffffffff",
    "i64.extend_i32_u": "a",
    "f64.convert_i32_s": "float((a ^ 0x80000000) - 0x80000000)",
    "f64.convert_i32_u": "float(a)",
    "f64.convert_i64_s": "float((a ^ 0x8000000000000000) - 0x8000000000000000)",
    "f64.convert_i64_u": "float(a)",
    "f32.convert_i32_s": "demote(float((a ^ 0x80000000) - 0x80000000))",
    "f32.convert_i32_u": "demote(float(a))",
    "f32.convert_i64_s": "single((a ^ 0x8000000000000000) - 0x8000000000000000)",
    "f32.convert_i64_u": "single(a)",
    "f32.demote_f64": "demote(a)",
    "f64.promote_f32": "canonical(promote(a))",
    "i32.reinterpret_f32": "a",
    "f32.reinterpret_i32": "a",
    "i64.reinterpret_f64": "bits64(a)",
    "f64.reinterpret_i64": "float64(a)",
    **{
        f"i{bits}.trunc_f{width}_{sign}": f"to_{sign}{bits}({'a' if width == 64 else 'promote(a)'})"
        for bits in (32, 64)
        for width in (32, 64)
        for sign in "su"
    },
}


def _expressions() -> dict[int, str]:
    table = {BY_NAME[name].code: text for name, text in _CONVERSIONS.items()}
    for bits in (32, 64):
        values = {"N": bits, "L": bits - 1, "M": hex(2**bits - 1), "S": hex(2 ** (bits - 1))}
        for name, text in _INTEGER.items():
            table[BY_NAME[f"i{bits}.{name}"].code] = text.format(**values)
    for kind, names, read in (("f32", _F32, "promote({})"), ("f64", _F64, "{}")):
        for name, text in names.items():
            table[BY_NAME[f"{kind}.{name}"].code] = text
        for name, sign in _FLOAT_TESTS.items():
            text = f"{read.format('a')} {sign} {read.format('b')}"
            table[BY_NAME[f"{kind}.{name}"].code] = text
    return table


EXPRESSIONS = _expressions()
"""Opcode to the expression over ``a`` and ``b``; tests give a bool."""

TESTS = {code for code in EXPRESSIONS if 0x45 <= code <= 0x66}
"""The opcodes from i32.eqz to f64.ge."""

FUNCTIONS: dict[int, Callable[..., int | float]] = {
    code: eval(  # the text is this module's own
        f"lambda {', '.join('ab'[: len(INSTRUCTIONS[code].params or ())])}:"
        f" {f'1 if ({text}) else 0' if code in TESTS else text}",
        NAMES,
    )
    for code, text in EXPRESSIONS.items()
}
"""Opcode to a function of one or two values."""

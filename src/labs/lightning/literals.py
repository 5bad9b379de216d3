"""Numbers as the text format writes them, rounded correctly by whole-number arithmetic.

A decimal or hexadecimal fraction is an exact ratio of two ints, which Python divides with one
rounding. An f32 is rounded from that double without a second error (rounding to odd).
"""

import re

from labs.lightning.arith import bits64, demote, float64

_DIGITS = r"[0-9](?:_?[0-9])*"
_HEX = r"[0-9a-fA-F](?:_?[0-9a-fA-F])*"
_INTEGER = re.compile(rf"([+-]?)(0x{_HEX}|{_DIGITS})")
_DECIMAL = re.compile(rf"({_DIGITS})(?:\.({_DIGITS})?)?(?:[eE]([+-]?{_DIGITS}))?")
_HEXADECIMAL = re.compile(rf"0x({_HEX})(?:\.({_HEX})?)?(?:[pP]([+-]?{_DIGITS}))?")
_NAN = re.compile(rf"nan(?::0x({_HEX}))?")
_FAR = 20_000  # an exponent beyond this decides alone; texts are shorter
_DIGITS_READ = 4_000  # Python reads 4,300 at once; 767 can decide how a double is rounded


def natural(text: str) -> int:
    """Return an unsigned number; ValueError if it is none or has more than 32 bits."""
    if text[:1] in ("+", "-"):
        raise ValueError("unexpected token: a whole number was expected")
    return integer(text, 32)


def integer(text: str, bits: int) -> int:
    """Return an integer, signed or unsigned, modulo 2ⁿ; ValueError if it is none of *bits* bits."""
    match = _INTEGER.fullmatch(text)
    if match is None:
        raise ValueError("unknown operator: a whole number was expected")
    digits = match[2].replace("_", "")
    value = int(digits, 0 if digits[:2] == "0x" else 10) if len(digits) <= _DIGITS_READ else 1 << 64
    value = -value if match[1] == "-" else value
    if not -(1 << bits - 1) <= value < 1 << bits:
        raise ValueError("constant out of range")
    return value % (1 << bits)


def floating(text: str, bits: int) -> int:
    """Return the bits of a floating-point number of 32 or 64 *bits*."""
    fraction = 23 if bits == 32 else 52
    sign = (text[:1] == "-") << bits - 1
    body = text[1:] if text[:1] in ("+", "-") else text
    infinity = (1 << bits - 1) - (1 << fraction)
    if body == "inf":
        return sign | infinity
    if match := _NAN.fullmatch(body):
        payload = int((match[1] or hex(1 << fraction - 1)).replace("_", ""), 16)
        if not 0 < payload < 1 << fraction:
            raise ValueError("constant out of range")
        return sign | infinity | payload
    match = _HEXADECIMAL.fullmatch(body) or _DECIMAL.fullmatch(body)
    if match is None:
        raise ValueError("unknown operator: a number was expected")
    base, unit = (2, 4) if body[:2] == "0x" else (10, 1)
    whole, part, power = ((group or "").replace("_", "") for group in match.groups())
    digits = (whole + part).lstrip("0") or "0"
    far = len(power.lstrip("+-0")) > 5
    exponent = int(power or "0") if not far else -_FAR if power[0] == "-" else _FAR
    exponent -= unit * len(part)
    if base == 10 and len(digits) > _DIGITS_READ:
        exponent += len(digits) - _DIGITS_READ
        digits = digits[: _DIGITS_READ - 1] + "1"  # what is cut off decides ties, if anything
    top, bottom = int(digits, base**unit) * base ** max(exponent, 0), base ** max(-exponent, 0)
    try:
        encoded = bits64(top / bottom)
    except OverflowError:
        raise ValueError("constant out of range") from None
    if bits == 32:
        near, unit = float64(encoded).as_integer_ratio()
        if encoded % 2 == 0 and near * bottom != top * unit:  # inexact: the odd neighbor is kept
            encoded += 1 if near * bottom < top * unit else -1
        encoded = demote(float64(encoded))
    if encoded >= infinity:
        raise ValueError("constant out of range")
    return sign | encoded

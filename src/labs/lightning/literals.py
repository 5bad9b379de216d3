"""Numbers as the text format writes them, rounded correctly by whole-number arithmetic.

A decimal or hexadecimal fraction is an exact ratio of two ints. Rounding it to 53 bits gives a
double, to 24 bits an f32; going through a double would round an f32 twice.
"""

import re

_INTEGER = re.compile(r"([+-]?)(0x[0-9a-fA-F](?:_?[0-9a-fA-F])*|[0-9](?:_?[0-9])*)")
_DIGITS = r"[0-9](?:_?[0-9])*"
_HEX = r"[0-9a-fA-F](?:_?[0-9a-fA-F])*"
_DECIMAL = re.compile(rf"({_DIGITS})(?:\.({_DIGITS})?)?(?:[eE]([+-]?{_DIGITS}))?")
_HEXADECIMAL = re.compile(rf"0x({_HEX})(?:\.({_HEX})?)?(?:[pP]([+-]?{_DIGITS}))?")
_NAN = re.compile(rf"nan(?::0x({_HEX}))?")
_FAR = 20_000
"""An exponent beyond this decides alone; texts are shorter."""
_DIGITS_READ = 4_000
"""Python reads 4,300 decimal digits at once; 767 can decide how a double is rounded."""


def natural(text: str, bits: int = 32) -> int:
    """Return an unsigned number; ValueError if it is none or has more than *bits* bits."""
    if text[:1] in ("+", "-"):
        raise ValueError("unexpected token: a whole number was expected")
    return integer(text, bits)


def integer(text: str, bits: int) -> int:
    """Return an integer, signed or unsigned, modulo 2ⁿ; ValueError if it is none of *bits* bits."""
    match = _INTEGER.fullmatch(text)
    if match is None:
        raise ValueError("unknown operator: a whole number was expected")
    digits = match.group(2).replace("_", "")
    value = int(digits, 0 if digits[:2] == "0x" else 10) if len(digits) <= _DIGITS_READ else 1 << 64
    value = -value if match.group(1) == "-" else value
    if not -(1 << bits - 1) <= value < 1 << bits:
        raise ValueError("constant out of range")
    return value % (1 << bits)


def floating(text: str, bits: int) -> int:
    """Return the bits of a floating-point number of 32 or 64 *bits*."""
    precision, most = (24, 127) if bits == 32 else (53, 1023)
    sign = 1 << bits - 1 if text.startswith("-") else 0
    body = text[1:] if text[:1] in ("+", "-") else text
    fraction = precision - 1
    infinity = (2 * most + 1) << fraction
    if body == "inf":
        return sign | infinity
    if match := _NAN.fullmatch(body):
        payload = 1 << fraction - 1
        if match.group(1):
            payload = int(match.group(1).replace("_", ""), 16)
            if not 0 < payload < 1 << fraction:
                raise ValueError("constant out of range")
        return sign | infinity | payload
    if match := _HEXADECIMAL.fullmatch(body):
        base, unit, digits_base = 2, 4, 16
    elif match := _DECIMAL.fullmatch(body):
        base, unit, digits_base = 10, 1, 10
    else:
        raise ValueError("unknown operator: a number was expected")
    whole, part, power = ((group or "").replace("_", "") for group in match.groups())
    digits = (whole + part).lstrip("0") or "0"
    far = len(power.lstrip("+-0")) > 5
    exponent = int(power or "0") if not far else -_FAR if power[0] == "-" else _FAR
    exponent -= unit * len(part)
    if base == 10 and len(digits) > _DIGITS_READ:
        exponent += len(digits) - _DIGITS_READ
        digits = digits[: _DIGITS_READ - 1] + "1"  # what is cut off decides ties, if anything
    mantissa = int(digits, digits_base)
    up, down = base ** max(exponent, 0), base ** max(-exponent, 0)
    encoded = _nearest(mantissa * up, down, precision, most)
    if encoded >= infinity:
        raise ValueError("constant out of range")
    return sign | encoded


def _nearest(top: int, bottom: int, precision: int, most: int) -> int:
    """Return the bits of the float nearest to top/bottom, ties to even; no sign, may overflow."""
    if not top:
        return 0
    # 2^exponent is the unit of the last place: at most precision bits, and never below the least
    exponent = max(top.bit_length() - bottom.bit_length() - precision, 2 - most - precision)
    while True:
        quotient, rest = divmod(top << max(-exponent, 0), bottom << max(exponent, 0))
        if quotient.bit_length() <= precision:
            break
        exponent += 1
    twice = 2 * rest - (bottom << max(exponent, 0))
    quotient += twice > 0 or (twice == 0 and quotient & 1)
    if quotient < 1 << precision - 1:
        return quotient  # subnormal: the exponent's field is zero
    return (exponent + most + precision - 2 << precision - 1) + quotient

"""Tokens of the text format, how parentheses nest them, and the numbers among them.

Every atom, string and list knows the line it starts on, so that a refusal can name it. A number
with a fraction is an exact ratio of two ints, which Python divides with one rounding; an f32 is
rounded from that double without a second error (rounding to odd).
"""

import re
from typing import TypeVar

from labs.lightning.arith import bits64, demote, float64
from labs.lightning.structure import Malformed

MOST_NESTED = 100  # how deep parentheses may nest; the parser above this is recursive


class Atom(str):
    """A keyword, number or identifier."""

    line: int


class String(bytes):
    """A string, its escapes replaced."""

    line: int


class Form(list["Atom | String | Form"]):
    """A list in parentheses."""

    line: int

    def head(self) -> str:
        """Return the keyword that the list begins with, or nothing."""
        return self[0] if self and isinstance(self[0], Atom) else ""


Expression = Atom | String | Form
T = TypeVar("T", Atom, String, Form)

_TOKEN = re.compile(
    r"""[ \t\r]*(?:(?P<atom>[!#-'*-+\--:<-Z\\^-z|~]+)|(?P<open>\((?!;))|(?P<close>\))|(?P<line>\n)
    |"(?P<string>(?:[^"\\\x00-\x1f\x7f]|\\.)*)"|(?P<space>;;[^\n]*|\Z)|(?P<comment>\(;))""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"(?P<comment>\(;)|(?P<end>;\))|(?P<line>\n)")
_ESCAPE = re.compile(rb"\\(?:u\{([0-9a-fA-F][0-9a-fA-F_]*)\}|([0-9a-fA-F]{2})|(.?[\x80-\xbf]*))")
_LETTERS = {"t": b"\t", "n": b"\n", "r": b"\r", '"': b'"', "'": b"'", "\\": b"\\"}
_DIGITS = r"[0-9](?:_?[0-9])*"
_HEX = r"[0-9a-fA-F](?:_?[0-9a-fA-F])*"
_INTEGER = re.compile(rf"([+-]?)(0x{_HEX}|{_DIGITS})")
_DECIMAL = re.compile(rf"({_DIGITS})(?:\.({_DIGITS})?)?(?:[eE]([+-]?{_DIGITS}))?")
_HEXADECIMAL = re.compile(rf"0x({_HEX})(?:\.({_HEX})?)?(?:[pP]([+-]?{_DIGITS}))?")
_NAN = re.compile(rf"nan(?::0x({_HEX}))?")
_FAR = 20_000  # an exponent beyond this decides alone; texts are shorter
_DIGITS_READ = 4_000  # Python reads 4,300 at once; 767 can decide how a double is rounded


def placed(item: T, line: int) -> T:
    """Return *item*, which starts on *line*."""
    item.line = line
    return item


def read(text: str) -> Form:
    """Return the expressions of *text* as one list."""
    opened = [placed(Form(), 1)]
    comments: list[int] = []  # lines of the block comments, which may hold others, not yet closed
    line, place = 1, 0
    while place < len(text):
        token = _COMMENT.search(text, place) if comments else _TOKEN.match(text, place)
        if token is None and comments:
            break
        if token is None:
            raise Malformed(f"Line {line} has something that no token begins with.")
        place, kind = token.end(), token.lastgroup
        if kind == "atom":
            opened[-1].append(placed(Atom(token["atom"]), line))
        elif kind == "open":
            if len(opened) > MOST_NESTED:
                what = f"an expression may nest {MOST_NESTED} deep."
                raise Malformed(f"Line {line} opens a parenthesis too many: {what}")
            form = placed(Form(), line)
            opened[-1].append(form)
            opened.append(form)
        elif kind == "close":
            if len(opened) == 1:
                raise Malformed(f"Line {line} closes a parenthesis that was never opened.")
            opened.pop()
        elif kind == "line":
            line += 1
        elif kind == "string":
            opened[-1].append(placed(String(_unescape(token["string"], line)), line))
        elif kind == "comment":
            comments.append(line)
        elif kind == "end":
            comments.pop()
    if comments:
        raise Malformed(f"The comment opened in line {comments[0]} is never closed.")
    if len(opened) > 1:
        raise Malformed(f"The parenthesis opened in line {opened[-1].line} is never closed.")
    return opened[0]


def _unescape(body: str, line: int) -> bytes:
    def meant(escape: re.Match[bytes]) -> bytes:
        scalar, pair, letter = (group.decode(errors="replace") for group in escape.groups(b""))
        if pair:
            return bytes([int(pair, 16)])
        if scalar:
            number = int(scalar.replace("_", ""), 16)
            if number >= 0x110000 or 0xD800 <= number < 0xE000:
                raise Malformed(f"Line {line} has an escape that is no character.")
            return chr(number).encode()
        if letter not in _LETTERS:
            raise Malformed(f"Line {line} has an escape “\\{letter}” that does not exist.")
        return _LETTERS[letter]

    return _ESCAPE.sub(meant, body.encode())


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

"""S-expressions: the tokens of the text format and how parentheses nest them.

Every atom, string and list knows the line it starts on, so that a refusal can name it.
"""

import re
from typing import TypeVar

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
_COMMENT = re.compile(r"\(;|;\)|\n")
_ESCAPE = re.compile(rb"\\(?:u\{([0-9a-fA-F][0-9a-fA-F_]*)\}|([0-9a-fA-F]{2})|(.?[\x80-\xbf]*))")
_LETTERS = {"t": b"\t", "n": b"\n", "r": b"\r", '"': b'"', "'": b"'", "\\": b"\\"}


def placed(item: T, line: int) -> T:
    """Return *item*, which starts on *line*."""
    item.line = line
    return item


def read(text: str) -> Form:
    """Return the expressions of *text* as one list."""
    opened = [placed(Form(), 1)]
    line, place = 1, 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise Malformed(f"Line {line} has something that no token begins with.")
        place = token.end()
        kind = token.lastgroup
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
            place, line = _skip(text, place, line)
    if len(opened) > 1:
        raise Malformed(f"The parenthesis opened in line {opened[-1].line} is never closed.")
    return opened[0]


def _skip(text: str, place: int, line: int) -> tuple[int, int]:
    """Return place and line after the block comment, which may hold others, that began before."""
    first, depth = line, 1
    while depth:
        mark = _COMMENT.search(text, place)
        if mark is None:
            raise Malformed(f"The comment opened in line {first} is never closed.")
        place = mark.end()
        line += mark.group() == "\n"
        depth += {"(;": 1, ";)": -1}.get(mark.group(), 0)
    return place, line


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

"""S-expressions: the tokens of the text format and how parentheses nest them.

Every atom, string and list knows the line it starts on, so that a refusal can name it.
"""

import re

from labs.lightning.module import Malformed

MOST_NESTED = 100
"""How deep parentheses may nest; the parser above this is recursive."""


class Atom(str):
    """A keyword, number or identifier."""

    __slots__ = ("line",)
    line: int


class String(bytes):
    """A string, its escapes replaced."""

    line: int


class Form(list["Atom | String | Form"]):
    """A list in parentheses."""

    __slots__ = ("line",)
    line: int

    def head(self) -> str:
        """Return the keyword that the list begins with, or nothing."""
        return self[0] if self and isinstance(self[0], Atom) else ""


Expression = Atom | String | Form

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r]+|;;[^\n]*)|(?P<line>\n)|(?P<comment>\(;)|(?P<open>\()|(?P<close>\))
    |"(?P<string>(?:[^"\\\x00-\x1f\x7f]|\\.)*)"|(?P<atom>[!#-'*-+\--:<-Z\\^-z|~]+)""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"\(;|;\)|\n")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F_]+)\}|([0-9a-fA-F]{2})|(.?))")
_LETTERS = {"t": b"\t", "n": b"\n", "r": b"\r", '"': b'"', "'": b"'", "\\": b"\\"}


def read(text: str) -> Form:
    """Return the expressions of *text* as one list."""
    outer = Form()
    outer.line = 1
    opened = [outer]
    innermost = outer
    line, place, end = 1, 0, len(text)
    match = _TOKEN.match
    while place < end:
        token = match(text, place)
        if token is None:
            raise Malformed(f"Line {line} has something that no token begins with.", line)
        place = token.end()
        kind = token.lastgroup
        if kind == "atom":
            atom = Atom(token.group())
            atom.line = line
            innermost.append(atom)
        elif kind == "open":
            if len(opened) > MOST_NESTED:
                raise Malformed(
                    f"Line {line} opens a parenthesis too many: an expression may nest"
                    f" {MOST_NESTED} deep.",
                    line,
                )
            form = Form()
            form.line = line
            innermost.append(form)
            opened.append(form)
            innermost = form
        elif kind == "close":
            if len(opened) == 1:
                raise Malformed(f"Line {line} closes a parenthesis that was never opened.", line)
            opened.pop()
            innermost = opened[-1]
        elif kind == "line":
            line += 1
        elif kind == "string":
            string = String(_unescape(token.group("string"), line))
            string.line = line
            innermost.append(string)
        elif kind == "comment":
            place, line = _skip(text, place, line)
    if len(opened) > 1:
        raise Malformed(f"The parenthesis opened in line {innermost.line} is never closed.", line)
    return outer


def _skip(text: str, place: int, line: int) -> tuple[int, int]:
    """Return place and line after the block comment, which may hold others, that began before."""
    first, depth = line, 1
    while depth:
        mark = _COMMENT.search(text, place)
        if mark is None:
            raise Malformed(f"The comment opened in line {first} is never closed.", first)
        place = mark.end()
        match mark.group():
            case "(;":
                depth += 1
            case ";)":
                depth -= 1
            case _:
                line += 1
    return place, line


def _unescape(body: str, line: int) -> bytes:
    if "\\" not in body:
        return body.encode()
    parts: list[bytes] = []
    place = 0
    for escape in _ESCAPE.finditer(body):
        parts.append(body[place : escape.start()].encode())
        place = escape.end()
        scalar, pair, letter = escape.groups()
        if pair:
            parts.append(bytes([int(pair, 16)]))
        elif scalar:
            number = int(scalar.replace("_", ""), 16)
            if number >= 0x110000 or 0xD800 <= number < 0xE000:
                raise Malformed(f"Line {line} has an escape that is no character.", line)
            parts.append(chr(number).encode())
        elif letter in _LETTERS:
            parts.append(_LETTERS[letter])
        else:
            raise Malformed(f"Line {line} has an escape “\\{letter}” that does not exist.", line)
    return b"".join(parts) + body[place:].encode()

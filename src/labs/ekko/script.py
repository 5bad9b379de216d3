"""Scripts of writes and pulls, as a reader types them.

A line is a write, ``T: a b`` (rows in one word or several), a pull, ``A < T``, or a pull that
breaks off after so many packets, ``A < T 1``. ``#`` starts a comment. There are three replicas,
T, A and B, and eight rows, a to h. Every error is a ValueError with one sentence to show.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from labs.ekko.version import Version
from labs.kernel.formatting import listing
from labs.kernel.parameters import typed_lines

NAMES = "ABT"
"""The places, numbered in alphabetical order."""
ROWS = "abcdefgh"
MOST = 40
"""Lines that are played at most: some 400 pictures."""

WRITE = re.compile(r"(\w+)\s*:\s*(\S.*)")
PULL = re.compile(r"(\w+)\s*<\s*(\w+)(?:\s+(\d+))?")


class Write(NamedTuple):
    """A place writes rows, one after another."""

    place: int
    rows: tuple[int, ...]


class Ask(NamedTuple):
    """A place pulls from a peer; with *packets*, the pull breaks off after so many of them."""

    place: int
    peer: int
    packets: int | None


Line = Write | Ask


def read_script(text: str) -> list[Line]:
    """Return the lines of *text* that are neither blank nor comments.

    ValueError says which line is wrong, or that there are too many.
    """
    lines: list[Line] = []
    for number, line in typed_lines(text):
        if write := WRITE.fullmatch(line):
            rows = tuple(row for word in write[2].split() for row in _rows(word, number))
            lines.append(Write(_place(write[1], number), rows))
        elif pull := PULL.fullmatch(line):
            lines.append(_ask(pull, line, number))
        else:
            raise ValueError(
                f"Line {number}: a line is a write such as “T: a b”, a pull such as “A < T”, or a"
                f" pull that breaks off such as “A < T 1”, not “{line[:30]}”."
            )
    if len(lines) > MOST:
        raise ValueError(f"The script has {len(lines)} lines; at most {MOST} are played.")
    if not lines:
        raise ValueError("The script is empty: type at least one line such as “T: a b”.")
    return lines


def write_script(lines: list[Line]) -> str:
    """Return *lines* as :func:`read_script` reads them."""
    return "\n".join(map(_write_line, lines))


def _write_line(line: Line) -> str:
    if isinstance(line, Write):
        return f"{NAMES[line.place]}: {' '.join(ROWS[row] for row in line.rows)}"
    end = "" if line.packets is None else f" {line.packets}"
    return f"{NAMES[line.place]} < {NAMES[line.peer]}{end}"


def letters(rows: Iterable[int]) -> str:
    """Return the letters of *rows* as a sentence lists them."""
    return listing(ROWS[row] for row in rows)


def with_versions(rows: Iterable[tuple[int, Version]], names: str = NAMES) -> str:
    """Return the letters of *rows* with their versions, without rows that nobody has written."""
    return listing(
        f"{ROWS[row]} at {version.named(names)}" for row, version in rows if version.clock
    )


def _rows(word: str, number: int) -> list[int]:
    if not set(word) <= set(ROWS):
        raise ValueError(
            f"Line {number}: a key is one letter from {ROWS[0]} to {ROWS[-1]}, not “{word[:20]}”."
        )
    return [ROWS.index(letter) for letter in word]


def _place(name: str, number: int) -> int:
    if len(name) != 1 or name not in NAMES:
        raise ValueError(f"Line {number}: there is no replica “{name[:20]}”; there are T, A and B.")
    return NAMES.index(name)


def _ask(pull: re.Match[str], line: str, number: int) -> Ask:
    place, peer = _place(pull[1], number), _place(pull[2], number)
    if place == peer:
        raise ValueError(f"Line {number}: {pull[1]} cannot pull from itself.")
    packets = None if pull[3] is None else int(pull[3][:4])
    if packets == 0:
        raise ValueError(
            f"Line {number}: an answer has at least one packet; “{line[:30]}” asks for none."
        )
    return Ask(place, peer, packets)

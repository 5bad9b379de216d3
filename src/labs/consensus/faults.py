"""Faults that a reader types, one on each line, and what they do to a run.

======================================  ========================================================
``at 300 lose accept 6``                the next accept messages of a leader for slot 6 are lost
``at 300 lose vote 3 Tokyo``            the next vote of Tokyo for slot 3 is lost
``at 420 crash California``             California stops; its promise and its votes are on disk
``at 2000 restart California``          it comes back with these, and learns the rest again
``at 500 cut Tokyo Singapore``          nothing passes between the two any more
``at 900 mend``                         every cut is mended
======================================  ========================================================

Times are in ms. ``accept``, ``vote`` and ``learned`` can be lost; a place at the end limits this
to messages to it (a vote: from it). On each link one message is lost; what is sent again arrives.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from labs.consensus.messages import KINDS
from labs.kernel.formatting import listing

VERBS = "lose, crash, restart, cut or mend"


class Fault(NamedTuple):
    """Something that goes wrong, or right again, at *time* µs."""

    time: int
    verb: str
    places: tuple[int, ...] = ()
    kind: str = ""
    slot: int = -1
    """The slot whose message is lost, from 0."""


def read_faults(text: str, places: Sequence[str]) -> list[Fault]:
    """Return the faults in the order of their times; ValueError says which line is wrong."""
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            faults.append((_read_line(number, line.strip(), places), number))
    faults.sort(key=lambda pair: pair[0].time)
    _check(faults, places)
    return [fault for fault, _ in faults]


def _read_line(number: int, line: str, places: Sequence[str]) -> Fault:
    match = re.fullmatch(r"at\s+(\d{1,6})(?:\s*ms)?(?:\s+(\w+)\s*(.*))?", line)
    if not match:
        raise ValueError(f"Line {number} must begin with “at” and a time in milliseconds.")
    time, verb, arguments = int(match[1]) * 1000, match[2], match[3] or ""
    where = f"Line {number} of the faults"
    match verb:
        case "mend":
            if arguments:
                raise ValueError(f"{where} mends every cut and names none.")
            return Fault(time, "mend")
        case "crash" | "restart":
            return Fault(time, verb, _read_places(where, arguments, places, 1))
        case "cut":
            a, b = _read_places(where, arguments, places, 2)
            if a == b:
                raise ValueError(f"{where} cuts {places[a]} from itself.")
            return Fault(time, verb, (a, b))
        case "lose":
            target = re.fullmatch(r"(\w+)\s+(\d{1,4})\s*(.*)", arguments)
            if not target or target[1] not in KINDS.values() or target[2] == "0":
                raise ValueError(
                    f"{where} must lose accept, vote or learned and the number of a slot, such as"
                    " “lose accept 6”."
                )
            at = _read_places(where, target[3], places, 1) if target[3] else ()
            return Fault(time, verb, at, target[1], int(target[2]) - 1)
        case _:
            raise ValueError(f"{where} must say {VERBS} after the time.")


def _read_places(where: str, text: str, places: Sequence[str], count: int) -> tuple[int, ...]:
    """Return the *count* places that *text* names; a name may have blanks in it."""
    indices = []
    unread = text
    while unread:
        named = [i for i, place in enumerate(places) if (unread + " ").startswith(place + " ")]
        if not named:
            raise ValueError(f"{where} names “{unread[:30]}”; there are {listing(places)}.")
        indices.append(named[0])
        unread = unread[len(places[named[0]]) :].strip()
    if len(indices) != count:
        expected = "one place" if count == 1 else "two places"
        raise ValueError(f"{where} must name {expected}.")
    return tuple(indices)


def _check(faults: Sequence[tuple[Fault, int]], places: Sequence[str]) -> None:
    """Refuse what cannot be: ValueError says which line."""
    down: set[int] = set()
    cuts = 0
    for fault, number in faults:
        where = f"Line {number}"
        place = fault.places[0] if fault.places else -1
        match fault.verb:
            case "crash":
                if place in down:
                    raise ValueError(f"{where} crashes {places[place]}, which is down already.")
                down.add(place)
            case "restart":
                if place not in down:
                    raise ValueError(f"{where} restarts {places[place]}, which is not down.")
                down.remove(place)
            case "cut":
                cuts += 1
            case "mend":
                if not cuts:
                    raise ValueError(f"{where} mends a cut that was not made.")
                cuts = 0

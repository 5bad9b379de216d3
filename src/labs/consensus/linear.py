"""Linearizability: a search for one order of all operations that explains every answer.

The checker knows nothing of replicas, ballots or slots. It sees a history: who asked what when,
and what was answered when. A history is linearizable if each operation can be given a moment
between its call and its return, such that a single copy of the object, used one operation at a
time in the order of these moments, would have given the same answers.

Sources: J. M. Wing, C. Gong, "Testing and verifying concurrent objects" (1993), for the search;
G. Lowe, "Testing for linearizability" (2017), for the cache of what was tried before.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

State = Hashable


class Operation(NamedTuple):
    """One call and its return; times from any clock that all clients share."""

    action: Any
    answer: Any
    """What was returned; anything if it never returned."""
    called: int
    returned: int | None
    """None: it never returned, so it may take effect at any time after the call."""


class Model(NamedTuple):
    """A sequential object."""

    initial: State
    apply: Callable[[State, Operation], State | None]
    """Return the state after the operation; None if it cannot have been answered so in it."""


def linearizable(history: Sequence[Operation], model: Model) -> bool:
    """Return whether *history* is one that a single copy of *model* could have given."""
    # Moments in order, doubly linked: moment 2i is the call of operation i, 2i + 1 its return.
    end = max((op.returned or op.called for op in history), default=0) + 1
    moments = []
    for index, op in enumerate(history):
        moments.append((op.called, 0, 2 * index))
        moments.append((end if op.returned is None else op.returned, 1, 2 * index + 1))
    moments.sort()
    head = len(moments)  # one moment more, before the first and behind the last
    following, before = [head] * (head + 1), [head] * (head + 1)
    last = head
    for _, _, moment in moments:
        following[last], before[moment], last = moment, last, moment
    following[last], before[head] = head, last

    state, done = model.initial, 0  # done: the set of operations with a moment, as bits
    tried: set[tuple[int, State]] = set()
    chain: list[tuple[int, State]] = []
    moment = following[head]
    while following[head] != head:
        index = moment >> 1
        if moment & 1:  # a return whose operation has no moment: too late, so step back
            if not chain:
                return False
            index, state = chain.pop()
            done &= ~(1 << index)
            for restored in (2 * index + 1, 2 * index):
                following[before[restored]] = before[following[restored]] = restored
            moment = following[2 * index]
            continue
        after = model.apply(state, history[index])
        reached = done | 1 << index
        if after is not None and (reached, after) not in tried:
            tried.add((reached, after))
            chain.append((index, state))
            state, done = after, reached
            for taken in (moment, moment + 1):
                following[before[taken]], before[following[taken]] = following[taken], before[taken]
            moment = following[head]
        else:
            moment = following[moment]
    return True


NOTHING = -1
"""What a register holds before anything was written."""


def register(state: State, op: Operation) -> State | None:
    """Apply an operation on a register: read, write *x*, or cas (compare and set) *x* to *y*.

    Returns the state after it, or None if it cannot have answered so; ValueError for any other.
    """
    unknown = op.returned is None
    match op.action:
        case ("read",):
            return state if unknown or op.answer == state else None
        case ("write", value):
            return int(value)
        case ("cas", expected, value):
            holds = state == expected
            if not unknown and op.answer != holds:
                return None
            return int(value) if holds else state
    raise ValueError(f"a register has no operation {op.action}")


REGISTER = Model(NOTHING, register)

"""Exhaustive search: every state that can be reached, the nearest first, until one is wrong.

A state is any hashable value, and a model says what may happen next in it. States that are equal
are visited once. As the search is breadth first, the run that it finds is one of the shortest.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

S = TypeVar("S", bound=Hashable)
E = TypeVar("E")


@dataclass(frozen=True)
class Search(Generic[E, S]):
    """What a search met."""

    levels: tuple[int, ...]
    """How many states are first reached after 0, 1, 2 … events."""
    checked: int
    """How many states were checked, a wrong one included: all of them, if none is wrong."""
    followed: int
    """Events followed, those that lead to a state met before included."""
    complete: bool
    """Whether every state was reached and none is wrong."""
    run: tuple[tuple[E, S], ...] = ()
    """The shortest run to a wrong state, each event with the state it leads to; or empty."""
    complaint: str = ""
    """What is wrong after it, or nothing."""

    @property
    def states(self) -> int:
        """How many different states were reached."""
        return sum(self.levels)


def search(
    start: S,
    successors: Callable[[S], Iterable[tuple[E, S]]],
    check: Callable[[S], Sequence[str]],
    most: int | None = None,
    canonical: Callable[[S], S] = lambda state: state,
) -> Search[E, S]:
    """Search from *start* on, and stop at a state of which *check* complains.

    With *most*, no further states are looked for once so many were reached; these are all
    checked. States with the same *canonical* state count as one.
    """
    parents: dict[S, S | None] = {start: None}
    level, levels = [start], list[int]()
    checked = followed = 0
    while level:
        levels.append(len(level))
        following: list[S] = []
        for state in level:
            checked += 1
            if complaints := check(state):
                run = _run(parents, state, successors, canonical)
                sizes = (*levels, len(following))
                return Search(sizes, checked, followed, False, run, complaints[0])
            for _, after in successors(state) if len(parents) != most else ():
                followed += 1
                reached = canonical(after)
                if reached not in parents:
                    parents[reached] = state
                    following.append(reached)
                    if len(parents) == most:
                        break
        level = following
    return Search(tuple(levels), checked, followed, len(parents) != most)


def _run(
    parents: dict[S, S | None],
    last: S,
    successors: Callable[[S], Iterable[tuple[E, S]]],
    canonical: Callable[[S], S],
) -> tuple[tuple[E, S], ...]:
    """Return the events that lead to *last*, each with the state it leads to."""
    path = [last]
    while (before := parents[path[-1]]) is not None:
        path.append(before)
    *following, state = path
    run: list[tuple[E, S]] = []
    for wanted in reversed(following):
        event, state = next(pair for pair in successors(state) if canonical(pair[1]) == wanted)
        run.append((event, state))
    return tuple(run)

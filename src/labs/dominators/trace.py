"""Semi-NCA again, slowly, as a list of steps that a figure can show one by one.

The same algorithm as :mod:`~labs.dominators.semi_nca`, written to be watched: it takes every
predecessor of every vertex, joins or not, and says what it does. The fast one is not slowed down
by being watched, and the tests hold both to the same answers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Phase = Literal["search", "semi", "idom", "done"]


@dataclass(frozen=True)
class Step:
    """One thing that happened, about vertex w; all numbers are DFS numbers.

    ==========  ===================================================================
    ``kind``    and what the other fields say
    ==========  ===================================================================
    visit       w is visited from ``value``, its parent
    known       v = w's predecessor is not greater than w: a candidate as it is
    walk        eval(v) followed ``path`` from v upwards; ``value`` is the smallest
                semidominator on it; the path is compressed
    semi        semi(w) is ``value``, and w is linked to its parent
    climb       the candidate for idom(w), v, is greater than semi(w): on to ``value``
    idom        idom(w) is ``value``
    done        nothing is left to do
    ==========  ===================================================================
    """

    kind: Literal["visit", "known", "walk", "semi", "climb", "idom", "done"]
    w: int
    v: int = 0
    value: int = 0
    path: tuple[int, ...] = ()

    @property
    def phase(self) -> Phase:
        """Return which of the three passes the step belongs to."""
        match self.kind:
            case "visit":
                return "search"
            case "known" | "walk" | "semi":
                return "semi"
            case "climb" | "idom":
                return "idom"
            case "done":
                return "done"


@dataclass
class State:
    """What the algorithm knows after a step: tables by DFS number, as long as the search is."""

    vertices: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    semi: dict[int, int] = field(default_factory=dict)
    ancestor: dict[int, int] = field(default_factory=dict)
    """Where a linked vertex points, shortened by compression."""
    label: dict[int, int] = field(default_factory=dict)
    """The smallest semidominator known between a linked vertex and its ancestor."""
    idom: dict[int, int] = field(default_factory=dict)


class Trace:
    """All steps of one run from *root*; :attr:`steps` is never empty."""

    def __init__(self, root: int, successors: Callable[[int], Sequence[int]]) -> None:
        self.steps: list[Step] = []
        self._vertices: list[int] = []
        self._predecessors: list[list[int]] = []
        self._run(root, successors)

    def __len__(self) -> int:
        return len(self.steps)

    def state(self, step: int) -> State:
        """Return the state after steps 0 to *step*."""
        state = State()
        for done in self.steps[: step + 1]:
            self._apply(done, state)
        return state

    def _do(self, step: Step, state: State) -> None:
        self.steps.append(step)
        self._apply(step, state)

    def _apply(self, step: Step, state: State) -> None:
        match step.kind:
            case "visit":
                state.vertices.append(self._vertices[step.w])
                state.parent.append(step.value)
            case "walk":
                *_, last = step.path
                smallest, top = state.label[last], state.ancestor[last]
                for u in reversed(step.path):
                    smallest = state.label[u] = min(smallest, state.label[u])
                    state.ancestor[u] = top
            case "semi":
                state.semi[step.w] = state.label[step.w] = step.value
                state.ancestor[step.w] = state.parent[step.w]
            case "idom":
                state.idom[step.w] = step.value
            case "known" | "climb" | "done":
                pass

    def _run(self, root: int, successors: Callable[[int], Sequence[int]]) -> None:
        state = State()
        number: dict[int, int] = {}
        waiting = [(root, 0)]
        while waiting:
            vertex, came_from = waiting.pop()
            if vertex not in number:
                w = number[vertex] = len(number)
                self._vertices.append(vertex)
                self._predecessors.append([])
                self._do(Step("visit", w, value=came_from), state)
                waiting += [(s, w) for s in reversed(successors(vertex))]
            if number[vertex]:
                self._predecessors[number[vertex]].append(came_from)

        for w in range(len(number) - 1, 0, -1):
            semi = state.parent[w]
            for v in self._predecessors[w]:
                if v <= w:
                    self._do(Step("known", w, v, v), state)
                    semi = min(semi, v)
                    continue
                path = [v]
                while state.ancestor[path[-1]] > w:
                    path.append(state.ancestor[path[-1]])
                smallest = min(state.label[u] for u in path)
                self._do(Step("walk", w, v, smallest, tuple(path)), state)
                semi = min(semi, smallest)
            self._do(Step("semi", w, value=semi), state)

        for w in range(1, len(number)):
            candidate = state.parent[w]
            while candidate > state.semi[w]:
                above = state.idom[candidate]
                self._do(Step("climb", w, candidate, above), state)
                candidate = above
            self._do(Step("idom", w, value=candidate), state)
        self.steps.append(Step("done", 0))

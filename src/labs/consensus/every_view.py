"""The view of every order: the search's states by depth, or the shortest run that decides twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from labs.consensus.explore import Action, Group, State, chosen, search
from labs.kernel.charts import Chart, counts_chart
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import grouped, in_words, listing, many
from labs.kernel.model import Number
from labs.kernel.search import Search
from labs.kernel.spacetime import SpaceTime
from labs.kernel.views import PanelView

MOST = 20_000
"""The search stops at so many states."""
VALUES = "ABC"
"""What the leaders of ballots 0, 1 and 2 would choose themselves."""


def _value(value: object) -> str:
    return VALUES[value] if isinstance(value, int) else "nothing"


@dataclass(frozen=True)
class EveryView(PanelView):
    """All that *group* can do; *broken* says which rule is forgotten, if any."""

    name: ClassVar[str] = "consensus-every"
    group: Group
    broken: str

    @cached_property
    def search(self) -> Search[Action, State]:
        """Return what the search finds."""
        return search(self.group, most=MOST)

    @property
    def run(self) -> list[Action]:
        """Return the shortest run that decides twice; no action if there is none."""
        return [action for action, _ in self.search.run]

    def steps(self) -> int:
        """Return one picture for each step of the run that decides twice, else 1."""
        return len(self.run) + 1

    @property
    def _depth(self) -> int:
        return len(self.run) or len(self.search.levels) - 1

    def values(self) -> Mapping[str, Number]:
        """Return the counts of the search and its verdict."""
        agrees = "every order agrees" if self.search.complete else "not searched to the end"
        return {
            "states": self.search.checked,
            "depth": self._depth,
            "steps followed": self.search.followed,
            "verdict": "decides twice" if self.run else agrees,
            "steps until it decides twice": len(self.run) or "never",
        }

    def headline(self, step: int = 0) -> str:
        """Return the verdict."""
        search, group = self.search, self.group
        if self.run:
            why = f"A quorum of {group.phase1} and one of {group.phase2} that miss each other:"
            why = f"With {self.broken}," if self.broken else why
            return f"{why} {in_words(len(self.run))} steps suffice to decide twice."
        if search.complete:
            return (
                f"{in_words(group.phase1).capitalize()} to elect and {in_words(group.phase2)} to"
                f" decide: all {grouped(search.states)} states agree."
            )
        return (
            f"More than {grouped(MOST)} states: no disagreement in the first {self._depth} steps;"
            " fewer ballots or slots can be searched to the end."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield how many states are first reached after each number of steps."""
        for depth, count in enumerate(self.search.levels):
            yield "states", depth, count

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the run up to *step*, or how many states each number of steps first reaches."""
        return [self._draw_run(step) if self.run else self._chart.drawing]

    @cached_property
    def _chart(self) -> Chart:
        return counts_chart(self.search.levels, "steps from the start", "states first reached")

    def _draw_run(self, step: int) -> Drawing:
        """Draw a row for each ballot's leader and each acceptor; every step is one unit of time."""
        rows = [f"leader {ballot}" for ballot in range(self.group.ballots)]
        rows += [f"acceptor {i + 1}" for i in range(self.group.acceptors)]
        diagram = SpaceTime(rows, 0, len(self.run) + 1, ticks=range(1, len(self.run) + 1))
        diagram.frame()
        base = self.group.ballots
        when: dict[tuple[str, int, int, int], int] = {}  # kind, ballot, slot, acceptor
        for time, action in enumerate(self.run[:step], 1):
            when.setdefault((action.kind, action.ballot, action.slot, action.acceptor), time)
            row = base + action.acceptor if action.acceptor >= 0 else action.ballot
            match action.kind:
                case "promise":
                    sent = when["prepare", action.ballot, -1, -1]
                    diagram.message(action.ballot, row, sent, time)
                case "propose":
                    for acceptor in range(self.group.acceptors):
                        promised = when.get(("promise", action.ballot, -1, acceptor))
                        if promised:
                            diagram.message(base + acceptor, row, promised, time)
                case "vote":
                    sent = when["propose", action.ballot, action.slot, -1]
                    diagram.message(action.ballot, row, sent, time, "fig-line-accent")
            css = "fig-dot-accent" if action.kind == "vote" else "fig-dot"
            diagram.dot(row, time, css, 6 if action.kind in {"vote", "propose"} else 3)
            if action.value is not None:
                letter = _value(action.value)
                drawing = diagram.drawing
                drawing.text(diagram.x(time), diagram.y(row) - 9, letter, "fig-note", "middle")
        diagram.cursor(step)
        return diagram.drawing

    def describe(self, step: int = 0) -> str:
        """Return the run up to *step* in words, or the counts."""
        search, group, run = self.search, self.group, self.run
        searched = (
            f"A group of {group.acceptors} acceptors, {group.ballots} ballots and"
            f" {many(group.slots, 'slot')}; {group.phase1} promises elect a leader and"
            f" {group.phase2} votes choose a value."
        )
        if not run:
            levels = ", ".join(f"{grouped(n)} after {d}" for d, n in enumerate(search.levels))
            agree = "In none of them two values are chosen in one slot."
            agree = agree if search.complete else "The search stopped there."
            axes = self._chart.y, self._chart.x
            y, x = (", ".join(map(grouped, axis.tick_values())) for axis in axes)
            return (
                f"{searched} {grouped(search.states)} states can be reached in any order of"
                f" messages, lost and repeated ones included, first reached after so many steps:"
                f" {levels}. {agree} Marks at {y} states and {x} steps."
            )
        actions = " ".join(
            f"{time}: {self._say(action)}" for time, action in enumerate(run[:step], 1)
        )
        values = chosen(group, search.run[step - 1][1]) if step else {}
        decided = "; ".join(
            f"{listing(sorted(map(_value, values[slot])))} in slot {slot + 1}"
            for slot in sorted(values)
        )
        return (
            f"{searched} Step {step} of {len(run)} of the shortest run that decides twice, after"
            f" {grouped(search.checked)} states; marks number the steps 1 to {len(run)}. {actions}"
            f" {f'Chosen so far: {decided}.' if decided else 'Nothing is chosen yet.'}"
        )

    def _say(self, action: Action) -> str:
        ballot, who = action.ballot, f"acceptor {action.acceptor + 1}"
        slot = f" in slot {action.slot + 1}" if self.group.slots > 1 else ""
        match action.kind:
            case "prepare":
                return f"leader {ballot} asks for promises."
            case "promise":
                return f"{who} promises ballot {ballot}."
            case "propose":
                return f"leader {ballot} proposes {_value(action.value)}{slot}."
            case _:
                return f"{who} votes for {_value(action.value)} in ballot {ballot}{slot}."

"""The view of every order: the search's states by depth, or the shortest run that decides twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from labs.consensus.explore import Action, Group, Search, State, chosen, replay, search
from labs.consensus.faults import listed
from labs.kernel.charts import Axis, Chart, Series
from labs.kernel.drawing import render_panels
from labs.kernel.formatting import grouped, in_words
from labs.kernel.model import Number
from labs.kernel.spacetime import SpaceTime

MOST = 20_000
"""The search stops at so many states."""
VALUES = "ABC"
"""What the leaders of ballots 0, 1 and 2 would choose themselves."""


def _value(value: object) -> str:
    return VALUES[value] if isinstance(value, int) else "nothing"


@dataclass(frozen=True)
class EveryView:
    """All that *group* can do; *broken* says which rule is forgotten, if any."""

    group: Group
    broken: str

    @cached_property
    def found(self) -> Search:
        """Return what the search finds."""
        return search(self.group, most=MOST)

    @cached_property
    def run(self) -> tuple[Action, ...]:
        """Return the shortest run that decides twice; no action if there is none."""
        return self.found.counterexample or ()

    @cached_property
    def states(self) -> list[State]:
        """Return the states of that run."""
        return replay(self.group, self.run)

    def steps(self) -> int:
        """Return one picture for each step of the run that decides twice, else 1."""
        return len(self.run) + 1

    def values(self) -> Mapping[str, Number]:
        """Return the counts of the search and its verdict."""
        verdict = (
            "decides twice"
            if self.run
            else "every order agrees" if self.found.complete else "not searched to the end"
        )  # fmt: skip
        return {
            "states": self.found.states,
            "depth": len(self.found.depths) - 1,
            "steps followed": self.found.generated,
            "verdict": verdict,
            "steps until it decides twice": len(self.run) or "never",
        }

    def headline(self, step: int) -> str:
        """Return the verdict."""
        found, group = self.found, self.group
        if self.run:
            steps = in_words(len(self.run))
            if self.broken:
                return f"With {self.broken}, {steps} steps suffice to decide twice."
            return (
                f"A quorum of {group.phase1} and one of {group.phase2} that miss each other:"
                f" {steps} steps suffice to decide twice."
            )
        if found.complete:
            return (
                f"{in_words(group.phase1).capitalize()} to elect and {in_words(group.phase2)} to"
                f" decide: all {grouped(found.states)} states agree."
            )
        return (
            f"More than {grouped(MOST)} states: no disagreement in the first"
            f" {len(found.depths) - 1} steps; fewer ballots or slots can be searched to the end."
        )

    def series(self) -> Iterator[tuple[str, float, float]]:
        """Yield how many states are first reached after each number of steps."""
        for depth, count in enumerate(self.found.depths):
            yield "states", depth, count

    def draw(self, step: int) -> str:
        """Draw the run up to *step*, or how many states each number of steps first reaches."""
        panels = [self._draw_run(step)] if self.run else [self._draw_depths()]
        return render_panels(
            "consensus-every", self.headline(step), self.describe(step), [p.drawing for p in panels]
        )

    def _axes(self) -> tuple[Axis, Axis]:
        depths = self.found.depths
        x = Axis(low=0, high=max(1, len(depths) - 1), title="steps from the start")
        return x, Axis.spanning(depths, title="states first reached")

    def _draw_depths(self) -> Chart:
        depths = self.found.depths
        chart = Chart.panel(*self._axes())
        chart.axes()
        points = [(float(depth), float(count)) for depth, count in enumerate(depths)]
        chart.draw([Series("", points, "fig-line-accent", "step-area")])
        return chart

    def _rows(self) -> list[str]:
        leaders = [f"leader {ballot}" for ballot in range(self.group.ballots)]
        return leaders + [f"acceptor {i + 1}" for i in range(self.group.acceptors)]

    def _draw_run(self, step: int) -> SpaceTime:
        """Draw a row for each ballot's leader and each acceptor; every step is one unit of time."""
        diagram = SpaceTime(self._rows(), 0, len(self.run) + 1, ticks=range(1, len(self.run) + 1))
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
                        said = when.get(("promise", action.ballot, -1, acceptor))
                        if said:
                            diagram.message(base + acceptor, row, said, time)
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
        return diagram

    def describe(self, step: int) -> str:
        """Return the run up to *step* in words, or the counts."""
        found, group = self.found, self.group
        searched = (
            f"A group of {group.acceptors} acceptors, {group.ballots} ballots and {group.slots}"
            f" slot{'s' if group.slots > 1 else ''}; {group.phase1} promises elect a leader and"
            f" {group.phase2} votes choose a value."
        )
        if not self.run:
            listing = ", ".join(f"{grouped(n)} after {d}" for d, n in enumerate(found.depths))
            agree = "In none of them two values are chosen in one slot." if found.complete else (
                "The search stopped there."
            )  # fmt: skip
            x, y = (", ".join(map(grouped, axis.tick_values())) for axis in self._axes())
            return (
                f"{searched} {grouped(found.states)} states can be reached in any order of"
                f" messages, lost and repeated ones included, first reached after so many steps:"
                f" {listing}. {agree} Marks at {y} states and {x} steps."
            )
        told = " ".join(
            f"{time}: {self._say(action)}" for time, action in enumerate(self.run[:step], 1)
        )
        values = chosen(group, self.states[step])
        decided = [
            f"{listed(sorted(map(_value, values[slot])))} in slot {slot + 1}"
            for slot in sorted(values)
            if values[slot]
        ]
        verdict = f"Chosen so far: {'; '.join(decided)}." if decided else "Nothing is chosen yet."
        return (
            f"{searched} Step {step} of {len(self.run)} of the shortest run that decides twice,"
            f" after {grouped(found.states)} states; marks number the steps 1 to {len(self.run)}."
            f" {told} {verdict}"
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

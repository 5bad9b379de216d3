"""The view of every interleaving: the shortest run that loses an update, or none of N states."""

from dataclasses import dataclass
from functools import cached_property

from labs.ekko.explore import Cluster, Event, Invariants, State, explore, lost
from labs.ekko.script import with_versions
from labs.ekko.version import in_words
from labs.kernel.charts import counts_chart
from labs.kernel.drawing import PANEL, Drawing, panel
from labs.kernel.formatting import grouped, listing, many
from labs.kernel.model import Number
from labs.kernel.search import Search
from labs.kernel.views import PanelView

RULES = {
    "described": "as described",
    "early": "a vector raised before the answer is complete",
    "outside": "the bound of the cache ignored",
    "clock": "a clock above the vector but not above the rows held",
}
KINDS = {
    "write": ("a write", "{me} writes {what}."),
    "ask": ("an ask", "{me} asks {peer}, which answers with {what}."),
    "row": ("a row that arrives", "{what} arrives at {me}."),
    "raise": ("a raised vector", "{me} raises its vector to that of {peer}."),
    "lose": ("a lost answer", "The rest of the answer from {peer} is lost: {what}."),
}
"""What events are called, and a sentence on each."""
ROW = 34.0
"""Height of one event of a run."""


@dataclass(frozen=True)
class SearchView(PanelView):
    """A cluster to explore; the run of a wrong rule is shown event by event."""

    name = "ekko-search"

    cluster: Cluster

    @cached_property
    def first(self) -> tuple[Search[Event, State], int]:
        """Return the search for a state that breaks an invariant, and the answers compared."""
        check = Invariants(self.cluster)
        return explore(self.cluster, check), check.answers

    @cached_property
    def failure(self) -> Search[Event, State]:
        """Return the search for an update that is lost for good."""
        return explore(self.cluster, lost)

    @property
    def wrong(self) -> bool:
        """Whether some run breaks an invariant."""
        return bool(self.first[0].run)

    def values(self) -> dict[str, Number]:
        """Return how much was explored, and how long the shortest failure is."""
        search, answers = self.first
        explored = self.failure if self.wrong else search
        return {
            "states": explored.states,
            "transitions": explored.followed,
            "answers checked": answers,
            "length of the shortest failure": len(explored.run) or "none",
        }

    def steps(self) -> int:
        """Return one picture for each event of the run that fails, or one in all."""
        return max(1, len(self.failure.run)) if self.wrong else 1

    def headline(self, step: int = 0) -> str:
        """Return what the search found."""
        cluster, search = self.cluster, self.first[0]
        if not self.wrong:
            return (
                f"In none of {grouped(search.states)} states does a replica claim what it lacks:"
                f" {self._size()}."
            )
        run = self.failure.run
        if not run:
            return (
                f"With {RULES[cluster.rule]}, the cache would hide an update after"
                f" {many(len(search.run), 'event')}, but none is lost for good in so few events."
            )
        events = listing(KINDS[event.kind][0] for event, _ in run)
        count = many(len(run), "event")
        return f"With {RULES[cluster.rule]}, an update is lost in {count}: {events}."

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the run up to an event, or how many states there are at each distance."""
        if self.wrong and self.failure.run:
            return [self._run(step)]
        return [counts_chart(self.first[0].levels, "events from the start", "states").drawing]

    def describe(self, step: int = 0) -> str:
        """Return the run as numbered events, or the counts."""
        search, answers = self.first
        names = self.cluster.names
        if not (self.wrong and self.failure.run):
            levels = listing(
                f"{grouped(count)} after {many(events, 'event')}"
                for events, count in enumerate(search.levels)
            )
            return (
                f"{self.headline(step)} The search followed {grouped(search.followed)} events"
                f" and compared {many(answers, 'answer', grouped(answers))} from caches with the"
                f" full answer. States: {levels}."
            )
        run = self.failure.run[: step + 1]
        events = " ".join(f"{i}. {self._event(event)}" for i, (event, _) in enumerate(run, 1))
        state = run[-1][1]
        knows = listing(
            f"{names[r.place]} knows {in_words(r.known, names)} and holds"
            f" {with_versions(enumerate(r.rows), names)}"
            for r in state.replicas
        )
        broken = f" {self.failure.complaint.format(*names)}" if step + 1 == self.steps() else ""
        return (
            f"{self.headline(step)} The shortest of all runs, found among"
            f" {grouped(self.failure.states)} states; {self._size()}. Event {step + 1} of"
            f" {self.steps()}: {events} Then {knows}.{broken}"
        )

    def _size(self) -> str:
        cluster = self.cluster
        return (
            f"{many(len(cluster.names), 'replica')}, {many(len(cluster.writers), 'writer')},"
            f" {many(cluster.writes, 'write')} and at most {many(cluster.losses, 'lost answer')},"
            " in every order"
        )

    def _event(self, event: Event) -> str:
        names = self.cluster.names
        what, me, peer = with_versions(event.rows, names), names[event.place], names[event.other]
        return KINDS[event.kind][1].format(me=me, peer=peer, what=what)

    def _run(self, step: int) -> Drawing:
        """Draw a line for each place, time downwards, and an event on each row."""
        names, run = self.cluster.names, self.failure.run[: step + 1]
        drawing = panel(PANEL, 30 + ROW * len(self.failure.run) + 24)
        across = [16.0 + 64 * place for place in range(len(names))]
        right = 16.0 + 64 * len(names) - 30
        for name, x in zip(names, across, strict=True):
            drawing.text(x, 14, name, "fig-label-strong", "middle")
            drawing.line(x, 22, x, 30 + ROW * len(run), "fig-line-faint")
        for i, (event, _) in enumerate(run):
            y, x = 30 + ROW * i + ROW / 2, across[event.place]
            if event.other >= 0 and event.kind != "raise":
                peer = across[event.other]
                start, end = (x, peer) if event.kind == "ask" else (peer, x)
                if event.kind == "lose":
                    middle = (start + end) / 2
                    drawing.line(start, y, middle, y, "fig-line fig-dashed")
                    drawing.cross(middle, y, 4, "fig-line-accent")
                else:
                    drawing.arrow(start, y, end, y, "fig-line-strong")
            drawing.circle(x, y, 3.5, "fig-dot-accent" if i == step else "fig-dot")
            drawing.paragraph(right, y - 2, self._event(event), PANEL - right, "fig-note")
        if step + 1 == self.steps():
            end = 30 + ROW * len(run) + 16
            drawing.text(0, end, self.failure.complaint.format(*names), "fig-label-accent")
        return drawing

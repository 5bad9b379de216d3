"""The view that plays a script: versions, vectors, caches and packets, phase by phase."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from labs.ekko import script
from labs.ekko.exchange import Moment, play, written
from labs.ekko.replica import Replica, Rule
from labs.ekko.script import NAMES, ROWS, Ask, Line, Write, letters
from labs.ekko.verify import claims
from labs.ekko.version import UNWRITTEN, in_words
from labs.kernel.drawing import PANEL, Drawing, Touch, panel
from labs.kernel.formatting import listing, many
from labs.kernel.model import Number
from labs.kernel.views import PanelView

CELL = 33.0
LEFT = PANEL - CELL * len(ROWS)
"""Where the boxes of rows begin; names are to the left."""
BLOCK = 104.0
"""Height of one replica."""
SHORT = 12
"""Scripts of at most so many lines carry a touch on every box."""


@dataclass(frozen=True)
class PullView(PanelView):
    """A script on replicas with caches of *cache* rows and packets of *packet* rows."""

    name = "ekko-pull"

    lines: list[Line]
    cache: int
    packet: int
    rule: Rule

    @cached_property
    def moments(self) -> list[Moment]:
        """Return what happens, phase by phase."""
        return play(self.lines, self.cache, self.packet, self.rule)

    @cached_property
    def places(self) -> list[int]:
        """Return the places that the script mentions, training first."""
        used = {line.place for line in self.lines}
        used |= {line.peer for line in self.lines if isinstance(line, Ask)}
        return sorted(used, reverse=True)

    def values(self) -> dict[str, Number]:
        """Return what all pulls of the script took together."""
        compares = [m.answer for m in self.moments if m.phase == "compare" and m.answer]
        packets = [m for m in self.moments if m.phase == "packet"]
        return {
            "asked": sum(isinstance(line, Ask) for line in self.lines),
            "compared": sum(len(answer.compared) for answer in compares),
            "sent": sum(len(moment.delivered) for moment in packets),
            "hits": sum(answer.hit for answer in compares),
            "misses": sum(not answer.hit for answer in compares),
        }

    def steps(self) -> int:
        """Return the number of phases."""
        return len(self.moments)

    def headline(self, step: int = 0) -> str:
        """Return what happens, and what is claimed falsely after it."""
        moment = self.moments[step]
        known = written(self.moments[: step + 1])
        wrong = [claim.format(*NAMES) for held in moment.replicas for claim in claims(held, known)]
        return self._sentence(step, moment) + "".join(f" Wrong: {claim}" for claim in wrong)

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw every replica that the script mentions, and the message between two of them."""
        drawing = panel(PANEL, BLOCK * len(self.places))
        for index, place in enumerate(self.places):
            self._block(drawing, BLOCK * index, place, self.moments[step], step)
        return [drawing]

    def describe(self, step: int = 0) -> str:
        """Return the event, and what every replica holds after it."""
        moment = self.moments[step]
        parts = []
        for place in self.places:
            replica = moment.replicas[place]
            held = script.with_versions(enumerate(replica.rows))
            parts.append(
                f"{NAMES[place]} holds {held}; it knows {in_words(replica.known, NAMES)}; its cache"
                f" holds {letters(replica.recent)}, and outside it nothing is newer than"
                f" {in_words(replica.outside, NAMES)}."
            )
        return f"Step {step + 1} of {self.steps()}. {self.headline(step)} {' '.join(parts)}"

    def _sentence(self, step: int, moment: Moment) -> str:
        line = moment.line
        if isinstance(line, Write):
            return f"{NAMES[line.place]} writes {letters(line.rows)}."
        asker, peer = NAMES[line.place], NAMES[line.peer]
        answer, delivered = moment.answer, letters(row for row, _ in moment.delivered)
        if moment.phase == "skip":
            return f"{asker} asks {peer}, whose shard version has not changed: the pull ends."
        if moment.phase == "ask" or answer is None:
            known = in_words(moment.replicas[line.place].known, NAMES)
            return f"{asker} asks {peer}, and says what it knows: {known}."
        match moment.phase:
            case "compare":
                where = "a hit in its cache" if answer.hit else "a miss, so every row"
                early = f"; {asker} already raises its vector" if self.rule == "early" else ""
                found, compared = (many(len(r), "row") for r in (answer.rows, answer.compared))
                return f"{peer} compares {compared} ({where}) and has {found} to send{early}."
            case "packet":
                return f"Packet {moment.packets} brings {delivered} to {asker}."
            case "lose":
                return (
                    f"The rest of the answer is lost: {delivered}. {asker} keeps what has arrived."
                )
            case _:
                raised = in_words(moment.replicas[line.place].known, NAMES)
                sentence = f"All has arrived: {asker} now knows {raised}."
                if again := [*self._rewritten(step, line)]:
                    sentence += f" Written again and again since {asker} last asked, sent once:"
                    sentence += f" {listing(again)}."
                return sentence

    def _rewritten(self, step: int, line: Ask) -> Iterator[str]:
        """Yield the rows of the answer that were written repeatedly since the last pull."""
        answer, counts = self.moments[step].answer, dict[int, int]()
        for moment in reversed(self.moments[:step]):
            if moment.phase == "raise" and moment.line[:2] == line[:2]:
                break
            for row, _ in moment.delivered if moment.phase == "write" else ():
                counts[row] = counts.get(row, 0) + 1
        for row, _ in answer.rows if answer else ():
            if counts.get(row, 0) > 1:
                yield f"{ROWS[row]} ({counts[row]} times)"

    def _block(self, drawing: Drawing, top: float, place: int, moment: Moment, step: int) -> None:
        replica = moment.replicas[place]
        line = moment.line
        acts = place == line.place or (isinstance(line, Ask) and place == line.peer)
        drawing.text(0, top + 14, NAMES[place], "fig-label-accent" if acts else "fig-label-strong")
        drawing.text(18, top + 14, f"knows {in_words(replica.known, NAMES)}", "fig-note")
        for row in range(len(ROWS)):
            self._box(drawing, LEFT + CELL * row, top + 22, replica, row, moment)
        drawing.text(0, top + 36, "row", "fig-note")
        drawing.text(0, top + 55, "version", "fig-note")
        bound = f"outside the cache nothing above {in_words(replica.outside, NAMES)}"
        drawing.text(0, top + 82, bound if any(replica.outside) else "all in the cache", "fig-note")

    def _box(
        self, drawing: Drawing, x: float, y: float, replica: Replica, row: int, moment: Moment
    ) -> None:
        line, answer = moment.line, moment.answer
        moved = dict(moment.delivered)
        peer = isinstance(line, Ask) and replica.place == line.peer
        css = "fig-box-accent" if row in replica.recent else "fig-box"
        drawing.open("fig-cell", touch=self._touch(replica.place, row))
        drawing.rect(x + 1, y, CELL - 2, 40, css)
        label = "fig-label-accent" if row in moved and replica.place == line.place else "fig-label"
        drawing.text(x + CELL / 2, y + 15, ROWS[row], label, "middle")
        if replica.rows[row] != UNWRITTEN:
            text = replica.rows[row].named(NAMES)
            drawing.text(x + CELL / 2, y + 33, text, "fig-note", "middle")
        drawing.close()
        if peer and moment.phase == "compare" and answer and row in answer.compared:
            css = "fig-line-accent" if row in dict(answer.rows) else "fig-line"
            drawing.line(x + 5, y + 44, x + CELL - 5, y + 44, css)

    def _touch(self, place: int, row: int) -> Touch | None:
        """Return what pressing a box does: one more write at the end of the script."""
        if len(self.lines) > min(SHORT, script.MOST - 1):
            return None
        press = script.write_script([*self.lines, Write(place, (row,))])
        label = f"{NAMES[place]} writes {ROWS[row]}"
        return Touch(parameter="script", label=label, press=press)

"""The view of messages: a space-time diagram of one run, and the replicas' logs beside it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from labs.consensus.cluster import Cluster, Note, Sent
from labs.consensus.messages import KINDS, Accept, Accepted, Learned, Prepare, Promise
from labs.kernel.charts import Axis
from labs.kernel.drawing import PANEL, Drawing, Touch, panel
from labs.kernel.formatting import fixed, grouped, in_words, listing, many
from labs.kernel.model import Number
from labs.kernel.simulation import MILLISECOND, SECOND
from labs.kernel.spacetime import SpaceTime
from labs.kernel.views import PanelView

LONGEST = 30 * SECOND
"""A run is followed for so long after the last command and fault."""
COLUMNS, BOX, LEADING = 12, 18.0, 24.0
"""How many slots of the logs are drawn, how wide, and from one log to the next."""
ROUNDS = 3.6
"""How many rounds of phase 2 the diagram shows."""
STYLES = {Prepare: "fig-line", Promise: "fig-line-accent", Accept: "fig-line",
          Accepted: "fig-line-accent", Learned: "fig-line-faint"}  # fmt: skip
SENTENCES = {
    "propose": "{name} proposes {batch} for slot {slot} in ballot {ballot}.",
    "vote": "{name} votes for slot {slot} in ballot {ballot}.",
    "count": "{voter}’s vote for slot {slot} counts: {votes} of {quorum} votes.",
    "choose": "Slot {slot} is chosen.",
    "learn": "{name} learns slot {slot}.",
    "apply": "{name} applies slot {slot}.",
    "promise": "{name} promises to take part in no ballot below {ballot}.",
    "stand": "{name} asks for promises in ballot {ballot}.",
    "lead": "{name} leads ballot {ballot}.",
    "cut": "The link between {name} and {other} is cut.",
    "mend": "Every cut is mended.",
    "crash": "{name} crashes.",
    "restart": "{name} restarts.",
}
UNKNOWN, OPEN, CHOSEN, APPLIED = "unknown", "open", "chosen", "applied"
Log = dict[int, tuple[str, int]]
"""Slot to how far it is for a replica, and the ballot of the replica's vote (-1: none)."""


def ms(time: float) -> str:
    """Return a time in µs as ms."""
    return grouped(time / MILLISECOND, 1)


class MessageView(PanelView):
    """The run of *commands* commands from the leader's region, one every *gap* µs, in *cluster*.

    *typed* is the text that its faults were read from; touching the picture adds lines to it.
    """

    name = "consensus-messages"

    def __init__(self, cluster: Cluster, quorum: int, commands: int, gap: int, typed: str) -> None:
        self.group = group = cluster.group
        self.leader, self.quorum, self.typed = cluster.leader, quorum, typed
        for number in range(commands):
            cluster.add_client(self.leader, [None], number * gap)
        self.finished = cluster.run(max(commands * gap, cluster.last_fault) + LONGEST)
        self.events = cluster.simulation.events
        self.rows = group.rows(self.leader)
        self.names = [group.places[place] for place in self.rows]
        self.row = {place: row for row, place in enumerate(self.rows)}
        self.notes = [note for note in cluster.notes if note.event != "lead" or note.time]
        self.sent = [sent for sent in cluster.sent if type(sent.message) in STYLES]
        self.moments = sorted({note.time for note in self.notes})
        """The times at which something happened; each is a picture."""
        self.chosen = {note.slot: note for note in reversed(self._noted("choose"))}
        times = [note.time for note in self.chosen.values()]
        self._ends = min(times, default=0), max(times, default=0)

    # Findings

    @cached_property
    def gap(self) -> tuple[int, int, list[int]]:
        """Return the longest wait behind a gap, the slot waited for, and the slots that waited."""
        ends: dict[int, int] = {}  # when the replica that knew a slot to be chosen applied it
        for note in self.notes:
            if note.event == "apply" and note.replica == self.chosen[note.slot].replica:
                ends.setdefault(note.slot, note.time)
        waits = {s: ends.get(s, note.time) - note.time for s, note in self.chosen.items()}
        longest = max(waits.values(), default=0)
        if not longest:
            return 0, -1, []
        first = max(slot for slot, wait in waits.items() if wait == longest)
        late = [s for s, note in self.chosen.items() if s < first and note.time == ends[first]]
        behind = max(late, default=first - 1)
        return longest, behind, sorted(s for s, wait in waits.items() if wait and s > behind)

    def _noted(self, event: str) -> list[Note]:
        return [note for note in self.notes if note.event == event]

    @property
    def _no_ops(self) -> int:
        return sum(not note.more["value"] for note in self.chosen.values())

    def values(self) -> Mapping[str, Number]:
        """Return the numbers of the run."""
        return {
            "slots chosen": len(self.chosen),
            "no-ops": self._no_ops,
            "first chosen, ms": round(self._ends[0] / MILLISECOND, 1),
            "last chosen, ms": round(self._ends[1] / MILLISECOND, 1),
            "longest wait behind a gap, ms": round(self.gap[0] / MILLISECOND, 1),
            "elections": len(self._noted("lead")),
            "ballots": len({note.more["ballot"] for note in self._noted("propose")}),
            "messages": len(self.sent),
            "messages lost": sum(not sent.arrivals for sent in self.sent),
            "events": self.events,
        }

    def headline(self, step: int = 0) -> str:
        """Return what the run shows."""
        crashes, leads = self._noted("crash"), self._noted("lead")
        count, longest = len(self.chosen), self.gap[0]
        if not self.finished:
            down = len(self._down(self.moments[-1]))
            why = f"Crashing {down} of {len(self.rows)} regions for good leaves no majority"
            majority = len(self.rows) - down > len(self.rows) // 2
            why = "Not every command is answered" if majority else why
            return f"{why}: nothing is chosen after {ms(self._ends[1])} ms."
        if crashes and leads:
            holes = many(self._no_ops, "hole", in_words(self._no_ops))
            after = fixed((leads[-1].time - crashes[0].time) / SECOND, 1)
            return (
                f"The successor, {self.group.places[leads[-1].replica]}, fills {holes} with a"
                f" command that does nothing, {after} s after the crash."
            )
        if longest:
            return (
                f"Slot {self.gap[1] + 1} is late, and {_slots(self.gap[2])}, chosen before, wait"
                f" up to {ms(longest)} ms for it."
            )
        alone = self.group.commit(self.leader, self.quorum) * count
        return (
            f"{in_words(count).capitalize()} slots are chosen in {ms(self._ends[1])} ms; one"
            f" at a time, they would take {ms(alone)} ms."
        )

    # Pictures

    def steps(self) -> int:
        """Return one picture for each moment."""
        return len(self.moments)

    def _axis(self, step: int) -> Axis:
        """Return the ms that picture *step* shows: all, or a part that follows the step."""
        end = self.moments[-1] * 51 // 50 + MILLISECOND
        round_ = max(self.group.commit(self.leader, self.quorum), MILLISECOND)
        length = min(end, int(ROUNDS * round_))
        low = min(max(0, self.moments[step] - length * 9 // 10), end - length)
        return Axis(low=low / MILLISECOND, high=(low + length) / MILLISECOND)

    def _down(self, now: int) -> dict[int, int]:
        """Return the places that are down at *now*, and since when."""
        down: dict[int, int] = {}
        for note in self.notes:
            if note.time <= now and note.event == "crash":
                down[note.replica] = note.time
            elif note.time <= now and note.event == "restart":
                del down[note.replica]
        return down

    def _logs(self, now: int) -> list[Log]:
        """Return the log of each replica at *now*."""
        logs: list[Log] = [{} for _ in self.rows]
        for note in self.notes:
            if note.time > now:
                break
            log = logs[note.replica]
            state, ballot = log.get(note.slot, (UNKNOWN, -1))
            match note.event:
                case "vote":
                    log[note.slot] = OPEN if state == UNKNOWN else state, note.more["ballot"]
                case "choose" | "learn":
                    log[note.slot] = CHOSEN, ballot
                case "apply":
                    log[note.slot] = APPLIED, ballot
                case "crash":  # only its votes are on disk
                    logs[note.replica] = {s: (OPEN, b) for s, (_, b) in log.items() if b >= 0}
        return logs

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the messages up to moment *step*, and the logs."""
        now, axis = self.moments[step], self._axis(step)
        ticks = axis.tick_values()
        diagram = SpaceTime(self.names, axis.low, axis.high, ticks=ticks, unit="ms")
        diagram.frame(names=False)
        down = self._down(now)
        for row, place in enumerate(self.rows):
            self._draw_place(diagram, row, place, now, place in down)
        for sent in self.sent:
            for arrives in sent.arrivals or [sent.time]:
                if sent.time <= now and arrives >= axis.low * MILLISECOND:
                    self._draw_message(diagram, sent, arrives, now)
        for place, since in down.items():
            row = self.row[place]
            diagram.span(row, since / MILLISECOND, now / MILLISECOND, "fig-line-strong fig-dashed")
        for note in self.notes:
            if note.time <= now and note.event in {"choose", "lead", "stand", "crash"}:
                css = "fig-dot-accent" if note.event == "choose" else "fig-dot"
                diagram.dot(self.row[note.replica], note.time / MILLISECOND, css)
        diagram.cursor(now / MILLISECOND)
        return [diagram.drawing, self._draw_logs(self._logs(now))]

    def _with(self, line: str) -> str:
        """Return the faults that were typed and one more."""
        return f"{self.typed.rstrip()}\n{line}".strip()

    def _draw_place(self, diagram: SpaceTime, row: int, place: int, now: int, down: bool) -> None:
        """Draw a region's name, which makes it the leader, and its line, which breaks it."""
        name = self.names[row]
        lead = Touch(
            parameter="leader", label=f"Make {name} the leader", press=name, drag="{}", drop=name
        )
        diagram.drawing.open(touch=lead)
        diagram.name(row, name, "fig-label-accent" if place == self.leader else "fig-note")
        diagram.drawing.close()
        verb, at = "restart" if down else "crash", f"at {now // MILLISECOND + 1}"
        crash = Touch(
            parameter="faults",
            label=f"{verb.capitalize()} {name} now; drag to another region to cut the link",
            press=self._with(f"{at} {verb} {name}"),
            drag=self._with(f"{at} cut {name} {{}}"),
            drop=name,
        )
        diagram.drawing.open(touch=crash)
        diagram.span(row, diagram.low, diagram.high, "fig-hit")
        diagram.drawing.close()

    def _draw_message(self, diagram: SpaceTime, sent: Sent, arrives: int, now: int) -> None:
        """Draw a copy of a message; touching it loses it."""
        message, lost, touch = sent.message, not sent.arrivals, None
        rows = self.row[sent.source], self.row[sent.target]
        if lost:
            arrives += self.group.one_way[sent.source][sent.target]
        elif isinstance(message, Accept | Accepted | Learned):
            kind = KINDS[type(message)]
            place = self.group.places[sent.source if kind == "vote" else sent.target]
            what = f"{kind} {message.slot + 1} {place}"
            line = self._with(f"at {sent.time // MILLISECOND} lose {what}")
            touch = Touch(parameter="faults", label=f"Lose this message: {what}", press=line)
            diagram.drawing.open(touch=touch)
        times = sent.time / MILLISECOND, arrives / MILLISECOND
        css = STYLES[type(message)]
        diagram.message(*rows, *times, css, until=now / MILLISECOND, lost=lost, head=0)
        if touch:
            diagram.drawing.close()

    def _columns(self, logs: Sequence[Log]) -> range:
        """Return the slots that are drawn: the last that anybody knows of."""
        last = max((slot + 1 for log in logs for slot in log), default=1)
        return range(max(0, last - COLUMNS), max(last, min(COLUMNS, len(self.chosen))))

    def _draw_logs(self, logs: Sequence[Log]) -> Drawing:
        """Draw a row of boxes for each replica: the ballot of its vote, and how far the slot is."""
        drawing = panel(PANEL, 28 + LEADING * len(self.rows))
        left = PANEL - 8 - BOX * COLUMNS
        drawing.text(left - 8, 14, "slot", "fig-note", "end")
        for row, name in enumerate(self.names):
            drawing.text(left - 8, 35 + LEADING * row, name, "fig-note", "end")
        for column, slot in enumerate(self._columns(logs)):
            x = left + BOX * column
            drawing.text(x + BOX / 2, 14, str(slot + 1), "fig-note", "middle")
            for row, place in enumerate(self.rows):
                state, ballot = logs[place].get(slot, (UNKNOWN, -1))
                css = {APPLIED: "fig-box-accent", CHOSEN: "fig-box", UNKNOWN: "fig-ghost"}
                tint = css.get(state, f"fig-area-{ballot % 4 + 1}")
                drawing.rect(x + 1, 22 + LEADING * row, BOX - 2, BOX, tint, 2)
                if ballot >= 0:
                    y = 35 + LEADING * row
                    drawing.text(x + BOX / 2, y, str(ballot), "fig-note", "middle")
        return drawing

    # Words

    def describe(self, step: int = 0) -> str:
        """Return what happens at moment *step*, and what every replica knows then."""
        now, logs = self.moments[step], self._logs(self.moments[step])
        columns = self._columns(logs)
        events = dict.fromkeys(self._say(note) for note in self.notes if note.time == now)
        flying = sum(s.time <= now < arrives for s in self.sent for arrives in s.arrivals)
        lost = sum(sent.time <= now and not sent.arrivals for sent in self.sent)
        ticks = ", ".join(grouped(tick, 1) for tick in self._axis(step).tick_values())
        entries = (
            f"{name}: {', '.join(_say_log(logs[place], columns))}"
            for name, place in zip(self.names, self.rows, strict=True)
        )
        return (
            f"{ms(now)} ms: {' '.join(events)} {flying} messages are on their way, and {lost} were"
            f" lost so far. The diagram has a row for each of {listing(self.names)}, and marks"
            f" {ticks} ms. Logs, slots {columns[0] + 1} to {columns[-1] + 1}: {'; '.join(entries)}."
        )

    def _say(self, note: Note) -> str:
        """Return one sentence on what happened."""
        places, more = self.group.places, note.more
        count = len(more.get("value", ()))
        details = more | {key: places[more[key]] for key in ("voter", "other") if key in more}
        details["batch"] = many(count, "command") if count else "a command that does nothing"
        name, slot = places[note.replica], note.slot + 1
        return SENTENCES[note.event].format(name=name, slot=slot, quorum=self.quorum, **details)


def _say_log(log: Log, columns: Sequence[int]) -> Iterator[str]:
    """Yield what a replica knows, slots of the same state together."""
    start = columns[0]
    for slot in columns:
        state, ballot = log.get(slot, (UNKNOWN, -1))
        if slot == columns[-1] or log.get(slot + 1, (UNKNOWN, -1)) != (state, ballot):
            voted = f" (vote in ballot {ballot})" if ballot >= 0 else ""
            yield f"{_slots(range(start, slot + 1))} {state}{voted}"
            start = slot + 1


def _slots(slots: Sequence[int]) -> str:
    """Return slots, counted from 1, as a sentence names them."""
    if len(slots) == 1:
        return f"slot {slots[0] + 1}"
    if slots[-1] - slots[0] == len(slots) - 1:
        return f"slots {slots[0] + 1} to {slots[-1] + 1}"
    return f"slots {listing([str(slot + 1) for slot in slots])}"

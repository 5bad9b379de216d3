"""The view of several tenants on one processor: who runs, who waits, who is stopped and why."""

from labs.kernel.drawing import Drawing
from labs.kernel.formatting import grouped, in_words, many
from labs.kernel.model import Number
from labs.kernel.spacetime import SpaceTime
from labs.kernel.views import PanelView
from labs.lightning.programs import PROGRAMS
from labs.lightning.tenants import Request, Schedule, Setting


class TenantsView(PanelView):
    """A schedule, one picture for each turn of the processor."""

    name = "lightning-tenants"

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.schedule = schedule = Schedule(setting)
        self.names = [f"tenant {tenant + 1}" for tenant in range(setting.tenants)]
        self.guest = schedule.guest
        if self.guest:
            self.names[-1] = "guest"
        self.neighbors = [request for request in schedule.requests if request is not self.guest]
        self.waits = [  # for the first tick; who still waits does so until the end
            (schedule.end if request.started is None else request.started) - request.arrival
            for request in self.neighbors
        ]
        self.pictures = len(schedule.turns)

    def values(self) -> dict[str, Number]:
        """Return who was served, who was stopped, and who waited how long."""
        schedule, guest = self.schedule, self.guest
        own = sum(turn.end - turn.begin for turn in schedule.turns if turn.request is guest)
        outcome = guest.outcome if guest else None
        stopped = outcome.stopped if outcome else "never" if guest else ""
        return {
            "served": sum(request.ended is not None for request in schedule.requests),
            "calls": len(schedule.requests),
            "stopped": stopped or "nobody",
            "guest fuel": outcome.fuel if outcome else 0,
            "guest ticks": own,
            "longest wait": max(self.waits),
            "mean wait": sum(self.waits) / len(self.waits),
            "ticks": schedule.end,
            "guest share": own / schedule.end,
            "compilations": len(schedule.cache),
            "memories changed by others": 0 if schedule.untouched else 1,
        }

    def headline(self, step: int = 0) -> str:
        """Return what the guest cost its neighbors."""
        guest, longest = self.guest, grouped(max(self.waits))
        if guest is None:
            return f"Without a guest, no call waits longer than {longest} ticks."
        name, outcome = PROGRAMS[self.setting.guest or ""].title.lower(), guest.outcome
        late = sum(request.ended is None for request in self.neighbors)
        if outcome is None and late:
            keeps = f"Without a budget the {name} keeps the processor"
            return f"{keeps}, and {in_words(late)} calls of its neighbors are never served."
        if outcome is None:
            return f"Without a budget the {name} never ends; slices keep waits to {longest} ticks."
        fuel = f"{many(outcome.fuel, 'unit', grouped(outcome.fuel))} of fuel"
        ending = f"is stopped ({outcome.stopped})" if outcome.stopped else "ends"
        what = f"The {name} {ending} after {fuel}"
        if outcome.moved:
            what = f"{grouped(outcome.moved)} bytes that the {name} moves are billed {fuel}"
        return f"{what}, and its neighbors wait at most {longest} ticks."

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw a row for each tenant: outlined while a call waits, filled while it runs."""
        now, end = self.schedule.turns[step].end, self.schedule.end
        diagram = SpaceTime(self.names, 0, end, ticks=(0, end), unit="ticks", row=26)
        diagram.frame()
        drawing = diagram.drawing

        def box(request: Request, begin: int, finish: int, least: float, css: str) -> None:
            x, y = diagram.x(begin), diagram.y(request.tenant) - 8
            drawing.rect(x, y, max(diagram.x(finish) - x, least), 16, css, 2)

        for request in self.schedule.requests:
            if request.arrival <= now:
                until = min(now, request.ended or now)
                box(request, request.arrival, until, 0.5, "fig-box fig-dashed")
        for request, begin, finish in self.schedule.turns[: step + 1]:
            own, outcome = request is self.guest, request.outcome
            box(request, begin, finish, 0.8, "fig-box-accent" if own else "fig-area-4")
            if own and finish == request.ended and outcome and outcome.stopped:
                drawing.cross(diagram.x(finish), diagram.y(request.tenant), 5, "fig-line-strong")
        diagram.cursor(now)
        drawing.height += 16
        legend = "filled: runs · dashed: waits · cross: stopped"
        drawing.text(0, drawing.height - 4, legend, "fig-note")
        return [drawing]

    def describe(self, step: int = 0) -> str:
        """Say who ran when, up to this turn, and what became of the guest."""
        turns, guest, ending = self.schedule.turns[: step + 1], self.guest, ""
        running, _, now = turns[-1]
        listed = "; ".join(
            f"{self.names[request.tenant]} from {grouped(begin)} to {grouped(end)}"
            for request, begin, end in turns
        )
        waiting = "; ".join(
            f"{self.names[request.tenant]} since {grouped(request.arrival)}"
            for request in self.schedule.requests
            if (request.arrival <= now and request.ended is None and request is not running)
            or (request.ended or 0) > now >= request.arrival
        )
        if guest is not None:
            how = guest.outcome.ended if guest.outcome else "it would never end"
            ending = f" The guest’s call came at {grouped(guest.arrival)}; {how}."
        kept = "No byte of another tenant’s memory changed." if self.schedule.untouched else ""
        return (
            f"Turn {step + 1} of {self.steps()}. {self.headline(step)} One processor, time in"
            f" ticks from 0 to {grouped(self.schedule.end)}. It ran {listed}. Waiting:"
            f" {waiting or 'nobody'}.{ending} {kept}"
        )

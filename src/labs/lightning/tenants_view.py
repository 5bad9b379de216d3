"""The view of several tenants on one processor: who runs, who waits, who is stopped and why."""

from labs.kernel.drawing import Drawing
from labs.kernel.formatting import grouped, in_words
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
        self.schedule = Schedule(setting)
        requests, last = self.schedule.requests, setting.tenants - 1
        guests = [r for r in requests if r.tenant == last and setting.guest]
        self.guest: Request | None = guests[0] if guests else None
        self.neighbors = [request for request in requests if request is not self.guest]
        self.waits = [request.wait(self.schedule.end) for request in self.neighbors]

    def steps(self) -> int:
        """Return the number of turns."""
        return len(self.schedule.turns)

    def values(self) -> dict[str, Number]:
        """Return who was served, who was stopped, and who waited how long."""
        end, guest = self.schedule.end, self.guest
        own = sum(t.end - t.begin for t in self.schedule.turns if t.request is guest)
        outcome = guest.outcome if guest else None
        stopped = outcome.stopped if outcome else "never" if guest else ""
        return {
            "served": sum(request.ended is not None for request in self.schedule.requests),
            "calls": len(self.schedule.requests),
            "stopped": stopped or "nobody",
            "guest fuel": outcome.fuel if outcome else 0,
            "guest ticks": own,
            "longest wait": max(self.waits),
            "mean wait": sum(self.waits) / len(self.waits),
            "ticks": end,
            "guest share": own / end,
            "compilations": self.schedule.cache.compilations,
            "memories changed by others": 0 if self.schedule.untouched else 1,
        }

    def headline(self, step: int = 0) -> str:
        """Return what the guest cost its neighbors."""
        guest, longest = self.guest, grouped(max(self.waits))
        if guest is None:
            return f"Without a guest, no call waits longer than {longest} ticks."
        name = PROGRAMS[self.setting.guest or ""].title.lower()
        if guest.outcome is None:
            late = sum(request.ended is None for request in self.neighbors)
            if late:
                return (
                    f"Without a budget the {name} keeps the processor, and {in_words(late)} calls"
                    " of its neighbors are never served."
                )
            return f"Without a budget the {name} never ends; slices keep waits to {longest} ticks."
        fuel, outcome = grouped(guest.outcome.fuel), guest.outcome
        ending = f"is stopped ({outcome.stopped})" if outcome.stopped else "ends"
        what = f"The {name} {ending} after {fuel} units of fuel"
        if outcome.moved:
            moved = f"{grouped(outcome.moved)} bytes that the {name} moves"
            what = f"{moved} are billed {fuel} units of fuel"
        return f"{what}, and its neighbors wait at most {longest} ticks."

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw a row for each tenant: outlined while a call waits, filled while it runs."""
        now, end = self.schedule.turns[step].end, self.schedule.end
        names = [self._name(tenant) for tenant in range(self.setting.tenants)]
        diagram = SpaceTime(names, 0, end, ticks=(0, end), unit="ticks", row=26)
        diagram.frame()
        drawing = diagram.drawing

        def box(request: Request, begin: int, finish: int, least: float, css: str) -> None:
            x, y = diagram.x(begin), diagram.y(request.tenant) - 8
            drawing.rect(x, y, max(diagram.x(finish) - x, least), 16, css, 2)

        for request in self.schedule.requests:
            if request.arrival <= now:
                until = min(now, request.ended or now)
                box(request, request.arrival, until, 0.5, "fig-box fig-dashed")
        for past in self.schedule.turns[: step + 1]:
            own, outcome = past.request is self.guest, past.request.outcome
            css = "fig-box-accent" if own else "fig-area-4"
            box(past.request, past.begin, past.end, 0.8, css)
            if own and past.end == past.request.ended and outcome and outcome.stopped:
                y = diagram.y(past.request.tenant)
                drawing.cross(diagram.x(past.end), y, 5, "fig-line-strong")
        diagram.cursor(now)
        drawing.height += 16
        legend = "filled: runs · dashed: waits · cross: stopped"
        drawing.text(0, drawing.height - 4, legend, "fig-note")
        return [drawing]

    def _name(self, tenant: int) -> str:
        if tenant == self.setting.tenants - 1 and self.setting.guest:
            return "guest"
        return f"tenant {tenant + 1}"

    def describe(self, step: int = 0) -> str:
        """Say who ran when, up to this turn, and what became of the guest."""
        turns = self.schedule.turns[: step + 1]
        listed = "; ".join(
            f"{self._name(turn.request.tenant)} from {grouped(turn.begin)} to {grouped(turn.end)}"
            for turn in turns
        )
        waiting = "; ".join(
            f"{self._name(r.tenant)} since {grouped(r.arrival)}"
            for r in self.schedule.requests
            if (r.arrival <= turns[-1].end and r.ended is None and r is not turns[-1].request)
            or (r.ended or 0) > turns[-1].end >= r.arrival
        )
        guest = self.guest
        ending = ""
        if guest is not None:
            how = guest.outcome.ended if guest.outcome else "it would never end"
            ending = f" The guest's call came at {grouped(guest.arrival)}; {how}."
        kept = "No byte of another tenant's memory changed." if self.schedule.untouched else ""
        return (
            f"Turn {step + 1} of {self.steps()}. {self.headline(step)} One processor, time in"
            f" ticks from 0 to {grouped(self.schedule.end)}. It ran {listed}. Waiting:"
            f" {waiting or 'nobody'}.{ending} {kept}"
        )

"""The view of several tenants on one processor: who runs, who waits, who is stopped and why."""

from functools import cached_property

from labs.kernel.drawing import PANEL, panel, render_panels
from labs.kernel.formatting import grouped, in_words
from labs.kernel.model import Number
from labs.lightning.programs import PROGRAMS
from labs.lightning.tenants import Request, Schedule, Setting

ROW = 26.0
LEFT = 66.0


class TenantsView:
    """A schedule, one picture for each turn of the processor."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.schedule = Schedule(setting)

    @cached_property
    def guest(self) -> Request | None:
        """Return the guest's call, if there is a guest."""
        last = self.setting.tenants - 1
        own = [r for r in self.schedule.requests if r.tenant == last and self.setting.guest]
        return own[0] if own else None

    @property
    def neighbors(self) -> list[Request]:
        """Return every other call."""
        return [request for request in self.schedule.requests if request is not self.guest]

    @cached_property
    def longest(self) -> int:
        """Return the longest wait of a neighbor's call."""
        return max(request.wait(self.schedule.end) for request in self.neighbors)

    def steps(self) -> int:
        """Return the number of turns."""
        return len(self.schedule.turns)

    def values(self) -> dict[str, Number]:
        """Return who was served, who was stopped, and who waited how long."""
        end = self.schedule.end
        waits = [request.wait(end) for request in self.neighbors]
        own = sum(t.end - t.begin for t in self.schedule.turns if t.request is self.guest)
        guest = self.guest
        stopped = guest.outcome.stopped if guest and guest.outcome else ""
        return {
            "served": sum(request.ended is not None for request in self.schedule.requests),
            "calls": len(self.schedule.requests),
            "stopped": stopped or ("never" if guest and guest.outcome is None else "nobody"),
            "guest fuel": guest.outcome.fuel if guest and guest.outcome else 0,
            "guest ticks": own,
            "longest wait": self.longest,
            "mean wait": sum(waits) / len(waits),
            "ticks": end,
            "guest share": own / end,
            "compilations": self.schedule.cache.compilations,
            "memories changed by others": 0 if self.schedule.untouched else 1,
        }

    def headline(self, step: int) -> str:
        """Return what the guest cost its neighbors."""
        guest, longest = self.guest, grouped(self.longest)
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
        if outcome.moved:
            return (
                f"A {name} of {grouped(outcome.moved)} bytes are billed {fuel} units,"
                f" and neighbors wait up to {longest} ticks."
            )
        ending = f"is stopped ({outcome.stopped})" if outcome.stopped else "ends"
        return (
            f"The {name} {ending} after {fuel} units of fuel, and its neighbors wait at most"
            f" {longest} ticks."
        )

    def draw(self, step: int) -> str:
        """Draw a row for each tenant: outlined while a call waits, filled while it runs."""
        turn = self.schedule.turns[step]
        now, end = turn.end, self.schedule.end
        drawing = panel(PANEL, self.setting.tenants * ROW + 44)
        scale = (PANEL - LEFT - 4) / end
        for tenant in range(self.setting.tenants):
            y = tenant * ROW + 8
            drawing.text(LEFT - 8, y + 12, self._name(tenant), "fig-label", "end")
            drawing.line(LEFT, y + 18, PANEL - 4, y + 18, "fig-line-faint")
        for request in self.schedule.requests:
            if request.arrival > now:
                continue
            y = request.tenant * ROW + 8
            until = min(now, request.ended or now)
            x, width = LEFT + request.arrival * scale, (until - request.arrival) * scale
            drawing.rect(x, y, max(width, 0.5), 16, "fig-box fig-dashed", 2)
        for past in self.schedule.turns[: step + 1]:
            y = past.request.tenant * ROW + 8
            css = "fig-box-accent" if past.request is self.guest else "fig-area-4"
            x, width = LEFT + past.begin * scale, (past.end - past.begin) * scale
            drawing.rect(x, y, max(width, 0.8), 16, css, 2)
            if past.request is self.guest and past.end == past.request.ended:
                outcome = past.request.outcome
                if outcome and outcome.stopped:
                    drawing.cross(x + width, y + 8, 5, "fig-line-strong")
        bottom = self.setting.tenants * ROW + 8
        x = LEFT + now * scale
        drawing.line(x, 4, x, bottom, "fig-line-accent")
        drawing.line(LEFT, bottom, PANEL - 4, bottom)
        drawing.text(LEFT, bottom + 16, "0", "fig-note", "middle")
        drawing.text(PANEL - 4, bottom + 16, f"{grouped(end)} ticks", "fig-note", "end")
        drawing.text(0, bottom + 32, "filled: runs · dashed: waits · cross: stopped", "fig-note")
        return render_panels(
            "lightning-tenants", self.headline(step), self.describe(step), [drawing]
        )

    def _name(self, tenant: int) -> str:
        if tenant == self.setting.tenants - 1 and self.setting.guest:
            return "guest"
        return f"tenant {tenant + 1}"

    def describe(self, step: int) -> str:
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
            how = guest.outcome.ended if guest.outcome else "would never end"
            ending = f" The guest's call came at {grouped(guest.arrival)} and {how}."
        kept = "No byte of another tenant's memory changed." if self.schedule.untouched else ""
        return (
            f"Turn {step + 1} of {self.steps()}. {self.headline(step)} One processor, time in"
            f" ticks from 0 to {grouped(self.schedule.end)}. It ran {listed}. Waiting:"
            f" {waiting or 'nobody'}.{ending} {kept}"
        )

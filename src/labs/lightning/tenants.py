"""Several tenants on one processor, the last of them a guest who may be greedy.

Every call is really run by the engine, for what it executes and where its budget stops it. The
schedule then counts ticks, the time of one compiled instruction; a byte that a bulk instruction
moves takes one too, whatever is billed for it. Calls are served in the order of arrival; with a
slice, one that has had its slice goes to the end of the queue.
"""

from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple

from labs.lightning.call import Budget, Outcome, read_call
from labs.lightning.fuel import UNLIMITED
from labs.lightning.programs import PROGRAMS
from labs.lightning.tier_up import CodeCache, Costs

NEIGHBOR = "sum"
CALLS = 3  # calls of each neighbor
GAP = 1_500  # ticks from one call of a neighbor to its next
STAGGER = 120  # ticks between the first calls of two neighbors
GUEST_AT = 400  # when the guest's call arrives; neighbors call before and after
HORIZON = 60_000  # what is drawn of a call without an end: it never leaves the processor
ENDLESS = {"spin", "copy"}  # guests that only a budget of fuel stops


class Setting(NamedTuple):
    """How many tenants, what the guest runs, what is limited, and how code gets ready."""

    tenants: int
    guest: str | None
    budget: Budget
    metered: bool
    slice: int
    start: str
    costs: Costs


@dataclass
class Request:
    """One call: when it came, how long it still needs the processor, and what became of it."""

    tenant: int
    arrival: int
    left: int
    outcome: Outcome | None  # None: it would never end
    started: int | None = None
    ended: int | None = None


class Turn(NamedTuple):
    """A stretch of time that the processor spent on a request."""

    request: Request
    begin: int
    end: int


class Schedule:
    """What one processor does with the requests of *setting*, from the first to the last."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.cache = CodeCache()
        costs, start = setting.costs, setting.start  # what is for all was compiled at the release
        self._first = costs.loading if start == "shared" else costs.compiling
        self._again = costs.compiling if start == "cold" else costs.loading
        self.requests = sorted(self._requests(), key=lambda r: (r.arrival, r.tenant))
        self.turns: list[Turn] = []
        self._run()
        self.end = self.turns[-1].end

    def _requests(self) -> list[Request]:
        setting, guest = self.setting, self.setting.tenants - 1
        program = PROGRAMS[NEIGHBOR]
        call = read_call(program.text, program.call, setting.budget)
        instances = [call.instance(self.cache.entry) for _ in range(guest)]
        outcomes = [call.run(instance) for instance in instances]
        before = [bytes(instance.memory.data) for instance in instances]
        self.guest = self._guest(guest, setting.guest) if setting.guest else None
        self.untouched = before == [bytes(instance.memory.data) for instance in instances]
        requests = [self.guest] if self.guest else []
        for turn in range(CALLS):
            preparing = call.module.size * (self._again if turn else self._first)
            for tenant, outcome in enumerate(outcomes):
                arrival = tenant * STAGGER + turn * GAP
                requests.append(Request(tenant, arrival, preparing + outcome.fuel, outcome))
        return requests

    def _guest(self, tenant: int, name: str) -> Request:
        setting, program = self.setting, PROGRAMS[name]
        budget = setting.budget if setting.metered else replace(setting.budget, fuel=UNLIMITED)
        call = read_call(program.text, program.call, budget)
        preparing = call.module.size * self._first
        if name in ENDLESS and not setting.metered:
            return Request(tenant, GUEST_AT, preparing + HORIZON, None)
        outcome = call.run(call.instance(self.cache.entry))
        unbilled = 0 if setting.budget.bulk else outcome.moved
        return Request(tenant, GUEST_AT, preparing + outcome.fuel + unbilled, outcome)

    def _run(self) -> None:
        waiting, now = [(request.arrival, request) for request in self.requests], 0
        while waiting:
            waiting.sort(key=itemgetter(0))  # who came during a call's slice is before it
            since, request = waiting.pop(0)
            now = max(now, since)
            if request.started is None:
                request.started = now
            share = min(request.left, self.setting.slice or request.left)
            self.turns.append(Turn(request, now, now + share))
            now += share
            request.left -= share
            if request.left:
                waiting.append((now, request))
            elif request.outcome is not None:
                request.ended = now
            elif not self.setting.slice:  # it keeps the processor; else beyond what is drawn
                break

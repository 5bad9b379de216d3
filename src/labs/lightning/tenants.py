"""Several tenants on one processor, the last of them a guest who may be greedy.

Every call is really run by the engine, for what it executes and where its budget stops it. The
schedule then counts ticks, the time of one compiled instruction; a byte that a bulk instruction
moves takes one too, whatever is billed for it. Calls are served in the order of arrival; with a
slice, one that has had its slice goes to the end of the queue.
"""

from collections import deque
from dataclasses import dataclass

from labs.lightning.call import Budget, Outcome, read_call
from labs.lightning.fuel import UNLIMITED
from labs.lightning.programs import PROGRAMS
from labs.lightning.tier_up import CodeCache, Costs

NEIGHBOR = "sum"
CALLS = 3
"""Calls of each neighbor."""
GAP = 1_500
"""Ticks from one call of a neighbor to its next."""
STAGGER = 120
"""Ticks between the first calls of two neighbors."""
GUEST_AT = 400
"""When the guest's call arrives; neighbors call before and after."""
HORIZON = 60_000
"""What is drawn of a call without an end: it never leaves the processor."""


@dataclass(frozen=True)
class Setting:
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
    """One call: when it came, how long it needs the processor, and what became of it."""

    tenant: int
    arrival: int
    preparing: int
    running: int
    outcome: Outcome | None
    """None: it would never end."""
    started: int | None = None
    ended: int | None = None

    def wait(self, until: int) -> int:
        """Return how long it waited for its first tick, by the time *until* if it still waits."""
        return (until if self.started is None else self.started) - self.arrival


@dataclass(frozen=True)
class Turn:
    """A stretch of time that the processor spent on a request."""

    request: Request
    begin: int
    end: int


class Schedule:
    """What one processor does with the requests of *setting*, from the first to the last."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.cache = CodeCache()
        self.untouched = True
        self.requests = self._requests()
        self.turns: list[Turn] = []
        self._run()

    @property
    def end(self) -> int:
        """Return the tick of the last event."""
        return max(turn.end for turn in self.turns)

    def _requests(self) -> list[Request]:
        setting = self.setting
        guest = setting.tenants - 1
        code = PROGRAMS[NEIGHBOR]
        call = read_call(code.text, code.call, setting.budget)
        instances = [call.instance(self.cache.entry) for _ in range(guest)]
        outcomes = [call.run(instance) for instance in instances]
        before = [bytes(instance.memory.data) for instance in instances]
        requests: list[Request] = []
        if setting.guest is not None:
            requests.append(self._guest(guest, setting.guest))
        after = [bytes(instance.memory.data) for instance in instances]
        self.untouched = before == after
        size = call.module.size
        ready: set[int] = set()
        for turn in range(CALLS):
            for tenant, outcome in enumerate(outcomes):
                preparing = self._preparing(size, tenant, ready)
                arrival = tenant * STAGGER + turn * GAP
                requests.append(Request(tenant, arrival, preparing, outcome.fuel, outcome))
        return sorted(requests, key=lambda request: (request.arrival, request.tenant))

    def _preparing(self, size: int, tenant: int, ready: set[int]) -> int:
        """Return the ticks until a tenant's code is there; remember who has it.

        A cache for all was filled when the code was released, by whoever ran it first.
        """
        costs, start = self.setting.costs, self.setting.start
        loads = start == "shared" or (start == "own" and tenant in ready)
        ready.add(tenant)
        return size * (costs.loading if loads else costs.compiling)

    def _guest(self, tenant: int, name: str) -> Request:
        setting = self.setting
        program = PROGRAMS[name]
        call = read_call(program.text, program.call, setting.budget)
        size = call.module.size
        preparing = self._preparing(size, tenant, set())
        if not setting.metered and name in ENDLESS:
            return Request(tenant, GUEST_AT, preparing, HORIZON, None)
        if not setting.metered:
            call = call.with_budget(fuel=UNLIMITED)
        outcome = call.run(call.instance(self.cache.entry))
        billed = outcome.moved if setting.budget.bulk else 0
        running = outcome.fuel - billed + outcome.moved
        return Request(tenant, GUEST_AT, preparing, running, outcome)

    def _run(self) -> None:
        arriving = deque(self.requests)
        left = {id(request): request.preparing + request.running for request in self.requests}
        queue: deque[Request] = deque()
        now = 0
        while arriving or queue:
            while arriving and (arriving[0].arrival <= now or not queue):
                now = max(now, arriving[0].arrival) if not queue else now
                queue.append(arriving.popleft())
            request = queue.popleft()
            if request.started is None:
                request.started = now
            share = left[id(request)]
            endless = request.outcome is None
            if self.setting.slice:
                share = min(share, self.setting.slice)
            self.turns.append(Turn(request, now, now + share))
            now += share
            left[id(request)] -= share
            while arriving and arriving[0].arrival <= now:
                queue.append(arriving.popleft())
            if left[id(request)]:
                queue.append(request)
            elif endless:  # it keeps the processor, or takes turns beyond what is drawn
                if not self.setting.slice:
                    break
            else:
                request.ended = now


ENDLESS = {"spin", "copy"}
"""Guests that only a budget of fuel stops."""

"""A month of the trace, provisioned in four ways, with a floor under all plans that share.

Every plan covers the most instances of each demand vector that are live until the next plan, with
some headroom. A day's plan begins with the patterns and prices of the day before, so most days
take no pricing at all: prices at which no pattern is worth more than its machine are a floor for
any counts. Limits on instances of one application per node are left out, for all four ways alike.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from labs.ekko_elastic import trace
from labs.ekko_elastic.columns import Master
from labs.ekko_elastic.greedy import fleets, pack
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.problem import Machine, Vector
from labs.ekko_elastic.rounding import Dive, Incumbent

WORK = 4_000_000

Groups = list[tuple[Machine, int]]


@dataclass(frozen=True)
class Plan:
    """The machines from *day* on: what they cost, the floor, and what changes to reach them."""

    day: int
    days: int
    instances: int
    cost: int
    floor: int
    moves: int
    """Instances placed anew, at most; arrivals among them."""
    arrivals: int


@dataclass(frozen=True)
class Month:
    """What each way costs on every day."""

    plans: tuple[Plan, ...]
    own: Vector
    """Fleets of each model's own, planned as often as the shared machines."""
    static: int
    """Fleets of each model's own, for its peak."""

    def by_day(self, what: str) -> list[int]:
        """Return the plans' *what*, "cost" or "floor", for every day."""
        return [getattr(plan, what) for plan in self.plans for _ in range(plan.days)]

    def mean(self, numbers: list[int] | Vector) -> float:
        """Return the mean over all days."""
        return sum(numbers) / trace.DAYS


@cache
def month(every: int, headroom: int) -> Month:
    """Return the month with a plan every *every* days, with *headroom* percent to spare."""

    def need(days: Vector, day: int, until: int) -> int:
        return -(-max(days[day:until]) * (100 + headroom) // 100)

    starts = range(0, trace.DAYS, every)
    periods = [(day, min(day + every, trace.DAYS)) for day in starts]
    live, models = trace.live(), trace.models()
    peak = trace.problem({d: need(days, 0, trace.DAYS) for d, days in live.items()})
    master = Master(peak, Budget(WORK))
    master.add_machines(pack(peak, "ffd-sum"))
    master.solve()
    plans: list[Plan] = []
    before: Groups = []
    counts: Vector = (0,) * len(live)
    for day, until in periods:
        today = trace.problem({d: need(days, day, until) for d, days in live.items()})
        master.change(today)
        master.solve(fully=False)
        floor = today.round_up(master.floor.value, master.floor.denominator)
        plan = Incumbent([(machine, 1) for machine in fleets(today)], floor)
        Dive(master, plan, 1).run(list(today.counts), 0)
        arrivals = sum(max(0, n - b) for n, b in zip(today.counts, counts, strict=True))
        moves = moved(before, plan.groups) if before else arrivals
        plans.append(Plan(day, until - day, sum(today.counts), plan.cost, floor, moves, arrivals))
        before, counts = plan.groups, today.counts
    own = tuple(
        sum(_fleet(m.demand, need(m.live, day, until)) for m in models)
        for day, until in periods
        for _ in range(day, until)
    )
    static = sum(_fleet(model.demand, need(model.live, 0, trace.DAYS)) for model in models)
    return Month(tuple(plans), own, static)


def moved(before: Groups, after: Groups) -> int:
    """Return how many shards of *after* are not where *before* had them, at most.

    Machines that stay the same are matched first, then those of one type that have most in common.
    """
    old: Counter[Machine] = Counter()
    new: Counter[Machine] = Counter()
    for groups, totals in ((before, old), (after, new)):
        for machine, number in groups:
            totals[machine] += number
    staying = 0
    for machine in new:
        same = min(old[machine], new[machine])
        if same:
            old[machine] -= same
            new[machine] -= same
            staying += same * sum(machine.pattern)
    pairs = sorted(
        (-sum(map(min, a.pattern, b.pattern)), a.pattern, b.pattern, a, b)
        for a, left in old.items()
        for b, wanted in new.items()
        if left and wanted and a.type == b.type
    )
    for overlap, _, _, a, b in pairs:
        times = min(old[a], new[b])
        old[a] -= times
        new[b] -= times
        staying -= times * overlap
    return sum(number * sum(machine.pattern) for machine, number in after) - staying


@cache
def _offers(demand: Vector) -> list[tuple[int, int]]:
    """Return by machine type how many instances fit, and the price."""
    fits = [
        (min(room // need for room, need in zip(t.capacity, demand, strict=True)), t.price)
        for t in trace.TYPES
    ]
    return [(most, price) for most, price in fits if most]


def _fleet(demand: Vector, count: int) -> int:
    """Return the price of machines of one type for *count* equal instances alone."""
    return min(-(-count // most) * price for most, price in _offers(demand))

"""A month of the trace, provisioned in four ways, with a floor under all plans that share.

A *model* is a row of the trace's table: the instances of one application with one demand vector.
Counts are those live at midnight. A plan covers the most that are live on one of its days, with
some headroom. Prices are those of a day, and means are over the 31 days:

* *own, for the peak*: every model has machines of one type of its own, the type that is cheapest
  for the most of its instances in the month; the same machines stand every day.
* *own, resized*: the same for the most of its instances in each plan, the type chosen each time.
* *shared, planned*: all instances together, packed by column generation and one dive a plan.
* *shared, for the peak*: every day costs what the dearest of those plans costs.
* *floor*: the relaxation of each plan over all patterns, rounded up.

A day's plan begins with the patterns and prices of the day before, so most days take no pricing
at all: prices at which no pattern is worth more than its machine are a floor for any counts.
Limits on instances of one application per node are left out, for all four ways alike.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from labs.ekko_elastic import trace
from labs.ekko_elastic.certificate import Leaf
from labs.ekko_elastic.columns import Master, priced
from labs.ekko_elastic.greedy import fleets, pack
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.problem import Groups, Machine, Problem, Vector, cost
from labs.ekko_elastic.rounding import Dive, Incumbent
from labs.ekko_elastic.simplex import Column

WORK = 4_000_000


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

    @property
    def moved(self) -> int:
        """How many of the instances that stay are moved, at most."""
        return self.moves - self.arrivals


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


@cache
def month(every: int, headroom: int) -> Month:
    """Return the month with a plan every *every* days, with *headroom* percent to spare."""
    periods = [(day, min(day + every, trace.DAYS)) for day in range(0, trace.DAYS, every)]
    live, models = trace.live(), trace.models()

    def most(days: Vector, day: int, until: int) -> int:
        return -(-max(days[day:until]) * (100 + headroom) // 100)

    def needed(day: int, until: int) -> Problem:
        return trace.problem({demand: most(days, day, until) for demand, days in live.items()})

    peak = needed(0, trace.DAYS)
    master = Master(peak, Budget(WORK))
    patterns, floor = start()
    master.add(patterns)
    master.floor = priced(peak, floor.prices, floor.denominator)
    master.improve(peak.most, 0, 0)
    enough = fleets(peak)  # on every day
    plans: list[Plan] = []
    before: Groups = ()
    counts: Vector = (0,) * len(live)
    for day, until in periods:
        today = needed(day, until)
        master.change(today)
        master.solve(fully=False)
        plan = Incumbent(enough, master.floor.bound(today))
        Dive(master, plan, 1, patterns=0).run(today.counts, 0)
        arrivals = sum(max(0, n - b) for n, b in zip(today.counts, counts, strict=True))
        moves = moved(before, plan.groups) if before else arrivals
        total = sum(today.counts)
        plans.append(Plan(day, until - day, total, plan.cost, plan.floor, moves, arrivals))
        before, counts = plan.groups, today.counts
    own = tuple(
        sum(_fleet(m.demand, most(m.live, day, until)) for m in models)
        for day, until in periods
        for _ in range(day, until)
    )
    static = sum(_fleet(model.demand, most(model.live, 0, trace.DAYS)) for model in models)
    return Month(tuple(plans), own, static)


@cache
def start() -> tuple[tuple[Column, ...], Leaf]:
    """Return patterns and prices for the month's peak and half as much again: no plan needs more.

    They are found once, and every month begins with them.
    """
    most = {demand: -(-max(days) * 3 // 2) for demand, days in trace.live().items()}
    problem = trace.problem(most)
    master = Master(problem, Budget(WORK))
    master.add_machines(pack(problem, "ffd-sum"))
    master.solve()
    return tuple(master.pool), master.floor


def moved(before: Groups, after: Groups) -> int:
    """Return how many shards of *after* are not where *before* had them, at most.

    Machines that stay the same are matched first, then those of one type that have most in common.
    """
    old, new = Counter[Machine](), Counter[Machine]()
    for groups, totals in ((before, old), (after, new)):
        for machine, number in groups:
            totals[machine] += number
    same = old & new
    a, b = list((old - same).items()), list((new - same).items())
    held = [[(r, n) for r, n in enumerate(machine.pattern) if n] for machine, _ in b]
    pairs = sorted(
        (-sum(min(n, mine.pattern[r]) for r, n in held[j]), i, j)
        for i, (mine, _) in enumerate(a)
        for j, (other, _) in enumerate(b)
        if mine.type is other.type
    )
    left, wanted = [number for _, number in a], [number for _, number in b]
    moves = sum(number * sum(machine.pattern) for machine, number in b)
    for overlap, i, j in pairs:
        times = min(left[i], wanted[j])
        left[i] -= times
        wanted[j] -= times
        moves += times * overlap
    return moves


@cache
def _fleet(demand: Vector, count: int) -> int:
    """Return the price of machines of one type for *count* equal instances alone."""
    return cost(fleets(trace.problem({demand: count})))

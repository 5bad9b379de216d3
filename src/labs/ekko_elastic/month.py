"""A month of the trace, provisioned in four ways, with a floor under all plans that share.

A *model* is a row of the trace's table: the instances of one application with one demand vector.
Counts are those live at midnight. A plan covers the most that are live on one of its days, with
some headroom. Prices are by the hour, and means are over the 31 days:

* *own, fixed*: every model has machines of one type of its own, the type that is cheapest
  for the most of its instances in the month; the same machines stand every day.
* *own, resized*: the same for the most of its instances in each plan, the type chosen each time.
* *shared, resized*: all instances together, packed by column generation and one dive a plan.
* *shared, fixed*: every day costs what the dearest of those plans costs.
* *floor*: the relaxation of each plan over all patterns, rounded up.

A day's plan begins with the patterns and prices of the day before, so most days take no pricing
at all: prices at which no pattern is worth more than its machine are a floor for any counts.
Limits on instances of one application per node are left out, for all four ways alike.
"""

from functools import cache
from typing import NamedTuple

from labs.ekko_elastic import trace
from labs.ekko_elastic.branch import START, WORK
from labs.ekko_elastic.certificate import Leaf
from labs.ekko_elastic.columns import Master, priced
from labs.ekko_elastic.greedy import fleets, pack
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.problem import Groups, Problem, ShardClass, tally
from labs.ekko_elastic.rounding import Dive, Incumbent
from labs.ekko_elastic.simplex import Column, Vector


class Plan(NamedTuple):
    """The machines from *day* on: what they cost, the floor, and what changes to reach them."""

    day: int
    days: int
    instances: int
    cost: int
    floor: int
    arrivals: int
    moved: int
    """How many of the instances that stay are moved, at most."""


class Month(NamedTuple):
    """All plans, and what every way, and at the end the floor, costs on each day."""

    plans: tuple[Plan, ...]
    ways: dict[str, list[int]]


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
    master.improve()
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
        again = shards_moved(before, plan.groups) - arrivals if before else 0
        total = sum(today.counts)
        plans.append(Plan(day, until - day, total, plan.cost, plan.floor, arrivals, again))
        before, counts = plan.groups, today.counts

    def own(day: int, until: int) -> int:
        return sum(_fleet(model.demand, most(model.live, day, until)) for model in models)

    shared = [plan.cost for plan in plans for _ in range(plan.days)]
    ways = {
        "own, fixed": [own(0, trace.DAYS)] * trace.DAYS,
        "own, resized": [price for p in plans for price in [own(p.day, p.day + p.days)] * p.days],
        "shared, fixed": [max(shared)] * trace.DAYS,
        "shared, resized": shared,
        "floor": [plan.floor for plan in plans for _ in range(plan.days)],
    }
    return Month(tuple(plans), ways)


@cache
def start() -> tuple[tuple[Column, ...], Leaf]:
    """Return patterns and prices for the month's peak and half as much again: no plan needs more.

    They are found once, and every month begins with them.
    """
    problem = trace.problem({w: -(-max(days) * 3 // 2) for w, days in trace.live().items()})
    master = Master(problem, Budget(WORK))
    master.add_machines(pack(problem, START))
    master.solve()
    return tuple(master.pool), master.floor


def shards_moved(before: Groups, after: Groups) -> int:
    """Return how many shards of *after* are not where *before* had them, at most.

    Machines that stay the same are matched first, then those of one type that have most in common.
    """
    old, new = tally(before), tally(after)
    a, b = list((old - new).items()), list((new - old).items())
    held = [[(r, n) for r, n in enumerate(machine.pattern) if n] for machine, _ in b]
    pairs = sorted(
        (-sum(min(n, mine.pattern[r]) for r, n in held[j]), i, j)
        for i, (mine, _) in enumerate(a)
        for j, (other, _) in enumerate(b)
        if mine.type is other.type
    )
    left, needed = [number for _, number in a], [number for _, number in b]
    moves = sum(number * sum(machine.pattern) for machine, number in b)
    for overlap, i, j in pairs:
        times = min(left[i], needed[j])
        left[i] -= times
        needed[j] -= times
        moves += times * overlap
    return moves


@cache
def _fleet(demand: Vector, count: int) -> int:
    """Return the price of machines of one type for *count* equal instances alone."""
    shard = ShardClass("", demand, count)
    offers = ((machine.price, shard.copies(machine.capacity)) for machine in trace.TYPES)
    return min(-(-count // copies) * price for price, copies in offers if copies)

"""The lab that pages, browser and command line see: parameters, five views, scenarios."""

from dataclasses import replace

from labs.ekko_elastic import trace
from labs.ekko_elastic.families import FAMILIES, problem
from labs.ekko_elastic.month_view import MonthView
from labs.ekko_elastic.pack_view import TITLES, PackView
from labs.ekko_elastic.prices_view import PricesView
from labs.ekko_elastic.problem import Problem
from labs.ekko_elastic.proof_view import ProofView
from labs.ekko_elastic.rules_view import RulesView
from labs.ekko_elastic.text import MACHINES, SHARDS, read_machines, read_moves, read_shards
from labs.kernel.model import Lab, scenario, view_type
from labs.kernel.parameters import InputError, Values, VisibleIf, choice, number, refuse, text

DEMAND = choice(
    "demand", "Demand", {
        "example": "Four models, invented",
        "trace": "A day of a public trace",
        "triplets": "Perfect fits, three to a machine",
        "typed": "Typed below",
    }, "Which shards are to be placed.",
)  # fmt: skip
TYPED_SHARDS = text(
    "shards", "Shards", SHARDS,
    "One line for a class: name, processor, memory, network, count.", 2000, 8,
    visible_if=(VisibleIf("demand", ("typed",)),),
)  # fmt: skip
TYPED_MACHINES = text(
    "machines", "Machines", MACHINES,
    "One line for a type: name, processor, memory, network, price.", 600, 4,
    visible_if=(VisibleIf("demand", ("example", "typed")),),
)  # fmt: skip
DAY = number("day", "Day", 0, (0, trace.DAYS - 1), "The day of the trace.",
             visible_if=(VisibleIf("demand", ("trace",)),))  # fmt: skip
SCALE = number("scale", "Scale", 100, (10, 300), "How many shards of every class, rounded up.", "%")
APART = number("apart", "Replicas together", 8, (1, 8),
               "Shards of one class on one machine, at most.")  # fmt: skip
RULE = choice("rule", "Rule", TITLES, "Who places the shards.")
MOVES = text(
    "moves", "Moves", "A > large\nB > 1\nC > 1",
    "One line for a shard: “A > large” opens a machine for it, “A > 1” uses the first.", 4000, 4,
    visible_if=(VisibleIf("rule", ("hand",)),),
)  # fmt: skip
EFFORT = number("effort", "Effort", 25, (1, 60), "Look at most at so many nodes of the tree.",
                "nodes")  # fmt: skip
FAMILY = choice("family", "Family", {name: family.title for name, family in FAMILIES.items()},
                "How the sizes of the items are drawn.")  # fmt: skip
ITEMS = number("items", "Items", 18, (6, 30), "In each instance.")
RESOURCES = number("resources", "Resources", 3, (1, 5), "Sizes of every item and machine.")
SEED = number("seed", "Seed", 1, (1, 999), "The first of ten instances.")
EVERY = number("every", "Plan again every", 1, (1, 15),
               "A plan covers the most that is needed until the next.", "days")  # fmt: skip
HEADROOM = number("headroom", "Headroom", 0, (0, 50), "So much more than is needed.", "%")
WHAT = (DEMAND, TYPED_SHARDS, TYPED_MACHINES, DAY, SCALE, APART)


def problem_of(values: Values) -> Problem:
    """Return the problem that was picked or typed."""
    chosen, scale, apart = values.text("demand"), values.whole("scale"), values.whole("apart")
    if chosen == "trace":
        demand = trace.on_day(values.whole("day"))
    elif chosen == "triplets":
        demand = problem("triplets", 24, 3, 1)
    else:
        typed = values.text("shards") if chosen == "typed" else SHARDS
        shards = refuse("shards", read_shards, typed, apart)
        types = refuse("machines", read_machines, values.text("machines"))
        demand = refuse("shards" if chosen == "typed" else "machines", Problem, shards, types)
    shards = tuple(replace(s, count=-(-s.count * scale // 100), limit=apart) for s in demand.shards)
    return replace(demand, shards=shards)


def _pack(values: Values) -> PackView:
    demand, rule, moves = problem_of(values), values.text("rule"), values.text("moves")
    hand = refuse("moves", read_moves, moves, demand) if rule == "hand" else None
    return PackView(demand, values.whole("effort"), rule, moves, hand)


def moves_of_problem(values: Values) -> Values:
    """Return *values* without the moves that a reader finds, where the demand has no such class."""
    try:
        read_moves(values.text("moves"), problem_of(values))
    except InputError:
        pass  # the demand itself is wrong; running the view says how
    except ValueError:
        if values.text("moves") == MOVES.default:
            return Values({**values, "moves": ""})
    return values


def _rules(values: Values) -> RulesView:
    return RulesView(values.text("family"), *map(values.whole, ("items", "resources", "seed")))


MODEL = "problem greedy simplex knapsack columns rounding branch certificate families trace month"
LAB = Lab(
    name="ekko_elastic",
    title="Ekko Elastic: a packing, and the proof that nothing is cheaper",
    leaves_out=(
        "what Ekko Elastic does inside: the owner names operations research and nothing more",
        "load of a shard over time inside a day, and interference between shards on one machine",
        "racks, zones, and machines that fail while a plan runs",
        "time to move a shard",
        "the trace’s machines and prices, which are not published: shapes and prices are ours",
        "the trace’s limits on instances of one application per node",
    ),
    sources=("labs.ekko_elastic", *(f"labs.ekko_elastic.{module}" for module in MODEL.split())),
    views=(
        view_type("pack", "Pack", _pack, DEMAND, SCALE, RULE, TYPED_SHARDS, TYPED_MACHINES, MOVES,
                  DAY, APART, EFFORT, normalize=moves_of_problem),
        view_type("prices", "Prices", lambda values: PricesView(problem_of(values)), *WHAT),
        view_type("proof", "Proof",
                  lambda values: ProofView(problem_of(values), values.whole("effort")),
                  *WHAT, EFFORT),
        view_type("rules", "Rules", _rules, FAMILY, ITEMS, RESOURCES, SEED),
        view_type("month", "A month",
                  lambda values: MonthView(values.whole("every"), values.whole("headroom")),
                  EVERY, HEADROOM),
    ),
    scenarios=(
        scenario("share", "Share machines", "pack",
                 "Models that strain different resources share machines"),
        scenario("apart", "Keep apart", "pack",
                 "Keep replicas of a model apart, and see what it costs", apart=2),
        scenario("hand", "By hand", "pack",
                 "Drag shards onto machines, and compare with the solver", rule="hand"),
        scenario("prices", "Shadow prices", "prices", "Watch prices form, pivot by pivot"),
        scenario("proof", "The proof", "proof", "Raise the floor to the packing"),
        scenario("triplets", "Greedy fails", "rules", "Try greedy rules on perfect fits"),
        scenario("trace", "Real demand", "pack",
                 "Pack a day of a public trace of recommendation models", demand="trace", effort=1),
        scenario("month", "A month", "month",
                 "Follow the load for a month, and share machines", 15),
    ),
)  # fmt: skip

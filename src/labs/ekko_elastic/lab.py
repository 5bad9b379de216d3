"""The lab that pages, browser and command line see: parameters, five views, scenarios."""

from dataclasses import replace

from labs.ekko_elastic import families, trace
from labs.ekko_elastic.families import FAMILIES
from labs.ekko_elastic.month_view import MonthView
from labs.ekko_elastic.pack_view import RULES, PackView
from labs.ekko_elastic.prices_view import PricesView
from labs.ekko_elastic.problem import EXAMPLE, Problem
from labs.ekko_elastic.proof_view import ProofView
from labs.ekko_elastic.rules_view import RulesView
from labs.ekko_elastic.text import read_machines, read_moves, read_shards
from labs.kernel.model import Lab, Scenario, ViewType
from labs.kernel.parameters import Choice, InputError, Parameter, Values, VisibleIf, refuse

TYPED = VisibleIf("demand", ("typed",))
SHARDS_TEXT = "\n".join(
    " ".join(map(str, (shard.name, *shard.demand, shard.count))) for shard in EXAMPLE.shards
)
MACHINES_TEXT = "\n".join(
    " ".join(map(str, (machine.name, *machine.capacity, machine.price)))
    for machine in EXAMPLE.types
)

DEMAND = Parameter(
    name="demand",
    label="Demand",
    kind="choice",
    default="example",
    help="Which shards are to be placed.",
    choices=(
        Choice("example", "Four models, invented"),
        Choice("trace", "A day of a public trace"),
        Choice("triplets", "Perfect fits, three to a machine"),
        Choice("typed", "Typed below"),
    ),
)
SHARDS = Parameter(
    name="shards",
    label="Shards",
    kind="text",
    default=SHARDS_TEXT,
    help="One line for a class: name, processor, memory, network, count.",
    limit=2000,
    lines=8,
    visible_if=(TYPED,),
)
MACHINES = Parameter(
    name="machines",
    label="Machines",
    kind="text",
    default=MACHINES_TEXT,
    help="One line for a type: name, processor, memory, network, price.",
    limit=600,
    lines=4,
    visible_if=(VisibleIf("demand", ("example", "typed")),),
)
DAY = Parameter(
    name="day",
    label="Day",
    kind="int",
    default=0,
    help="The day of the trace.",
    low=0,
    high=trace.DAYS - 1,
    visible_if=(VisibleIf("demand", ("trace",)),),
)
SCALE = Parameter(
    name="scale",
    label="Scale",
    kind="int",
    default=100,
    help="How many shards of every class, rounded up.",
    unit="%",
    low=10,
    high=300,
)
APART = Parameter(
    name="apart",
    label="Replicas together",
    kind="int",
    default=8,
    help="Shards of one class on one machine, at most.",
    low=1,
    high=8,
)
RULE = Parameter(
    name="rule",
    label="Rule",
    kind="choice",
    default="proven",
    help="Who places the shards.",
    choices=tuple(Choice(name, label) for name, label in RULES.items()),
)
MOVES = Parameter(
    name="moves",
    label="Moves",
    kind="text",
    default="A > large\nB > 1\nC > 1",
    help="One line for a shard: “A > large” opens a machine for it, “A > 1” uses the first.",
    limit=4000,
    lines=6,
    visible_if=(VisibleIf("rule", ("hand",)),),
)
EFFORT = Parameter(
    name="effort",
    label="Effort",
    kind="int",
    default=25,
    help="Look at most at so many nodes of the tree.",
    unit="nodes",
    low=1,
    high=60,
)
FAMILY = Parameter(
    name="family",
    label="Family",
    kind="choice",
    default="triplets",
    help="How the sizes of the items are drawn.",
    choices=tuple(Choice(name, family.title) for name, family in FAMILIES.items()),
)
ITEMS = Parameter(
    name="items", label="Items", kind="int", default=18, help="In each instance.", low=6, high=30
)
RESOURCES = Parameter(
    name="resources",
    label="Resources",
    kind="int",
    default=3,
    help="Sizes of every item and machine.",
    low=1,
    high=5,
)
SEED = Parameter(
    name="seed",
    label="Seed",
    kind="int",
    default=1,
    help="Other instances of the family.",
    low=1,
    high=999,
)
EVERY = Parameter(
    name="every",
    label="Plan again every",
    kind="int",
    default=1,
    help="A plan covers the most that is needed until the next.",
    unit="days",
    low=1,
    high=15,
)
HEADROOM = Parameter(
    name="headroom",
    label="Headroom",
    kind="int",
    default=0,
    help="So much more than is needed.",
    unit="%",
    low=0,
    high=50,
)
WHAT = (DEMAND, SHARDS, MACHINES, DAY, SCALE, APART)


def problem_of(values: Values) -> Problem:
    """Return the problem that was picked or typed."""
    chosen, scale, apart = values.text("demand"), values.whole("scale"), values.whole("apart")
    if chosen == "trace":
        one = trace.on_day(values.whole("day"), scale)
    elif chosen == "triplets":
        one = families.problem("triplets", 24, 3, 1)
    else:
        text = values.text("shards") if chosen == "typed" else SHARDS_TEXT
        shards = refuse("shards", read_shards, text, apart)
        types = refuse("machines", read_machines, values.text("machines"))
        one = refuse("shards" if chosen == "typed" else "machines", Problem, shards, types)
    if chosen != "trace" and scale != 100:
        shards = tuple(replace(s, count=-(-s.count * scale // 100)) for s in one.shards)
        one = replace(one, shards=shards)
    return replace(one, shards=tuple(replace(s, limit=apart) for s in one.shards))


def _pack(values: Values) -> PackView:
    one, rule, moves = problem_of(values), values.text("rule"), values.text("moves")
    hand = tuple(refuse("moves", read_moves, moves, one)) if rule == "hand" else None
    return PackView(one, rule, values.whole("effort"), moves, hand)


def moves_of_problem(values: Values) -> Values:
    """Return *values* without the moves that a reader finds, where the demand has no such class."""
    if values.text("moves") == MOVES.default:
        try:
            read_moves(values.text("moves"), problem_of(values))
        except InputError:
            return values  # the demand itself is wrong; running the view says how
        except ValueError:
            return Values({**values, "moves": ""})
    return values


def _prices(values: Values) -> PricesView:
    return PricesView(problem_of(values))


def _proof(values: Values) -> ProofView:
    return ProofView(problem_of(values), values.whole("effort"))


def _rules(values: Values) -> RulesView:
    numbers = (values.whole(name) for name in ("items", "resources", "seed"))
    return RulesView(values.text("family"), *numbers)


def _month(values: Values) -> MonthView:
    return MonthView(values.whole("every"), values.whole("headroom"))


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
    sources=tuple(
        f"labs.ekko_elastic{module}"
        for module in (
            "",
            ".problem",
            ".greedy",
            ".simplex",
            ".knapsack",
            ".columns",
            ".rounding",
            ".branch",
            ".certificate",
            ".reference",
            ".families",
            ".trace",
            ".month",
        )
    ),
    views=(
        ViewType(
            name="pack",
            label="Pack",
            parameters=(*WHAT, RULE, MOVES, EFFORT),
            run=_pack,
            normalize=moves_of_problem,
        ),
        ViewType(name="prices", label="Prices", parameters=WHAT, run=_prices),
        ViewType(name="proof", label="Proof", parameters=(*WHAT, EFFORT), run=_proof),
        ViewType(
            name="rules", label="Rules", parameters=(FAMILY, ITEMS, RESOURCES, SEED), run=_rules
        ),
        ViewType(name="month", label="A month", parameters=(EVERY, HEADROOM), run=_month),
    ),
    scenarios=(
        Scenario(
            name="share",
            label="Share machines",
            title="Models that strain different resources share machines",
            view="pack",
        ),
        Scenario(
            name="apart",
            label="Keep apart",
            title="Keep replicas of a model apart, and see what it costs",
            view="pack",
            parameters={"apart": 2},
        ),
        Scenario(
            name="hand",
            label="By hand",
            title="Drag shards onto machines, and compare with the solver",
            view="pack",
            parameters={"rule": "hand"},
        ),
        Scenario(
            name="prices",
            label="Shadow prices",
            title="Watch prices form, pivot by pivot",
            view="prices",
        ),
        Scenario(
            name="proof", label="The proof", title="Raise the floor to the packing", view="proof"
        ),
        Scenario(
            name="triplets",
            label="Greedy fails",
            title="Try greedy rules on perfect fits",
            view="rules",
        ),
        Scenario(
            name="trace",
            label="Real demand",
            title="Pack a day of a public trace of recommendation models",
            view="pack",
            parameters={"demand": "trace", "effort": 1},
        ),
        Scenario(
            name="month",
            label="A month",
            title="Follow the load for a month, and share machines",
            view="month",
            step=15,
        ),
    ),
)

"""The lab that pages, browser and command line see: parameters, six views, scenarios."""

from collections.abc import Callable

from labs.ekko.lanes_view import LanesView
from labs.ekko.load_view import LoadView
from labs.ekko.pull_view import PullView
from labs.ekko.race_view import RaceView
from labs.ekko.replica import Rule
from labs.ekko.rules_view import RulesView
from labs.ekko.script import read_script
from labs.ekko.search_view import SearchView, cluster
from labs.ekko.world import HORIZON, PLACES, World
from labs.kernel.formatting import fixed
from labs.kernel.model import Lab, Scenario, View, ViewType
from labs.kernel.parameters import Choice, InputError, Parameter, Values, VisibleIf
from labs.kernel.simulation import SECOND

CATCH_UP = "T: abcdefgh\nA < T\nT: c c c a\nA < T"
LEAST_PAUSE = 4
"""Milliseconds between two pulls for each replica there is: more pulls would take long to draw."""


def _whole(
    name: str,
    label: str,
    default: int,
    low: int,
    high: int,
    help_: str,
    unit: str = "",
    log: bool = False,
) -> Parameter:
    return Parameter(
        name=name, label=label, kind="int", default=default, low=low, high=high, help=help_,
        unit=unit, logarithmic=log,
    )  # fmt: skip


def _number(
    name: str, label: str, default: float, low: float, high: float, help_: str, unit: str = "",
    step: float = 0.01, log: bool = True,
) -> Parameter:  # fmt: skip
    return Parameter(
        name=name, label=label, kind="float", default=default, low=low, high=high, help=help_,
        unit=unit, step=step, logarithmic=log,
    )  # fmt: skip


SCRIPT = Parameter(
    name="script",
    label="Script",
    kind="text",
    default=CATCH_UP,
    help="“T: a b” writes, “A < T” pulls, “A < T 1” breaks off after a packet; T, A and B.",
    limit=2_000,
    lines=8,
    check=read_script,
)
CACHE = _whole("cache", "Update cache", 3, 1, 8, "Rows that a shard’s update cache holds.", "rows")
PACKET = _whole("packet", "Packet", 2, 1, 8, "Rows in one packet of an answer.", "rows")
EARLY = Parameter(
    name="early",
    label="Raise the vector early",
    kind="flag",
    default=False,
    help="A wrong rule: the puller claims the answer before it is complete.",
)
RULE = Parameter(
    name="rule",
    label="Rule",
    kind="choice",
    default="described",
    help="The protocol as described, or one of three that are wrong.",
    choices=(
        Choice("described", "As described"),
        Choice("early", "Wrong: vector raised early"),
        Choice("outside", "Wrong: bound of the cache ignored"),
        Choice("clock", "Wrong: clock ignores rows held"),
    ),
)
WRITERS = _whole("writers", "Writers", 1, 1, 2, "Replicas that write.")
MEMBERS = _whole("members", "Replicas", 2, 2, 3, "Replicas of the shard.")
UPDATES = _whole("updates", "Writes", 3, 1, 3, "Writes in a run; with three replicas at most two.")
LOSSES = _whole("losses", "Lost answers", 1, 0, 2, "Answers of which the rest may be lost.")
SITES = _whole("sites", "Sites", 4, 1, 5, "Data centers that serve people.")
REPLICAS = _whole("replicas", "Replicas in a site", 3, 1, 8, "Replicas of the model in each site.")
RATE = _whole("rate", "Updates", 30, 1, 320, "Rows that training writes.", "per second", log=True)
LINK = _number("link", "Link of a site", 5, 0.5, 100, "In each direction.", "Mbit/s")
EGRESS = _number("egress", "Egress of training", 5, 0.5, 100, "Shared by all sites.", "Mbit/s")
DISTANCE = _whole("distance", "Distances", 100, 0, 400, "Of the round trips measured in 2020.", "%")
SKEW = _number(
    "skew", "Skew", 0.99, 0, 1.5, "Zipf’s exponent: how much more often hot rows change.", log=False
)
HOT = _number("hot", "Rows that change", 3.08, 0.1, 100, "Share of all rows that ever change.", "%")
PAUSE = _whole("pause", "Pause", 100, 20, 2000, "Least time from pull to pull.", "ms", log=True)
SCAN = _number("scan", "Full comparison", 2, 0.01, 60, "To compare every row once.", "s")
SHARDS = _whole("shards", "Shards", 2000, 50, 5000, "Shards of the model.", log=True)
USE_CACHE = Parameter(
    name="use_cache", label="Update cache", kind="flag", default=True, help="Compare it first."
)
USE_VERSION = Parameter(
    name="use_version", label="Shard versions", kind="flag", default=True,
    help="Skip shards in which nothing changed.",
)  # fmt: skip
USE_LEADERS = Parameter(
    name="use_leaders", label="Leaders", kind="flag", default=True,
    help="One replica in each site pulls over the wide area.",
)  # fmt: skip
SOURCE = Parameter(
    name="source",
    label="Leaders pull from",
    kind="choice",
    default="training",
    help="Training, or the nearest site that is connected to it.",
    choices=(Choice("training", "Training"), Choice("nearest", "The nearest source")),
    visible_if=(VisibleIf("use_leaders", (True,)),),
)
FAULT = Parameter(
    name="fault",
    label="Fault",
    kind="choice",
    default="none",
    help="What happens to one site’s link, or to the site.",
    choices=(
        Choice("none", "None"),
        Choice("slow", "Slow link"),
        Choice("cut", "Cut link"),
        Choice("crash", "Crash of the site"),
    ),
)
FAULTY = (VisibleIf("fault", ("slow", "cut", "crash")),)
PLACE = Parameter(
    name="place",
    label="At",
    kind="choice",
    default="eu-west-1",
    help="The site that has the fault.",
    choices=tuple(Choice(place, place) for place in PLACES[1:]),
    visible_if=FAULTY,
)
START = Parameter(
    name="start", label="Begins at", kind="int", default=8, low=0, high=25, unit="s",
    help="When the fault begins.", visible_if=FAULTY,
)  # fmt: skip
LASTS = Parameter(
    name="lasts", label="Lasts", kind="int", default=12, low=1, high=20, unit="s",
    help="How long the fault lasts.", visible_if=FAULTY,
)  # fmt: skip
LEFT = Parameter(
    name="left", label="Rate left", kind="int", default=5, low=1, high=100, unit="%",
    help="What a slow link still carries.", visible_if=(VisibleIf("fault", ("slow",)),),
)  # fmt: skip
CONGESTED = Parameter(
    name="congested", label="Congestion", kind="int", default=30, low=5, high=100, unit="%",
    help="What the link carries for ten seconds, from the third on.",
)  # fmt: skip
PERCENTILE = _whole("percentile", "Percentile", 80, 0, 99, "Updates above it are important.")
FRESH = _whole("fresh", "New rows", 2, 0, 20, "Share of writes that make a new row.", "%")
SEED = _whole("seed", "Seed", 1, 1, 9999, "Decides all luck.")

LINKS = (SITES, REPLICAS, LINK, EGRESS, DISTANCE)
WRITES = (SKEW, HOT)


def _world(values: Values) -> World:
    """Return the world that *values* describe, with the defaults of those not in the view."""
    names = World.__dataclass_fields__
    return World(**{name: value for name, value in values.items() if name in names})  # type: ignore[arg-type]


def normalize_race(values: Values) -> Values:
    """Return *values* with a place that there is, a fault that ends in time, and a pause.

    The pause is at least 4 ms for each replica, so that a picture does not take long.
    """
    settled = normalize_pause(values)
    sites, place = values.whole("sites"), values.text("place")
    if PLACES.index(place) > sites:
        place = PLACES[sites]
    lasts = min(values.whole("lasts"), HORIZON // SECOND - values.whole("start"))
    return Values({**settled, "place": place, "lasts": lasts})


def normalize_pause(values: Values) -> Values:
    """Return *values* with a pause of at least 4 ms for each replica there is."""
    replicas = values.whole("sites") * values.whole("replicas")
    return Values({**values, "pause": max(values.whole("pause"), LEAST_PAUSE * replicas)})


def normalize_search(values: Values) -> Values:
    """Return *values* with a cluster that is explored quickly: three replicas write little."""
    if values.whole("members") == 2:
        return values
    return Values({**values, "updates": min(2, values.whole("updates")), "writers": 1})


def _pull(values: Values) -> View:
    rule: Rule = "early" if values.flag("early") else "described"
    lines = read_script(values.text("script"))
    return PullView(lines, values.whole("cache"), values.whole("packet"), rule)


def _search(values: Values) -> View:
    members, writers = values.whole("members"), values.whole("writers")
    updates, losses = values.whole("updates"), values.whole("losses")
    return SearchView(cluster(members, writers, updates, losses, values.text("rule")))


def _race(values: Values) -> View:
    world = _world(values)
    if world.fault != "none" and world.start * SECOND >= world.horizon:
        raise InputError(
            {
                "start": f"With {fixed(world.rate)} updates a second the run lasts"
                f" {fixed(world.horizon / SECOND, 1)} seconds: the fault at {fixed(world.start)}"
                " would never happen."
            }
        )
    return RaceView(world)


def _lanes(values: Values) -> View:
    world = _world(values).changed(
        fault="slow", place=PLACES[1], start=3, lasts=10, left=values.whole("congested")
    )
    return LanesView(world, values.whole("percentile"), values.whole("fresh"))


def _of_world(view: Callable[[World], View]) -> Callable[[Values], View]:
    return lambda values: view(_world(values))


SCENARIOS = (
    Scenario(
        name="slow-link",
        label="Slow link",
        title="One link at a twentieth of its rate, for twelve seconds: whom does it delay?",
        view="race",
        parameters={"fault": "slow"},
        step=36,
    ),
    Scenario(
        name="healthy",
        label="Equal links",
        title="On equal links a chain is faster than pulling",
        view="race",
        parameters={"rate": 10},
        step=36,
    ),
    Scenario(
        name="catch-up",
        label="Catch up",
        title="A row written three times since A last asked travels once",
        view="pull",
    ),
    Scenario(
        name="too-early",
        label="Too early",
        title="A vector raised before the answer is complete loses an update",
        view="search",
        parameters={"rule": "early"},
    ),
    Scenario(
        name="every-run",
        label="Every run",
        title="Every interleaving of three replicas and two writes",
        view="search",
        parameters={"members": 3, "updates": 2},
    ),
    Scenario(
        name="load",
        label="Load",
        title="Past its link a log falls behind for ever; the newest state does not",
        view="load",
    ),
    Scenario(
        name="rules",
        label="Rule by rule",
        title="Cache, shard versions and leaders, switched on one after another",
        view="rules",
        parameters={"rate": 15},
    ),
    Scenario(
        name="lanes",
        label="Two lanes",
        title="Important updates first, over a congested link",
        view="lanes",
        parameters={"rate": 100},
        step=24,
    ),
)

LAB = Lab(
    name="ekko",
    title="The same updates, spread four ways",
    leaves_out=(
        "the paper’s pseudo-code, which is not public in what was read: rules are reconstructed"
        " from descriptions; the bound of the cache and the two lanes are ours",
        "leader election, failures of leaders, re-sharding",
        "the values of rows: only who knows which version",
        "TCP: links are FIFO pipes that lose nothing but whole pulls",
        "requests of users on the same links",
        "Tencent’s data centers: distances are those between six AWS regions, sizes a thousandth"
        " of a textbook example",
        "remembering what arrived of a broken pull (exceptions, as WinFS does)",
    ),
    sources=(
        "labs.ekko",
        "labs.ekko.version",
        "labs.ekko.replica",
        "labs.ekko.verify",
        "labs.ekko.script",
        "labs.ekko.exchange",
        "labs.ekko.explore",
        "labs.ekko.world",
        "labs.ekko.workload",
        "labs.ekko.flow",
        "labs.ekko.rivals",
        "labs.ekko.staleness",
        "labs.ekko.load",
        "labs.ekko.percentile",
        "labs.ekko.lanes",
    ),
    views=(
        ViewType(
            name="race",
            label="Race",
            parameters=(
                FAULT, PLACE, START, LASTS, LEFT, RATE, *LINKS, SKEW, PAUSE,
                USE_CACHE, USE_VERSION, USE_LEADERS, SOURCE, SEED,
            ),
            run=_race,
            normalize=normalize_race,
        ),
        ViewType(name="pull", label="Pull", parameters=(SCRIPT, CACHE, PACKET, EARLY), run=_pull),
        ViewType(
            name="search",
            label="Every run",
            parameters=(RULE, MEMBERS, WRITERS, UPDATES, LOSSES),
            run=_search,
            normalize=normalize_search,
        ),
        ViewType(
            name="load", label="Load", parameters=(*LINKS, *WRITES), run=_of_world(LoadView)
        ),
        ViewType(
            name="rules",
            label="Rules",
            parameters=(RATE, SCAN, SHARDS, *LINKS, *WRITES, PAUSE, SEED),
            run=_of_world(RulesView),
            normalize=normalize_pause,
        ),
        ViewType(
            name="lanes",
            label="Lanes",
            parameters=(PERCENTILE, CONGESTED, RATE, FRESH, LINK, DISTANCE, *WRITES, SEED),
            run=_lanes,
        ),
    ),
    scenarios=SCENARIOS,
)  # fmt: skip

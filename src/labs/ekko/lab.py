"""The lab that pages, browser and command line see: parameters, six views, scenarios."""

from functools import partial

from labs.ekko.explore import Cluster
from labs.ekko.lanes_view import LanesView
from labs.ekko.load_view import LoadView
from labs.ekko.pull_view import PullView
from labs.ekko.race_view import RaceView
from labs.ekko.replica import Rule
from labs.ekko.rules_view import RulesView
from labs.ekko.script import NAMES, read_script
from labs.ekko.search_view import SearchView
from labs.ekko.world import HORIZON, PLACES, World
from labs.kernel.formatting import fixed
from labs.kernel.model import Lab, View, scenario, view_type
from labs.kernel.parameters import InputError, Values, VisibleIf, choice, flag, number, text
from labs.kernel.simulation import SECOND

factor = partial(number, logarithmic=True)
fine = partial(factor, step=0.01)

CATCH_UP = "T: abcdefgh\nA < T\nT: c c c a\nA < T"

SCRIPT = text(
    "script", "Script", CATCH_UP,
    "“T: a b” writes, “A < T” pulls, “A < T 1” breaks off after a packet; T, A and B.",
    2_000, 8, read_script,
)  # fmt: skip
CACHE = number("cache", "Update cache", 3, (1, 8), "Rows in a shard’s update cache.", "rows")
PACKET = number("packet", "Packet", 2, (1, 8), "Rows in one packet of an answer.", "rows")
EARLY = flag("early", "Raise the vector early", False,
             "A wrong rule: the puller claims the answer before it is complete.")  # fmt: skip
RULE = choice("rule", "Rule", {
    "described": "As described",
    "early": "Wrong: vector raised early",
    "outside": "Wrong: bound of the cache ignored",
    "clock": "Wrong: clock ignores rows held",
}, "The protocol as described, or one of three that are wrong.")  # fmt: skip
WRITERS = number("writers", "Writers", 1, (1, 2), "Replicas that write; of three, one does.")
MEMBERS = number("members", "Replicas", 2, (2, 3), "Replicas of the shard.")
UPDATES = number("updates", "Writes", 3, (1, 3), "Writes in a run; with three replicas, two.")
LOSSES = number("losses", "Lost answers", 1, (0, 2), "Answers of which the rest may be lost.")
SITES = number("sites", "Sites", 4, (1, 5), "Data centers that serve people.")
REPLICAS = number("replicas", "Replicas in a site", 3, (1, 8), "Replicas of the model in a site.")
RATE = factor("rate", "Updates", 30, (1, 320), "Rows that training writes.", "per second")
LINK = fine("link", "Link of a site", 5, (0.5, 100), "In each direction.", "Mbit/s")
EGRESS = fine("egress", "Egress of training", 5, (0.5, 100), "Shared by all sites.", "Mbit/s")
DISTANCE = number("distance", "Distances", 100, (0, 400), "Of round trips measured in 2020.", "%")
SKEW = number("skew", "Skew", 0.99, (0, 1.5),
              "Zipf’s exponent: how much more often hot rows change.", step=0.01)  # fmt: skip
HOT = fine("hot", "Rows that change", 3.08, (0.1, 100), "Share of rows that ever change.", "%")
PAUSE = factor("pause", "Pause", 100, (20, 2000), "Least time from pull to pull.", "ms")
SCAN = fine("scan", "Full comparison", 2, (0.01, 60), "To compare every row once.", "s")
SHARDS = factor("shards", "Shards", 2000, (50, 5000), "Shards of the model.")
FAULT = choice(
    "fault", "Fault",
    {"none": "None", "slow": "Slow link", "cut": "Cut link", "crash": "Crash of the site"},
    "What happens to one site’s link, or to the site.",
)  # fmt: skip
SOURCE = choice("source", "Leaders pull from",
                {"training": "Training", "nearest": "The nearest source"},
                "Training, or the nearest site that is connected to it.")  # fmt: skip
FAULTY = (VisibleIf("fault", ("slow", "cut", "crash")),)
PLACE = choice("place", "At", dict(zip(PLACES[1:], PLACES[1:], strict=True)),
               "The site that has the fault.", "eu-west-1", FAULTY)  # fmt: skip
START = number("start", "Begins at", 8, (0, 25), "When the fault begins.", "s", visible_if=FAULTY)
LASTS = number("lasts", "Lasts", 12, (1, 20), "How long the fault lasts.", "s", visible_if=FAULTY)
LEFT = number("left", "Rate left", 5, (1, 100), "What a slow link still carries.", "%",
              visible_if=(VisibleIf("fault", ("slow",)),))  # fmt: skip
CONGESTED = number("congested", "Congestion", 30, (5, 100),
                   "What the link carries for ten seconds, from the third on.", "%")  # fmt: skip
PERCENTILE = number("percentile", "Percentile", 80, (0, 99), "Updates above it are important.")
FRESH = number("fresh", "New rows", 2, (0, 20), "Share of writes that make a new row.", "%")
SEED = number("seed", "Seed", 1, (1, 9999), "Decides all luck.")

LINKS = (SITES, REPLICAS, LINK, EGRESS, DISTANCE)
WRITES = (SKEW, HOT)


def _world(values: Values) -> World:
    """Return the world that *values* describe, with the defaults of those not in the view."""
    names = World.__dataclass_fields__
    return World(**{name: value for name, value in values.items() if name in names})  # type: ignore[arg-type]


def normalize_race(values: Values) -> Values:
    """Return *values* with a place that there is, and a fault that ends in time."""
    sites, place = values.whole("sites"), values.text("place")
    if PLACES.index(place) > sites:
        place = PLACES[sites]
    lasts = min(values.whole("lasts"), HORIZON // SECOND - values.whole("start"))
    return Values({**values, "place": place, "lasts": lasts})


def normalize_pause(values: Values) -> Values:
    """Return *values* with a pause of at least 4 ms for each replica there is."""
    return Values({**values, "pause": _world(values).least_pause})


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
    members = values.whole("members")  # T, which writes first, is the last of them
    pairs = tuple((a, b) for a in range(members) for b in range(members) if a != b)
    writers, rule = (members - 1, 0)[: values.whole("writers")], values.text("rule")
    numbers = values.whole("updates"), values.whole("losses")
    names = "AT" if members == 2 else NAMES
    return SearchView(Cluster(names, pairs, writers, *numbers, rule))  # type: ignore[arg-type]


def _race(values: Values) -> View:
    world = _world(values)
    world = world.changed(pause=world.least_pause)
    if world.fault != "none" and world.start * SECOND >= world.horizon:
        lasts, start = fixed(world.horizon / SECOND, 1), fixed(world.start)
        never = f"the run lasts {lasts} seconds: the fault at {start} would never happen."
        raise InputError({"start": f"With {fixed(world.rate)} updates a second {never}"})
    return RaceView(world)


def _lanes(values: Values) -> View:
    world = _world(values).changed(
        fault="slow", place=PLACES[1], start=3, lasts=10, left=values.whole("congested")
    )
    return LanesView(world, values.whole("percentile"), values.whole("fresh"))


SCENARIOS = (
    scenario("slow-link", "Slow link", "race", "Whom does one slow link delay?", 36, fault="slow"),
    scenario("healthy", "Equal links", "race", "On equal links a chain is faster", 36, rate=10),
    scenario("catch-up", "Catch up", "pull", "A row written three times travels once"),
    scenario("too-early", "Too early", "search", "How a hasty vector loses updates", rule="early"),
    scenario("every-run", "Every run", "search", "Every order of three replicas and two writes",
             members=3, updates=2),
    scenario("load", "Load", "load", "Past its link a log falls behind for ever"),
    scenario("rules", "Rule by rule", "rules", "Rules switched on one by one", rate=15),
    scenario("lanes", "Two lanes", "lanes", "Important updates first", 24, rate=100),
)  # fmt: skip

MODEL = (
    "ekko ekko.version ekko.replica ekko.verify ekko.script ekko.exchange ekko.explore ekko.world"
    " ekko.workload ekko.flow ekko.rivals ekko.race ekko.load ekko.lanes kernel.percentile"
)
"""In reading order."""

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
    sources=tuple(f"labs.{name}" for name in MODEL.split()),
    views=(
        view_type("race", "Race", _race, FAULT, PLACE, LEFT, START, LASTS, RATE, SITES, REPLICAS,
                  LINK, SOURCE, SEED, normalize=normalize_race),
        view_type("pull", "Pull", _pull, SCRIPT, CACHE, PACKET, EARLY),
        view_type("search", "Every run", _search, RULE, MEMBERS, WRITERS, UPDATES, LOSSES,
                  normalize=normalize_search),
        view_type("load", "Load", lambda values: LoadView(_world(values)), *LINKS, *WRITES),
        view_type("rules", "Rules", lambda values: RulesView(_world(values)), RATE, SCAN, SHARDS,
                  *LINKS, *WRITES, PAUSE, SEED, normalize=normalize_pause),
        view_type("lanes", "Lanes", _lanes, PERCENTILE, CONGESTED, RATE, FRESH, LINK, DISTANCE,
                  *WRITES, SEED),
    ),
    scenarios=SCENARIOS,
)  # fmt: skip

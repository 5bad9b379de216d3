"""The lab that pages, browser and command line see: parameters, six views, scenarios."""

from collections.abc import Callable
from typing import Any

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
from labs.kernel.parameters import (
    Choice,
    InputError,
    Kind,
    Parameter,
    Value,
    Values,
    VisibleIf,
)
from labs.kernel.simulation import SECOND

CATCH_UP = "T: abcdefgh\nA < T\nT: c c c a\nA < T"
LEAST_PAUSE = 4
"""Milliseconds between two pulls for each replica there is: more pulls would take long to draw."""


def _int(
    name: str, label: str, default: int, span: tuple[int, int], help_: str, unit: str = "",
    **more: Any,
) -> Parameter:  # fmt: skip
    return _parameter(
        name, label, "int", default, help_, low=span[0], high=span[1], unit=unit, **more
    )


def _float(
    name: str, label: str, default: float, span: tuple[float, float], help_: str, unit: str = "",
    logarithmic: bool = True,
) -> Parameter:  # fmt: skip
    return _parameter(
        name, label, "float", default, help_, low=span[0], high=span[1], unit=unit, step=0.01,
        logarithmic=logarithmic,
    )  # fmt: skip


def _choice(name: str, label: str, help_: str, choices: dict[str, str], **more: Any) -> Parameter:
    options = tuple(Choice(value, text) for value, text in choices.items())
    default = more.pop("default", options[0].value)
    return _parameter(name, label, "choice", default, help_, choices=options, **more)


def _parameter(
    name: str, label: str, kind: Kind, default: Value, help_: str, **more: Any
) -> Parameter:
    return Parameter(name=name, label=label, kind=kind, default=default, help=help_, **more)


SCRIPT = _parameter(
    "script", "Script", "text", CATCH_UP,
    "“T: a b” writes, “A < T” pulls, “A < T 1” breaks off after a packet; T, A and B.",
    limit=2_000, lines=8, check=read_script,
)  # fmt: skip
CACHE = _int("cache", "Update cache", 3, (1, 8), "Rows that a shard’s update cache holds.", "rows")
PACKET = _int("packet", "Packet", 2, (1, 8), "Rows in one packet of an answer.", "rows")
EARLY = _parameter(
    "early", "Raise the vector early", "flag", False,
    "A wrong rule: the puller claims the answer before it is complete.",
)  # fmt: skip
RULE = _choice("rule", "Rule", "The protocol as described, or one of three that are wrong.", {
    "described": "As described",
    "early": "Wrong: vector raised early",
    "outside": "Wrong: bound of the cache ignored",
    "clock": "Wrong: clock ignores rows held",
})  # fmt: skip
WRITERS = _int("writers", "Writers", 1, (1, 2), "Replicas that write; one of three, if there are.")
MEMBERS = _int("members", "Replicas", 2, (2, 3), "Replicas of the shard.")
UPDATES = _int("updates", "Writes", 3, (1, 3), "Writes in a run; with three replicas at most two.")
LOSSES = _int("losses", "Lost answers", 1, (0, 2), "Answers of which the rest may be lost.")
SITES = _int("sites", "Sites", 4, (1, 5), "Data centers that serve people.")
REPLICAS = _int("replicas", "Replicas in a site", 3, (1, 8), "Replicas of the model in each site.")
RATE = _int(
    "rate", "Updates", 30, (1, 320), "Rows that training writes.", "per second", logarithmic=True
)
LINK = _float("link", "Link of a site", 5, (0.5, 100), "In each direction.", "Mbit/s")
EGRESS = _float("egress", "Egress of training", 5, (0.5, 100), "Shared by all sites.", "Mbit/s")
DISTANCE = _int("distance", "Distances", 100, (0, 400), "Of the round trips measured in 2020.", "%")
SKEW = _float(
    "skew",
    "Skew",
    0.99,
    (0, 1.5),
    "Zipf’s exponent: how much more often hot rows change.",
    "",
    False,
)
HOT = _float(
    "hot", "Rows that change", 3.08, (0.1, 100), "Share of all rows that ever change.", "%"
)
PAUSE = _int(
    "pause", "Pause", 100, (20, 2000), "Least time from pull to pull.", "ms", logarithmic=True
)
SCAN = _float("scan", "Full comparison", 2, (0.01, 60), "To compare every row once.", "s")
SHARDS = _int("shards", "Shards", 2000, (50, 5000), "Shards of the model.", logarithmic=True)
USE_CACHE = _parameter("use_cache", "Update cache", "flag", True, "Compare it first.")
USE_VERSION = _parameter(
    "use_version", "Shard versions", "flag", True, "Skip shards in which nothing changed."
)
USE_LEADERS = _parameter(
    "use_leaders", "Leaders", "flag", True, "One replica in each site pulls over the wide area."
)
SOURCE = _choice(
    "source", "Leaders pull from", "Training, or the nearest site that is connected to it.",
    {"training": "Training", "nearest": "The nearest source"},
    visible_if=(VisibleIf("use_leaders", (True,)),),
)  # fmt: skip
FAULT = _choice(
    "fault", "Fault", "What happens to one site’s link, or to the site.",
    {"none": "None", "slow": "Slow link", "cut": "Cut link", "crash": "Crash of the site"},
)  # fmt: skip
FAULTY = (VisibleIf("fault", ("slow", "cut", "crash")),)
PLACE = _choice(
    "place", "At", "The site that has the fault.", {place: place for place in PLACES[1:]},
    default="eu-west-1", visible_if=FAULTY,
)  # fmt: skip
START = _int("start", "Begins at", 8, (0, 25), "When the fault begins.", "s", visible_if=FAULTY)
LASTS = _int("lasts", "Lasts", 12, (1, 20), "How long the fault lasts.", "s", visible_if=FAULTY)
LEFT = _int(
    "left", "Rate left", 5, (1, 100), "What a slow link still carries.", "%",
    visible_if=(VisibleIf("fault", ("slow",)),),
)  # fmt: skip
CONGESTED = _int(
    "congested",
    "Congestion",
    30,
    (5, 100),
    "What the link carries for ten seconds, from the third on.",
    "%",
)
PERCENTILE = _int("percentile", "Percentile", 80, (0, 99), "Updates above it are important.")
FRESH = _int("fresh", "New rows", 2, (0, 20), "Share of writes that make a new row.", "%")
SEED = _int("seed", "Seed", 1, (1, 9999), "Decides all luck.")

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


def _scenario(
    name: str, label: str, view: str, title: str, step: int | None = None, **parameters: Value
) -> Scenario:
    return Scenario(
        name=name, label=label, title=title, view=view, parameters=parameters, step=step
    )


SCENARIOS = (
    _scenario("slow-link", "Slow link", "race", "Whom does one slow link delay?", 36, fault="slow"),
    _scenario("healthy", "Equal links", "race", "On equal links a chain is faster", 36, rate=10),
    _scenario("catch-up", "Catch up", "pull", "A row written three times travels once"),
    _scenario("too-early", "Too early", "search", "How a hasty vector loses updates", rule="early"),
    _scenario(
        "every-run", "Every run", "search", "Every order of three replicas and two writes",
        members=3, updates=2,
    ),
    _scenario("load", "Load", "load", "Past its link a log falls behind for ever"),
    _scenario("rules", "Rule by rule", "rules", "Rules switched on one by one", rate=15),
    _scenario("lanes", "Two lanes", "lanes", "Important updates first", 24, rate=100),
)  # fmt: skip

MODULES = (
    "version", "replica", "verify", "script", "exchange", "explore", "world", "workload", "flow",
    "rivals", "staleness", "load", "percentile", "lanes",
)  # fmt: skip
"""The model, in reading order."""

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
    sources=("labs.ekko", *(f"labs.ekko.{name}" for name in MODULES)),
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

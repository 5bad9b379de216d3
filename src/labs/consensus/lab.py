"""The lab that pages, browser and command line see: parameters, four views, scenarios."""

from collections.abc import Callable

from labs.consensus.acceptor import BROKEN, RULES
from labs.consensus.batching import NAMES as POLICIES
from labs.consensus.batching import Policy
from labs.consensus.cluster import Cluster
from labs.consensus.every_view import EveryView
from labs.consensus.explore import Group as Members
from labs.consensus.faults import read_faults
from labs.consensus.load import Costs
from labs.consensus.load_view import LoadView, Place
from labs.consensus.message_view import MessageView
from labs.consensus.wan import MOST, NAMED, PLACES, Group, named, read_trips, typed
from labs.consensus.window_view import WindowView
from labs.kernel.formatting import in_words
from labs.kernel.model import Lab, View, ViewType, scenario
from labs.kernel.parameters import (
    InputError,
    Parameter,
    Values,
    VisibleIf,
    choice,
    number,
    refuse,
    text,
)
from labs.kernel.simulation import MILLISECOND

TYPED = "typed"
BEST = "best"
FORGOTTEN = {
    "leader": "a leader that forgets the votes reported to it",
    "promise": "acceptors that forget their promise",
    "vote": "acceptors that forget their vote",
}


GROUP = choice(
    "group", "Group", {name: label for name, (label, *_) in NAMED.items()} | {TYPED: "Typed below"},
    "Where the replicas are; round trips as measured, or your own.",
)  # fmt: skip
TRIPS = text(
    "trips", "Round trips", "Paris Berlin 20\nBerlin Warsaw 15\nParis Warsaw 32",
    "A line for each pair, such as “California Tokyo 111.7”, in ms.", 800, 6, read_trips,
    (VisibleIf("group", (TYPED,)),),
)  # fmt: skip
LEADER = choice(
    "leader", "Leader", {BEST: "Best place"} | dict(zip(PLACES, PLACES, strict=True)),
    "The leader's region; “best” is the one that a majority answers soonest.", "California",
)  # fmt: skip
STRETCH = number("stretch", "Stretch", 1, (0.1, 10), "Multiplies every round trip.",
                 step=0.1, logarithmic=True)  # fmt: skip
QUORUM = number("quorum", "Quorum", 0, (0, MOST), "Votes that choose a value; 0 is a majority.")
WINDOW = number("window", "Window", 8, (1, 4_096),
                "How many slots may be open at once (Lamport's α).", "slots",
                logarithmic=True)  # fmt: skip
POLICY = choice("policy", "Batching", POLICIES, "When the leader closes a batch.", "clock")
SIZE = number("size", "Fixed size", 50, (1, 1_000), "Commands in a full batch.", "commands")
TIMER = number("timer", "Fixed timer", 20, (0, 200), "From a batch's oldest command on.", "ms",
               step=0.1)  # fmt: skip
COMMANDS = number("commands", "Commands", 12, (1, 60), "How many arrive at the leader.")
GAP = number("gap", "Gap", 20, (0, 500), "Time between two of them.", "ms", step=0.1)
FAULTS = text(
    "faults", "Faults", "",
    "Such as “at 300 lose accept 6”, “at 420 crash California”, “at 500 cut Tokyo Ireland”.",
    1_000, 5,
)  # fmt: skip
LOSS = number("loss", "Loss", 0, (0, 30), "How many messages are lost by chance.", "%")
SEED = number("seed", "Seed", 1, (0, 9_999), "Decides all luck.")
LOAD = number("load", "Load", 1_000, (1, 300_000), "How many arrive.", "commands/s",
              logarithmic=True)  # fmt: skip
DISK = number("disk", "Disk", 1_000, (0, 20_000), "The write before a vote.", "µs")
SLOWER = number("slower", "Followers' disks", 1, (0.1, 20), "As slow as the leader's.", "times",
                step=0.1, logarithmic=True)  # fmt: skip
OWN = choice(
    "own", "Leader's write", {"beside": "Beside its messages", "before": "Before them"},
    "Beside its messages, another reading of “parallel phase 2”, or before them.",
)  # fmt: skip
MESSAGE = number("message", "Message", 20, (0, 500), "Processor time for a message.", "µs")
COMMAND = number("command", "Command", 2, (0, 100), "Processor time for a command.", "µs", step=0.1)
ACCEPTORS = number("acceptors", "Acceptors", 3, (2, 4), "How many vote.")
BALLOTS = number("ballots", "Ballots", 2, (2, 3), "How many leaders try.")
SLOTS = number("slots", "Slots", 1, (1, 2), "How many values are decided.")
PHASE1 = number("phase1", "To elect", 2, (1, 4), "Promises: the quorum of phase 1.")
PHASE2 = number("phase2", "To decide", 2, (1, 4), "Votes: the quorum of phase 2.")
RULE = choice("rule", "Rules", {
    "all": "All kept",
    "leader": "Leader forgets votes",
    "promise": "Acceptor forgets promise",
    "vote": "Acceptor forgets vote",
}, "One of them may be forgotten.")  # fmt: skip
WHERE = (GROUP, TRIPS, LEADER, STRETCH, QUORUM, WINDOW)
PRICES = (DISK, SLOWER, OWN, MESSAGE, COMMAND)


def _group(values: Values) -> tuple[Group, int, int]:
    """Return the group, the leader's place in it, and the quorum of phase 2."""
    stretch = values.number("stretch")
    if values.text("group") == TYPED:
        group = refuse("trips", typed, values.text("trips"), stretch)
    else:
        group = named(values.text("group"), stretch)
    leader = values.text("leader")
    place = group.places.index(leader) if leader in group.places else group.best()
    count = len(group)
    _check_quorum(values, "quorum", count, "regions")
    return group, place, values.whole("quorum") or count // 2 + 1


def _check_quorum(values: Values, name: str, most: int, members: str) -> None:
    quorum = values.whole(name)
    if quorum > most:
        needed = f"A quorum of {quorum} needs {in_words(quorum)} {members}, and there are {most}."
        raise InputError({name: needed})


def _leader_of_group(values: Values) -> Values:
    """Return *values* with a leader that the group has."""
    group, _, _ = _group(values)
    if values.text("leader") in (BEST, *group.places):
        return values
    return Values({**values, "leader": BEST})


def _policy(values: Values, name: str) -> Policy:
    size, timer = values.whole("size"), int(values.number("timer") * MILLISECOND)
    return Policy(name, values.whole("window"), size, timer)


def _place(values: Values) -> Place:
    processor = values.number("message"), values.number("command")
    disk = values.whole("disk"), values.number("slower")
    return Place(*_group(values), Costs(*processor, *disk, values.text("own") == "beside"))


def _messages(values: Values) -> MessageView:
    group, leader, quorum = _group(values)
    typed_faults = values.text("faults")
    faults = refuse("faults", read_faults, typed_faults, group.places)
    policy = _policy(values, values.text("policy"))
    cluster = Cluster(
        group, leader, quorum, policy, loss=values.whole("loss") / 100,
        seed=values.whole("seed"), faults=faults,
    )  # fmt: skip
    gap = int(values.number("gap") * MILLISECOND)
    return MessageView(cluster, quorum, values.whole("commands"), gap, typed_faults)


def _load(values: Values) -> LoadView:
    return LoadView(_place(values), _policy(values, "fixed"))


def _window(values: Values) -> WindowView:
    return WindowView(_place(values), _policy(values, values.text("policy")), values.whole("load"))


def _every(values: Values) -> EveryView:
    members, rule = values.whole("acceptors"), values.text("rule")
    for name in ("phase1", "phase2"):
        _check_quorum(values, name, members, "acceptors")
    group = Members(
        acceptors=members,
        ballots=values.whole("ballots"),
        slots=values.whole("slots"),
        phase1=values.whole("phase1"),
        phase2=values.whole("phase2"),
        rules=BROKEN.get(rule, RULES),
        symmetric=values.whole("slots") > 1 or values.whole("ballots") > 2,
    )
    return EveryView(group, FORGOTTEN.get(rule, ""))


def _view(name: str, label: str, run: Callable[[Values], View], *parameters: Parameter) -> ViewType:
    return ViewType(
        name=name, label=label, parameters=parameters, run=run, normalize=_leader_of_group
    )


LOST, HOLE = "at 0 lose vote 3 Tokyo", "at 0 lose accept 6\nat 85 crash California"
SCENARIOS = (
    scenario("window", "Eight at once", "messages", "Eight slots in the time of one",
             commands=8, gap=10.0),
    scenario("late", "One vote lost", "messages", "One vote is lost, and the slots behind wait",
             commands=8, gap=5.0, faults=LOST),
    scenario("hole", "A hole", "messages", "A leader crashes and leaves a hole",
             step=49, commands=8, gap=10.0, faults=HOLE),  # its successor's slots are chosen
    scenario("curve", "Load curves", "load", "When to close a batch, at every load",
             window=1_024),
    scenario("flood", "Slow disks", "window", "An open window and slow followers",
             window=1_024, load=3_000, slower=4.0),
    scenario("apart", "Quorums apart", "every", "Two quorums that miss each other", phase2=1),
    scenario("flexible", "Three and one", "every", "Quorums of different size that meet",
             phase1=3, phase2=1),
)  # fmt: skip
MODEL = "wan acceptor messages replica batching faults cluster load explore linear agreement phase2"

LAB = Lab(
    name="consensus",
    title="A vote that crosses an ocean",
    leaves_out=(
        "everything that is not public about the library: these are published techniques",
        "changes of the group, snapshots, and reads without a vote",
        "clocks that disagree",
        "bandwidth: a message costs processor time and distance, not bytes",
        "retries by TCP: what is lost is sent again by the protocol",
        "clients far from the leader, except in the view of messages",
    ),
    sources=("labs.consensus", *(f"labs.consensus.{name}" for name in MODEL.split())),
    views=(
        _view(
            "messages",
            "Messages",
            _messages,
            *(*WHERE, POLICY, SIZE, TIMER, COMMANDS, GAP, FAULTS, LOSS, SEED),
        ),
        _view("load", "Load", _load, *WHERE, SIZE, TIMER, *PRICES),
        _view("window", "Window", _window, *WHERE, POLICY, SIZE, TIMER, LOAD, *PRICES),
        ViewType(
            name="every",
            label="Every order",
            run=_every,
            parameters=(ACCEPTORS, BALLOTS, SLOTS, PHASE1, PHASE2, RULE),
        ),
    ),
    scenarios=SCENARIOS,
)

"""The lab that pages, browser and command line see: parameters, four views, scenarios."""

from collections.abc import Callable

from labs.consensus.acceptor import BROKEN, RULES
from labs.consensus.batching import NAMES as POLICIES
from labs.consensus.batching import Policy
from labs.consensus.cluster import Luck
from labs.consensus.every_view import EveryView
from labs.consensus.explore import Group as Members
from labs.consensus.faults import read_faults
from labs.consensus.load import Costs
from labs.consensus.load_view import LoadView, Place
from labs.consensus.message_view import MessageView
from labs.consensus.wan import MOST, NAMED, PLACES, Group, named, read_trips, typed
from labs.consensus.window_view import WindowView
from labs.kernel.formatting import in_words
from labs.kernel.model import Lab, Scenario, View, ViewType
from labs.kernel.parameters import Choice, InputError, Parameter, Value, Values, VisibleIf, refuse
from labs.kernel.simulation import MILLISECOND

TYPED = "typed"
BEST = "best"
FORGOTTEN = {
    "leader": "a leader that forgets the votes reported to it",
    "promise": "acceptors that forget their promise",
    "vote": "acceptors that forget their vote",
}


def _number(
    name: str, label: str, default: float, low: float, high: float, unit: str, help_: str,
    *, logarithmic: bool = False, whole: bool = True,
) -> Parameter:  # fmt: skip
    return Parameter(
        name=name,
        label=label,
        kind="int" if whole else "float",
        default=default,
        help=help_,
        unit=unit,
        low=low,
        high=high,
        step=1 if whole else 0.1,
        logarithmic=logarithmic,
    )


GROUP = Parameter(
    name="group",
    label="Group",
    kind="choice",
    default="aws5",
    help="Where the replicas are; round trips as measured, or your own.",
    choices=(*(Choice(n, label) for n, (label, *_) in NAMED.items()), Choice(TYPED, "Typed below")),
)
TRIPS = Parameter(
    name="trips",
    label="Round trips",
    kind="text",
    default="Paris Berlin 20\nBerlin Warsaw 15\nParis Warsaw 32",
    help="A line for each pair, such as “California Tokyo 111.7”, in ms.",
    limit=800,
    lines=6,
    check=read_trips,
    visible_if=(VisibleIf("group", (TYPED,)),),
)
LEADER = Parameter(
    name="leader",
    label="Leader",
    kind="choice",
    default="California",
    help="The leader's region; “best” is the one that a majority answers soonest.",
    choices=(Choice(BEST, "Best place"), *(Choice(place, place) for place in PLACES)),
)
STRETCH = _number("stretch", "Stretch", 1, 0.1, 10, "", "Multiplies every round trip.",
                  logarithmic=True, whole=False)  # fmt: skip
QUORUM = _number("quorum", "Quorum", 0, 0, MOST, "",
                 "Votes that choose a value; 0 is a majority.")  # fmt: skip
SLOTS_HELP = "How many slots may be open at once (Lamport's α)."
WINDOW = _number("window", "Window", 8, 1, 4_096, "slots", SLOTS_HELP, logarithmic=True)
POLICY = Parameter(
    name="policy",
    label="Batching",
    kind="choice",
    default="clock",
    help="When the leader closes a batch.",
    choices=tuple(Choice(name, label) for name, label in POLICIES.items()),
)
SIZE = _number("size", "Fixed size", 50, 1, 1_000, "commands", "Commands in a full batch.")
TIMER = _number("timer", "Fixed timer", 20, 0, 200, "ms", "From a batch's oldest command on.",
                whole=False)  # fmt: skip
COMMANDS = _number("commands", "Commands", 12, 1, 60, "", "How many arrive at the leader.")
GAP = _number("gap", "Gap", 20, 0, 500, "ms", "Time between two of them.", whole=False)
FAULTS = Parameter(
    name="faults",
    label="Faults",
    kind="text",
    default="",
    help="Such as “at 300 lose accept 6”, “at 420 crash California”, “at 500 cut Tokyo Ireland”.",
    limit=1_000,
    lines=5,
)
LOSS = _number("loss", "Loss", 0, 0, 30, "%", "How many messages are lost by chance.")
SEED = _number("seed", "Seed", 1, 0, 9_999, "", "Decides all luck.")
LOAD = _number("load", "Load", 1_000, 1, 300_000, "commands/s", "How many arrive.",
               logarithmic=True)  # fmt: skip
DISK = _number("disk", "Disk", 1_000, 0, 20_000, "µs", "The write before a vote.")
SLOWER = _number("slower", "Followers' disks", 1, 0.1, 20, "times", "As slow as the leader's.",
                 logarithmic=True, whole=False)  # fmt: skip
OWN = Parameter(
    name="own",
    label="Leader's write",
    kind="choice",
    default="beside",
    help="Beside its messages, another reading of “parallel phase 2”, or before them.",
    choices=(Choice("beside", "Beside its messages"), Choice("before", "Before them")),
)
MESSAGE = _number("message", "Message", 20, 0, 500, "µs", "Processor time for a message.")
COMMAND = _number("command", "Command", 2, 0, 100, "µs", "Processor time for a command.",
                  whole=False)  # fmt: skip
ACCEPTORS = _number("acceptors", "Acceptors", 3, 2, 4, "", "How many vote.")
BALLOTS = _number("ballots", "Ballots", 2, 2, 3, "", "How many leaders try.")
SLOTS = _number("slots", "Slots", 1, 1, 2, "", "How many values are decided.")
PHASE1 = _number("phase1", "To elect", 2, 1, 4, "", "Promises: the quorum of phase 1.")
PHASE2 = _number("phase2", "To decide", 2, 1, 4, "", "Votes: the quorum of phase 2.")
RULE = Parameter(
    name="rule",
    label="Rules",
    kind="choice",
    default="all",
    help="One of them may be forgotten.",
    choices=(
        Choice("all", "All kept"),
        Choice("leader", "Leader forgets votes"),
        Choice("promise", "Acceptor forgets promise"),
        Choice("vote", "Acceptor forgets vote"),
    ),
)
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
    quorum = values.whole("quorum") or count // 2 + 1
    if quorum > count:
        needed = f"A quorum of {quorum} needs {in_words(quorum)} regions, and there are {count}."
        raise InputError({"quorum": needed})
    return group, place, quorum


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
    costs = Costs(
        float(values.whole("message")),
        values.number("command"),
        values.whole("disk"),
        values.number("slower"),
        values.text("own") == "beside",
    )
    return Place(*_group(values), costs)


def _messages(values: Values) -> MessageView:
    group, leader, quorum = _group(values)
    text = values.text("faults")
    return MessageView(
        group,
        leader,
        quorum,
        _policy(values, values.text("policy")),
        values.whole("commands"),
        int(values.number("gap") * MILLISECOND),
        refuse("faults", read_faults, text, group.places),
        text,
        Luck(loss=values.whole("loss") / 100),
        values.whole("seed"),
    )


def _load(values: Values) -> LoadView:
    policy = _policy(values, "fixed")
    return LoadView(_place(values), policy.window, policy.size, policy.timer)


def _window(values: Values) -> WindowView:
    return WindowView(_place(values), _policy(values, values.text("policy")), values.whole("load"))


def _every(values: Values) -> EveryView:
    members, rule = values.whole("acceptors"), values.text("rule")
    for name in ("phase1", "phase2"):
        if values.whole(name) > members:
            quorum = values.whole(name)
            needed = f"A quorum of {quorum} needs {in_words(quorum)} acceptors, and there are"
            raise InputError({name: f"{needed} {members}."})
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


def _scenario(
    name: str, label: str, title: str, view: str, step: int | None = None, **parameters: Value
) -> Scenario:
    return Scenario(
        name=name, label=label, title=title, view=view, parameters=parameters, step=step
    )


LOST, HOLE = "at 0 lose vote 3 Tokyo", "at 0 lose accept 6\nat 85 crash California"
SCENARIOS = (
    _scenario("window", "Eight at once", "Eight slots in the time of one", "messages",
              commands=8, gap=10.0),
    _scenario("late", "One vote lost", "One vote is lost, and the slots behind wait", "messages",
              commands=8, gap=5.0, faults=LOST),
    _scenario("hole", "A hole", "A leader crashes and leaves a hole", "messages",
              step=49, commands=8, gap=10.0, faults=HOLE),  # its successor's slots are chosen
    _scenario("curve", "Load curves", "When to close a batch, at every load", "load",
              window=1_024),
    _scenario("flood", "Slow disks", "An open window and slow followers", "window",
              window=1_024, load=3_000, slower=4.0),
    _scenario("apart", "Quorums apart", "Two quorums that miss each other", "every", phase2=1),
    _scenario("flexible", "Three and one", "Quorums of different size that meet", "every",
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
            *WHERE,
            POLICY,
            SIZE,
            TIMER,
            COMMANDS,
            GAP,
            FAULTS,
            LOSS,
            SEED,
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

"""Random fault schedules: a seed decides the network, the faults and what the clients do.

Used by the tests and by ``make bench-consensus``. What a run did is judged by checkers that know
nothing of the protocol: the clients' history by :mod:`labs.consensus.linear`, the applied logs by
:mod:`labs.consensus.agreement`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from labs.consensus.acceptor import RULES, Rules
from labs.consensus.agreement import violations
from labs.consensus.batching import Policy
from labs.consensus.cluster import Cluster
from labs.consensus.faults import Fault
from labs.consensus.linear import NOTHING, REGISTER, linearizable
from labs.consensus.messages import Command
from labs.consensus.replica import Replica
from labs.consensus.wan import named

GROUP = named("aws5")
MEMBERS = len(GROUP)
HEALED = 6_000_000
"""By then every fault is over, in µs."""
PATIENCE = 400_000_000
"""A run that is not finished by then has lost its liveness."""


@dataclass(frozen=True)
class Outcome:
    """What was wrong with a run, as far as the checkers can see."""

    finished: bool
    linearizable: bool
    violations: list[str]
    events: int
    elections: int

    @property
    def right(self) -> bool:
        """Whether nothing was."""
        return self.finished and self.linearizable and not self.violations


def register_machine() -> Callable[[Command], Any]:
    """Return a register: read, write *x*, or cas *x* to *y*; see :mod:`labs.consensus.linear`."""
    value = NOTHING

    def apply(command: Command) -> Any:
        nonlocal value
        match command.action:
            case ("read",):
                return value
            case ("write", wanted):
                value = wanted
                return None
            case ("cas", expected, wanted):
                holds = value == expected
                value = wanted if holds else value
                return holds
        raise ValueError(f"a register has no operation {command.action}")

    return apply


def random_faults(random: Random, crashes: int) -> list[Fault]:
    """Return crashes with restarts and partitions that heal, at most two replicas down at once."""
    faults: list[Fault] = []
    up_from = [0] * MEMBERS
    for time in sorted(random.randrange(HEALED * 3 // 4) for _ in range(crashes)):
        up = [i for i in range(MEMBERS) if up_from[i] < time]
        if len(up) > MEMBERS - 2:
            place = random.choice(up)
            up_from[place] = time + random.randrange(1, HEALED // 4)
            faults += [Fault(time, "crash", (place,)), Fault(up_from[place], "restart", (place,))]
    for _ in range(random.randrange(4)):
        a, b = random.sample(range(MEMBERS), 2)
        faults.append(Fault(random.randrange(HEALED), "cut", (a, b)))
    if random.random() < 0.5:  # cut one off from all others
        alone, time = random.randrange(MEMBERS), random.randrange(HEALED // 2)
        faults += [Fault(time, "cut", (alone, b)) for b in range(MEMBERS) if b != alone]
        faults.append(Fault(time + random.randrange(HEALED // 2), "mend"))
    return sorted([*faults, Fault(HEALED, "mend")], key=lambda fault: fault.time)


def random_action(random: Random) -> tuple[Any, ...]:
    """Return a read, a write or a compare-and-set of small numbers."""
    match random.randrange(3):
        case 0:
            return ("read",)
        case 1:
            return ("write", random.randrange(5))
        case _:
            return ("cas", random.randrange(5), random.randrange(5))


def run(
    seed: int,
    *,
    crashes: int = 4,
    rules: Rules = RULES,
    replica: type[Replica] = Replica,
    quorums: tuple[int, int] | None = None,
) -> Outcome:
    """Run schedule *seed*; *quorums* are those of phase 1 and 2, else drawn among safe ones."""
    random = Random(f"schedule {seed}")
    phase1, phase2 = quorums or random.choice(((3, 3), (4, 2), (2, 4)))
    policy = Policy(
        random.choice(("one", "place", "clock", "listen", "fixed")),
        random.choice((1, 8)),
        random.choice((1, 4)),
        30_000,
    )
    loss, duplication = random.uniform(0.05, 0.15), random.choice((0.0, 0.05, 0.2))
    cluster = Cluster(
        GROUP,
        random.randrange(MEMBERS),
        phase2,
        policy,
        rules=rules,
        loss=loss,
        jitter=0.3,
        duplication=duplication,
        seed=seed,
        faults=random_faults(random, crashes),
        machine=register_machine,
        replica=replica,
        phase1=phase1,
    )
    for client in range(5):
        actions = [random_action(random) for _ in range(8)]
        begin = random.randrange(500_000)
        pauses = Random(f"pause {seed} {client}")
        cluster.add_client(client, actions, begin, lambda pauses=pauses: pauses.randrange(600_000))
    finished = cluster.run(PATIENCE)
    history = [operation for client in cluster.clients for operation in client.history]
    commands = {
        Command(client.address, number, action)
        for client in cluster.clients
        for number, action in enumerate(client.actions)
    }
    return Outcome(
        finished,
        linearizable(history, REGISTER),
        violations(lives(cluster), commands),
        cluster.simulation.events,
        sum(note.event == "lead" for note in cluster.notes) - 1,
    )


def lives(cluster: Cluster) -> list[list[tuple[int, Any]]]:
    """Return what each life of each replica applied, in order."""
    found: list[list[tuple[int, Any]]] = [[] for _ in range(MEMBERS)]
    done = []
    for note in cluster.notes:
        if note.event == "restart":
            done.append(found[note.replica])
            found[note.replica] = []
        elif note.event == "apply":
            found[note.replica].append((note.slot, note.more["value"]))
    return [*done, *found]

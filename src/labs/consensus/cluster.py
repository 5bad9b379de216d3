"""A group of replicas and their clients on a simulated network, with faults.

Nothing here knows the protocol; it carries messages, keeps time, breaks things when it is told
to, and records what the clients saw and what the replicas noted.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from labs.consensus.acceptor import RULES, Acceptor, Rules
from labs.consensus.batching import Policy
from labs.consensus.faults import Fault
from labs.consensus.linear import Operation
from labs.consensus.load import FREE, Costs
from labs.consensus.messages import (
    KINDS,
    Accept,
    Accepted,
    Command,
    Learned,
    Message,
    Reply,
    Request,
)
from labs.consensus.replica import Replica, Setting
from labs.consensus.wan import Group
from labs.kernel.network import Network
from labs.kernel.simulation import MILLISECOND, Action, Simulation

Machine = Callable[[], Callable[[Command], Any]]


class Note(NamedTuple):
    """What a replica did: *event* at *time*, in *slot* if it concerns one."""

    time: int
    replica: int
    event: str
    slot: int
    more: dict[str, Any]


class Sent(NamedTuple):
    """A message and when its copies arrived; none: it was lost."""

    time: int
    source: int
    target: int
    message: Message
    arrivals: list[int]


@dataclass
class Client:
    """Does one action after another: asks, waits for the answer, pauses, asks again.

    It stands at *place* and asks that replica first; after *patience* µs without an answer it
    asks the next one.
    """

    address: int
    place: int
    actions: Sequence[Any]
    begin: int
    pause: Callable[[], int]
    history: list[Operation] = field(default_factory=list)
    asked: int = -1


class Cluster:
    """Replicas 0 to n - 1 at the places of *group*, *leader* in office, and clients from n on.

    *loss*, *jitter* and *duplication* are those of every :class:`~labs.kernel.network.Link`.
    """

    def __init__(
        self,
        group: Group,
        leader: int,
        quorum: int,
        policy: Policy,
        *,
        costs: Costs = FREE,
        rules: Rules = RULES,
        loss: float = 0.0,
        jitter: float = 0.0,
        duplication: float = 0.0,
        seed: int = 0,
        faults: Sequence[Fault] = (),
        machine: Machine = lambda: lambda _command: None,
        replica: type[Replica] = Replica,
        phase1: int = 0,
    ) -> None:
        self.group = group
        self.simulation = Simulation(seed)
        self.beat = max(group.longest() + 2 * costs.write(leader=False), MILLISECOND)
        self.members = members = len(group)
        elect = phase1 or members + 1 - quorum
        setting = Setting(members, elect, quorum, policy, self.beat, costs, rules)
        self.network = Network(self.simulation, self._latency, jitter, loss, duplication)
        self.replicas = [
            replica(i, setting, self, self.simulation.random(f"replica/{i}"), machine)
            for i in range(members)
        ]
        self.leader = leader
        self.clients: list[Client] = []
        self.notes: list[Note] = []
        self.sent: list[Sent] = []
        self.lives = [0] * members
        self.losing: list[tuple[Fault, set[tuple[int, int]]]] = []
        self.waiting = 0
        self.last_fault = max((fault.time for fault in faults), default=0)
        for each in self.replicas:  # the leader was elected before the run begins
            each.acceptor = Acceptor(leader)
            each.start(leader)
        self.replicas[leader].become_leader([])
        for fault in faults:
            self.simulation.at(fault.time, self._break, fault)

    # The world as replicas see it

    @property
    def now(self) -> int:
        """The time in µs."""
        return self.simulation.now

    def send(self, source: int, target: int, message: Message) -> None:
        """Send *message* over the link, unless a fault loses it."""
        arrivals: list[int] = []
        if not (self.losing and self._loses(source, target, message)):
            arrivals = self.network.send(source, target, self._deliver, source, target, message)
        self.sent.append(Sent(self.simulation.now, source, target, message, arrivals))

    def after(self, replica: int, delay: int, action: Action, *arguments: Any) -> None:
        """Do *action* in *delay* µs, unless *replica* has crashed by then."""
        self.simulation.after(delay, self._act, replica, self.lives[replica], action, arguments)

    def _act(self, replica: int, life: int, action: Action, arguments: tuple[Any, ...]) -> None:
        if self.lives[replica] == life:
            action(*arguments)

    def note(self, replica: int, event: str, slot: int = -1, **more: Any) -> None:
        """Take note of what *replica* did."""
        self.notes.append(Note(self.simulation.now, replica, event, slot, more))

    # Clients

    def add_client(
        self, place: int, actions: Sequence[Any], begin: int, pause: Callable[[], int] = lambda: 0
    ) -> None:
        """Let a client at *place* do *actions* from *begin* on, *pause* µs between them."""
        client = Client(len(self.group) + len(self.clients), place, actions, begin, pause)
        self.clients.append(client)
        self.waiting += 1
        self.simulation.at(begin, self._ask, client)

    def _ask(self, client: Client) -> None:
        """Let *client* do its next action."""
        client.asked += 1
        client.history.append(Operation(client.actions[client.asked], None, self.now, None))
        self._request(client, client.asked, client.place)

    def _request(self, client: Client, number: int, target: int) -> None:
        if client.asked != number or client.history[-1].returned is not None:
            return
        command = Command(client.address, number, client.actions[number])
        self.send(client.address, target, Request(command))
        following = (target + 1) % len(self.group)
        self.simulation.after(3 * self.beat, self._request, client, number, following)

    def _answer(self, client: Client, reply: Reply) -> None:
        if reply.command.number != client.asked or client.history[-1].returned is not None:
            return  # an answer that came before, or in another copy
        client.history[-1] = client.history[-1]._replace(answer=reply.answer, returned=self.now)
        if client.asked + 1 < len(client.actions):
            self.simulation.after(client.pause(), self._ask, client)
        else:
            self.waiting -= 1

    # Running

    def run(self, until: int) -> bool:
        """Run until all is done, *until* µs at most; return whether it is.

        All is done when every command was answered, no fault is to come, and every replica that
        is alive has applied as much as any.
        """
        while self.now < until and not self._done():
            self.simulation.run(until=min(until, self.now + self.beat))
        return self._done()

    def _done(self) -> bool:
        applied = {replica.applied for replica in self.replicas if replica.alive}
        return not self.waiting and self.now >= self.last_fault and len(applied) <= 1

    # Carrying and breaking

    def _latency(self, source: Hashable, target: Hashable) -> int:
        return self.group.one_way[self._place(source)][self._place(target)]

    def _place(self, address: Any) -> int:
        members = self.members
        return int(address) if address < members else self.clients[address - members].place

    def _deliver(self, source: int, target: int, message: Message) -> None:
        if target < self.members:
            if self.replicas[target].alive:
                self.replicas[target].receive(source, message)
        elif isinstance(message, Reply):
            self._answer(self.clients[target - self.members], message)

    def _loses(self, source: int, target: int, message: Message) -> bool:
        if not isinstance(message, Accept | Accepted | Learned):
            return False
        subject = KINDS[type(message)], message.slot
        vote = isinstance(message, Accepted)
        place, leader = (source, target) if vote else (target, source)
        for fault, hit in self.losing:
            meant = (fault.kind, fault.slot) == subject and fault.places in ((), (place,))
            # the next on each link, as long as the same replica leads
            if meant and (source, target) not in hit and {link[vote] for link in hit} <= {leader}:
                hit.add((source, target))
                return True
        return False

    def _break(self, fault: Fault) -> None:
        match fault.verb:
            case "crash":
                (place,) = fault.places
                self.lives[place] += 1
                self.replicas[place].crash()
                self.note(place, "crash")
            case "restart":
                (place,) = fault.places
                replica = self.replicas[place]
                replica.start(replica.acceptor.promised)
                self.note(place, "restart")
            case "cut":
                a, b = fault.places
                self.network.link(a, b).cut = self.network.link(b, a).cut = True
                self.note(a, "cut", other=b)
            case "mend":
                for a in range(len(self.group)):
                    for b in range(len(self.group)):
                        self.network.link(a, b).cut = False
                self.note(self.leader, "mend")
            case _:
                self.losing.append((fault, set()))

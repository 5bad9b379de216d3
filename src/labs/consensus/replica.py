"""A replica: acceptor, learner, and leader when it has been elected.

Source: L. Lamport, "Paxos Made Simple" (2001), section 3. Ballots of replica i of n are i, n + i,
2n + i, …. A leader has run phase 1 once for all slots and proposes slot i as soon as every slot
below i - α + 1 is chosen, α being its window. Slots are chosen in any order and applied in order.

What is stable survives a crash: the acceptor's promise and votes. All else is learned again.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, cast

from labs.consensus.acceptor import NO_VOTE, Acceptor, Rules, Vote
from labs.consensus.batching import Policy, Window, due, taken
from labs.consensus.load import Costs
from labs.consensus.messages import (
    NO_OP,
    Accept,
    Accepted,
    Batch,
    CatchUpRequest,
    Command,
    Heartbeat,
    Learned,
    Message,
    Prepare,
    Promise,
    Reply,
    Request,
)
from labs.kernel.simulation import Action

if TYPE_CHECKING:
    from labs.consensus.cluster import Cluster

CATCH_UP = 32
"""How many slots are taught for one question."""


@dataclass(frozen=True)
class Setting:
    """What all replicas of a group agree on. Quorums are numbers of replicas."""

    members: int
    phase1: int
    phase2: int
    policy: Policy
    beat: int
    """The leader shows that it is alive every so many µs; three times as long is patience."""
    costs: Costs
    rules: Rules


@dataclass(eq=False)
class Replica:
    """Replica *index* of a group.

    *machine* makes the state machine: a function that is given commands one by one, in the same
    order on every replica, and returns their answers.
    """

    index: int
    setting: Setting
    host: "Cluster"
    random: Random
    machine: Callable[[], Callable[[Command], Any]]
    acceptor: Acceptor = field(default_factory=Acceptor)
    alive: bool = False

    def start(self, ballot: int) -> None:
        """Come to life, after a crash or for the first time, with *ballot* as the highest seen."""
        self.alive = True
        self.log: dict[int, Batch] = {}
        """The slots that are known to be chosen."""
        self.applied = 0
        self.state = self.machine()
        self.answers: dict[int, tuple[int, Any]] = {}
        """The number and answer of each client's last command."""
        self.ballot = max(ballot, self.acceptor.promised)
        """The highest ballot seen."""
        self.leading = False
        self.promises: dict[int, Promise] | None = None  # not None: a candidate
        self.processor_free = self.disk_free = 0
        self.heard = self.host.now
        self._watch_leader()

    def crash(self) -> None:
        """Lose everything but the promise and the votes."""
        self.alive = False

    def receive(self, source: int, message: Message) -> None:
        """Act on a message."""
        HANDLERS[type(message)](self, source, message)

    # Acceptor

    def _on_prepare(self, source: int, prepare: Prepare) -> None:
        ballot, first = prepare
        after = self.setting.rules.prepare(self.acceptor, ballot)
        if after is None and ballot != self.acceptor.promised:
            return
        votes = self.setting.rules.report(self.acceptor, first)
        if after is not None:
            self.acceptor = after
            self._follow(ballot)
            self.host.note(self.index, "promise", ballot=ballot)
        chosen = tuple((slot, value) for slot, value in self.log.items() if slot >= first)
        self._send(source, Promise(ballot, first, votes, chosen))

    def _write(self, source: int, accept: Accept) -> None:
        """Write a vote to the disk, one after another, and cast it then if that is allowed."""
        write = self.setting.costs.write(source == self.index)
        self.disk_free = max(self.disk_free, self.host.now) + write
        self._at(self.disk_free, self._vote, accept, source)

    def _vote(self, accept: Accept, source: int) -> None:
        after = self.setting.rules.accept(self.acceptor, *accept)
        if after is None:
            return
        self.acceptor = after
        self._follow(accept.ballot)
        self.host.note(self.index, "vote", accept.slot, ballot=accept.ballot)
        if source == self.index and not self.setting.costs.beside:
            self._send_accept(accept)
        self._send(source, Accepted(accept.ballot, accept.slot))

    def _follow(self, ballot: int) -> None:
        """Follow *ballot*, if it is the highest so far."""
        self.heard = self.host.now
        if ballot > self.ballot:
            self.ballot = ballot
            self.leading = False
            self.promises = None

    # Learner

    def _learn(self, slot: int, value: Batch) -> None:
        if slot not in self.log:
            self.log[slot] = value
            self.host.note(self.index, "learn", slot, value=value)
        self._apply()

    def _apply(self) -> None:
        """Apply what is chosen, in order, up to the first gap."""
        while self.applied in self.log:
            slot = self.applied
            self._execute(slot)
            self.applied = slot + 1
            if self.leading:
                self.evaluate()

    def _execute(self, slot: int) -> None:
        """Apply the commands of *slot*, each unless it was applied before."""
        self.host.note(self.index, "apply", slot, value=self.log[slot])
        for command in self.log[slot]:
            number, answer = self.answers.get(command.client, (-1, None))
            if command.number > number:
                answer = self.state(command)
                self.answers[command.client] = command.number, answer
            if self.leading:
                self.waiting_for.discard((command.client, command.number))
                self.host.send(self.index, command.client, Reply(command, answer))

    def _on_heartbeat(self, source: int, heartbeat: Heartbeat) -> None:
        ballot, applied = heartbeat
        if ballot < self.ballot:
            return
        self._follow(ballot)
        if applied > self.applied:
            self._send(source, CatchUpRequest(self.applied))

    def _on_catch_up_request(self, source: int, request: CatchUpRequest) -> None:
        first = request.first
        for slot in range(first, min(self.applied, first + CATCH_UP)):
            self._send(source, Learned(slot, self.log[slot]))

    # Candidate

    def _watch_leader(self) -> None:
        """Become a candidate when no leader was heard of for a while."""
        patience = 3 * self.setting.beat
        patience += int(patience * self.random.random())

        def look() -> None:
            if self.leading or self.host.now - self.heard < patience:
                self._watch_leader()
            else:
                self._start_election()

        self.host.after(self.index, max(1, self.heard + patience - self.host.now), look)

    def _start_election(self) -> None:
        """Ask for promises in the next ballot of one's own."""
        members = self.setting.members
        ballot = (self.ballot // members) * members + self.index
        if ballot <= self.ballot:
            ballot += members
        self._follow(ballot)
        self.promises = {}
        self.host.note(self.index, "stand", ballot=ballot)
        for other in range(members):
            self._send(other, Prepare(ballot, self.applied))
        self._watch_leader()

    def _on_promise(self, source: int, promise: Promise) -> None:
        if self.promises is None or promise.ballot != self.ballot:
            return
        self.promises[source] = promise
        if len(self.promises) >= self.setting.phase1:
            self.become_leader(list(self.promises.values()))

    # Leader

    def become_leader(self, promises: list[Promise]) -> None:
        """Take office with the promises of a quorum; none are needed before the first vote."""
        self.promises = None
        self.leading = True
        self.window = Window(self.setting.policy)
        self.queue: deque[tuple[int, Command]] = deque()  # with the time of arrival
        self.waiting_for: set[tuple[int, int]] = set()
        self.votes: dict[int, set[int]] = {}  # open slots
        self.proposals: dict[int, Accept] = {}
        self.sent: dict[int, int] = {}
        self.latest_vote: dict[int, tuple[int, int]] = {}  # the slot, and when it came
        self.evaluating = False
        self.host.note(self.index, "lead", ballot=self.ballot)
        reports: dict[int, list[Vote]] = {}
        for promise in promises:
            for slot, value in promise.chosen:
                self.log.setdefault(slot, value)
            for slot, vote in enumerate(promise.votes, promise.first):
                reports.setdefault(slot, []).append(vote)
        voted = [slot for slot, votes in reports.items() if any(v is not NO_VOTE for v in votes)]
        self.recovered: dict[int, Batch] = {}
        for slot in range(self.applied, max(voted, default=-1) + 1):
            vote = self.setting.rules.proposable(reports.get(slot, []))
            self.recovered[slot] = NO_OP if vote == NO_VOTE else cast(Batch, vote.value)
        self.next = self.applied
        self._apply()
        self.evaluate()
        self._send_heartbeats(self.ballot)

    def _on_request(self, source: int, request: Request) -> None:
        (command,) = request
        number, answer = self.answers.get(command.client, (-1, None))
        if command.number <= number:
            self.host.send(self.index, command.client, Reply(command, answer))
        elif not self.leading:
            leader = self.ballot % self.setting.members
            if leader != self.index:
                self._send(leader, Request(command))
        elif (command.client, command.number) not in self.waiting_for:
            self.waiting_for.add((command.client, command.number))
            self.queue.append((self.host.now, command))
            self.evaluate()

    def evaluate(self) -> None:
        """Propose what may be proposed, once all else that happens this microsecond has."""
        if not self.evaluating:
            self.evaluating = True
            self.host.after(self.index, 0, self._propose_all)

    def _propose_all(self) -> None:
        self.evaluating = False
        while self.leading and self.next - self.applied < self.window.places():
            if self.next in self.log:
                self.next += 1
            elif self.next in self.recovered:
                self._propose(self.recovered[self.next])
            elif self.queue:
                batch = self._next_batch()
                if batch is None:
                    return
                self._propose(batch)
            else:
                return

    def _next_batch(self) -> Batch | None:
        """Return the next batch; None if it is too soon, and then look again in time."""
        policy = self.setting.policy
        filled = self.queue[policy.size - 1][0] if len(self.queue) >= policy.size else None
        idle = max(self.processor_free, self.disk_free)
        time = due(policy, self.queue[0][0], filled, idle)
        if time > self.host.now:
            self._at(time, self.evaluate)
            return None
        count = taken(policy, len(self.queue))
        return tuple(self.queue.popleft()[1] for _ in range(count))

    def _propose(self, value: Batch) -> None:
        slot, self.next = self.next, self.next + 1
        accept = Accept(self.ballot, slot, value)
        self.proposals[slot] = accept
        self.votes[slot] = set()
        self.host.note(self.index, "propose", slot, ballot=self.ballot, value=value)
        cost = self.setting.costs.processor(self.setting.members, len(value))
        self.processor_free = max(self.processor_free, self.host.now) + cost

        self._at(self.processor_free, self._start_round, accept)

    def _start_round(self, accept: Accept) -> None:
        if self.ballot == accept.ballot:
            if self.setting.costs.beside:
                self._send_accept(accept)
            self._write(self.index, accept)

    def _send_accept(self, accept: Accept) -> None:
        self.sent[accept.slot] = self.host.now
        for other in range(self.setting.members):
            if other != self.index:
                self._send(other, accept)

    def _on_vote(self, source: int, vote: Accepted) -> None:
        ballot, slot = vote
        if not self.leading or ballot != self.ballot:
            return
        latest, _ = self.latest_vote.get(source, (-1, 0))
        self.latest_vote[source] = max(latest, slot), self.host.now
        if slot not in self.votes:
            return
        voters = self.votes[slot]
        voters.add(source)
        self.host.note(self.index, "count", slot, ballot=ballot, voter=source, votes=len(voters))
        if len(voters) < self.setting.phase2:
            return
        value = self.proposals[slot].value
        del self.votes[slot]
        self.host.note(self.index, "choose", slot, ballot=ballot, value=value)
        for other in range(self.setting.members):
            if other != self.index:
                self._send(other, Learned(slot, value))
        self.window.answered(self.host.now - self.sent[slot], len(self.votes))
        self._learn(slot, value)

    def _send_heartbeats(self, ballot: int) -> None:
        """Tell all that the leader lives, and send again what nobody answered for a while."""
        if not self.leading or self.ballot != ballot:
            return
        self.heard = self.host.now
        for other in range(self.setting.members):
            if other != self.index:
                self._send(other, Heartbeat(ballot, self.applied))
                for slot in self._unanswered(other):
                    self._send(other, self.proposals[slot])
        self.host.after(self.index, self.setting.beat, self._send_heartbeats, ballot)

    def _unanswered(self, other: int) -> list[int]:
        """Return the open slots for which *other* seems to have missed the accept message.

        It has not voted for them, and either voted for a later one or was silent for a beat: a
        replica whose disk is busy is not sent the same again.
        """
        latest, heard = self.latest_vote.get(other, (-1, 0))
        old = self.host.now - self.setting.beat
        return [
            slot
            for slot, voters in self.votes.items()
            if other not in voters
            and self.sent.get(slot, self.host.now) <= old
            and (slot < latest or heard <= old)
        ]

    # Helpers

    def _send(self, target: int, message: Message) -> None:
        """Send *message*; to oneself it takes no time."""
        if target == self.index:
            self.receive(target, message)
        else:
            self.host.send(self.index, target, message)

    def _at(self, time: int, action: Action, *arguments: Any) -> None:
        """Do *action* at *time*, at once if that is now."""
        wait = time - self.host.now
        if wait <= 0:
            action(*arguments)
        else:
            self.host.after(self.index, wait, action, *arguments)


HANDLERS: dict[type, Callable[[Replica, int, Any], None]] = {
    Request: Replica._on_request,
    Prepare: Replica._on_prepare,
    Promise: Replica._on_promise,
    Accept: Replica._write,
    Accepted: Replica._on_vote,
    Learned: lambda replica, _, learned: replica._learn(*learned),
    Heartbeat: Replica._on_heartbeat,
    CatchUpRequest: Replica._on_catch_up_request,
}
"""What a replica does with each type of message."""

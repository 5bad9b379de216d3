"""Ways to build the protocol wrong, which schedules must show."""

from typing import Any

from labs.consensus.acceptor import BROKEN, Acceptor
from labs.consensus.messages import Batch, Reply
from labs.consensus.replica import Replica
from support.consensus import schedules


class OutOfOrder(Replica):
    """Applies what is chosen as soon as it learns of it."""

    def _learn(self, slot: int, value: Batch) -> None:
        if slot not in self.log:
            self.log[slot] = value
            self._execute(slot)
        while self.applied in self.log:
            self.applied += 1
        if self.leading:
            self.evaluate()


class Repeats(Replica):
    """Applies a command as often as it was chosen."""

    def _execute(self, slot: int) -> None:
        self.host.note(self.index, "apply", slot, value=self.log[slot])
        for command in self.log[slot]:
            answer = self.state(command)
            if self.leading:
                self.waiting_for.discard((command.client, command.number))
                self.host.send(self.index, command.client, Reply(command, answer))


class LostDisk(Replica):
    """Comes back from a crash without its promise and its votes."""

    def crash(self) -> None:
        """Lose everything."""
        super().crash()
        self.acceptor = Acceptor()


MUTANTS: dict[str, tuple[int, dict[str, Any]]] = {
    "leader forgets what was promised": (12, {"rules": BROKEN["leader"]}),
    "acceptor ignores its promise": (4, {"rules": BROKEN["promise"]}),
    "acceptor forgets its vote": (12, {"rules": BROKEN["vote"]}),
    "slots applied out of order": (0, {"replica": OutOfOrder}),
    "commands applied twice": (1, {"replica": Repeats}),
    "disk lost in a crash": (3, {"replica": LostDisk, "crashes": 16}),
    "quorums of two and two of five": (4, {"quorums": (2, 2)}),
    "quorums of three and two of five": (4, {"quorums": (3, 2)}),
}
"""Name to the seed of a schedule that shows it, and what is wrong."""


def caught(name: str) -> bool:
    """Return whether mutant *name* is seen to be wrong in its schedule."""
    seed, wrong = MUTANTS[name]
    return not schedules.run(seed, **wrong).right

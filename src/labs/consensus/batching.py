"""Batching: when the leader closes a batch, how many commands it takes, how far it runs ahead.

A policy answers two questions, for the simulated replicas and for the load model alike: at what
time may the next batch be cut (:func:`due`), and how much goes into it (:func:`taken`).
A batch is also never cut before a place in the window is free.

Sources: *fixed* is the rule of PhxPaxos; *place* with window 1 is J. Nagle's rule (RFC 896,
1984); *clock* is group commit (DeWitt and others 1984), as in D. Ongaro's dissertation (2014),
section 10.2; *listen* sizes its window as TCP Vegas does (Brakmo, Peterson 1995).
"""

from typing import NamedTuple

NAMES = {
    "one": "One by one",
    "fixed": "Fixed size and timer",
    "place": "Place free",
    "clock": "Disk and processor free",
    "listen": "The same, window by delay",
}


class Policy(NamedTuple):
    """A rule with its constants; *timer* in µs, after the oldest command of the batch."""

    name: str
    window: int
    size: int = 50
    timer: int = 20_000


def due(policy: Policy, oldest: int, filled: int | None, idle: int) -> int:
    """Return when the next batch may be cut, as far as the policy is concerned, in µs.

    *oldest* is the arrival of the oldest command that waits, *filled* that of the command that
    completes a batch of the fixed size, and *idle* the time from which the leader's processor
    and disk have nothing to do.
    """
    match policy.name:
        case "fixed":
            late = oldest + policy.timer
            return late if filled is None else min(filled, late)
        case "clock" | "listen":
            return max(oldest, idle)
        case _:
            return oldest


def taken(policy: Policy, waiting: int) -> int:
    """Return how many of *waiting* commands go into the batch."""
    match policy.name:
        case "one":
            return min(1, waiting)
        case "fixed":
            return min(policy.size, waiting)
        case _:
            return waiting


class Window:
    """How many slots may be open: the policy's constant, or the one that delay suggests.

    By *listen*, q = W·(d - d₀)/d slots of a window W are thought to wait in queues when a slot
    was chosen d after its messages left and the fastest ever d₀ after. W begins at 10 (as in RFC
    6928) and grows by 1 a slot until q reaches 1; from then on by 1 a window below 2, and it
    shrinks by as much above 4. It grows only while at least half of it is used (cf. RFC 7661),
    for an empty window says nothing about a larger one.
    """

    FIRST, FEW, MANY = 10.0, 2.0, 4.0

    def __init__(self, policy: Policy) -> None:
        self.most = policy.window
        self.listens = policy.name == "listen"
        self.size = min(self.FIRST, self.most) if self.listens else float(self.most)
        self.fastest = 0
        self.starting = True

    def places(self) -> int:
        """Return how many slots may be open."""
        return int(self.size)

    def answered(self, delay: int, open_slots: int) -> None:
        """Take note that a slot was chosen *delay* µs after it was sent; *open_slots* remain."""
        if not self.listens:
            return
        self.fastest = min(self.fastest, delay) if self.fastest else delay
        queued = self.size * (delay - self.fastest) / delay if delay else 0.0
        used = open_slots + 1 >= self.size / 2
        if self.starting and queued < 1:
            self.size += used
        else:
            self.starting = False
            if queued < self.FEW:
                self.size += used / self.size
            elif queued > self.MANY:
                self.size -= 1 / self.size
        self.size = max(1.0, min(self.size, float(self.most)))

"""Discrete-event simulation: a virtual clock, a queue of events, and timers.

Time is a whole number of microseconds from the start of the run. Whole numbers add without
rounding, so a run is the same on every Python and processor.

Ordering rule: events run in order of ``(time, serial)``, where ``serial`` counts the calls that
scheduled them. Events of the same microsecond thus run in the order in which they were scheduled
(FIFO). An event that is scheduled for the present microsecond while another one runs comes after
all those that were already waiting for it. Nothing can be scheduled for the past.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from math import inf
from typing import Any

from labs.kernel.random_streams import Streams

Action = Callable[..., object]

MILLISECOND = 1_000
SECOND = 1_000_000


class Timer(list[Any]):
    """An event that waits for its time; :meth:`cancel` makes it never happen.

    It is its own entry in the queue, ``[time, serial, action, arguments]``: lists are made and
    compared without running any Python, which decides the speed of a simulation.
    """

    __slots__ = ()

    @property
    def pending(self) -> bool:
        """Whether the event is still to come: neither run nor canceled."""
        return self[2] is not None

    def cancel(self) -> None:
        """Forget the event; does nothing if it has run or was canceled before."""
        self[2] = None


class Simulation:
    """A clock that jumps from event to event.

    *seed* decides all luck: ``random(name)`` returns the generator of one link, node or workload.
    """

    def __init__(self, seed: int = 0) -> None:
        self.now = 0
        """The present time in µs."""
        self.events = 0
        """How many events have run."""
        self.random = Streams(seed)
        self._queue: list[Timer] = []
        self._serial = 0

    def at(self, time: int, action: Action, *arguments: Any) -> Timer:
        """Call *action* with *arguments* at *time* µs; ValueError if that has passed."""
        if time < self.now:
            raise ValueError(f"it is {self.now} µs; an event cannot happen at {time} µs")
        self._serial = serial = self._serial + 1
        timer = Timer((time, serial, action, arguments))
        heappush(self._queue, timer)
        return timer

    def after(self, delay: int, action: Action, *arguments: Any) -> Timer:
        """Call *action* with *arguments* in *delay* µs; ValueError if *delay* is negative."""
        if delay < 0:
            raise ValueError(f"it is {self.now} µs; an event cannot happen {-delay} µs before")
        self._serial = serial = self._serial + 1
        timer = Timer((self.now + delay, serial, action, arguments))
        heappush(self._queue, timer)
        return timer

    def run(self, until: int | None = None, most: int | None = None) -> bool:
        """Run events until none is left, and return whether that is so.

        With *until*, stop before the first event later than that time and set the clock to it.
        With *most*, stop after so many events, the clock at the last of them.
        """
        queue = self._queue
        last = None if most is None else self.events + most
        end = inf if until is None else until
        while queue:
            timer = heappop(queue)
            time, _, action, arguments = timer
            if action is None:
                continue
            if time > end or self.events == last:
                heappush(queue, timer)
                if time > end:
                    break
                return False
            self.now = time
            self.events += 1
            timer[2] = None
            action(*arguments)
        if until is not None:
            self.now = max(self.now, until)
        return not queue

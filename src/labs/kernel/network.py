"""Networks: links with latency, jitter, loss, duplication, partitions and bandwidth.

A :class:`Link` decides when the copies of a message arrive: none if it is lost, two if it is
duplicated. Each link draws from a random stream of its own, so that a message more on one link
does not change the luck of another.

Bandwidth is kept apart from links, because several links may share it: a :class:`Transmitter`
sends one message after another (FIFO) at a :class:`Rate` that may change while it sends. A path
of several transmitters is *cut-through*: the next one starts as soon as the first bit is there,
and cannot end before the last bit is (:func:`cut_through`).

Times are whole microseconds, sizes whole bits.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from labs.kernel.simulation import SECOND, Action, Simulation


class Rate:
    """Bits per second that change at given times.

    *steps* are pairs (time in µs from which it holds, bits per second), the first at 0 and the
    times rising. A rate of 0 means that nothing passes; the last rate must be positive. Rates
    are whole numbers. ValueError says what is wrong.
    """

    def __init__(self, *steps: tuple[int, int]) -> None:
        self.times = [time for time, _ in steps]
        self.rates = [rate for _, rate in steps]
        if not steps or self.times[0] != 0:
            raise ValueError("a rate must begin at 0 µs")
        if any(later <= time for time, later in zip(self.times, self.times[1:], strict=False)):
            raise ValueError("the times of a rate must rise")
        if min(self.rates) < 0 or self.rates[-1] == 0:
            raise ValueError("no rate may be negative, and the last must be positive")
        self._settled, self._last = self.times[-1], self.rates[-1]

    def finish(self, start: int, bits: int) -> int:
        """Return when the last of *bits* has passed if the first passes at *start*."""
        if start >= self._settled:  # most messages: the rate does not change any more
            return start - (-bits * SECOND // self._last)
        step = bisect_right(self.times, start) - 1
        remaining = bits * SECOND  # in bits per second × µs, so that nothing is rounded on the way
        while step + 1 < len(self.times):
            room = self.rates[step] * (self.times[step + 1] - start)
            if room >= remaining:
                break
            remaining -= room
            step += 1
            start = self.times[step]
        return start - (-remaining // self.rates[step]) if remaining else start


class Transmitter:
    """Sends one message after another, in the order in which :meth:`occupy` is called."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self.free = 0
        """When it has sent all that it was given."""

    def occupy(self, first: int, bits: int, last: int = 0) -> tuple[int, int]:
        """Send *bits* whose first is there at *first* and whose last at *last*; return start, end.

        It starts as soon as it is free, and ends no sooner than the last bit is there.
        """
        start = first if first > self.free else self.free
        end = self.rate.finish(start, bits)
        self.free = end if end > last else last
        return start, self.free


def cut_through(hops: Iterable[tuple[Transmitter, int]], now: int, bits: int) -> int:
    """Send *bits* at *now* along *hops*, pairs (transmitter, delay to the next); return arrival.

    Arrival is the time at which the last bit is behind the last hop.
    """
    first = last = now
    for transmitter, delay in hops:
        start, end = transmitter.occupy(first, bits, last)
        first, last = start + delay, end + delay
    return last


@dataclass
class Link:
    """One direction between two places.

    Chances are from 0 to 1. *jitter* is the most by which a copy is late, as a share of
    *latency*, drawn uniformly: copies may overtake one another.
    """

    latency: int
    random: Random
    jitter: float = 0.0
    loss: float = 0.0
    duplication: float = 0.0
    cut: bool = False
    """Whether a partition runs through it: all is lost, and no luck is used."""

    def arrivals(self, now: int) -> list[int]:
        """Return when the copies of a message sent at *now* arrive; none, one or two of them."""
        chance = self.random.random
        if self.cut or (self.loss and chance() < self.loss):
            return []
        copies = 2 if self.duplication and chance() < self.duplication else 1
        soonest = now + self.latency
        if not self.jitter:
            return [soonest] * copies
        late = self.latency * self.jitter
        first = soonest + int(late * chance())
        return [first] if copies == 1 else [first, soonest + int(late * chance())]


class Network:
    """Links between every two places of a simulation, made when they are first used.

    *latency* gives the time in µs from one place to another. All links have the same chances;
    each has the random stream ``link/<source>/<target>``.
    """

    def __init__(
        self,
        simulation: Simulation,
        latency: Callable[[Hashable, Hashable], int],
        jitter: float = 0.0,
        loss: float = 0.0,
        duplication: float = 0.0,
    ) -> None:
        self.simulation = simulation
        self.latency = latency
        self.chances = (jitter, loss, duplication)
        self._links: dict[tuple[Hashable, Hashable], Link] = {}

    def link(self, source: Hashable, target: Hashable) -> Link:
        """Return the link from *source* to *target*."""
        link = self._links.get((source, target))
        if link is None:
            random = self.simulation.random(f"link/{source}/{target}")
            link = Link(self.latency(source, target), random, *self.chances)
            self._links[source, target] = link
        return link

    def send(
        self, source: Hashable, target: Hashable, deliver: Action, *arguments: Any
    ) -> list[int]:
        """Call *deliver* with *arguments* for each copy that arrives; return when they do."""
        times = self.link(source, target).arrivals(self.simulation.now)
        for time in times:
            self.simulation.at(time, deliver, *arguments)
        return times

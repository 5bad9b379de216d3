"""The steady state of multi-Paxos: one leader, phase 2 only, a window of slots in flight.

Source: L. Lamport, "Paxos Made Simple" (2001), section 3. Having run phase 1 once for all later
slots, a leader proposes slot *i* with one phase-2 round. It may run ahead: with a window of α
it proposes slot *i* as soon as every slot up to *i* - α is chosen. Round trips are constant
here, so slots are chosen in the order of the log and can be applied at once; over a real
network a slot may be chosen early and then waits for the slots before it.
"""

from typing import NamedTuple

from labs.kernel.regions import AWS, AWS_MS

SITES = dict(tuple(AWS.items())[:5])
"""Region to the place it is called after, for the five regions of the page's drawings."""
MAJORITY = len(SITES) // 2 + 1


class Slot(NamedTuple):
    """When a slot is proposed and when it is chosen, in ms from the start of the run."""

    proposed: float
    chosen: float


def round_trips_ms(leader: str) -> dict[str, float]:
    """Return the round trip in ms from region *leader* to every other, nearest first.

    A leader's own vote costs nothing and is not in the result. ValueError: unknown region.
    """
    row = zip(SITES, AWS_MS[list(SITES).index(leader)], strict=False)
    trips = sorted((ms, site) for site, ms in row if site != leader)
    return {site: ms for ms, site in trips}


def decider(leader: str, quorum: int = MAJORITY) -> str:
    """Return the site whose vote completes a phase-2 *quorum* (the leader's vote counts).

    The other votes are back earlier (they come from nearer sites) or are not needed. ValueError:
    a quorum that the leader fills alone, or that exceeds the group.
    """
    if not 2 <= quorum <= len(SITES):
        raise ValueError(f"a quorum has 2 to {len(SITES)} sites, not {quorum}")
    return list(round_trips_ms(leader))[quorum - 2]


def commit_ms(leader: str, quorum: int = MAJORITY) -> float:
    """Return the time in ms from proposing a slot to having it chosen by *quorum* sites."""
    return round_trips_ms(leader)[decider(leader, quorum)]


def rate(commit: float, window: int = 1, batch: int = 1) -> float:
    """Return commands per second for a round of *commit* ms: window × batch per round."""
    return window * batch * 1000 / commit


def run(
    leader: str, window: int, until: float, gap: float = 0.0, quorum: int = MAJORITY
) -> list[Slot]:
    """Return the slots that are chosen by *until* ms, in order.

    *gap* is the least time in ms between two proposals; it stands for the pace at which commands
    arrive and are sent. ValueError: *window* below 1.
    """
    if window < 1:
        raise ValueError(f"a window holds at least one slot, not {window}")
    commit = commit_ms(leader, quorum)
    slots: list[Slot] = []
    while True:
        earliest = slots[-1].proposed + gap if slots else 0.0
        opened = slots[-window].chosen if len(slots) >= window else 0.0
        proposed = max(earliest, opened)
        if proposed + commit > until:
            return slots
        slots.append(Slot(proposed, proposed + commit))

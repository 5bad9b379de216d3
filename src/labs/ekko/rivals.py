"""Three other ways to spread the same writes over the same links.

* *Whole model*: training sends the whole model to every site, again and again.
* *Two-phase push*: training sends every pending write to every replica, waits for all
  acknowledgements, commits, waits for all of them again, and takes what is pending by then
  (a two-phase commit, as in Project Adam). Acknowledgements and commits are short and do not
  queue.
* *Chain*: every write goes by itself from site to site in the listed order, and inside a site
  from replica to replica (chain replication).

Each returns, for every replica, when it came to know more and how many writes it has known since:
the same record as that of :class:`labs.ekko.flow.Flow`. While a site has crashed its link is cut.
"""

from labs.ekko.workload import Workload
from labs.ekko.world import ROW_BITS, ROWS, Links, World, local_time
from labs.kernel.simulation import SECOND

Learned = list[list[tuple[int, int]]]
CONTROL_BITS = 8 * 16
"""An acknowledgement or a commit: a number, and its origin."""


def whole_model_seconds(bits: float, sites: int, bits_per_second: float) -> float:
    """Return how long one sender needs to push a model of *bits* to each of *sites*."""
    return bits * sites / bits_per_second


def whole_model_period(world: World) -> int:
    """Return the time of one broadcast in µs: the training site's egress or a site's link."""
    bits = ROWS * ROW_BITS
    egress = whole_model_seconds(bits, world.sites, world.egress * 1_000_000)
    link = whole_model_seconds(bits, 1, world.link * 1_000_000)
    return int(max(egress, link) * SECOND)


def whole_model(world: World, workload: Workload) -> tuple[Learned, int]:
    """Return what replicas learn from broadcasts back to back, and the bits sent to sites.

    A write waits for the next broadcast to begin. Faults last less than a broadcast and are left
    out; so are the local networks.
    """
    period = whole_model_period(world)
    starts = range(period, max(workload.times, default=0) + period, period)
    learned: Learned = [[(0, 0)]]
    for site in range(1, world.sites + 1):
        first = period + world.delay(0, site)
        knows = [(start + first, workload.until(start)) for start in starts]
        learned += [[(0, 0), *knows]] * world.replicas
    rounds = max(1, -(-world.horizon // period))
    return learned, rounds * ROWS * ROW_BITS * world.sites


def two_phase(world: World, workload: Workload) -> tuple[Learned, int]:
    """Return what replicas learn from a two-phase push, and the bits sent to sites."""
    links = Links(world)
    replicas = [1 + i // world.replicas for i in range(world.sites * world.replicas)]
    learned: Learned = [[(0, 0)] for _ in range(1 + len(replicas))]
    now = done = 0
    while done < len(workload.times):
        now = max(now, workload.times[done])
        pending = workload.until(now)
        bits = (pending - done) * ROW_BITS
        arrivals = [_send(links, now, 0, site, bits) for site in replicas]
        now = max(
            _control(links, world, at, site) for at, site in zip(arrivals, replicas, strict=True)
        )
        commits = [_control(links, world, now, site) for site in replicas]
        for i, commit in enumerate(commits, 1):
            learned[i].append((commit, pending))
        now = max(
            _control(links, world, at, site) for at, site in zip(commits, replicas, strict=True)
        )
        done = pending
    return learned, links.wide_bits


def chain(world: World, workload: Workload) -> tuple[Learned, int]:
    """Return what replicas learn from chain replication, and the bits sent to sites.

    Inside a site no write waits for another: the local network is faster than any link to it.
    """
    links = Links(world)
    learned: Learned = [[(0, 0)]]
    arrivals = workload.times
    for site in range(1, world.sites + 1):
        arrivals = [_send(links, at, site - 1, site, ROW_BITS) for at in arrivals]
        for replica in range(world.replicas):
            late = replica * local_time(ROW_BITS)
            learned.append([(0, 0), *((at + late, j) for j, at in enumerate(arrivals, 1))])
    return learned, links.wide_bits


def _send(links: Links, now: int, source: int, target: int, bits: int) -> int:
    """Return when *bits* have arrived; right where a link takes in from one place only."""
    return links.receive(*links.transmit(now, source, target, bits), target, bits)


def _control(links: Links, world: World, now: int, site: int) -> int:
    """Return when a short message between training and *site* arrives, either way."""
    delay = world.delay(0, site)
    end = links.out[0].rate.finish(now, CONTROL_BITS)
    return max(links.into[site].rate.finish(now + delay, CONTROL_BITS), end + delay)

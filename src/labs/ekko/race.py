"""The same writes over the same links, spread four ways."""

from functools import lru_cache
from typing import NamedTuple

from labs.ekko.flow import Flow
from labs.ekko.rivals import chain, two_phase, whole_model
from labs.ekko.staleness import Spread
from labs.ekko.workload import Workload, draw
from labs.ekko.world import World

WAYS = ("Ekko", "chain", "two-phase", "whole model")


class Race(NamedTuple):
    """One run of each way."""

    workload: Workload
    flow: Flow
    spreads: dict[str, Spread]


@lru_cache(maxsize=16)
def ekko(world: World) -> tuple[Flow, Spread]:
    """Return Ekko's run alone."""
    workload = draw(world)
    flow = Flow(world, workload)
    return flow, Spread(workload, flow.learned, flow.links.wide_bits, world.replicas)


@lru_cache(maxsize=4)
def run(world: World) -> Race:
    """Return what each way makes of the writes of *world*."""
    flow, spread = ekko(world)
    spreads = {"Ekko": spread}
    for name, way in zip(WAYS[1:], (chain, two_phase, whole_model), strict=True):
        spreads[name] = Spread(flow.workload, *way(world, flow.workload), world.replicas)
    return Race(flow.workload, flow, spreads)

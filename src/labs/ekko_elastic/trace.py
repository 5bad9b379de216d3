"""A public trace of recommendation models: how many instances of each were live on which day.

Counted, on processor nodes only, from Alibaba's ``disaggregated_DLRM_trace.csv``
(github.com/alibaba/clusterdata, cluster-trace-gpu-v2025, commit 7a6c496), published with L. Yang
and others, "Prism", NSDI '25. The table holds counts; the trace itself is not here. Machine
shapes and prices are ours: their ratios follow a public price list, and the trace has neither.
"""

import re
from dataclasses import dataclass
from functools import cache

from labs.ekko_elastic.problem import MachineType, Problem, ShardClass, Vector

DAYS = 31
RESOURCES = "processor", "memory", "network"
TYPES = (
    MachineType("standard 96", (96, 384, 100), 16),
    MachineType("memory 96", (96, 768, 100), 21),
    MachineType("standard 192", (192, 768, 100), 32),
    MachineType("memory 192", (192, 1536, 100), 42),
)
"""Processors, GiB of memory, percent of one network card, and a price per hour."""


@dataclass(frozen=True)
class Model:
    """The instances of one application with one demand vector, live at midnight of every day."""

    demand: Vector
    live: Vector


@cache
def models() -> tuple[Model, ...]:
    """Return every row of the table."""
    found = []
    for line in TABLE.replace("\n ", " ").strip().splitlines():
        vector, _, rows = line.partition(":")
        demand = tuple(map(int, vector.split()))
        found += [Model(demand, _days(row)) for row in rows.split()]
    return tuple(found)


@cache
def live() -> dict[Vector, Vector]:
    """Return how many instances with each demand vector were live on each day."""
    totals: dict[Vector, Vector] = {}
    for model in models():
        before = totals.get(model.demand, (0,) * DAYS)
        totals[model.demand] = tuple(map(sum, zip(before, model.live, strict=True)))
    return totals


def problem(counts: dict[Vector, int]) -> Problem:
    """Return the problem of packing so many instances with each demand vector."""
    shards = (
        ShardClass(" ".join(map(str, demand)), demand, count) for demand, count in counts.items()
    )
    return Problem(tuple(shards), TYPES, RESOURCES)


def on_day(day: int) -> Problem:
    """Return the problem of *day*."""
    return problem({demand: days[day] for demand, days in live().items() if days[day]})


def _days(row: str) -> Vector:
    """Return 31 counts from the first one, then changes: "+3", "-2", and ".4" for four without."""
    counts: list[int] = []
    for sign, digits in re.findall(r"([+.-]?)(\d*)", row):
        if sign == ".":
            counts += [counts[-1]] * int(digits or 1)
        elif digits:
            counts.append(int(sign + digits) + (counts[-1] if sign else 0))
    return tuple(counts + [counts[-1]] * (DAYS - len(counts)))


TABLE = """
24 120 1: 12.19+1.8+1
48 200 25: 531+1+3+1-1.-2+2+17+3+8+10+1+4+7+3+2+2+3+1+4+3+1+1.+9+5+3+4+3+4 0.23+2+2-2
48 240 1: 32-1-1-1-1-1.3-1.-2.-1-2.-4-2-3-2-2-5
 69+1+1+1+2+1.3+1.+3.+1+2.+4+2+3+2+3+108+8+1.+8+1+4.+4 1-1 150.+2.5+1.+1+3.4+1.3+2+3.3+4-2+1+1.+2
 3 86.3-4.6+2+1-1.5+1+1.+1+1.+2.+1+1.+2 94.+1.-15.+1-1.14+1+1.5+1 42.9+1+1.6+1.9+1 3 5 4 6.26+1 4
 35.2-14.6+1.3+1+1+1.3+31.4+2.2-27 11.4-1.8+1.14+1 8-1.-7 1.9-1 0.20+42+1.+83+18+2+8+6+1+5
48 240 10: 4.17+1.8-1+1
48 240 25: 270+3+3.+2.3+2.+2+2.+1+1.2+1.+1+2+1.3+8+3+4.+2+1 0.23+5+3
48 300 1: 139+1.+1.+2.2+1+1+1+1.+1+1.5+1-10.3+1.2+3.+1 0.19+8+4+1.4+1+1
48 400 1: 25.2+1.2+1.4+1.2+1
64 256 1: 40.7+1.13+1+1.+2-1.2+1
64 320 1: 143+1+2+1.4+1.+1+1-5+5+10+6+1+1+3-1+2+1+1.2+1 4 12.18+1.+1.7+1 8 4 12
 6.14+1.2+1.2+1.2-4+1+1 57.5+1.-1.-1+1-1-1+3-2-1-1.-2.-48 56.+1-3.4-1.+1.2-3+10-6-5-1-1-1.-42
 90.4+1+1.3+1.2+1+14+3.2+1+2-1+1+1.2+2 120+1.2+2-1.2+1.+1+1.2+1.7+1.6+1 40.27+1
 23.+1.6+1+1.+1.+2.6-13 3.13-1.+1+2+2.7+4-4.+1 3.2-1.10+1+1 36.24+3 40.12+2+1.10+1 10.3-4.24+1
 40.8+1.2+1-1.10+1.2+2.2+1 2.15+1 3.3+4+1.2+1.16+1.3+1 2 20.10+1.5+1 6 4.5+1 20.18+1
 1.20+45+1+1+104+27.+20+7+4+4 4.19+1.3+4+2.+1+1 8.18+1-1.6+1
 163+2.5+1+1.+1+5+1-1+3.2+1.+1-1.+1.2+3.+1+2.+2 11 8 4 12.26+1 10.6+1-1.5+1.5+1-8.-2 8+1.+8+3
 48.7+2-22-7.2+2+7+1.11+1+1 15.9+1.11-14 2.29+1 5.3-1.5+1 4 3 2.7+1 30.24+1 2 3.24+2 2 2 0
 0.9+4.+2.12+1 0 0.11+2+2 0.16+1.7+1 0.17+2+1 0.17+5.2+7+1 0.17+2+1+1 0.18+3 0.19+27-26 0
 0.20+11-10 0.20+22.2+50+23.+4+3+2+3 0.20+5+1.6+1 0.27+13+1+1 0
64 320 51: 8.5+1-1.3-4 0.10+4
64 320 100: 107+3+10+9+1+1+4+2+1+8+6+4+1+9+21+13+2+7+2+3.-21+7+6-80+1+2+1+1
64 330 1: 6 3.29-3
64 350 1: 4 6.11+1-1.3+1.6+6+2.2+1+1 0.19+12-6.+2+7.3+2
64 400 1: 60.10-1+1.15+1+1 20.22+1 11.11+1-1
64 420 1: 2.9+1.7+2 2.15-1-1 0.23+4+1.+1 0
64 480 1: 50.7+1.2+1.+1.11+1 20.6+1 0
64 500 1: 8.9-1+1 4 2 0
64 500 51: 2.2-2
64 640 1: 3.8-3.2+2.15+1
72 240 1: 1.9-1
96 480 1: 1 10.19+1.6+2.2+1 12 1 13.8+1.9+1-1.8+1 70.7+1.+3+1+1.4+30+3.2+1+2+2.+6.2+2+4+5
 42.7+1.+1.+1+1+2+3+1+1.+2.+15+1+2+2+5+3+2+1+4-1
 74.2+3.4+1.3+1+2+5+8+5+1+1+1.+43+8+3+1+16+4+2+2+3+3
 185.+1.2+2.2+2+1+1+1-1+1+1.+1+2+1+2-1+1.3+8+2+1+1 20.28+1 60+1-1.5+2.2+2.+1.+1.5+1.3+1 12.2+1
 16.6+1.2+1+1.2+1.5+1.+1.4+1 16.+1.4+1.3+1.2+1.2-10+1-1+2+1-1+1 7.7+1.14+1 4.4+2.+1.7+1.12+1
 90.5+2-1+1+1+1+2.2+2+1-1+30+2+7-6+2.+1.+10-2-83 95+1.3+1+1+1+2+3+5+3.2+2-1.3+2-2.4+2+2+2+1+3 4
 6.23+5.+6 2 1.15+1+1 3.29-3 3.17-2 0 0.10+68+4+2+1+1.+1.2+1.+2+1.+2+2+1+1 0.17+4-1.2+1
 0.18+6.5+1.-1+1 0.19+17-17 0 0.25+15-12
96 480 51: 4.10-1-1+1 5 179+1.4+1.+1-1+2.+1.+1.2+1+1-33.2+1-1.+2.2+4 36.+1.16+1 0.17+12.5+1.3+2
 0.23+12+1.4+1 0.24+1-1
96 500 1: 7
96 600 1: 1.24-1 4 1.8+1.3-1.+1.5+2
96 600 51: 1.10-1
96 640 51: 2 60.+1.+1.17+1.6+1
96 750 51: 4.2+1.-1.-1
96 800 51: 14.2+1.+1.+1.5+1
192 937 51: 10.+1.7+1.2+1.2+2.+1+2.3+1.+2.+1.+1+1
192 960 51: 48.+3.4+1-1.+1+3.2+2+1+1+1+2+1.+1.2+2+4+1+1+1+2 10.2+1.15+2 4.18+1
 8.7+1.2+1.2+1.3+2+1.3+1.5+1 6.17+1.6+1+1 1 0.+1.18+1.3+1 0
192 1000 51: 0.23+2+1+2+1
"""
"""By demand vector (processors, GiB, percent of a network card), its models day by day."""

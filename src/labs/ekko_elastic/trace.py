"""A public trace of recommendation models: how many instances of each were live on which day.

Counted, on processor nodes only, from Alibaba's ``disaggregated_DLRM_trace.csv``
(github.com/alibaba/clusterdata, cluster-trace-gpu-v2025, commit 7a6c496), published with L. Yang
and others, "Prism", NSDI '25. The table holds counts; the trace itself is not here. Machine
shapes and prices are ours: their ratios follow a public price list, and the trace has neither.
"""

import re
from functools import cache
from operator import add
from typing import NamedTuple

from labs.ekko_elastic.problem import MachineType, Problem, ShardClass
from labs.ekko_elastic.simplex import Vector

DAYS = 31
TYPES = (
    MachineType("general 96", (96, 384, 100), 16),
    MachineType("memory 96", (96, 768, 100), 21),
    MachineType("general 192", (192, 768, 100), 32),
    MachineType("memory 192", (192, 1536, 100), 42),
)
"""Processors, GiB of memory, percent of one network card, and a price per hour."""


class Model(NamedTuple):
    """The instances of one application with one demand vector, live at midnight of every day."""

    demand: Vector
    live: Vector


@cache
def models() -> tuple[Model, ...]:
    """Return every row of the table."""
    return tuple(
        Model(tuple(map(int, demand.split())), _days(row))
        for demand, rows in (entry.split(":") for entry in TABLE.split(";"))
        for row in rows.split()
    )


@cache
def live() -> dict[Vector, Vector]:
    """Return how many instances with each demand vector were live on each day."""
    totals: dict[Vector, Vector] = {}
    for demand, days in models():
        totals[demand] = tuple(map(add, totals.get(demand, (0,) * DAYS), days))
    return totals


def problem(counts: dict[Vector, int]) -> Problem:
    """Return the problem of packing so many instances with each demand vector."""
    shards = (ShardClass(" ".join(map(str, pair[0])), *pair) for pair in counts.items())
    return Problem(tuple(shards), TYPES)


def on_day(day: int) -> Problem:
    """Return the problem of *day*."""
    return problem({demand: days[day] for demand, days in live().items() if days[day]})


def _days(row: str) -> Vector:
    """Return 31 counts: the first, then changes such as "+3" and "-2", and ".4" for four without.

    A sign alone counts 1, and what a row leaves out at its end does not change.
    """
    counts: list[int] = []
    for sign, digits in re.findall(r"(^|[+.-])(\d*)", row):
        number, last = int(digits or 1), counts[-1:]
        counts += last * number if sign == "." else [sum(last) + int(f"{sign}{number}")]
    return tuple(counts + [counts[-1]] * (DAYS - len(counts)))


TABLE = """
24 120 1: 12.19+.8+; 48 200 25: 531++3+-.-2+2+17+3+8+10++4+7+3+2+2+3++4+3++.+9+5+3+4+3+4 0.23+2+2-2;
48 240 1: 32-----.3-.-2.--2.-4-2-3-2-2-5 69++++2+.3+.+3.++2.+4+2+3+2+3+108+8+.+8++4.+4 1-
150.+2.5+.++3.4+.3+2+3.3+4-2++.+2 3 86.3-4.6+2+-.5++.++.+2.++.+2 94.+.-15.+-.14++.5+ 42.9++.6+.9+ 3
5 4 6.26+ 4 35.2-14.6+.3+++.3+31.4+2.2-27 11.4-.8+.14+ 8-.-7 1.9- 0.20+42+.+83+18+2+8+6++5; 48 240
10: 4.17+.8-+; 48 240 25: 270+3+3.+2.3+2.+2+2.++.2+.++2+.3+8+3+4.+2+ 0.23+5+3; 48 300 1:
139+.+.+2.2++++.++.5+-10.3+.2+3.+ 0.19+8+4+.4++; 48 400 1: 25.2+.2+.4+.2+; 64 256 1:
40.7+.13++.+2-.2+; 64 320 1: 143++2+.4+.++-5+5+10+6+++3-+2++.2+ 4 12.18+.+.7+ 8 4 12
6.14+.2+.2+.2-4++ 57.5+.-.-+--+3-2--.-2.-48 56.+-3.4-.+.2-3+10-6-5---.-42
90.4++.3+.2++14+3.2++2-++.2+2 120+.2+2-.2+.++.2+.7+.6+ 40.27+ 23.+.6++.+.+2.6-13 3.13-.++2+2.7+4-4.+
3.2-.10++ 36.24+3 40.12+2+.10+ 10.3-4.24+ 40.8+.2+-.10+.2+2.2+ 2.15+ 3.3+4+.2+.16+.3+ 2 20.10+.5+ 6
4.5+ 20.18+ 1.20+45+++104+27.+20+7+4+4 4.19+.3+4+2.++ 8.18+-.6+ 163+2.5++.++5+-+3.2+.+-.+.2+3.++2.+2
11 8 4 12.26+ 10.6+-.5+.5+-8.-2 8+.+8+3 48.7+2-22-7.2+2+7+.11++ 15.9+.11-14 2.29+ 5.3-.5+ 4 3 2.7+
30.24+ 2 3.24+2 2 2 0 0.9+4.+2.12+ 0 0.11+2+2 0.16+.7+ 0.17+2+ 0.17+5.2+7+ 0.17+2++ 0.18+3
0.19+27-26 0 0.20+11-10 0.20+22.2+50+23.+4+3+2+3 0.20+5+.6+ 0.27+13++ 0; 64 320 51: 8.5+-.3-4
0.10+4; 64 320 100: 107+3+10+9+++4+2++8+6+4++9+21+13+2+7+2+3.-21+7+6-80++2++; 64 330 1: 6 3.29-3; 64
350 1: 4 6.11+-.3+.6+6+2.2++ 0.19+12-6.+2+7.3+2; 64 400 1: 60.10-+.15++ 20.22+ 11.11+-; 64 420 1:
2.9+.7+2 2.15-- 0.23+4+.+ 0; 64 480 1: 50.7+.2+.+.11+ 20.6+ 0; 64 500 1: 8.9-+ 4 2 0; 64 500 51:
2.2-2; 64 640 1: 3.8-3.2+2.15+; 72 240 1: 1.9-; 96 480 1: 1 10.19+.6+2.2+ 12 1 13.8+.9+-.8+
70.7+.+3++.4+30+3.2++2+2.+6.2+2+4+5 42.7+.+.+++2+3++.+2.+15++2+2+5+3+2++4-
74.2+3.4+.3++2+5+8+5+++.+43+8+3++16+4+2+2+3+3 185.+.2+2.2+2+++-++.++2++2-+.3+8+2++ 20.28+
60+-.5+2.2+2.+.+.5+.3+ 12.2+ 16.6+.2++.2+.5+.+.4+ 16.+.4+.3+.2+.2-10+-+2+-+ 7.7+.14+ 4.4+2.+.7+.12+
90.5+2-++++2.2+2+-+30+2+7-6+2.+.+10-2-83 95+.3++++2+3+5+3.2+2-.3+2-2.4+2+2+2++3 4 6.23+5.+6 2 1.15++
3.29-3 3.17-2 0 0.10+68+4+2++.+.2+.+2+.+2+2++ 0.17+4-.2+ 0.18+6.5+.-+ 0.19+17-17 0 0.25+15-12; 96
480 51: 4.10--+ 5 179+.4+.+-+2.+.+.2++-33.2+-.+2.2+4 36.+.16+ 0.17+12.5+.3+2 0.23+12+.4+ 0.24+-; 96
500 1: 7; 96 600 1: 1.24- 4 1.8+.3-.+.5+2; 96 600 51: 1.10-; 96 640 51: 2 60.+.+.17+.6+; 96 750 51:
4.2+.-.-; 96 800 51: 14.2+.+.+.5+; 192 937 51: 10.+.7+.2+.2+2.++2.3+.+2.+.++; 192 960 51:
48.+3.4+-.++3.2+2++++2+.+.2+2+4++++2 10.2+.15+2 4.18+ 8.7+.2+.2+.3+2+.3+.5+ 6.17+.6++ 1 0.+.18+.3+
0; 192 1000 51: 0.23+2++2+
"""
"""By demand vector (processors, GiB, percent of a network card), models day by day."""

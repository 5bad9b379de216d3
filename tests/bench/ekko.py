"""``make bench-ekko``: the flow of updates beside its SimPy twin, the search, and the race.

The flow and the twin run the same writes in turn in this process, and have the same latencies
before anything is timed. All times are of the processor, the best of several rounds.
"""

import json
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from labs.ekko import race  # noqa: E402 - after the path, like all of ours
from labs.ekko.explore import Cluster, Invariants, explore  # noqa: E402
from labs.ekko.flow import Flow  # noqa: E402
from labs.ekko.lab import LAB  # noqa: E402
from labs.ekko.race import Spread  # noqa: E402
from labs.ekko.workload import draw  # noqa: E402
from labs.ekko.world import World  # noqa: E402
from labs.kernel.formatting import fixed, grouped  # noqa: E402
from support.ekko_twin import Twin  # noqa: E402

TARGET = ROOT / "docs/measured/ekko.json"
ROUNDS = 9
WORLDS = {
    "equal links": World(),
    "slow link": World(fault="slow"),
    "from the nearest source": World(source="nearest"),
    "no leaders": World(use_leaders=False),
}


def milliseconds(*contestants: Callable[[], object]) -> list[float]:
    """Return the best time of each contestant; they take turns, so that load hits all alike."""
    best = [float("inf")] * len(contestants)
    for _ in range(ROUNDS):
        for i, run in enumerate(contestants):
            start = process_time()
            run()
            best[i] = min(best[i], 1000 * (process_time() - start))
    return best


def row(name: str, world: World) -> tuple[list[str], float]:
    """Return one row of the table, and how many times the twin takes what the flow does."""
    workload = draw(world)
    flow, twin = Flow(world, workload), Twin(world, workload)
    arrivals = Spread(workload, flow.learned, 0, world.replicas).arrivals
    mine = [[a - b for a, b in zip(one, workload.times, strict=True)] for one in arrivals]
    if mine != twin.latencies[1:]:
        raise AssertionError("the twin has other latencies")
    ours, theirs = milliseconds(lambda: Flow(world, workload), lambda: Twin(world, workload))
    cells = [
        name,
        grouped(len(workload.times)),
        grouped(flow.pulls),
        f"{ours:.1f}",
        f"{theirs:.1f}",
    ]
    return [*cells, f"{fixed(theirs / ours, 1)}×"], theirs / ours


def redraws() -> float:
    """Return the median milliseconds of drawing the race anew, each time in another world."""
    times = []
    for seed in range(1, 22):
        race.run.cache_clear()
        race.ekko.cache_clear()
        start = process_time()
        LAB.run({"view": "race", "fault": "slow", "seed": seed}).picture(36)
        times.append(1000 * (process_time() - start))
    return median(times)


def main() -> None:
    """Measure, print and write the table."""
    measured = [row(name, world) for name, world in WORLDS.items()]
    rows, ratios = [cells for cells, _ in measured], [ratio for _, ratio in measured]
    cluster = Cluster("AT", ((0, 1), (1, 0)), (1, 0), 3)
    (search,) = milliseconds(lambda: explore(cluster, Invariants(cluster)))
    states = explore(cluster, Invariants(cluster)).states
    notes = [
        f"The twin takes {fixed(min(ratios), 1)} to {fixed(max(ratios), 1)} times as long; its"
        " latencies are the same to the microsecond.",
        f"The search checks {grouped(round(states / search * 1000, -3))} states a second.",
        f"Drawing the race anew, all four ways in another world, takes {fixed(redraws(), 0)} ms"
        " at the median.",
    ]
    table = {
        "caption": "A run of pulls in milliseconds of the processor, the best of runs taken in"
        " turn, beside a twin in SimPy",
        "command": "make bench-ekko",
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": {"Python": platform.python_version(), "simpy": version("simpy")},
        "columns": ["Cluster", "Writes", "Pulls", "Here", "SimPy", "SimPy / here"],
        "rows": rows,
        "notes": notes,
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for cells in rows:
        print(*cells, sep="  ")  # noqa: T201 - what the command shows
    print(*notes, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()

"""``make bench-consensus``: the simulator beside SimPy, the load model, and many fault schedules.

SimPy is the Python library that people simulate with. Both do the same: fifty nodes pass messages
around a ring, each after a delay. The comparison that counts is with SimPy as its documentation
models this, a process and a store for every node and a process for every message
(:func:`processes`); :func:`timeouts` is the floor, one process for each message and no nodes at
all, which is what its event loop alone takes. No comparable load model or checker was found in
Python, so their rates are absolute numbers of this machine. Rates are processor time, the best of
several rounds taken in turn. The schedules are those of the tests, with other seeds, on every
processor; SCHEDULES says how many, 100,000 unless the environment says otherwise.
"""

import gc
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from multiprocessing import Pool
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

import simpy  # noqa: E402 - after the path, like all of ours

from bench import live  # noqa: E402
from labs.consensus.batching import Policy  # noqa: E402
from labs.consensus.explore import Group, search  # noqa: E402
from labs.consensus.lab import LAB  # noqa: E402
from labs.consensus.load import Costs, arrivals, run  # noqa: E402
from labs.consensus.wan import named  # noqa: E402
from labs.kernel.formatting import fixed, grouped, rounded  # noqa: E402
from labs.kernel.simulation import Simulation  # noqa: E402
from support.consensus import schedules  # noqa: E402

TARGET = ROOT / "docs/measured/consensus.json"
SCHEDULES = int(os.environ.get("SCHEDULES", "100000"))
FIRST_SEED = 1_000_000
"""The tests use the seeds from 0 on."""
NODES, EVENTS = 50, 100_000
COMMANDS = 80_000
ROUNDS = 7


def best(*contestants: Callable[[], object]) -> list[float]:
    """Return the least processor seconds of each contestant; they take turns."""
    seconds = [float("inf")] * len(contestants)
    for _ in range(ROUNDS):
        for index, contestant in enumerate(contestants):
            start = process_time()
            contestant()
            seconds[index] = min(seconds[index], process_time() - start)
    return seconds


def ours() -> int:
    """Pass messages around a ring; return how many arrived."""
    simulation = Simulation()
    arrived = 0

    def receive(node: int) -> None:
        nonlocal arrived
        arrived += 1
        simulation.after(100 + node, receive, (node + 1) % NODES)

    for node in range(NODES):
        simulation.after(node, receive, node)
    simulation.run(most=EVENTS)
    return arrived


def processes() -> int:
    """Do the same with SimPy, as its documentation passes messages that take time.

    A node is a process that waits for its store; a message is a process that waits for the delay
    and puts it there.
    """
    environment = simpy.Environment()
    stores = [simpy.Store(environment) for _ in range(NODES)]
    arrived = 0

    def message(node: int, delay: int) -> Iterator[Any]:
        yield environment.timeout(delay)
        stores[node].put(node)

    def receiver(node: int) -> Iterator[Any]:
        nonlocal arrived
        while True:
            yield stores[node].get()
            arrived += 1
            if arrived == EVENTS:
                done.succeed()
            environment.process(message((node + 1) % NODES, 100 + node))

    done = environment.event()
    for node in range(NODES):
        environment.process(receiver(node))
        environment.process(message(node, node))
    environment.run(done)
    return arrived


def timeouts() -> int:
    """Do the least that SimPy can: one process for each message, which never arrives anywhere."""
    environment = simpy.Environment()
    arrived = 0

    def message(node: int) -> Iterator[Any]:
        nonlocal arrived
        yield environment.timeout(node)
        while arrived < EVENTS:
            arrived += 1
            yield environment.timeout(100 + node)
            node = (node + 1) % NODES

    for node in range(NODES):
        environment.process(message(node))
    environment.run()
    return arrived


def load() -> None:
    """Run commands through the load model, at the load of the lab's figure."""
    came = arrivals(3_000, COMMANDS)
    run(named("aws5"), 0, 3, Policy("clock", 1_024), Costs(), came)


def outcome(seed: int) -> tuple[bool, int, int]:
    """Return whether a schedule ended well, its events and its elections."""
    found = schedules.run(seed)
    return found.right, found.events, found.elections


def run_schedules() -> dict[str, float]:
    """Run many schedules on every processor."""
    wrong = events = elections = 0
    seeds = range(FIRST_SEED, FIRST_SEED + SCHEDULES)
    # a run leaves cycles, but far fewer than would be looked for
    with Pool(initializer=gc.set_threshold, initargs=(100_000, 20, 20)) as pool:
        for right, some_events, some_elections in pool.imap_unordered(outcome, seeds, 50):
            wrong += not right
            events += some_events
            elections += some_elections
    return {"schedules": SCHEDULES, "wrong": wrong, "events": events, "elections": elections}


def main() -> None:
    """Measure, on the page that ``make html`` built too, and write the table."""
    redrawn = live.on_page(LAB, "projects/consensus.html")
    assert ours() == processes() == timeouts() == EVENTS
    group = Group(ballots=3, symmetric=True)
    mine, simpys, bare, loads, searching = best(
        ours, processes, timeouts, load, lambda: search(group, most=10_000)
    )
    found = run_schedules()
    if found["wrong"]:
        sys.exit(f"{found['wrong']} schedules ended wrong; nothing was written")
    rows = [
        [
            "Messages a second, beside processes and stores as SimPy’s documentation has them",
            grouped(round(EVENTS / mine, -4)),
            grouped(round(EVENTS / simpys, -4)),
            f"{fixed(simpys / mine, 1)}×",
        ],
        [
            "The same, beside bare timeouts: no nodes, the least that SimPy can do",
            grouped(round(EVENTS / mine, -4)),
            grouped(round(EVENTS / bare, -4)),
            f"{fixed(bare / mine, 1)}×",
        ],
        ["Commands a second of the load model", grouped(round(COMMANDS / loads, -4)), "–", "–"],
        ["States a second of the search", grouped(round(10_000 / searching, -3)), "–", "–"],
        [
            "Fault schedules run, and wrong answers",
            f"{grouped(found['schedules'])}, {grouped(found['wrong'])}",
            "–",
            "–",
        ],
        [
            "Elections in them, and messages and timers",
            f"{rounded(found['elections'], 3)}, {rounded(found['events'], 3)}",
            "–",
            "–",
        ],
    ]
    result = {
        "caption": "The consensus lab: its simulation beside SimPy, its models, and its protocol"
        " under faults; the best of rounds in turn",
        "command": f"SCHEDULES={SCHEDULES} make bench-consensus",
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": {"Python": platform.python_version(), "SimPy": version("simpy")},
        "columns": ["What", "Here", "SimPy", "Here / SimPy"],
        "rows": rows,
        "notes": [
            "Both simulations pass the same messages around a ring: here a node is a function that"
            " is called when a message arrives; in SimPy’s idiom, a process that waits for its"
            " store. Processor time of a shared machine: only the ratio is firm.",
            "A schedule has losses, repeated and late messages, crashes with restarts and"
            " partitions. None was answered wrong, left unfinished or applied differently.",
            redrawn,
        ],
    }
    TARGET.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(rows, indent=1, ensure_ascii=False))  # noqa: T201 - a report for the terminal


if __name__ == "__main__":
    main()

"""``make bench-elastic``: exact vector packing, beside HiGHS and CP-SAT, in processor time.

All contestants have one thread and take turns. The rivals solve the assignment model (which item
on which machine) with its symmetry broken, and as many machines as the best greedy rule needs;
the time to build their model does not count. Who is not done after :data:`PATIENCE` seconds of
processor time is stopped, and the ratio is a lower bound then. The notes count who was stopped.
"""

import json
import platform
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from labs.ekko_elastic import trace  # noqa: E402 - after the path, like all of ours
from labs.ekko_elastic.branch import solve  # noqa: E402
from labs.ekko_elastic.columns import Master  # noqa: E402
from labs.ekko_elastic.families import FAMILIES, problem  # noqa: E402
from labs.ekko_elastic.greedy import RULES, pack  # noqa: E402
from labs.ekko_elastic.knapsack import Budget  # noqa: E402
from labs.ekko_elastic.lab import LAB  # noqa: E402
from labs.ekko_elastic.problem import Problem, cost  # noqa: E402
from labs.ekko_elastic.text import EXAMPLE  # noqa: E402
from labs.kernel.formatting import fixed, rounded  # noqa: E402
from labs.kernel.model import Scenario  # noqa: E402
from support.ekko_elastic.packings import assignment_by_cp_sat, assignment_by_highs, by_highs  # noqa: E402
from support.ekko_elastic.reference import generate  # noqa: E402

TARGET = ROOT / "docs/measured/elastic.json"
PATIENCE = 15.0
SEEDS = range(1, 3)
SIZES = {20: (3,), 40: (3, 5)}
"""By number of items, numbers of resources."""


def timed(run: Callable[[], tuple[int, int]]) -> tuple[float, int, int]:
    """Return processor seconds, floor and cost."""
    start = process_time()
    floor, price = run()
    return process_time() - start, floor, price


def ours(one: Problem) -> tuple[int, int]:
    """Return floor and cost of this lab's solver."""
    certificate = solve(one, 25).certificate
    return certificate.floor, cost(certificate.machines)


def written(seconds: float, floor: int, price: int) -> str:
    """Return a time, with what is between floor and cost where that is not proved."""
    return f"{rounded(seconds, 2)} s" + ("" if floor == price else f" ({floor} to {price})")


def note(
    items: int, ratios: dict[tuple[int, str], list[float]], proved: dict[tuple[int, str], int]
) -> str:
    """Return medians and counts for instances of so many *items*, as a sentence or three."""
    every = len(ratios[items, "here"])
    highs, cp_sat = (median(ratios[items, name]) for name in ("HiGHS", "CP-SAT"))
    soon = " Nobody needs long for these." if items == min(SIZES) else ""
    return (
        f"With {items} items, the median of the ratio of processor times to ours is"
        f" {fixed(highs, 1)} for HiGHS and {fixed(cp_sat, 1)} for CP-SAT; proved are"
        f" {proved[items, 'here']} of {every} here. Stopped after {fixed(PATIENCE)} s of processor"
        f" time were HiGHS on {every - proved[items, 'HiGHS']} and CP-SAT on"
        f" {every - proved[items, 'CP-SAT']}.{soon}"
    )


CONTROLS = {"rules": ("items", 14), "month": ("headroom", 1), "trace": ("day", 0)}
"""By scenario or view, the control that is moved, and its first value; elsewhere the scale."""


def redraw(scenario: Scenario) -> float:
    """Return the median milliseconds of a run, its picture and its words, with a control moved."""
    name, first = CONTROLS.get(scenario.name) or CONTROLS.get(scenario.view) or ("scale", 91)
    settings = LAB.settings_of(scenario)
    took = []
    for value in range(first, first + 10):
        start = process_time()
        LAB.run({**settings, name: value}).picture(scenario.step)
        took.append(1000 * (process_time() - start))
    return median(took)


def main() -> None:
    """Measure, print and write the table."""
    rows: list[list[str]] = []
    ratios: dict[tuple[int, str], list[float]] = {}
    proved: dict[tuple[int, str], int] = {}
    cases = [
        (items, resources, family, seed)
        for items, several in SIZES.items()
        for family in FAMILIES
        for resources in several
        for seed in SEEDS
    ]
    for items, resources, family, seed in cases:
        one = problem(family, items, resources, seed)
        most = min(cost(pack(one, rule)) for rule in RULES)
        results = {
            "here": timed(partial(ours, one)),
            "HiGHS": timed(partial(assignment_by_highs(one, most), PATIENCE)),
            "CP-SAT": timed(partial(assignment_by_cp_sat(one, most), PATIENCE)),
        }
        if max(r[1] for r in results.values()) > min(r[2] for r in results.values()):
            raise AssertionError(f"{family} {items} {seed}: the answers contradict")
        for name, (seconds, floor, price) in results.items():
            proved[items, name] = proved.get((items, name), 0) + (floor == price)
            ratios.setdefault((items, name), []).append(seconds / results["here"][0])
        title = f"{FAMILIES[family].title}, {sum(one.counts)} items, {resources} resources"
        rows.append([title, *(written(*result) for result in results.values())])
        print(*rows[-1], sep="  ", flush=True)  # noqa: T201 - what the command shows
    notes = [note(items, ratios, proved) for items in SIZES]
    day = trace.on_day(0)
    mine = min((timed(partial(ours_once, day)) for _ in range(9)), key=lambda result: result[0])
    start = process_time()
    best = round(by_highs(day, whole=True))
    theirs = process_time() - start
    notes.append(
        f"The first day of the trace: {fixed(1000 * mine[0], 0)} ms here for a cost of"
        f" {mine[2]:,} and a floor of {mine[1]:,}; HiGHS on all patterns takes"
        f" {fixed(1000 * theirs, 0)} ms and proves {best:,}."
    )
    tableau = min(timed(lambda: (len(generate(EXAMPLE)), 0))[0] for _ in range(3))
    whole = min(timed(relaxation)[0] for _ in range(20))
    notes.append(
        f"The relaxation of the example takes {fixed(1000 * whole, 2)} ms; the tableau of"
        f" fractions that tries every pattern takes {fixed(tableau / whole, 0)} times as long."
    )
    redraws = (f"{one.label.lower()} {fixed(redraw(one), 0)}" for one in LAB.scenarios)
    notes.append(
        "A picture with its words, computed anew after a control has moved, takes in ms of"
        f" CPython, as medians of ten: {', '.join(redraws)}."
    )
    table = {
        "caption": "Processor time to a proven optimum, one thread each;"
        " in brackets floor and cost of what was stopped or given up",
        "command": "make bench-elastic",
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": {
            "Python": platform.python_version(),
            **{name: version(name) for name in ("highspy", "ortools")},
        },
        "columns": ["Instance", "Here", "HiGHS", "CP-SAT"],
        "rows": rows,
        "notes": notes,
    }
    TARGET.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(*notes, sep="\n")  # noqa: T201


def ours_once(one: Problem) -> tuple[int, int]:
    """Return floor and cost with the least effort."""
    certificate = solve(one, 1).certificate
    return certificate.floor, cost(certificate.machines)


def relaxation() -> tuple[int, int]:
    """Solve the relaxation of the example."""
    master = Master(EXAMPLE, Budget(10**6))
    master.solve()
    return master.simplex.value, master.simplex.den


if __name__ == "__main__":
    main()

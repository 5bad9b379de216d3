"""Problems for the tests of Ekko Elastic, and what other people's solvers say of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations, product
from math import ceil
from random import Random
from threading import Event, Thread
from time import process_time

import highspy
import numpy
from ortools.sat.python import cp_model

from labs.ekko_elastic.problem import MachineType, Problem, ShardClass
from labs.ekko_elastic.text import EXAMPLE
from support.ekko_elastic.reference import every_machine

PLAIN = (MachineType("machine", (4, 4), 1),)
MIXED = (
    MachineType("low", (3, 3), 3),
    MachineType("wide", (6, 3), 5),
    MachineType("tall", (3, 7), 5),
)


def tiny() -> list[Problem]:
    """Return all problems of two resources, demands 1 to 3, up to 3 classes of up to 2 shards."""
    demands = list(product((1, 2, 3), repeat=2))
    return [
        Problem(
            tuple(ShardClass(str(d), d, n) for d, n in zip(chosen, counts, strict=True)),
            types,
            ("processor", "memory"),
        )
        for types in (PLAIN, MIXED)
        for size in (1, 2, 3)
        for chosen in combinations(demands, size)
        for counts in product((1, 2), repeat=size)
    ]


def typed(seed: int, classes: int = 12, shards: int = 200) -> Problem:
    """Return a random problem on the three machine types of the example."""
    luck = Random(f"typed {seed}")
    number = luck.randint(4, classes)
    return Problem(
        tuple(
            ShardClass(
                f"class {i}",
                (luck.randint(2, 24), luck.randint(8, 100), luck.randint(1, 8)),
                luck.randint(1, shards // number),
            )
            for i in range(number)
        ),
        EXAMPLE.types,
    )


def by_highs(problem: Problem, whole: bool) -> float:
    """Return the least cost over every pattern, of whole machines or of fractions of them."""
    columns = every_machine(problem)
    highs = _quiet()
    for column in columns:
        highs.addVar(0, highspy.kHighsInf)
        highs.changeColCost(highs.getNumCol() - 1, column.type.price)
    if whole:
        places = numpy.arange(len(columns), dtype=numpy.int32)
        kinds = numpy.array([highspy.HighsVarType.kInteger] * len(columns))
        highs.changeColsIntegrality(len(columns), places, kinds)
    for i, count in enumerate(problem.counts):
        used = [k for k, column in enumerate(columns) if column.pattern[i]]
        numbers = [float(columns[k].pattern[i]) for k in used]
        highs.addRow(count, highspy.kHighsInf, len(used), numpy.array(used), numpy.array(numbers))
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(highs.getInfo().objective_function_value)


Bounds = Callable[[float], tuple[int, int]]
"""What solves a model for at most so many seconds of processor time: floor and cost."""


@contextmanager
def _stopping(seconds: float, stop: Callable[[], object]) -> Iterator[None]:
    """Call *stop*, until it is heard, once this process has used *seconds* of processor time."""
    done, end = Event(), process_time() + seconds

    def watch() -> None:
        while not done.wait(0.05):
            if process_time() > end:
                stop()

    thread = Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def assignment_by_cp_sat(problem: Problem, machines: int) -> Bounds:
    """Return an assignment model for CP-SAT, for problems of one type of price 1.

    Every shard goes to one of *machines* machines; machine k is used only if k - 1 is.
    """
    demands = [s.demand for s in problem.shards for _ in range(s.count)]
    model = cp_model.CpModel()
    used = [model.new_bool_var(f"used {k}") for k in range(machines)]
    on = [[model.new_bool_var(f"{i} on {k}") for k in range(machines)] for i in range(len(demands))]
    for i, row in enumerate(on):
        model.add_exactly_one(row)
        # equal machines have no names: shard i is on one of the first i + 1
        for k in range(i + 1, machines):
            model.add(row[k] == 0)
    for k in range(machines):
        for r, room in enumerate(problem.types[0].capacity):
            load = sum(demand[r] * on[i][k] for i, demand in enumerate(demands))
            model.add(load <= room * used[k])
        if k:
            model.add_implication(used[k], used[k - 1])
    model.minimize(sum(used))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1

    def run(seconds: float) -> tuple[int, int]:
        with _stopping(seconds, solver.stop_search):
            status = solver.solve(model)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        cost = round(solver.objective_value) if found else machines
        return ceil(solver.best_objective_bound - 1e-6), cost

    return run


def assignment_by_highs(problem: Problem, machines: int) -> Bounds:
    """Return the same model for HiGHS."""
    demands = [s.demand for s in problem.shards for _ in range(s.count)]
    highs = _quiet()
    highs.HandleUserInterrupt = True
    used = [highs.addBinary(obj=1) for _ in range(machines)]
    on = [
        [highs.addBinary() if k <= i else None for k in range(machines)]
        for i in range(len(demands))
    ]
    for row in on:
        highs.addConstr(sum(x for x in row if x is not None) == 1)
    for k in range(machines):
        for r, room in enumerate(problem.types[0].capacity):
            terms = [
                demand[r] * x
                for demand, row in zip(demands, on, strict=True)
                if (x := row[k]) is not None
            ]
            highs.addConstr(sum(terms) <= room * used[k])
        if k:
            highs.addConstr(used[k] <= used[k - 1])

    def run(seconds: float) -> tuple[int, int]:
        with _stopping(seconds, highs.cancelSolve):
            highs.run()
        info = highs.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        cost = round(info.objective_function_value) if found else machines
        return ceil(info.mip_dual_bound - 1e-6), cost

    return run


def _quiet() -> highspy.Highs:
    highs = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.0),
    ):
        highs.setOptionValue(option, value)
    return highs

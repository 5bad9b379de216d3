"""Three packings of the example on the page."""

from functools import cache

from labs.ekko_elastic.greedy import RULES
from labs.ekko_elastic.problem import Machine, MachineType, Problem
from labs.ekko_elastic.reference import optimum


@cache
def packings(problem: Problem) -> dict[str, list[Machine]]:
    """Return three packings by how they were made; the first two on the first machine type."""
    first = problem.types[0]
    return {
        "a fleet for each model": static(problem, first),
        "shared, first fit decreasing": RULES["ffd-sum"](problem, first),
        "shared, cheapest mix of types": optimum(problem),
    }


def static(problem: Problem, machine: MachineType) -> list[Machine]:
    """Give every model machines of one type of its own, and share none of them."""
    most = problem.most[problem.types.index(machine)]
    machines = []
    for i, count in enumerate(problem.counts):
        for start in range(0, count, most[i]):
            number = min(most[i], count - start)
            pattern = tuple(number * (j == i) for j in range(len(most)))
            machines.append(Machine(machine, pattern))
    return machines

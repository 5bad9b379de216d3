"""Three ways of packing: a fleet per model, first fit decreasing, and the exact optimum."""

from fractions import Fraction
from functools import cache

from labs.ekko_elastic.problem import Machine, MachineType, Problem, Vector, cost


@cache
def packings(problem: Problem) -> dict[str, list[Machine]]:
    """Return three packings by how they were made; the first two on the first machine type."""
    first = problem.types[0]
    return {
        "a fleet for each model": static(problem, first),
        "shared, first fit decreasing": first_fit_decreasing(problem, first),
        "shared, cheapest mix of types": optimum(problem),
    }


def static(problem: Problem, machine: MachineType) -> list[Machine]:
    """Give every model machines of one type of its own, and share none of them."""
    return [
        packed
        for index in range(len(problem.shards))
        for packed in _first_fit(problem, machine, [index] * problem.shards[index].count)
    ]


def first_fit_decreasing(problem: Problem, machine: MachineType) -> list[Machine]:
    """Sort by the sum of demands, each as a share of *machine*; place each where it first fits."""

    def size(index: int) -> Fraction:
        demand = problem.shards[index].demand
        return sum(
            (Fraction(d, c) for d, c in zip(demand, machine.capacity, strict=True)), Fraction()
        )

    order = sorted(range(len(problem.shards)), key=size, reverse=True)
    items = [index for index in order for _ in range(problem.shards[index].count)]
    return _first_fit(problem, machine, items)


def optimum(problem: Problem) -> list[Machine]:
    """Return a cheapest packing; exact, by dynamic programming over what is still unplaced."""

    @cache
    def best(left: Vector) -> tuple[int, Machine | None]:
        if not any(left):
            return 0, None
        first = next(i for i, number in enumerate(left) if number)
        choices = [
            (column.type.price + best(_minus(left, column.pattern))[0], column)
            for column in problem.columns
            # The first unplaced class must go somewhere: its machine is the one to choose.
            if column.pattern[first]
            and all(p <= n for p, n in zip(column.pattern, left, strict=True))
        ]
        return min(choices, key=lambda choice: choice[0])

    machines: list[Machine] = []
    left = problem.counts
    while (machine := best(left)[1]) is not None:
        machines.append(machine)
        left = _minus(left, machine.pattern)
    assert cost(machines) == best(problem.counts)[0]
    return machines


def _minus(left: Vector, pattern: Vector) -> Vector:
    return tuple(n - p for n, p in zip(left, pattern, strict=True))


def _first_fit(problem: Problem, machine: MachineType, items: list[int]) -> list[Machine]:
    patterns: list[Vector] = []
    for item in items:
        one = tuple(int(i == item) for i in range(len(problem.shards)))
        if not problem.fits(one, machine):
            raise ValueError(f"a shard of {problem.shards[item].name} fits no {machine.name}")
        for place, pattern in enumerate(patterns):
            grown = tuple(p + o for p, o in zip(pattern, one, strict=True))
            if problem.fits(grown, machine):
                patterns[place] = grown
                break
        else:
            patterns.append(one)
    return [Machine(machine, pattern) for pattern in patterns]

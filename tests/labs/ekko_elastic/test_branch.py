"""Proven optima and floors, against other people's solvers and every pattern written down."""

from fractions import Fraction
from itertools import chain, pairwise

import pytest

from labs.ekko_elastic.branch import Solution, solve
from labs.ekko_elastic.certificate import verify
from labs.ekko_elastic.columns import Master
from labs.ekko_elastic.families import FAMILIES, problem
from labs.ekko_elastic.knapsack import Budget
from labs.ekko_elastic.problem import Problem, cost
from labs.ekko_elastic.text import EXAMPLE
from support.ekko_elastic.packings import assignment_by_cp_sat, by_highs, tiny, typed
from support.ekko_elastic.reference import every_machine, generate, optimum

TYPED = range(60)
ENOUGH = 60
"""Nodes of the tree."""


def proven(one: Problem, nodes: int = ENOUGH) -> Solution:
    """Return a solution that is proved, after its certificate has been accepted."""
    solution = solve(one, nodes)
    assert solution.proved
    assert verify(one, solution.certificate) == []
    return solution


def test_the_example_takes_71_and_seven_nodes() -> None:
    solution = proven(EXAMPLE)

    assert cost(solution.certificate.machines) == optimum(EXAMPLE) == 71
    assert (len(solution.nodes), solution.nodes[0].bound) == (7, 68)


def test_every_tiny_problem_is_solved_as_by_trying_everything() -> None:
    problems = tiny()

    assert len(problems) == 1668
    for one in problems:
        assert cost(proven(one).certificate.machines) == optimum(one), one


def test_problems_of_several_types_are_solved_as_by_highs() -> None:
    agreed = 0
    for seed in TYPED:
        one = typed(seed, classes=8, shards=100)
        if len(every_machine(one)) > 6000 or agreed == 56:
            continue
        solution = solve(one, ENOUGH)
        assert verify(one, solution.certificate) == []
        best = round(by_highs(one, whole=True))
        assert solution.certificate.floor <= best <= cost(solution.certificate.machines)
        if solution.proved:
            agreed += 1
    assert agreed == 56


@pytest.mark.parametrize("family", ["one-large", "small", "uniform", "heavy"])
def test_problems_of_twenty_items_are_solved_as_by_cp_sat(family: str) -> None:
    for seed in range(5):
        one = problem(family, 20, 3, seed)
        best = cost(proven(one).certificate.machines)
        assert assignment_by_cp_sat(one, best + 1)(60) == (best, best)


@pytest.mark.parametrize("items", [18, 24, 30])
def test_perfect_fits_reach_a_third_of_their_items(items: int) -> None:
    for seed in range(20):
        one = problem("triplets", items, 1 + seed % 3, seed)
        assert cost(proven(one).certificate.machines) == items // 3


def test_linear_floors_are_those_of_highs() -> None:
    families = [problem(name, 15, 2, seed) for name in FAMILIES for seed in range(6)]
    for one in chain(families, (typed(seed, 8, 60) for seed in range(30))):
        master = Master(one, Budget(10**6))
        assert master.solve()
        value = master.simplex.value / master.simplex.den
        assert value == pytest.approx(by_highs(one, whole=False), rel=1e-9)
        assert master.floor.value * master.simplex.den == (
            master.simplex.value * master.floor.denominator
        )


def test_the_linear_floor_of_the_example_is_that_of_the_tableau_of_fractions() -> None:
    master = Master(EXAMPLE, Budget(10**6))
    assert master.solve()

    assert generate(EXAMPLE)[-1] == Fraction(master.simplex.value, master.simplex.den)


@pytest.mark.parametrize("work", [1, 1000, 20_000, 100_000])
@pytest.mark.parametrize("nodes", [1, 5])
def test_what_is_not_finished_says_so_and_shows_the_gap(nodes: int, work: int) -> None:
    for one in (typed(1), problem("small", 40, 3, 9), problem("triplets", 60, 3, 1)):
        solution = solve(one, nodes, work)
        certificate = solution.certificate
        assert solution.proved == (cost(certificate.machines) == certificate.floor)
        assert 0 < certificate.floor <= cost(certificate.machines)
        assert len(solution.nodes) <= nodes
        if one.types == EXAMPLE.types:
            assert verify(one, certificate) == []


def test_floors_never_fall_and_costs_never_rise_along_a_run() -> None:
    for seed in range(6):
        nodes = solve(typed(seed), 25).nodes
        assert all(a.floor <= b.floor <= b.cost <= a.cost for a, b in pairwise(nodes))

"""The checker accepts what the solver proves, and rejects every kind of damage."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from labs.ekko_elastic.branch import solve
from labs.ekko_elastic.certificate import (
    Certificate,
    Leaf,
    Split,
    verify,
)
from labs.ekko_elastic.problem import Machine, Problem
from labs.ekko_elastic.text import EXAMPLE
from support.ekko_elastic.packings import typed

Damage = Callable[[Problem, Certificate, Random], Certificate]


@cache
def problems() -> list[tuple[Problem, Certificate]]:
    chosen = [EXAMPLE, *(typed(seed, classes=6, shards=40) for seed in range(19))]
    return [(one, solve(one, 25).certificate) for one in chosen]


def change_leaf(proof: Split | Leaf, luck: Random, change: Callable[[Leaf], Leaf]) -> Split | Leaf:
    """Return *proof* with one of its leaves changed."""
    if isinstance(proof, Leaf):
        return change(proof)
    if luck.random() < 0.5:
        return replace(proof, fewer=change_leaf(proof.fewer, luck, change))
    return replace(proof, more=change_leaf(proof.more, luck, change))


def a_price_raised(one: Problem, certificate: Certificate, luck: Random) -> Certificate:
    def change(leaf: Leaf) -> Leaf:
        prices = list(leaf.prices)
        prices[luck.randrange(len(prices))] += 1
        return replace(leaf, prices=tuple(prices))

    return replace(certificate, proof=change_leaf(certificate.proof, luck, change))


def a_price_raised_with_its_worth(
    one: Problem, certificate: Certificate, luck: Random
) -> Certificate:
    """Raise the price of a class in a leaf until it has to show, and the worth with it."""

    def change(leaf: Leaf) -> Leaf:
        i = luck.randrange(len(leaf.prices))
        more = leaf.denominator * 200
        prices = tuple(p + more * (k == i) for k, p in enumerate(leaf.prices))
        return replace(leaf, prices=prices, value=leaf.value + more * one.counts[i])

    return replace(certificate, proof=change_leaf(certificate.proof, luck, change))


def with_another(certificate: Certificate, k: int, another: Machine) -> Certificate:
    """Replace one machine of group *k* by *another*."""
    before, (machine, number), after = (
        certificate.machines[:k],
        certificate.machines[k],
        certificate.machines[k + 1 :],
    )
    rest = ((machine, number - 1),) if number > 1 else ()
    return replace(certificate, machines=(*before, (another, 1), *rest, *after))


def a_shard_removed(one: Problem, certificate: Certificate, luck: Random) -> Certificate:
    k = luck.randrange(len(certificate.machines))
    machine, _ = certificate.machines[k]
    i = luck.choice([i for i, n in enumerate(machine.pattern) if n])
    pattern = tuple(n - (j == i) for j, n in enumerate(machine.pattern))
    return with_another(certificate, k, replace(machine, pattern=pattern))


def a_machine_too_small(one: Problem, certificate: Certificate, luck: Random) -> Certificate:
    choices = [
        (k, replace(machine, type=smaller))
        for k, (machine, _) in enumerate(certificate.machines)
        for smaller in one.types
        if not one.fits(Machine(smaller, machine.pattern))
    ]
    return with_another(certificate, *luck.choice(choices))


def a_floor_rounded_wrongly(one: Problem, certificate: Certificate, luck: Random) -> Certificate:
    return replace(certificate, floor=certificate.floor + luck.choice([-one.unit, one.unit]))


def a_branch_forgotten(one: Problem, certificate: Certificate, luck: Random) -> Certificate:
    """Take one leaf for the proof of everything, or swap what the branches are about."""
    proof = certificate.proof
    if isinstance(proof, Leaf):
        return replace(certificate, proof=Split(0, 0, proof, replace(proof, value=proof.value + 1)))
    return replace(certificate, proof=luck.choice([proof.fewer, proof.more]))


DAMAGE: list[Damage] = [
    a_price_raised,
    a_price_raised_with_its_worth,
    a_shard_removed,
    a_machine_too_small,
    a_floor_rounded_wrongly,
    a_branch_forgotten,
]


@pytest.mark.parametrize("place", [-1, 99])
def test_a_split_by_no_machine_type_is_rejected(place: int) -> None:
    one, certificate = problems()[0]
    split = Split(place, 1, certificate.proof, certificate.proof)
    wrong = verify(one, replace(certificate, proof=split))
    assert wrong == ["A split is by no machine type that there is."]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_rejected(damage: Damage) -> None:
    sound = problems()
    assert all(verify(one, certificate) == [] for one, certificate in sound)
    luck = Random(damage.__name__)
    for _ in range(200):
        one, certificate = luck.choice(sound)
        damaged = damage(one, certificate, luck)
        assert verify(one, damaged) != [], damaged


def test_what_is_wrong_is_said() -> None:
    certificate = solve(EXAMPLE).certificate
    empty = replace(certificate, machines=())

    assert verify(EXAMPLE, empty) == [f"Not every shard of “{n}” is placed." for n in "ABCD"]
    assert verify(EXAMPLE, replace(certificate, floor=70)) == ["The floor is 71, not 70."]


def test_limits_of_a_class_are_part_of_the_definition() -> None:
    shards = tuple(replace(shard, limit=2) for shard in EXAMPLE.shards)
    apart = replace(EXAMPLE, shards=shards)
    certificate = solve(EXAMPLE).certificate

    assert verify(apart, certificate) == ["A machine holds more than fits on it."]
    assert verify(apart, solve(apart).certificate) == []


@pytest.mark.parametrize("number", [0, -1])
def test_machines_that_are_not_there_are_rejected(number: int) -> None:
    certificate = solve(EXAMPLE).certificate
    machine, _ = certificate.machines[0]
    more = replace(certificate, machines=(*certificate.machines, (machine, number)))

    assert verify(EXAMPLE, more)[0].startswith("A machine is of no type that there is, or")

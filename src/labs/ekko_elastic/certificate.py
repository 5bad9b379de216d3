"""The certificate of a packing and its floor, and a checker that knows only the definition.

A proof is a tree. A *split* divides all packings into those with at most k machines of a type and
those with more. A *leaf* has a price for every class such that no pattern is worth more than its
machine costs; what all shards are worth together is then a floor under all packings of that
branch (linear programming duality). Where a branch has limited the number of machines of a type,
the leaf may add a price for each of them: above 0 it is earned l times if there are at least l,
below 0 paid u times if there are at most u.

The checker enumerates every pattern plainly and leaves none out for its value; it shares nothing
with the solver but the definitions of :mod:`labs.ekko_elastic.problem`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from labs.ekko_elastic.problem import Groups, Machine, Problem, cost
from labs.ekko_elastic.simplex import Vector, dot

Ranges = tuple[tuple[int, int | None], ...]
"""By machine type, the least and the largest number of machines in a branch."""


@dataclass(frozen=True)
class Leaf:
    """Prices, all over *denominator*: of classes, and of a machine of each type.

    The latter is above 0 for "at least so many", below 0 for "at most so many", or 0.
    """

    prices: Vector
    by_type: Vector
    denominator: int
    value: int
    """What everything is worth together, over the denominator: the floor of this branch."""

    def ratio(self) -> Fraction:
        """Return the floor of this branch."""
        return Fraction(self.value, self.denominator)

    def bound(self, problem: Problem) -> int:
        """Return the least possible cost that is not below the floor of this branch."""
        return problem.round_up(self.value, self.denominator)


@dataclass(frozen=True)
class Split:
    """Two branches: at most *number* machines of type number *type*, or more."""

    type: int
    number: int
    fewer: "Split | Leaf"
    more: "Split | Leaf"


@dataclass(frozen=True)
class Certificate:
    """A packing, a cost below which there is none, and the proof of that."""

    machines: tuple[tuple[Machine, int], ...]
    """Different machines, each with how often it occurs."""
    floor: int
    proof: Split | Leaf


def verify(problem: Problem, certificate: Certificate) -> list[str]:
    """Return what is wrong with *certificate*, one sentence each; nothing if it holds."""
    wrong = _packing(problem, certificate.machines)
    free: Ranges = ((0, None),) * len(problem.types)
    try:
        leaves = list(_leaves(certificate.proof, free))
    except IndexError:
        return [*wrong, "A split is by no machine type that there is."]
    for leaf, ranges in leaves:
        wrong += _leaf(problem, leaf, ranges)
    if wrong:
        return wrong
    wrong += _worth(problem, [leaf for leaf, _ in leaves])
    floor = min(leaf.bound(problem) for leaf, _ in leaves)
    if certificate.floor != floor:
        wrong.append(f"The floor is {floor}, not {certificate.floor}.")
    if cost(certificate.machines) < floor:
        wrong.append("The packing is cheaper than the floor.")
    return wrong


def _packing(problem: Problem, machines: Groups) -> list[str]:
    wrong = []
    if any(number < 1 or machine.type not in problem.types for machine, number in machines):
        wrong.append("A machine is of no type that there is, or there is no such machine.")
    if any(len(machine.pattern) != len(problem.shards) for machine, _ in machines):
        return [*wrong, "A machine has a number too many or too few."]
    if not all(problem.fits(machine) for machine, _ in machines):
        wrong.append("A machine holds more than fits on it.")
    placed = zip(problem.shards, problem.placed(machines), strict=True)
    return wrong + [f"Not every shard of “{s.name}” is placed." for s, n in placed if n < s.count]


def _leaves(proof: Split | Leaf, ranges: Ranges) -> Iterator[tuple[Leaf, Ranges]]:
    """Yield every leaf with its branch's numbers of machines; ``IndexError`` for no such type."""
    if isinstance(proof, Leaf):
        yield proof, ranges
        return
    if proof.type not in range(len(ranges)):
        raise IndexError(proof.type)
    low, high = ranges[proof.type]
    fewer = low, proof.number if high is None else min(high, proof.number)
    more = max(low, proof.number + 1), high
    for part, side in ((proof.fewer, fewer), (proof.more, more)):
        yield from _leaves(part, (*ranges[: proof.type], side, *ranges[proof.type + 1 :]))


def _leaf(problem: Problem, leaf: Leaf, ranges: Ranges) -> list[str]:
    if (len(leaf.prices), len(leaf.by_type)) != (len(problem.shards), len(problem.types)):
        return ["A leaf has a price too many or too few."]
    wrong = ["A price is negative."] * (leaf.denominator <= 0 or min(leaf.prices) < 0)
    value = dot(leaf.prices, problem.counts)
    for price, (low, high) in zip(leaf.by_type, ranges, strict=True):
        value += price * (low if price > 0 else high or 0)
        if price < 0 and high is None:
            wrong.append("A leaf has a price for a limit that its branch does not have.")
    if value != leaf.value:
        wrong.append(f"The shards of a leaf are worth {value}, not {leaf.value}.")
    return wrong


def _worth(problem: Problem, leaves: list[Leaf]) -> list[str]:
    """Complain of every leaf in which some pattern is worth more than its machine."""
    wrong = set()
    for place, machine in enumerate(problem.types):
        most = [machine.price * leaf.denominator - leaf.by_type[place] for leaf in leaves]
        wrong |= {number for number, allowed in enumerate(most) if allowed < 0}
        for pattern in problem.patterns(place):
            worth = (dot(pattern, leaf.prices) for leaf in leaves)
            wrong |= {k for k, total in enumerate(worth) if total > most[k]}
    return [f"In leaf {k} a pattern is worth more than its machine." for k in sorted(wrong)]

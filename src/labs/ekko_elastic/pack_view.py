"""The view that packs: machines by a rule, by hand or with proof, and their price on its floor."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from labs.ekko_elastic.branch import solve
from labs.ekko_elastic.greedy import fleets, pack
from labs.ekko_elastic.picture import MOST, WORK, Solved, machine_panel, percent, spelled
from labs.ekko_elastic.problem import Groups, cost, tally
from labs.kernel.charts import Bar, bar_panel
from labs.kernel.drawing import Drawing, Touch
from labs.kernel.formatting import cut, grouped, many
from labs.kernel.model import PLACES, Number

CHIPS = 6
"""Classes in a row of those that are still to be placed."""

TITLES = {
    "proven": "The solver",
    "hand": "By hand",
    "fleets": "A fleet for each model",
    "ffd-sum": "First fit decreasing by sum",
    "ffd-max": "First fit decreasing by largest share",
    "ffd-product": "First fit decreasing by product",
    "bfd-sum": "Best fit decreasing by sum",
    "bfd-max": "Best fit decreasing by largest share",
    "dot": "Dot product",
    "distance": "Distance",
}
"""Ways of packing by their value of the parameter "rule"."""


@dataclass(frozen=True)
class PackView(Solved):
    """*problem* packed by *rule*; picture k has the first k + 1 machines, or kinds of them.

    ``by_hand`` are those placed by hand, after the *moves*; None for every other rule.
    """

    name = "ekko-elastic-pack"

    rule: str
    moves: str = ""
    by_hand: Groups | None = None

    @cached_property
    def groups(self) -> Groups:
        """Return the machines of this rule, one by one if they are few, else the different ones."""
        if self.by_hand is not None:
            return self.by_hand
        solved = self.rule == "proven"
        packing = self.solution.certificate.machines if solved else pack(self.problem, self.rule)
        if sum(number for _, number in packing) <= MOST:
            return [(machine, 1) for machine, number in packing for _ in range(number)]
        totals = tally(packing).items()
        return sorted(totals, key=lambda g: (-g[1], -g[0].type.price, g[0].pattern))

    @cached_property
    def costs(self) -> int:
        """Return what these machines cost."""
        return cost(self.groups)

    @cached_property
    def own(self) -> int:
        """Return what a fleet for each class costs."""
        return cost(fleets(self.problem))

    @cached_property
    def free(self) -> int | None:
        """Return the solver's price without limits per class; None if they do not bind."""
        loose = tuple(replace(shard, limit=None) for shard in self.problem.shards)
        free = replace(self.problem, shards=loose)
        if free.most == self.problem.most:
            return None
        return cost(solve(free, self.effort, WORK).certificate.machines)

    @cached_property
    def unplaced(self) -> dict[str, int]:
        """Return how many shards of each class are still to be placed, by its name."""
        pairs = zip(self.problem.shards, self.problem.placed(self.groups), strict=True)
        return {shard.name: shard.count - n for shard, n in pairs if shard.count > n}

    @cached_property
    def stranded(self) -> dict[str, float]:
        """Return by resource how many percent of it no shard uses."""
        used = self.problem.load(self.problem.placed(self.groups))
        shares = {}
        for r, name in enumerate(self.problem.resources):
            room = sum(machine.type.capacity[r] * number for machine, number in self.groups)
            shares[name] = percent(1 - used[r] / room if room else 0)
        return shares

    def steps(self) -> int:
        """Return the number of pictures: one for each different machine that is drawn."""
        return 1 if self.by_hand is not None else max(1, min(len(self.groups), MOST))

    def values(self) -> Mapping[str, Number]:
        """Return shards, machines, costs, the floor and what is stranded."""
        values: dict[str, Number] = {
            "shards": sum(self.problem.counts),
            "classes": len(self.problem.shards),
            "machines": sum(number for _, number in self.groups),
            "cost": self.costs,
            "floor": self.floor,
            "proved": "yes" if not self.unplaced and self.costs == self.floor else "no",
            "cost of fleets": self.own,
        }
        if not self.unplaced:
            values["gap %"] = percent((self.costs - self.floor) / self.floor)
            values["saved against fleets %"] = percent((self.own - self.costs) / self.own)
        return values | {f"stranded {name} %": share for name, share in self.stranded.items()}

    def headline(self, step: int = 0) -> str:
        """Return what the packing costs, and how near the floor that is."""
        written, least = grouped(self.costs), grouped(self.floor)
        if self.unplaced:
            return f"{self._left()} The machines so far cost {written}."
        if step < self.steps() - 1:
            machine = spelled(self.problem, [self.groups[step]])
            return f"Machine {step + 1} of {len(self.groups)}: {machine}."
        if self.rule != "proven":
            if self.costs == self.floor:
                return f"{TITLES[self.rule]}: {written}, and nothing costs less."
            proof = f"The solver proves that nothing costs less than {least}."
            return f"{TITLES[self.rule]}: {written}. {proof}"
        if self.costs > self.floor:
            gap = grouped(percent((self.costs - self.floor) / self.floor), PLACES)
            shards = grouped(sum(self.problem.counts))
            return f"{shards} shards, packed within {gap} % of what is possible."
        if self.free is not None:
            return (
                f"With at most {self.problem.shards[0].limit} shards of a model on a machine,"
                f" nothing costs less than {written}; without that limit,"
                f" {grouped(self.free)} would do."
            )
        if self.costs == self.own:
            return f"Nothing costs less than {written}, and fleets of their own cost no more."
        return (
            f"Models that strain different resources share machines: {written} instead of"
            f" {grouped(self.own)}, and nothing costs less."
        )

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the machines so far, and the price between floor and fleets."""
        hand, groups = self.by_hand is not None, self._drawn_groups(step)
        touched = "moves" if hand else ""
        machines = machine_panel(self.problem, groups, len(self._drawn_groups(MOST)), touched)
        rows = {
            "price an hour": [
                Bar("a fleet each", self.own),
                Bar("this packing", self.costs, "fig-box-accent"),
                Bar("floor", self.floor),
            ]
        }
        if not hand:
            return [machines, bar_panel(rows)]
        below = 32.0 + 30 * -(-len(self.unplaced) // CHIPS)
        prices = bar_panel(rows, above=below + 36)
        self._draw_palette(prices, below)
        return [machines, prices]

    def describe(self, step: int = 0) -> str:
        """Return the machines in words, and all prices."""
        groups, values = self._drawn_groups(step), self.values()
        rest = self.groups[len(groups) :]
        drawn = spelled(self.problem, groups) or "No machine yet"
        if rest:
            number = sum(count for _, count in rest)
            hidden = many(number, "machine", grouped(number))
            drawn += f". Not drawn: {hidden} of {many(len(rest), 'other pattern')}"
        left = f" {self._left()}" if self.unplaced else ""
        unused = ", ".join(f"{grouped(n, 2)} % of {name}" for name, n in self.stranded.items())
        machines = int(values["machines"])
        proof = f"no packing costs less than {grouped(self.floor)}"
        if values["proved"] == "yes":
            proof = "its certificate proves that nothing costs less"
        return (
            f"{TITLES[self.rule]}: {many(machines, 'machine', grouped(machines))} for"
            f" {grouped(self.costs)}, and {proof}; a fleet for each model costs"
            f" {grouped(self.own)}. {drawn}.{left} Unused: {unused}."
        )

    def _drawn_groups(self, step: int) -> Groups:
        """Return what picture *step* draws of the machines."""
        return self.groups if self.by_hand is not None else self.groups[: step + 1][:MOST]

    def _left(self) -> str:
        left = ", ".join(f"{number} {name}" for name, number in self.unplaced.items())
        return f"Still to place: {left}."

    def _draw_palette(self, drawing: Drawing, below: float) -> None:
        """Draw the shards that are left, to be dragged, and *below* the types to be opened."""
        drawing.text(0, 14, "drag a shard onto a machine or a new one", "fig-note")
        before = f"{self.moves.rstrip()}\n" if self.moves.strip() else ""
        boxes = [
            (k % CHIPS * 53, 22 + k // CHIPS * 30, 50, "fig-box", f"{number} {name}",
             Touch(parameter="moves", label=f"a shard of {name}", drag=f"{before}{name} > {{}}"))
            for k, (name, number) in enumerate(self.unplaced.items())
        ] + [
            (80 * k, below, 74, "fig-box fig-dashed", f"+ {name}",
             Touch(parameter="moves", label=f"a new machine, {name}", drop=name))
            for k, name in enumerate(machine.name for machine in self.problem.types)
        ]  # fmt: skip
        for x, y, width, box, words, touch in boxes:
            drawing.open(touch=touch)
            drawing.rect(x, y, width, 25, box)
            drawing.text(x + width / 2, y + 16, cut(words, width // 7), "fig-note", "middle")
            drawing.close()

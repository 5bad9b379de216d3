"""The view that packs: machines by a rule, by hand or with proof, and their price on its floor."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from labs.ekko_elastic.branch import solve
from labs.ekko_elastic.greedy import fleets, pack
from labs.ekko_elastic.picture import MOST, WORK, Solved, draw_machines, in_words, percent
from labs.ekko_elastic.problem import Groups, Machine, cost
from labs.kernel.charts import Bar, bar_panel
from labs.kernel.drawing import PANEL, Drawing, Touch, panel
from labs.kernel.formatting import grouped as thousands
from labs.kernel.formatting import many
from labs.kernel.model import Number

RULES = {
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

    ``machines`` are those placed by hand, after the *moves*; None for every other rule.
    """

    name = "ekko-elastic-pack"

    rule: str
    moves: str = ""
    by_hand: Groups | None = None

    @cached_property
    def packing(self) -> Groups:
        """Return the machines of this rule."""
        if self.by_hand is not None:
            return self.by_hand
        if self.rule == "proven":
            return self.solution.certificate.machines
        return pack(self.problem, self.rule)

    @property
    def machines(self) -> int:
        """Return how many machines there are."""
        return sum(number for _, number in self.packing)

    @cached_property
    def groups(self) -> Groups:
        """Return the machines, one by one if they are few, else the different ones."""
        if self.by_hand is not None or self.machines <= MOST:
            return [(machine, 1) for machine, number in self.packing for _ in range(number)]
        totals = Counter[Machine]()
        for machine, number in self.packing:
            totals[machine] += number
        return sorted(totals.items(), key=lambda g: (-g[1], -g[0].type.price, g[0].pattern))

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

    @property
    def proved(self) -> bool:
        """Whether everything is placed, and nothing can be cheaper."""
        return not self.unplaced and cost(self.packing) == self.floor

    @property
    def unplaced(self) -> list[str]:
        """Return which shards are still to be placed, as "2 A"."""
        left = [
            shard.count - sum(machine.pattern[i] * number for machine, number in self.packing)
            for i, shard in enumerate(self.problem.shards)
        ]
        named = zip(left, self.problem.shards, strict=True)
        return [f"{number} {shard.name}" for number, shard in named if number]

    def steps(self) -> int:
        """Return the number of pictures: one for each different machine that is drawn."""
        return 1 if self.by_hand is not None else max(1, min(len(self.groups), MOST))

    def values(self) -> Mapping[str, Number]:
        """Return shards, machines, costs, the floor and what is stranded."""
        price = cost(self.packing)
        values: dict[str, Number] = {
            "shards": sum(self.problem.counts),
            "classes": len(self.problem.shards),
            "machines": self.machines,
            "cost": price,
            "floor": self.floor,
            "proved": "yes" if self.proved else "no",
            "cost of fleets": self.own,
        }
        if not self.unplaced:
            values["gap %"] = 100 * (price - self.floor) / self.floor
            values["saved against fleets %"] = 100 * (self.own - price) / self.own
        for name, share in zip(self.problem.resources, self._stranded(), strict=True):
            values[f"stranded {name} %"] = 100 * share
        return values

    def headline(self, step: int = 0) -> str:
        """Return what the packing costs, and how near the floor that is."""
        price, floor = cost(self.packing), self.floor
        written, least = thousands(price), thousands(floor)
        if self.unplaced:
            return f"Still to place: {', '.join(self.unplaced)}. The machines so far cost {price}."
        if step < self.steps() - 1:
            machine = in_words(self.problem, [self.groups[step]])
            return f"Machine {step + 1} of {len(self.groups)}: {machine}."
        if self.rule != "proven":
            how = RULES[self.rule]
            if price == floor:
                return f"{how}: {written}, and nothing costs less."
            return f"{how}: {written}. The solver proves that nothing costs less than {least}."
        if price > floor:
            return (
                f"{thousands(sum(self.problem.counts))} shards, packed within"
                f" {percent((price - floor) / floor)} of what is possible."
            )
        if self.free is not None:
            return (
                f"With at most {self.problem.shards[0].limit} shards of a model on a machine,"
                f" nothing costs less than {written}; without that limit,"
                f" {thousands(self.free)} would do."
            )
        if price == self.own:
            return f"Nothing costs less than {written}, and fleets of their own cost no more."
        return (
            f"Models that strain different resources share machines: {written} instead of"
            f" {thousands(self.own)}, and nothing costs less."
        )

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the machines so far, and the price between floor and fleets."""
        names = self.problem.resources
        note = f"In each machine: {', '.join(names)}." if len(names) <= 3 else ""
        touches = [] if self.by_hand is None else [
            Touch(parameter="moves", label=f"machine {k}", drop=str(k))
            for k in range(1, self.machines + 1)
        ]  # fmt: skip
        panels = [draw_machines(self.problem, self._shown(step), note, touches)]
        if self.by_hand is not None:
            panels.append(self._palette())
        rows = [
            Bar("a fleet each", self.own, text=thousands(self.own)),
            Bar("this packing", cost(self.packing), "fig-box-accent"),
            Bar("floor", self.floor, text=thousands(self.floor)),
        ]
        return [*panels, bar_panel({"price": rows})]

    def describe(self, step: int = 0) -> str:
        """Return the machines in words, and all prices."""
        shown = self._shown(step)
        rest = self.groups[len(shown) :]
        drawn = in_words(self.problem, shown) or "No machine yet"
        if rest:
            number = sum(count for _, count in rest)
            hidden = many(number, "machine", thousands(number))
            drawn += f". Not drawn: {hidden} of {many(len(rest), 'other pattern')}"
        left = f" Still to place: {', '.join(self.unplaced)}." if self.unplaced else ""
        stranded = ", ".join(
            f"{percent(share)} of {name}"
            for name, share in zip(self.problem.resources, self._stranded(), strict=True)
        )
        proof = (
            "and its certificate proves that nothing costs less"
            if self.proved
            else f"and no packing costs less than {thousands(self.floor)}"
        )
        return (
            f"{RULES[self.rule]}: {many(self.machines, 'machine', thousands(self.machines))} for"
            f" {thousands(cost(self.packing))}, {proof}; a fleet for each model costs"
            f" {thousands(self.own)}. {drawn}.{left} Unused: {stranded}."
        )

    def _shown(self, step: int) -> Groups:
        """Return what picture *step* draws of the machines."""
        return self.groups if self.by_hand is not None else self.groups[: step + 1][:MOST]

    def _stranded(self) -> list[float]:
        """Return which share of every resource of the machines no shard uses."""
        stranded = []
        loads = [(self.problem.load(machine.pattern), number) for machine, number in self.packing]
        for r in range(len(self.problem.resources)):
            used = sum(load[r] * number for load, number in loads)
            room = sum(machine.type.capacity[r] * number for machine, number in self.packing)
            stranded.append(1 - used / room if room else 0.0)
        return stranded

    def _palette(self) -> Drawing:
        """Return the shards that are left, to be dragged, and the types that may be opened."""
        drawing = panel(PANEL, 96)
        drawing.text(0, 14, "drag a shard onto a machine or a new one", "fig-note")
        before = f"{self.moves.rstrip()}\n" if self.moves.strip() else ""
        across = int(PANEL // 50)
        for k, left in enumerate(self.unplaced):
            name = left.split(" ", 1)[1]
            label, drag = f"a shard of {name}", f"{before}{name} > {{}}"
            x = k % across * 50.0
            drawing.open(touch=Touch(parameter="moves", label=label, drag=drag))
            drawing.rect(x, 22, 44, 24, "fig-box")
            drawing.text(x + 22, 38, left[:7], "fig-label", "middle")
            drawing.close()
        for k, machine in enumerate(self.problem.types):
            label = f"a new machine, {machine.name}"
            drawing.open(touch=Touch(parameter="moves", label=label, drop=machine.name))
            drawing.rect(80 * k, 60, 74, 26, "fig-box fig-dashed")
            drawing.text(80 * k + 37, 77, machine.name[:10], "fig-note", "middle")
            drawing.close()
        return drawing

"""The view that packs: machines by a rule, by hand or with proof, and their price on its floor."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from labs.ekko_elastic.branch import Solution, solve
from labs.ekko_elastic.greedy import fleets, pack
from labs.ekko_elastic.picture import MOST, draw_machines, in_words, percent
from labs.ekko_elastic.problem import Machine, Problem, cost, grouped
from labs.kernel.charts import Bar, bars
from labs.kernel.drawing import PANEL, Drawing, Touch, panel, render_panels
from labs.kernel.formatting import grouped as thousands
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
WORK = 300_000
"""Units of work that a reader waits for."""


@dataclass(frozen=True)
class PackView:
    """*problem* packed by *rule*; picture k has the first k + 1 machines, or kinds of them.

    ``machines`` are those placed by hand, after the *moves*; None for every other rule.
    """

    problem: Problem
    rule: str
    effort: int
    moves: str = ""
    by_hand: tuple[Machine, ...] | None = None

    @cached_property
    def solution(self) -> Solution:
        """Return the solver's packing and floor."""
        return solve(self.problem, self.effort, WORK)

    @cached_property
    def machines(self) -> list[Machine]:
        """Return the machines of this rule."""
        if self.by_hand is not None:
            return list(self.by_hand)
        if self.rule == "proven":
            return list(self.solution.certificate.machines)
        return pack(self.problem, self.rule)

    @cached_property
    def groups(self) -> list[tuple[Machine, int]]:
        """Return the machines, one by one if they are few, else the different ones."""
        if self.by_hand is not None or len(self.machines) <= MOST:
            return [(machine, 1) for machine in self.machines]
        return grouped(self.machines)

    @cached_property
    def own(self) -> int:
        """Return what a fleet for each class costs."""
        return cost(fleets(self.problem))

    @cached_property
    def free(self) -> int | None:
        """Return the solver's price without limits per class; None if they do not bind."""
        shards = self.problem.shards
        if all(shard.limit is None or shard.limit >= shard.count for shard in shards):
            return None
        loose = replace(self.problem, shards=tuple(replace(s, limit=None) for s in shards))
        if loose.most == self.problem.most:
            return None
        return cost(solve(loose, self.effort, WORK).certificate.machines)

    @property
    def floor(self) -> int:
        """Return a price below which there is no packing."""
        return self.solution.certificate.floor

    @property
    def unplaced(self) -> list[str]:
        """Return which shards are still to be placed, as "2 A"."""
        left = [
            (shard.count - sum(machine.pattern[i] for machine in self.machines), shard.name)
            for i, shard in enumerate(self.problem.shards)
        ]
        return [f"{number} {name}" for number, name in left if number]

    def steps(self) -> int:
        """Return the number of pictures: one for each different machine that is drawn."""
        return 1 if self.by_hand is not None else max(1, min(len(self.groups), MOST))

    def values(self) -> Mapping[str, Number]:
        """Return shards, machines, costs, the floor and what is stranded."""
        price = cost(self.machines)
        values: dict[str, Number] = {
            "shards": sum(self.problem.counts),
            "classes": len(self.problem.shards),
            "machines": len(self.machines),
            "cost": price,
            "floor": self.floor,
            "proved": "yes" if not self.unplaced and price == self.floor else "no",
            "cost of fleets": self.own,
        }
        if not self.unplaced:
            values["gap %"] = 100 * (price - self.floor) / self.floor
            values["saved against fleets %"] = 100 * (self.own - price) / self.own
        for name, share in zip(self.problem.resources, self._stranded(), strict=True):
            values[f"stranded {name} %"] = 100 * share
        return values

    def headline(self, step: int) -> str:
        """Return what the packing costs, and how near the floor that is."""
        price, floor, own = cost(self.machines), self.floor, thousands(self.own)
        if self.unplaced:
            return f"Still to place: {', '.join(self.unplaced)}. The machines so far cost {price}."
        if step < self.steps() - 1:
            return f"Machine {step + 1} of {len(self.groups)}: {self._which(step)}."
        written = thousands(price)
        if self.rule != "proven":
            how = RULES[self.rule]
            if price == floor:
                return f"{how}: {written}, and nothing costs less."
            least = thousands(floor)
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
            f"Models that strain different resources share machines: {written} instead of {own},"
            " and nothing costs less."
        )

    def draw(self, step: int) -> str:
        """Draw the machines so far, and the price between floor and fleets."""
        shown = self.groups if self.by_hand is not None else self.groups[: step + 1][:MOST]
        names = self.problem.resources
        note = f"In each machine: {', '.join(names)}." if len(names) <= 3 else ""
        panels = [draw_machines(self.problem, shown, note, self._touches())]
        if self.by_hand is not None:
            panels.append(self._palette())
        panels.append(self._prices())
        return render_panels("ekko-elastic-pack", self.headline(step), self.describe(step), panels)

    def describe(self, step: int) -> str:
        """Return the machines in words, and all prices."""
        shown = self.groups if self.by_hand is not None else self.groups[: step + 1][:MOST]
        rest = self.groups[len(shown) :]
        more = ""
        if rest:
            number = sum(count for _, count in rest)
            more = (
                f" Not drawn: {thousands(number)} machine{'s' * (number != 1)} of {len(rest)}"
                f" other pattern{'s' * (len(rest) != 1)}."
            )
        left = f" Still to place: {', '.join(self.unplaced)}." if self.unplaced else ""
        stranded = ", ".join(
            f"{percent(share)} of {name}"
            for name, share in zip(self.problem.resources, self._stranded(), strict=True)
        )
        price, floor = cost(self.machines), self.floor
        proof = (
            "and its certificate proves that nothing costs less"
            if price == floor and not self.unplaced
            else f"and no packing costs less than {thousands(floor)}"
        )
        return (
            f"{RULES[self.rule]}: {thousands(len(self.machines))} machine"
            f"{'s' * (len(self.machines) != 1)} for"
            f" {thousands(price)}, {proof}; a fleet for each model costs {thousands(self.own)}."
            f" {in_words(self.problem, shown) or 'No machine yet'}.{more}{left}"
            f" Unused: {stranded}."
        )

    def _which(self, step: int) -> str:
        return in_words(self.problem, [self.groups[step]])

    def _stranded(self) -> list[float]:
        """Return which share of every resource of the machines no shard uses."""
        used = [0] * len(self.problem.resources)
        room = [0] * len(self.problem.resources)
        for machine, number in self.groups:
            for r, load in enumerate(self.problem.load(machine.pattern)):
                used[r] += number * load
                room[r] += number * machine.type.capacity[r]
        return [1 - u / r if r else 0.0 for u, r in zip(used, room, strict=True)]

    def _prices(self) -> Drawing:
        rows = [
            Bar("a fleet each", self.own, text=thousands(self.own)),
            Bar("this packing", cost(self.machines), "fig-box-accent"),
            Bar("floor", self.floor, text=thousands(self.floor)),
        ]
        drawing = panel(PANEL, 26 + 26 * len(rows))
        drawing.text(0, 14, "price", "fig-note")
        bars(drawing, rows, left=0, top=22, width=PANEL)
        return drawing

    def _touches(self) -> list[Touch]:
        if self.by_hand is None:
            return []
        return [
            Touch(parameter="moves", label=f"machine {k}", drop=str(k))
            for k in range(1, len(self.machines) + 1)
        ]

    def _palette(self) -> Drawing:
        """Return the shards that are left, to be dragged, and the types that may be opened."""
        drawing = panel(PANEL, 96)
        drawing.text(0, 14, "drag a shard onto a machine or a new one", "fig-note")
        before = f"{self.moves.rstrip()}\n" if self.moves.strip() else ""
        x = 0.0
        for left in self.unplaced:
            name = left.split(" ", 1)[1]
            touch = Touch(
                parameter="moves", label=f"a shard of {name}", drag=f"{before}{name} > {{}}"
            )
            drawing.open(touch=touch)
            drawing.rect(x, 22, 44, 24, "fig-box")
            drawing.text(x + 22, 38, left[:7], "fig-label", "middle")
            drawing.close()
            x = (x + 50) if x + 100 <= PANEL else 0.0
        x = 0.0
        for machine in self.problem.types:
            touch = Touch(
                parameter="moves", label=f"a new machine, {machine.name}", drop=machine.name
            )
            drawing.open(touch=touch)
            drawing.rect(x, 60, 74, 26, "fig-box fig-dashed")
            drawing.text(x + 37, 77, machine.name[:10], "fig-note", "middle")
            drawing.close()
            x += 80
        return drawing

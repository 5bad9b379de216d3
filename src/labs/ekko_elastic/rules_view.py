"""The view of greedy rules: how often each is right, and by how much each misses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from labs.ekko_elastic.branch import solve
from labs.ekko_elastic.families import FAMILIES, problem
from labs.ekko_elastic.greedy import RULES, pack
from labs.ekko_elastic.pack_view import TITLES
from labs.ekko_elastic.picture import percent
from labs.ekko_elastic.problem import cost
from labs.kernel.charts import Bar, bar_panel
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import grouped, many
from labs.kernel.model import Number
from labs.kernel.views import PanelView

SHORT = {
    rule: title.replace("First fit decreasing", "FFD").replace("Best fit decreasing", "BFD")
    for rule, title in TITLES.items()
}
"""What stands beside a bar."""
INSTANCES, WORK = 10, 150_000


@cache
def outcome(family: str, items: int, resources: int, seed: int) -> tuple[int, dict[str, int]]:
    """Return the solver's floor on one instance, and what its packing and every rule's costs."""
    instance = problem(family, items, resources, seed)
    certificate = solve(instance, 2, WORK).certificate
    costs = {rule: cost(pack(instance, rule)) for rule in RULES}
    return certificate.floor, costs | {"proven": cost(certificate.machines)}


@dataclass(frozen=True)
class RulesView(PanelView):
    """Ten instances of *family* with *items* items in *resources* resources."""

    name = "ekko-elastic-rules"

    family: str
    items: int
    resources: int
    seed: int

    @cached_property
    def outcomes(self) -> list[tuple[int, dict[str, int]]]:
        """Return the outcome of every instance."""
        seeds = range(self.seed, self.seed + INSTANCES)
        return [outcome(self.family, self.items, self.resources, seed) for seed in seeds]

    def optimal(self, *rules: str) -> int:
        """Return how often the best of *rules* costs as little as the floor."""
        return sum(floor == min(costs[r] for r in rules) for floor, costs in self.outcomes)

    def excess(self, rule: str) -> float:
        """Return how much more *rule* costs than the floors, in percent."""
        floors = sum(floor for floor, _ in self.outcomes)
        return percent(sum(costs[rule] for _, costs in self.outcomes) / floors - 1)

    def values(self) -> Mapping[str, Number]:
        """Return by rule how often it is optimal, and its mean excess over the floor."""
        values: dict[str, Number] = {
            "instances": INSTANCES,
            "proved": self.optimal("proven"),
            "a rule is optimal": self.optimal(*RULES),
        }
        for rule in RULES:
            values[f"{rule} optimal"] = self.optimal(rule)
            values[f"{rule} mean excess %"] = self.excess(rule)
        return values

    def headline(self, step: int = 0) -> str:
        """Return how the best rule does beside the solver."""
        count, title = max(map(self.optimal, RULES)), FAMILIES[self.family].title
        right = f"the best rule is right in {count} of {INSTANCES}"
        solver = f"the solver proves {self.optimal('proven')} of {INSTANCES}"
        return f"{title}: {right if count else 'no greedy rule is ever right'}, and {solver}."

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw a bar for each rule, and the solver's: instances with a proven optimum."""
        right = [Bar(SHORT[rule], self.optimal(rule)) for rule in RULES]
        right.append(Bar(SHORT["proven"], self.optimal("proven"), "fig-box-accent"))
        excess = [
            Bar(SHORT[r], self.excess(r), text=f"{grouped(self.excess(r), 2)} %") for r in RULES
        ]
        return [
            bar_panel({f"right, of {INSTANCES} instances": right}),
            bar_panel({"machines more than the floor": excess}),
        ]

    def describe(self, step: int = 0) -> str:
        """Return the same in words."""
        rows = "; ".join(
            f"{SHORT[r]} {self.optimal(r)}, {grouped(self.excess(r), 2)} % over the floor"
            for r in RULES
        )
        return (
            f"{INSTANCES} instances of {self.items} items in {many(self.resources, 'resource')},"
            f" family “{FAMILIES[self.family].title}”. How many each rule packs with as few"
            f" machines as possible (FFD and BFD are first and best fit decreasing): {rows}. The"
            f" solver proves its packing on {self.optimal('proven')}."
        )

"""The view of greedy rules: how often each is right, and by how much each misses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from labs.ekko_elastic.branch import solve
from labs.ekko_elastic.families import FAMILIES, problem
from labs.ekko_elastic.greedy import RULES, pack
from labs.ekko_elastic.pack_view import RULES as NAMES
from labs.ekko_elastic.problem import cost
from labs.kernel.charts import Bar, bar_panel
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed
from labs.kernel.model import Number
from labs.kernel.views import PanelView

SHORT = {
    "ffd-sum": "FFD, sum",
    "ffd-max": "FFD, largest",
    "ffd-product": "FFD, product",
    "bfd-sum": "BFD, sum",
    "bfd-max": "BFD, largest",
    "dot": "dot product",
    "distance": "distance",
}
"""What stands beside a bar: FFD and BFD are first and best fit decreasing."""
INSTANCES = 10
WORK = 150_000


@cache
def outcome(family: str, items: int, resources: int, seed: int) -> tuple[int, int, dict[str, int]]:
    """Return floor and cost of the solver on one instance, and what every rule costs."""
    one = problem(family, items, resources, seed)
    certificate = solve(one, 2, WORK).certificate
    return (
        certificate.floor,
        cost(certificate.machines),
        {rule: cost(pack(one, rule)) for rule in RULES},
    )


@dataclass(frozen=True)
class RulesView(PanelView):
    """Ten instances of *family* with *items* items in *resources* resources."""

    name = "ekko-elastic-rules"

    family: str
    items: int
    resources: int
    seed: int

    @cached_property
    def outcomes(self) -> list[tuple[int, int, dict[str, int]]]:
        """Return the outcome of every instance."""
        seeds = range(self.seed, self.seed + INSTANCES)
        return [outcome(self.family, self.items, self.resources, seed) for seed in seeds]

    @property
    def proved(self) -> int:
        """Return how many instances the solver has proved."""
        return sum(floor == price for floor, price, _ in self.outcomes)

    def optimal(self, rule: str) -> int:
        """Return how often *rule* costs as little as the floor."""
        return sum(floor == rules[rule] for floor, _, rules in self.outcomes)

    def excess(self, rule: str) -> float:
        """Return how much more *rule* costs than the floors, in percent."""
        floors = sum(floor for floor, _, _ in self.outcomes)
        return 100 * (sum(rules[rule] for _, _, rules in self.outcomes) - floors) / floors

    def values(self) -> Mapping[str, Number]:
        """Return by rule how often it is optimal, and its mean excess over the floor."""
        values: dict[str, Number] = {"instances": INSTANCES, "proved": self.proved}
        values["a rule is optimal"] = sum(
            floor == min(rules.values()) for floor, _, rules in self.outcomes
        )
        for rule in RULES:
            values[f"{rule} optimal"] = self.optimal(rule)
            values[f"{rule} mean excess %"] = self.excess(rule)
        return values

    def headline(self, step: int = 0) -> str:
        """Return how the best rule does beside the solver."""
        best = max(RULES, key=self.optimal)
        count, title = self.optimal(best), FAMILIES[self.family].title
        solver = f"the solver proves {self.proved} of {INSTANCES}"
        if not count:
            return f"{title}: no greedy rule is ever right, and {solver}."
        return f"{title}: the best rule is right in {count} of {INSTANCES}, and {solver}."

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw a bar for each rule, and the solver's: instances with a proven optimum."""
        rows = [Bar(SHORT[rule], self.optimal(rule)) for rule in RULES]
        rows.append(Bar("solver", self.proved, "fig-box-accent"))
        excess = [Bar(SHORT[r], self.excess(r), text=f"{fixed(self.excess(r))} %") for r in RULES]
        right = bar_panel({f"right, of {INSTANCES} instances": rows})
        return [right, bar_panel({"machines more than the floor": excess})]

    def describe(self, step: int = 0) -> str:
        """Return the same in words."""
        rows = "; ".join(
            f"{NAMES[rule]} ({SHORT[rule]}) {self.optimal(rule)},"
            f" {fixed(self.excess(rule))} % over the floor"
            for rule in RULES
        )
        return (
            f"{INSTANCES} instances of {self.items} items in {self.resources}"
            f" resource{'s' * (self.resources > 1)}, family “{FAMILIES[self.family].title}”. How"
            f" many each rule packs with as few machines as possible: {rows}. The solver proves"
            f" its packing on {self.proved}."
        )

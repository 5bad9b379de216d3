"""The view that switches the rules on one after another: cache, shard versions, leaders."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from labs.ekko.race import ekko, seconds
from labs.ekko.world import World
from labs.kernel.charts import Bar, bar_panel
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import Number
from labs.kernel.views import PanelView

RULES = {
    "no rule": (False, False, False),
    "update cache": (True, False, False),
    "and shard versions": (True, True, False),
    "and leaders": (True, True, True),
}
"""Name to the settings ``use_cache``, ``use_version`` and ``use_leaders``."""


@dataclass(frozen=True)
class RulesView(PanelView):
    """A world with none, one, two and all of the rules."""

    name, pictures = "ekko-rules", len(RULES)

    world: World

    @cached_property
    def results(self) -> list[tuple[float, int, float]]:
        """Return mean latency in s, rows compared and wide-area MB, for each of :data:`RULES`."""
        results = []
        for cache, version, leaders in RULES.values():
            world = self.world.changed(use_cache=cache, use_version=version, use_leaders=leaders)
            flow, spread = ekko(world)
            results.append((spread.mean, flow.total.compared, spread.megabytes))
        return results

    def values(self) -> dict[str, Number]:
        """Return all numbers of the picture."""
        values: dict[str, Number] = {}
        for name, (mean, compared, megabytes) in zip(RULES, self.results, strict=True):
            values[f"{name} mean"] = round(mean, 2)
            values[f"{name} comparisons"] = compared
            values[f"{name} wide-area MB"] = round(megabytes, 1)
        return values

    def headline(self, step: int = 0) -> str:
        """Return the mean latencies so far."""
        every = [mean for mean, *_ in self.results]
        means = " → ".join(f"{seconds(mean)}" for mean in every[: step + 1])
        if step == 0:
            return f"Without cache, shard versions and leaders, an update takes {means} on average."
        falls = all(a > b for a, b in pairwise(every))
        finding = "Each rule removes the next bottleneck" if falls else "Not every rule pays here"
        return f"{finding}: mean latency {means}."

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw a bar for each rule so far: latency, and beside it rows compared."""
        texts = {"mean latency of a write": seconds, "rows compared in the whole run": grouped}
        panels = []
        for i, (title, text) in enumerate(texts.items()):
            numbers = [float(result[i]) for result in self.results]
            rows = [
                Bar(name, number, "fig-box-accent" if k == step else "fig-box", text(number))
                if k <= step
                else Bar(name, 0.0, text="–")
                for k, (name, number) in enumerate(zip(RULES, numbers, strict=True))
            ]
            panels.append(bar_panel({title: rows}, max(numbers)))
        return panels

    def describe(self, step: int = 0) -> str:
        """Return every bar in words."""
        visible = list(zip(RULES, self.results, strict=True))[: step + 1]
        rows = "; ".join(
            f"{name}: mean latency {seconds(mean)}, {grouped(compared)} rows compared,"
            f" {grouped(megabytes, 1)} MB over the wide area"
            for name, (mean, compared, megabytes) in visible
        )
        world = self.world
        return (
            f"{self.headline(step)} {rows}. Settings chosen so that each step shows:"
            f" {fixed(world.rate)} updates a second, {grouped(world.shards)} shards and"
            f" {fixed(world.scan)} s to compare every row once."
        )

"""The view of latency against offered load, both axes logarithmic."""

from dataclasses import dataclass
from functools import cached_property

from labs.ekko.load import crossing, latencies, limit_seconds, row_seconds
from labs.ekko.world import World
from labs.kernel.charts import Axis, Chart, Series
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed, grouped, listing
from labs.kernel.model import Number
from labs.kernel.views import PanelView

LOADS = tuple(2 ** (i / 4) for i in range(34))
"""Updates a second, from 1 to 304, and the largest."""
LARGEST = 320.0
ABOVE = 6.0
"""Room above the slowest way, as a factor, for the note at the chain's limit."""
STYLES = {
    "Ekko": "fig-line-accent",
    "chain": "fig-line-strong",
    "two-phase": "fig-line fig-dashed",
    "whole model": "fig-line",
}


@dataclass(frozen=True)
class LoadView(PanelView):
    """Latency of four ways at every load that a world's links see."""

    name = "ekko-load"

    world: World

    @cached_property
    def lines(self) -> dict[str, list[tuple[float, float]]]:
        """Return points (updates a second, seconds) by way; a line ends where its link is full."""
        near = [share / row_seconds(self.world) for share in (0.9, 0.97, 0.99, 0.997, 0.999)]
        lines: dict[str, list[tuple[float, float]]] = {way: [] for way in STYLES}
        for load in sorted({*LOADS, *near, LARGEST}):
            for way, late in latencies(self.world, load).items():
                if late is not None and 1 <= load <= LARGEST:
                    lines[way].append((load, late))
        return {way: points for way, points in lines.items() if points}

    def values(self) -> dict[str, Number]:
        """Return where Ekko overtakes a chain, latencies at the largest load, and Ekko's limit."""
        at = crossing(self.world)
        values: dict[str, Number] = {
            "crossing load": round(at, 1) if at else "none",
            "the chain’s limit in updates per second": round(1 / row_seconds(self.world), 1),
            "limit of Ekko’s cycle in s": round(limit_seconds(self.world), 1),
        }
        for way, late in latencies(self.world, LARGEST).items():
            name = f"{way} at {fixed(LARGEST)} per second"
            values[name] = "without limit" if late is None else round(late, 2)
        return values

    def headline(self, step: int = 0) -> str:
        """Return what happens past the link's capacity."""
        full, limit = grouped(1 / row_seconds(self.world)), limit_seconds(self.world)
        return (
            f"Past its link, at {full} updates a second, a log falls behind for ever; the newest"
            f" state is sent in at most {grouped(limit, 1)} s a cycle."
        )

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw a line for each way."""
        world = self.world
        series = [
            Series("" if way == "two-phase" else way, points, STYLES[way])
            for way, points in self.lines.items()
        ]
        x = Axis(
            low=1, high=LARGEST, kind="log", title="updates a second",
            ticks=(1, 10, 100, LARGEST),
        )  # fmt: skip
        heights = [late for points in self.lines.values() for _, late in points]
        y = Axis.spanning([*heights, ABOVE * max(heights)], "log", "mean latency in seconds")
        chart = Chart.panel(x, y, STYLES, plot=220)
        chart.axes()
        full = 1 / row_seconds(world)
        if 1 < full < LARGEST:
            chart.mark(full, f"the chain is full at {grouped(full)}")
        chart.draw(series)
        for load, late in self.lines.get("two-phase", [])[-1:]:
            across, height = chart.at(load, late)
            chart.drawing.text(across, height - 6, "two-phase", "fig-label fig-halo", "end")
        return [chart.drawing]

    def describe(self, step: int = 0) -> str:
        """Return the lines in words, at a few loads."""
        world = self.world
        at = crossing(world)
        cross = f" Ekko is faster than the chain from {fixed(at, 1)} a second on." if at else ""
        rows = [
            f"at {fixed(load)} updates a second "
            + listing(
                f"{way} {'without limit' if late is None else f'{grouped(late, 2)} s'}"
                for way, late in latencies(world, load).items()
            )
            for load in (1, 10, 100, LARGEST)
        ]
        full = grouped(1 / row_seconds(world))
        return (
            f"{self.headline(step)} Mean latency against offered load, both axes logarithmic:"
            f" {'; '.join(rows)}. The chain is full at {full} updates a second.{cross}"
        )

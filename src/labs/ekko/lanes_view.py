"""The view of the scheduler: important updates first, against first come, first served."""

from dataclasses import dataclass
from functools import cached_property

from labs.ekko.lanes import Delivery, Update, updates
from labs.ekko.world import FRAME, World
from labs.kernel.charts import Axis, Bar, Chart, Series, bar_panel
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import fixed, grouped
from labs.kernel.model import Number
from labs.kernel.simulation import SECOND
from labs.kernel.views import PanelView

FIRST, SERVED = "important first", "first come"
"""The two ways, as the picture names them."""


@dataclass(frozen=True)
class LanesView(PanelView):
    """A congested link, and updates of which those above a *percentile* are important."""

    name = "ekko-lanes"

    world: World
    percentile: int
    fresh: int

    @cached_property
    def _updates(self) -> tuple[list[Update], float]:
        return updates(self.world, self.percentile, self.fresh)

    @cached_property
    def runs(self) -> dict[str, Delivery]:
        """Return the run of each way."""
        updates, _ = self._updates
        both = {FIRST: True, SERVED: False}
        return {name: Delivery(self.world, updates, lanes) for name, lanes in both.items()}

    @cached_property
    def curves(self) -> dict[str, list[float]]:
        """Return the importance that is missing, by way, at each frame."""
        times = [frame * FRAME for frame in range(self.steps())]
        return {name: [run.missing(time) for time in times] for name, run in self.runs.items()}

    def values(self) -> dict[str, Number]:
        """Return weighted delays, and those of important updates and the rest, in seconds."""
        updates, threshold = self._updates
        values: dict[str, Number] = {
            "updates": len(updates),
            "important": sum(update.important for update in updates),
            "threshold": round(threshold, 3),
        }
        for name, run in self.runs.items():
            end = "" if name == FIRST else " without lanes"
            values[f"weighted delay{end}"] = round(run.weighted(), 3)
            values[f"delay of important{end}"] = round(run.mean(True), 3)
            values[f"delay of the rest{end}"] = round(run.mean(False), 3)
        return values

    def steps(self) -> int:
        """Return the number of frames."""
        return self.world.frames

    def headline(self, step: int = 0) -> str:
        """Return how late importance is, both ways."""
        first, served = (run.weighted() for run in self.runs.values())
        factor = first / served if served else 1.0
        change = f"{fixed(100 * abs(1 - factor), 0)} % {'less' if factor <= 1 else 'more'}"
        return (
            f"With the top {100 - self.percentile} % first, {change} importance is missing:"
            f" {fixed(first)} s late, weighted, against {fixed(served)} s first come, first served."
        )

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the missing importance over time, and the delays of both kinds of update."""
        titles = {
            "delay weighted by importance, in s": "weighted delay",
            "delay of important updates, in s": "delay of important",
            "delay of the rest, in s": "delay of the rest",
        }
        values = self.values()
        groups = {
            title: [
                Bar(FIRST, float(values[name]), "fig-box-accent"),
                Bar(SERVED, float(values[f"{name} without lanes"])),
            ]
            for title, name in titles.items()
        }
        return [self._chart(step), bar_panel(groups)]

    def describe(self, step: int = 0) -> str:
        """Return the moment and the delays in words."""
        values, (begin, end) = self.values(), self.world.outage
        period = f"{fixed(begin / SECOND)} to {fixed(end / SECOND, 1)}"
        delays = [fixed(float(value)) for name, value in values.items() if "delay of" in name]
        missing = " and ".join(
            f"{fixed(curve[step], 1)} {name}" for name, curve in self.curves.items()
        )
        return (
            f"{self.headline(step)} The link is at {self.world.left} % from second {period}."
            f" At {fixed(step / 2, 1)} seconds the importance that is written and not there is"
            f" {missing}. Of {grouped(len(self._updates[0]))}"
            f" updates, {values['important']} are important, above the {self.percentile}th"
            f" percentile; at the end it is {fixed(self._updates[1])}. Mean delay in seconds of"
            f" important updates: {delays[0]} important first, {delays[2]} first come; of the"
            f" rest: {delays[1]} and {delays[3]}."
        )

    def _chart(self, step: int) -> Drawing:
        x = Axis(low=0, high=(self.steps() - 1) / 2, title="seconds")
        highest = [missing for curve in self.curves.values() for missing in curve]
        chart = Chart.panel(x, Axis.spanning(highest, title="importance missing"), plot=150)
        begin, end = (time / SECOND for time in self.world.outage)
        if begin < end:
            chart.span(begin, min(end, x.high), f"link at {self.world.left} %")
        chart.axes()
        for name, css in ((SERVED, "fig-line-strong"), (FIRST, "fig-line-accent")):
            points = [(frame / 2, missing) for frame, missing in enumerate(self.curves[name])]
            chart.draw([Series("", points, css)])
        chart.cursor(step / 2)
        return chart.drawing

"""The race of four ways to spread updates, with a cursor that runs through their curves."""

from dataclasses import dataclass
from functools import cached_property

from labs.ekko.race import WAYS, Spread, ekko, run, seconds
from labs.ekko.world import FRAME, PLACES, World
from labs.kernel.charts import Axis, Bar, Series, bar_panel, small_multiples, thinned
from labs.kernel.drawing import PANEL, Drawing
from labs.kernel.formatting import fixed, grouped, listing, many
from labs.kernel.model import Number
from labs.kernel.simulation import SECOND
from labs.kernel.views import PanelView

LATE = 5.0
"""Sites that fall so many seconds behind are counted in the headline."""
DRAWN = WAYS[:3]
"""Whole models have no curve: nothing arrives before the picture ends."""
FAULTS = {
    "none": "without a fault",
    "slow": "the slow period of {}",
    "cut": "the outage of {}’s link",
    "crash": "the crash of {}",
}


@dataclass(frozen=True)
class RaceView(PanelView):
    """The race in one world."""

    name = "ekko-race"

    world: World

    @property
    def spreads(self) -> dict[str, Spread]:
        """Return how each way spreads the writes."""
        return run(self.world)

    def _faulty(self, site: int) -> bool:
        return self.world.fault != "none" and site == self.world.faulty - 1

    @cached_property
    def behind(self) -> dict[str, list[list[float]]]:
        """Return by way and site, for each frame, the greatest staleness since the frame before.

        In seconds. The whole model's replicas learn nothing before the last frame.
        """
        sites, spreads = range(self.world.sites), self.spreads.items()
        return {way: [self._curve(spread, site) for site in sites] for way, spread in spreads}

    def values(self) -> dict[str, Number]:
        """Return the latencies and the traffic of each way, and what Ekko's pulls took."""
        flow, ours = ekko(self.world)
        covered = len(ours.latencies)
        values: dict[str, Number] = {
            "writes": len(ours.workload.times),
            # the share, over all replicas, of which a newer one came instead
            "superseded": round(1 - flow.total.rows / covered if covered else 0.0, 4),
        }
        for way, spread in self.spreads.items():
            values[f"{way} mean"] = round(spread.mean, 3)
            values[f"{way} median"] = round(spread.quantile(0.5), 3)
            values[f"{way} 99th percentile"] = round(spread.quantile(0.99), 3)
            values[f"{way} worst staleness"] = round(max(spread.worst), 2)
            values[f"{way} sites delayed more than 5 s"] = self._late(spread)
            values[f"{way} wide-area MB"] = round(spread.megabytes, 1)
        values |= {"pulls": flow.pulls, "comparisons": flow.total.compared}
        values["vector MB"] = round(flow.request_bits / 8_000_000, 1)
        return values | {"cache hits": flow.total.hits, "cache misses": flow.total.misses}

    def steps(self) -> int:
        """Return the number of frames."""
        return self.world.frames

    def headline(self, step: int = 0) -> str:
        """Return whom the fault delays, or which way is fastest without one."""
        spreads, world = self.spreads, self.world
        if world.fault == "none":
            order = sorted(spreads.items(), key=lambda item: item[1].mean)
            means = listing(f"{way} {seconds(spread.mean)}" for way, spread in order)
            return f"Mean latency on equal links: {means}."
        of = many(world.sites, "site")
        counts = {way: self._late(spreads[way]) for way in DRAWN}
        return (
            f"{FAULTS[world.fault].format(world.place).capitalize()} puts {counts['Ekko']} of {of}"
            f" more than {fixed(LATE)} s behind under Ekko, {counts['chain']} in a chain and"
            f" {counts['two-phase']} with a two-phase push."
        )

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the curves of three ways with the cursor, the moment's numbers, and all means."""
        return [self._curves(step), self._moment(step)]

    def describe(self, step: int = 0) -> str:
        """Return the moment in words: how far each site is behind, by way."""
        spreads, writes = self.spreads, len(self.spreads["Ekko"].workload.times)
        sites = PLACES[1 : 1 + self.world.sites]
        ways = "; ".join(
            f"{way}: "
            + ", ".join(
                f"{site} {fixed(late[step], 1)}" for site, late in zip(sites, curves, strict=True)
            )
            for way, curves in self.behind.items()
        )
        means = listing(
            f"{way} {seconds(spread.mean)} and {grouped(spread.megabytes, 1)} MB"
            for way, spread in spreads.items()
        )
        worst = "; ".join(
            f"{way}: " + ", ".join(fixed(late, 1) for late in spreads[way].worst) for way in DRAWN
        )
        return (
            f"{self.headline(step)} At {fixed(step / 2, 1)} seconds{self._when(step)}, seconds"
            f" behind, at most in the last half second: {ways}. Worst of the whole run, by site:"
            f" {worst}. Mean latency and wide-area traffic of {many(writes, 'write')}: {means}."
        )

    def _when(self, step: int) -> str:
        begin, end = self.world.outage
        if self.world.fault == "none" or not begin <= step * FRAME < end:
            return ""
        return f", in {FAULTS[self.world.fault].format(self.world.place)}"

    def _late(self, spread: Spread) -> int:
        return sum(late > LATE for late in spread.worst)

    def _curve(self, spread: Spread, site: int) -> list[float]:
        frames = [spread.staleness(site, frame * FRAME) for frame in range(self.world.frames)]
        for time, late in spread.peaks[site]:
            frame = -(-time // FRAME)
            if frame >= self.world.frames:
                break
            frames[frame] = max(frames[frame], late)
        return [late / SECOND for late in frames]

    def _curves(self, step: int) -> Drawing:
        world = self.world
        x = Axis(low=0, high=(world.frames - 1) / 2, title="seconds")
        highest = [late for way in DRAWN for curve in self.behind[way] for late in curve]
        top = Axis.spanning(highest).high
        rows = [
            Axis(low=0, high=top, title=f"{way}, seconds behind", ticks=(0, top / 2, top))
            for way in DRAWN
        ]
        charts = small_multiples(x, rows, plot=66)
        begin, end = (time / SECOND for time in world.outage)
        for way, chart in zip(DRAWN, charts, strict=True):
            if world.fault != "none" and begin < end:
                chart.span(begin, min(end, x.high), world.place if way == DRAWN[0] else "")
            chart.axes(below=way == DRAWN[-1])
            series = []
            for site in range(self.world.sites):
                points = [(f / 2, late) for f, late in enumerate(self.behind[way][site])]
                css = "fig-line-accent" if self._faulty(site) else "fig-line"
                series.append(Series("", thinned(points, top / 200), css))
            chart.draw(sorted(series, key=lambda line: line.css == "fig-line-accent"))
            chart.cursor(step / 2)
        return charts[0].drawing

    def _moment(self, step: int) -> Drawing:
        means = {way: spread.mean for way, spread in self.spreads.items()}
        whole = seconds(means.pop("whole model"))
        rows = [
            Bar(way, mean, "fig-box-accent" if way == "Ekko" else "fig-box", seconds(mean))
            for way, mean in means.items()
        ]
        title = f"mean latency (whole models: {whole})"
        drawing = bar_panel({title: rows}, above=46 + 18 * self.world.sites)
        drawing.text(0, 14, f"seconds behind at {fixed(step / 2, 1)} s", "fig-label-strong")
        ends = [168.0, 236.0, PANEL]
        for end, way in zip(ends, DRAWN, strict=True):
            drawing.text(end, 34, way, "fig-note", "end")
        for site in range(self.world.sites):
            y = 34 + 18 * (site + 1)
            css = "fig-label-accent" if self._faulty(site) else "fig-label"
            drawing.text(0, y, PLACES[1 + site], css)
            for end, way in zip(ends, DRAWN, strict=True):
                late = fixed(self.behind[way][site][step], 1)
                drawing.text(end, y, late, "fig-label", "end")
        return drawing

"""The thumbnail of the Ekko Elastic page, and numbers of the model that its prose uses."""

from labs.ekko_elastic import trace
from labs.ekko_elastic.greedy import SIZES, pack
from labs.ekko_elastic.problem import cost
from labs.ekko_elastic.text import EXAMPLE
from labs.kernel.drawing import Drawing
from labs.kernel.formatting import grouped


def first_fit() -> str:
    """Return what first fit decreasing by the sum of shares costs on the example."""
    return grouped(cost(pack(EXAMPLE, "ffd-sum")))


def dot_product() -> str:
    """Return what the rule of the dot product costs on the example."""
    return grouped(cost(pack(EXAMPLE, "dot")))


def first_fit_on_trace() -> str:
    """Return what the best first fit decreasing costs on the first day of the trace."""
    return grouped(min(cost(pack(trace.on_day(0), f"ffd-{size}")) for size in SIZES))


def thumbnail() -> str:
    """Draw three filled bins."""
    drawing = Drawing.thumbnail(
        "ekko-elastic-thumbnail",
        "Ekko Elastic: shards packed into machines",
        "Three open bins, filled almost to the top with blocks of different sizes.",
    )
    for place, blocks in enumerate(((26, 18, 16), (34, 12, 12), (14, 22, 22))):
        x, y = 12 + place * 34, 72.0
        for tint, block in enumerate(blocks):
            y -= block
            css = "fig-box-accent" if tint == place else "fig-box"
            drawing.rect(x + 3, y, 22, block - 2, css, radius=1)
        drawing.polyline([(x, 8), (x, 72), (x + 28, 72), (x + 28, 8)], "fig-line-strong")
    return drawing.render()

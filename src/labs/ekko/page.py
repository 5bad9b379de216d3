"""Figures and values that the Ekko page takes from the lab while the site is built."""

from labs.ekko.rivals import whole_model_seconds
from labs.kernel.drawing import WIDTH, Drawing
from labs.kernel.formatting import grouped

SITES, REPLICAS = 3, 4
"""What the overview draws."""
DIRECT, LED = SITES * REPLICAS, SITES
"""Wide-area copies of an update if every replica pulls, and if one leader in each site does."""


def direct_copies() -> str:
    """Return the wide-area copies of an update when every replica pulls for itself."""
    return str(DIRECT)


def leader_copies() -> str:
    """Return the wide-area copies with one leader in each data center."""
    return str(LED)


def whole_model() -> str:
    """Return the seconds of the textbook's broadcast: 100 GB to five sites over 5 Gbit/s."""
    return grouped(whole_model_seconds(8 * 100e9, 5, 5e9))


def overview() -> str:
    """Draw every copy that crosses the wide area, without and with one leader in each site."""
    drawing = Drawing(
        "ekko-overview",
        f"One leader per data center: {LED} copies cross the wide area instead of {DIRECT}",
        f"Two diagrams of one training data center on the left and {SITES} inference data centers"
        f" on the right, each with {REPLICAS} replicas of the same shard. Above, every replica"
        f" pulls from the training data center for itself: {DIRECT} lines cross the wide-area"
        " network. Below, one replica in each data center is the leader and pulls across the"
        f" wide-area network, {LED} lines in all; the other replicas pull from their leader over"
        " the local network.",
        height=404,
    )
    _sites(drawing, 0, f"Every replica pulls for itself: {DIRECT} wide-area copies", led=False)
    _sites(drawing, 206, f"One leader per data center pulls: {LED}", led=True)
    return drawing.render()


def _sites(drawing: Drawing, top: float, heading: str, *, led: bool) -> None:
    hub, spread, left = (74.0, top + 107), 50.0, 236.0
    port = hub[0] + 60
    drawing.text(8, top + 18, heading, "fig-label-strong")
    for site in range(SITES):
        y = hub[1] + (site - (SITES - 1) / 2) * spread
        drawing.rect(left - 20, y - 21, WIDTH - left + 12, 42, "fig-area-1")
        # every replica has a height of its own, so that no line runs through another's dot
        leader = left, y - 7.5
        rest = REPLICAS - 1
        dots = [leader, *((left + 120, y - 15 + 30 * r / (rest - 1)) for r in range(rest))]
        for dot in dots:
            if not led:
                drawing.polyline([(port, hub[1]), (left - 20, dot[1]), dot], "fig-line-accent")
            elif dot != leader:
                drawing.line(*leader, *dot, "fig-line")
        if led:
            drawing.line(port, hub[1], *leader, "fig-line-accent")
        for dot in dots:
            first = led and dot == leader
            drawing.circle(*dot, 7 if first else 4, "fig-dot-accent" if first else "fig-dot")
    drawing.rect(hub[0] - 62, hub[1] - 24, 122, 48, "fig-box-accent")
    drawing.text(hub[0] - 1, hub[1] - 3, "training", "fig-label", "middle")
    drawing.text(hub[0] - 1, hub[1] + 13, "data center", "fig-label", "middle")
    base = hub[1] + spread + 37
    drawing.text(left - 20, base, "inference data centers", "fig-note")
    drawing.text((port + left - 20) / 2, base, "wide area", "fig-note", "middle")


def thumbnail() -> str:
    """Draw a hub, three leaders and their followers."""
    drawing = Drawing.thumbnail(
        "ekko-thumbnail",
        "Ekko: one source, a leader in each place, followers behind it",
        "A square on the left sends to three large dots; each passes on to two small dots.",
    )
    for y in (14, 40, 66):
        drawing.line(28, 40, 68, y, "fig-line-accent")
        for dx, dy in ((36, -7), (36, 7)):
            drawing.line(68, y, 68 + dx, y + dy, "fig-line")
            drawing.circle(68 + dx, y + dy, 3.5, "fig-dot")
        drawing.circle(68, y, 7, "fig-dot-accent")
    drawing.rect(10, 26, 26, 28, "fig-box-accent")
    return drawing.render()

"""The drawings of the Ekko page: paths of the copies, one pull, and the cost of finding changes."""

from labs.ekko.example import KEYS, TOPOLOGY, WORKLOAD, exchange
from labs.ekko.rounds import compared_per_round
from labs.kernel.drawing import THUMBNAIL, WIDTH, Drawing
from labs.kernel.formatting import fixed


def overview() -> str:
    """Draw every copy that crosses the wide area, without and with one leader per site."""
    direct, led = TOPOLOGY.direct_copies(), TOPOLOGY.leader_copies()
    sites, replicas = TOPOLOGY.data_centres, TOPOLOGY.replicas
    drawing = Drawing(
        "ekko-overview",
        f"One leader per data centre: {led} copies cross the wide area instead of {direct}",
        f"Two diagrams of one training data centre on the left and {sites} inference data centres"
        f" on the right, each with {replicas} replicas of the same shard. Above, every replica"
        f" pulls from the training data centre for itself: {direct} lines cross the wide-area"
        " network. Below, one replica in each data centre is the leader and pulls across the"
        f" wide-area network, {led} lines in all; the other replicas pull from their leader over"
        " the local network.",
        height=404,
    )
    _sites(drawing, 0, f"Every replica pulls for itself: {direct} wide-area copies", led=False)
    _sites(drawing, 206, f"One leader per data centre pulls: {led}", led=True)
    return drawing.render()


def _sites(drawing: Drawing, top: float, heading: str, *, led: bool) -> None:
    hub, spread, left = (74.0, top + 107), 50.0, 236.0
    port = hub[0] + 60
    drawing.text(8, top + 18, heading, "fig-label-strong")
    for site in range(TOPOLOGY.data_centres):
        y = hub[1] + (site - (TOPOLOGY.data_centres - 1) / 2) * spread
        drawing.rect(left - 20, y - 21, WIDTH - left + 12, 42, "fig-area-1")
        # Every replica has a height of its own, so that no line runs through another's dot.
        leader = left, y - 7.5
        rest = TOPOLOGY.replicas - 1
        dots = [leader, *((left + 120, y - 15 + 30 * r / (rest - 1)) for r in range(rest))]
        for dot in dots:
            if not led:
                drawing.polyline([(port, hub[1]), (left - 20, dot[1]), dot], "fig-line-accent")
            elif dot != leader:
                drawing.line(*leader, *dot, "fig-line")
        if led:
            drawing.line(port, hub[1], *leader, "fig-line-accent")
        for dot in dots:
            if led and dot == leader:
                drawing.circle(*dot, 7, "fig-dot-accent")
            else:
                drawing.circle(*dot, 4, "fig-dot")
    drawing.rect(hub[0] - 62, hub[1] - 24, 122, 48, "fig-box-accent")
    drawing.text(hub[0] - 1, hub[1] - 3, "training", "fig-label", "middle")
    drawing.text(hub[0] - 1, hub[1] + 13, "data centre", "fig-label", "middle")
    base = hub[1] + spread + 37
    drawing.text(left - 20, base, "inference data centres", "fig-note")
    drawing.text((port + left - 20) / 2, base, "wide area", "fig-note", "middle")


def pull() -> str:
    """Draw one pull between two replicas: the keys compared and the entries sent."""
    b, known, done = exchange()
    outside = b.outside["B"]
    drawing = Drawing(
        "ekko-pull",
        f"Of {len(KEYS)} keys, {len(done.compared)} are compared and {len(done.sent)} are sent",
        f"A shard with the keys {', '.join(KEYS)} and the clock of each key's last write:"
        + "".join(f" {key} {b.entries[key][1].clock}," for key in KEYS)
        + f" all written at B. The update cache of B holds {', '.join(done.compared)}; the keys"
        f" outside it have no clock above {outside}. A knows every write of B up to {known}, so"
        f" nothing outside the cache can be new to A: only {', '.join(done.compared)} are"
        f" compared, and {' and '.join(done.sent)}, whose clocks are above {known}, are sent.",
        height=186,
    )
    left, step, row = 98.0, 37.0, 92.0
    drawing.text(8, 18, f"A pulls from B and knows every write up to {known}.", "fig-label-strong")
    outside_words = f"Outside B’s cache no write is later than {outside}: A has it all."
    drawing.text(8, 38, outside_words, "fig-label")
    for y, words in ((-26, "key"), (4, "last write at B"), (38, "compared"), (81, "sent to A")):
        drawing.text(8, row + y, words, "fig-note")
    for place, key in enumerate(KEYS):
        x = left + place * step + 15
        cached, sent = key in done.compared, key in done.sent
        clock = str(b.entries[key][1].clock)
        drawing.text(x, row - 26, key, "fig-label", "middle")
        drawing.rect(x - 15, row - 16, 30, 32, "fig-box-accent" if cached else "fig-box")
        drawing.text(x, row + 5, clock, "fig-label-accent" if sent else "fig-label", "middle")
        if cached:
            sign = f"{clock} {'>' if sent else '≤'} {known}"
            drawing.text(x, row + 38, sign, "fig-note", "middle")
        if sent:
            drawing.arrow(x, row + 46, x, row + 66, "fig-line-accent")
            drawing.text(x, row + 82, f"{key}", "fig-label-accent", "middle")
    return drawing.render()


def comparisons() -> str:
    """Draw how many keys a round compares as each rule is added."""
    counts = compared_per_round(WORKLOAD)
    total = WORKLOAD.shards * WORKLOAD.keys_per_shard
    drawing = Drawing(
        "ekko-comparisons",
        "Most of a pull is finding out what changed, and most of that can be skipped",
        f"Three bars: the mean number of keys compared in a round, for {fixed(total)} keys in"
        f" {WORKLOAD.shards} shards and {WORKLOAD.updates_per_round} skewed updates between two"
        " rounds. "
        + " ".join(f"{name.capitalize()}: {fixed(count, 0)}." for name, count in counts.items()),
        height=146,
    )
    longest = WIDTH - 66
    for row, (name, count) in enumerate(counts.items()):
        y = 18 + row * 46
        drawing.text(8, y, name, "fig-label")
        width = max(longest * count / total, 1.5)
        last = row == len(counts) - 1
        drawing.rect(8, y + 7, width, 14, "fig-dot-accent" if last else "fig-dot", radius=1)
        drawing.text(14 + width, y + 19, f"{count:,.0f}", "fig-label-strong")
    return drawing.render()


def thumbnail() -> str:
    """Draw a hub, three leaders and their followers."""
    width, height = THUMBNAIL
    drawing = Drawing(
        "ekko-thumbnail",
        "Ekko: one source, a leader in each place, followers behind it",
        "A square on the left sends to three large dots; each passes on to two small dots.",
        height,
        width,
    )
    for y in (14, 40, 66):
        drawing.line(28, 40, 68, y, "fig-line-accent")
        for dx, dy in ((36, -7), (36, 7)):
            drawing.line(68, y, 68 + dx, y + dy, "fig-line")
            drawing.circle(68 + dx, y + dy, 3.5, "fig-dot")
        drawing.circle(68, y, 7, "fig-dot-accent")
    drawing.rect(10, 26, 26, 28, "fig-box-accent")
    return drawing.render()

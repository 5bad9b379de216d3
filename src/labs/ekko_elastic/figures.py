"""The drawings of the Ekko Elastic page: three packings, and the closing gap of the bounds."""

from labs.ekko_elastic.numbers import patterns, patterns_used
from labs.ekko_elastic.packing import packings
from labs.ekko_elastic.problem import EXAMPLE, Machine, cost
from labs.ekko_elastic.reference import generate, optimum
from labs.kernel.drawing import THUMBNAIL, WIDTH, Drawing
from labs.kernel.formatting import fixed

COLUMN = 14.0
TALL = 70.0  # height of a full resource of the large machine


def overview() -> str:
    """Draw the machines of each packing, filled with the shards they hold."""
    drawing = Drawing(
        "ekko-elastic-overview",
        "Models that strain different resources fit into fewer machines together",
        "Three packings of the same shards. "
        + " ".join(
            f"{name.capitalize()}: {len(machines)} machines for a price of {cost(machines)}:"
            f" {'; '.join(_words(machine) for machine in machines)}."
            for name, machines in packings(EXAMPLE).items()
        )
        + " Each machine is drawn as three columns, processor, memory and network, filled from"
        " the bottom by what its shards take.",
        height=366,
    )
    for row, (name, machines) in enumerate(packings(EXAMPLE).items()):
        top = 18 + row * 108
        heading = f"{name[0].upper()}{name[1:]}"
        drawing.text(8, top, heading, "fig-label-strong")
        count = f"{len(machines)} machines, price {cost(machines)}"
        drawing.text(WIDTH - 8, top, count, "fig-label", "end")
        for place, machine in enumerate(machines):
            _machine(drawing, 8 + place * 56, top + 12 + TALL, machine)
    drawing.text(8, 335, "In each machine: processor, memory, network.", "fig-note")
    drawing.text(
        8, 352, "A strains memory, B the network, C the processor; D is small.", "fig-note"
    )
    return drawing.render()


def _words(machine: Machine) -> str:
    held = (
        f"{number} {shard.name}"
        for number, shard in zip(machine.pattern, EXAMPLE.shards, strict=True)
        if number
    )
    return f"{machine.type.name} with {' and '.join(held)}"


def _machine(drawing: Drawing, left: float, floor: float, machine: Machine) -> None:
    for resource in range(len(EXAMPLE.resources)):
        x = left + resource * (COLUMN + 2)
        scale = TALL / EXAMPLE.types[0].capacity[resource]
        room = machine.type.capacity[resource] * scale
        drawing.rect(x, floor - room, COLUMN, room, "fig-box", radius=1)
        y = floor
        for tint, (number, shard) in enumerate(
            zip(machine.pattern, EXAMPLE.shards, strict=True), start=1
        ):
            height = number * shard.demand[resource] * scale
            if not height:
                continue
            y -= height
            drawing.rect(x, y, COLUMN, height, f"fig-area-{tint}", radius=0)
            drawing.line(x, y, x + COLUMN, y, "fig-line")
            if height >= 11:
                drawing.text(x + COLUMN / 2, y + height / 2 + 4, shard.name, "fig-note", "middle")
        drawing.rect(x, floor - room, COLUMN, room, "fig-line fig-open", radius=1)


def bounds() -> str:
    """Draw, step by step, between which prices the fractional optimum must lie."""
    steps = generate(EXAMPLE)
    best = cost(optimum(EXAMPLE))
    drawing = Drawing(
        "ekko-elastic-bounds",
        f"{patterns_used()} of {patterns()} patterns are enough to know what all of them allow",
        "Column generation, one row for each master problem. "
        + " ".join(
            f"Step {number}: between {fixed(float(step.bound), 1)} and"
            f" {fixed(float(step.value), 1)}"
            + (f", then pricing adds {_words(step.added)}." if step.added else ", and no more.")
            for number, step in enumerate(steps, start=1)
        )
        + f" The cheapest whole packing costs {best}.",
        height=74 + 27 * len(steps),
    )
    left, right, low, high = 150.0, WIDTH - 18.0, 30.0, 100.0

    def at(price: float) -> float:
        return left + (right - left) * (min(price, high) - low) / (high - low)

    floor = 40 + 27 * len(steps)
    drawing.text(8, 18, "pattern added", "fig-note")
    drawing.text(at(best), 18, f"cheapest packing {best}", "fig-label-accent", "middle")
    drawing.line(at(best), 26, at(best), floor, "fig-line-accent")
    for row, step in enumerate(steps):
        y = 44 + row * 27
        label = _short(step.added) if step.added else "none is worth adding"
        drawing.text(8, y + 4, label, "fig-label")
        value, bound = float(step.value), float(step.bound)
        drawing.line(at(bound), y, at(value), y, "fig-line-strong")
        drawing.line(at(bound), y - 5, at(bound), y + 5, "fig-line-strong")
        if value > high:
            drawing.arrow(at(high) - 8, y, at(high) + 4, y, "fig-line-strong")
            drawing.text(at(high) - 10, y - 6, fixed(value, 1), "fig-note", "end")
        else:
            drawing.line(at(value), y - 5, at(value), y + 5, "fig-line-strong")
        if step is steps[-1]:
            drawing.text(at(bound) - 8, y + 4, fixed(bound, 1), "fig-label-strong", "end")
    drawing.line(left, floor, right, floor, "fig-line")
    for price in range(40, 101, 20):
        drawing.line(at(price), floor, at(price), floor + 5, "fig-line")
        drawing.text(at(price), floor + 18, str(price), "fig-note", "middle")
    drawing.text(left - 8, floor + 18, "price", "fig-note", "end")
    return drawing.render()


def _short(machine: Machine) -> str:
    held = " ".join(
        f"{number}{shard.name}"
        for number, shard in zip(machine.pattern, EXAMPLE.shards, strict=True)
        if number
    )
    return f"{machine.type.name}: {held}"


def thumbnail() -> str:
    """Draw three filled bins."""
    width, height = THUMBNAIL
    drawing = Drawing(
        "ekko-elastic-thumbnail",
        "Ekko Elastic: shards packed into machines",
        "Three open bins, filled almost to the top with blocks of different sizes.",
        height,
        width,
    )
    for place, blocks in enumerate(((26, 18, 16), (34, 12, 12), (14, 22, 22))):
        x, y = 12 + place * 34, 72.0
        for tint, block in enumerate(blocks):
            y -= block
            css = "fig-box-accent" if tint == place else "fig-box"
            drawing.rect(x + 3, y, 22, block - 2, css, radius=1)
        drawing.polyline([(x, 8), (x, 72), (x + 28, 72), (x + 28, 8)], "fig-line-strong")
    return drawing.render()

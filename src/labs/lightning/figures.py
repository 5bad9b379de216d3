"""The drawings of the Lightning page: address space, the race of compilers, two meters."""

from collections.abc import Callable

from labs.kernel.drawing import THUMBNAIL, WIDTH, Drawing
from labs.kernel.formatting import fixed
from labs.lightning.example import (
    ACCESSES,
    BODY,
    DEADLINE_US,
    FUEL,
    MEMORY,
    RESERVED,
    SPEEDS,
    WORK,
)
from labs.lightning.memory import GIB, LARGEST_INDEX
from labs.lightning.meter import epoch_time, fuel_time, stop_with_epoch, stop_with_fuel
from labs.lightning.tiers import Compilers, finish


def overview() -> str:
    """Draw a process with two tenants and where the accesses of one of them can land."""
    drawing = Drawing(
        "lightning-overview",
        "Wherever the index points, it stays inside the tenant’s own reservation",
        "The address space of one process, to scale along each bar. It holds two tenants and the"
        f" host’s own data between them. Each tenant has {RESERVED // GIB} gibibytes reserved,"
        f" of which the first {MEMORY // GIB} is memory it may use. Three accesses of tenant 1"
        " are drawn. One has an index inside the memory and succeeds. One has an index past the"
        " memory: it lands on a page that is not mapped and the program stops. One adds the"
        " largest index and a constant offset: it lands past four gibibytes, still in the same"
        " reservation, and the program stops. No access reaches the host or tenant 2.",
        height=306,
    )
    left, right = 24.0, WIDTH - 24.0

    def at(byte: int) -> float:
        return left + (right - left) * byte / RESERVED

    drawing.rect(8, 8, WIDTH - 16, 290, "fig-box", radius=8)
    drawing.text(left, 30, "one process", "fig-label-strong")
    bar = 124.0
    drawing.text(left, 56, "code of tenant 1: load [index + offset]", "fig-note")
    for words, index, offset in ACCESSES:
        lands = at(index + offset)
        inside = index + offset < MEMORY
        drawing.circle(lands, 76, 3, "fig-dot-accent" if inside else "fig-dot")
        kind = "fig-line-accent" if inside else "fig-line fig-dashed"
        drawing.arrow(lands, 79, lands, bar - 1, kind)
        drawing.text(lands + 8, 92, words, "fig-note")
        drawing.text(lands + 8, 107, "works" if inside else "stops", "fig-label")
    _reservation(drawing, bar, at, "tenant 1", "not mapped: any access faults")
    for byte in (0, MEMORY, LARGEST_INDEX + 1, RESERVED):
        drawing.line(at(byte), bar + 34, at(byte), bar + 39, "fig-line")
        anchor = "start" if byte == 0 else "end" if byte == RESERVED else "middle"
        label = f"{byte // GIB} GiB" if byte else "0"
        drawing.text(at(byte), bar + 52, label, "fig-note", anchor)
    drawing.rect(left, 194, right - left, 26, "fig-area-3")
    drawing.text(WIDTH / 2, 211, "the host’s own data", "fig-label", "middle")
    _reservation(drawing, 238, at, "tenant 2", "not mapped")
    return drawing.render()


def _reservation(
    drawing: Drawing, y: float, at: Callable[[int], float], name: str, rest: str
) -> None:
    drawing.rect(at(0), y, at(RESERVED) - at(0), 34, "fig-box fig-dashed")
    drawing.rect(at(0), y, at(MEMORY) - at(0), 34, "fig-box-accent")
    drawing.text(at(MEMORY) + 8, y + 15, name, "fig-label")
    drawing.text(at(MEMORY) + 8, y + 29, rest, "fig-note")


def race() -> str:
    """Draw, for four ways of compiling, what the program does until its work is finished."""
    strategies = Compilers().strategies()
    ends = {name: finish(phases, WORK) for name, phases in strategies.items()}
    drawing = Drawing(
        "lightning-race",
        "Tiering starts at once and ends fast; a code cache does both the second time",
        f"Four bars over seconds since the module arrived, for {fixed(WORK)} seconds of fully"
        " optimised work. "
        + " ".join(
            f"{name.capitalize()}: waits until {fixed(phases[0][0])}, "
            + ", ".join(f"runs {_speed(speed)} from {fixed(start)}" for start, speed in phases)
            + f", ends at {fixed(ends[name], 1)} seconds."
            for name, phases in strategies.items()
        )
        + " While the tiered program already runs, the optimising compiler works beside it.",
        height=302,
    )
    left, right, row, last = 10.0, WIDTH - 44.0, 64.0, 95.0

    def at(second: float) -> float:
        return left + (right - left) * second / last

    for place, (name, phases) in enumerate(strategies.items()):
        y = 16 + place * row
        drawing.text(8, y, f"{name[0].upper()}{name[1:]}", "fig-label-strong")
        stops = [start for start, _ in phases[1:]] + [ends[name]]
        drawing.rect(at(0), y + 8, at(phases[0][0]) - at(0), 22, "fig-box fig-dashed", radius=1)
        if phases[0][0] > WORK / 10:
            drawing.text(at(phases[0][0] / 2), y + 23, "waits", "fig-note", "middle")
        for (start, speed), stop in zip(phases, stops, strict=True):
            css = "fig-box-accent" if speed == 1 else "fig-box"
            drawing.rect(at(start), y + 8, at(stop) - at(start), 22, css, radius=1)
            drawing.text(at((start + stop) / 2), y + 23, _speed(speed), "fig-note", "middle")
        drawing.text(at(ends[name]) + 6, y + 23, f"{ends[name]:.0f} s", "fig-label-accent")
        if len(phases) > 1:
            drawing.line(at(0), y + 37, at(phases[1][0]), y + 37, "fig-line fig-dashed")
            drawing.text(at(phases[1][0]) + 6, y + 41, "optimising beside it", "fig-note")
    floor = 16 + len(strategies) * row - 14
    drawing.line(left, floor, right, floor, "fig-line")
    for second in range(0, 81, 20):
        drawing.line(at(second), floor, at(second), floor + 5, "fig-line")
        label = f"{second} s" if second else "0"
        drawing.text(at(second), floor + 19, label, "fig-note", "middle" if second else "start")
    return drawing.render()


def _speed(speed: float) -> str:
    return "at full speed" if speed == 1 else f"at {speed:.0%} speed"


def meters() -> str:
    """Draw where one endless loop stops on three machines, under fuel and under epochs."""
    spent = stop_with_fuel(FUEL, BODY)
    drawing = Drawing(
        "lightning-meters",
        "Fuel stops every machine at the same instruction, an epoch at about the same time",
        f"An endless loop of {BODY} instructions on three machines. With {FUEL} units of fuel it"
        f" stops after {spent} instructions on each: "
        + ", ".join(
            f"{name} after {fixed(fuel_time(FUEL, BODY, speed), 0)} microseconds"
            for name, speed in SPEEDS.items()
        )
        + f". With an epoch that ends after {fixed(DEADLINE_US)} microseconds the instruction"
        " differs: "
        + ", ".join(
            f"{name} {stop_with_epoch(DEADLINE_US, speed, BODY)}"
            f" at {fixed(epoch_time(DEADLINE_US, speed, BODY), 0)} microseconds"
            for name, speed in SPEEDS.items()
        )
        + ".",
        height=262,
    )
    left, right, longest = 112.0, WIDTH - 46.0, 2100.0

    def bars(top: float, heading: str, stops: list[tuple[int, float]]) -> None:
        drawing.text(8, top, heading, "fig-label-strong")
        for row, (name, (count, time)) in enumerate(zip(SPEEDS, stops, strict=True)):
            y = top + 14 + row * 28
            x = left + (right - left) * time / longest
            drawing.text(left - 8, y + 12, name, "fig-note", "end")
            drawing.line(left, y + 8, x, y + 8, "fig-line")
            drawing.line(x, y + 1, x, y + 15, "fig-line-strong")
            drawing.text(x + 6, y + 12, str(count), "fig-label-accent")

    bars(
        20,
        f"{FUEL} units of fuel: instructions run",
        [(spent, fuel_time(FUEL, BODY, speed)) for speed in SPEEDS.values()],
    )
    bars(
        134,
        f"an epoch of {fixed(DEADLINE_US)} µs: instructions run",
        [
            (stop_with_epoch(DEADLINE_US, speed, BODY), epoch_time(DEADLINE_US, speed, BODY))
            for speed in SPEEDS.values()
        ],
    )
    end = left + (right - left) * DEADLINE_US / longest
    drawing.line(end, 142, end, 232, "fig-line fig-dashed")
    for time in (0, 1000, 2000):
        x = left + (right - left) * time / longest
        drawing.line(x, 232, x, 237, "fig-line")
        drawing.text(x, 251, f"{time} µs" if time else "0", "fig-note", "middle")
    drawing.line(left, 232, right, 232, "fig-line")
    return drawing.render()


def thumbnail() -> str:
    """Draw a sandbox in a sandbox, and a bolt: the step from one tier to the next."""
    width, height = THUMBNAIL
    drawing = Drawing(
        "lightning-thumbnail",
        "Lightning: code in its own walls, faster after a step",
        "Two nested frames; inside them a line that rises, steps and rises more steeply.",
        height,
        width,
    )
    drawing.rect(6, 6, 108, 68, "fig-box", radius=8)
    drawing.rect(20, 16, 80, 48, "fig-area-1", radius=5)
    drawing.rect(20, 16, 80, 48, "fig-line fig-dashed fig-open", radius=5)
    drawing.polyline([(44, 58), (60, 42), (52, 40), (72, 22)], "fig-line-accent")
    return drawing.render()

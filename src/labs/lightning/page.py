"""What the page of Lightning shows besides the lab: the address space of a process, and values."""

from labs.kernel.drawing import WIDTH, Drawing
from labs.kernel.formatting import in_words

GIB, MIB = 2**30, 2**20
LARGEST_INDEX = LARGEST_OFFSET = 2**32 - 1
RESERVED = 8 * GIB
MEMORY = GIB  # what each tenant may use at present
ACCESSES = (  # (words, index, constant offset): inside, past the memory, past every index
    ("small index", GIB // 2, 0),
    ("large index", 3 * GIB - GIB // 4, 0),
    ("plus offset", LARGEST_INDEX, 2 * GIB - GIB // 2),
)
WIDEST = 8  # bytes of the widest scalar access
USER_ADDRESS_BITS = 47  # 128 TiB for a process under Linux on x86-64
SMALL_RESERVATION = 4 * GIB + 32 * MIB


def width() -> str:
    """Bytes of the widest scalar access."""
    return in_words(WIDEST)


def past_reservation() -> str:
    """Bytes by which the farthest access overhangs the reservation, and the guard must cover."""
    return str(LARGEST_INDEX + LARGEST_OFFSET + WIDEST - RESERVED)


def unchecked_offset() -> str:
    """Largest constant offset that needs no check under the small reservation.

    With it, all that an access could touch is reserved, whatever its 32-bit index is then.
    """
    return f"{SMALL_RESERVATION - LARGEST_INDEX - WIDEST:,}"


def reservations() -> str:
    """Reservations that fit in one process."""
    return f"{(1 << USER_ADDRESS_BITS) // RESERVED:,}"


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

    def reservation(y: float, name: str, rest: str) -> None:
        drawing.rect(at(0), y, at(RESERVED) - at(0), 34, "fig-box fig-dashed")
        drawing.rect(at(0), y, at(MEMORY) - at(0), 34, "fig-box-accent")
        drawing.text(at(MEMORY) + 8, y + 15, name, "fig-label")
        drawing.text(at(MEMORY) + 8, y + 29, rest, "fig-note")

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
    reservation(bar, "tenant 1", "not mapped: any access faults")
    for byte in (0, MEMORY, LARGEST_INDEX + 1, RESERVED):
        drawing.line(at(byte), bar + 34, at(byte), bar + 39, "fig-line")
        anchor = "start" if byte == 0 else "end" if byte == RESERVED else "middle"
        label = f"{byte // GIB} GiB" if byte else "0"
        drawing.text(at(byte), bar + 52, label, "fig-note", anchor)
    drawing.rect(left, 194, right - left, 26, "fig-area-3")
    drawing.text(WIDTH / 2, 211, "the host’s own data", "fig-label", "middle")
    reservation(238, "tenant 2", "not mapped")
    return drawing.render()


def thumbnail() -> str:
    """Draw a sandbox in a sandbox, and a bolt: the step from one tier to the next."""
    drawing = Drawing.thumbnail(
        "lightning-thumbnail",
        "Lightning: code in its own walls, faster after a step",
        "Two nested frames; inside them a line that rises, steps and rises more steeply.",
    )
    drawing.rect(6, 6, 108, 68, "fig-box", radius=8)
    drawing.rect(20, 16, 80, 48, "fig-area-1", radius=5)
    drawing.rect(20, 16, 80, 48, "fig-line fig-dashed fig-open", radius=5)
    drawing.polyline([(44, 58), (60, 42), (52, 40), (72, 22)], "fig-line-accent")
    return drawing.render()

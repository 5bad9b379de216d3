"""Figures and values that the consensus page takes from the lab while the site is built."""

from labs.consensus.phase2 import MAJORITY, SITES, Slot, commit_ms, rate, round_trips_ms, run
from labs.kernel.drawing import WIDTH, Drawing
from labs.kernel.formatting import fixed, in_words

LEADER = "us-west-1"
WINDOW = 4  # slots in flight
UNTIL = 388.0  # three rounds of this leader and a little air
GAP = 13.0  # ms between proposals: wide enough to tell slanted lines apart on a phone

LEFT, RIGHT = 74.0, WIDTH - 8.0
ROW = 34.0


def window() -> str:
    """Return how many slots the leader of the drawing keeps in flight."""
    return in_words(WINDOW)


def best_leader_ms() -> str:
    """Return the shortest wait for a majority, over all places a leader may stand."""
    return fixed(min(map(commit_ms, SITES)), 1)


def worst_leader_ms() -> str:
    """Return the longest wait for a majority."""
    return fixed(max(map(commit_ms, SITES)), 1)


def majority_ms() -> str:
    """Return the wait of a leader in California for a majority."""
    return fixed(commit_ms(LEADER), 1)


def two_votes_ms() -> str:
    """Return the wait of a leader in California for its own vote and one more."""
    return fixed(commit_ms(LEADER, 2), 1)


def one_at_a_time() -> str:
    """Return how many slots a second a leader in California fills one by one."""
    return fixed(rate(commit_ms(LEADER)), 1)


def overview() -> str:
    """Draw phase-2 rounds with one slot in flight and with a window, over the same time."""
    single, many = run(LEADER, 1, UNTIL), run(LEADER, WINDOW, UNTIL, GAP)
    near, far = list(round_trips_ms(LEADER))[: MAJORITY - 1]
    drawing = Drawing(
        "consensus-overview",
        f"A window of {WINDOW} chooses {len(many)} slots while one at a time chooses {len(single)}",
        f"Two space-time diagrams over the same {fixed(UNTIL, 0)} milliseconds. Time runs to the"
        f" right; the rows are a leader in {SITES[LEADER]} and the two voters nearest to it,"
        f" {SITES[near]} and {SITES[far]}. A slot is a slanted line out to each voter and one back."
        f" It is chosen, marked by a dot on the leader's row, when the vote of {SITES[far]} is"
        f" back, {fixed(commit_ms(LEADER), 1)} milliseconds after it was proposed. Above, the"
        f" leader waits for each slot before it proposes the next: {len(single)} slots are chosen."
        f" Below, it keeps up to {WINDOW} slots in flight: {len(many)} slots are chosen, each"
        " after the same wait.",
        height=292,
    )
    _rounds(drawing, single, f"One slot in flight: {len(single)} chosen", 20)
    _rounds(drawing, many, f"Window of {WINDOW}: {len(many)} chosen", 150)
    _axis(drawing, 262, LEFT, RIGHT, UNTIL, 100)
    return drawing.render()


def quorums() -> str:
    """Draw, for each place a leader may stand, how long quorums of two, three and five take."""
    drawing = Drawing(
        "consensus-quorums",
        "Where the leader stands, and how many votes it awaits, decide the wait",
        f"For a leader in each of {in_words(len(SITES))} regions, the milliseconds until a phase-2"
        f" quorum of two, of {in_words(MAJORITY)} (a majority) and of all {in_words(len(SITES))}"
        " has voted. "
        + " ".join(
            f"{place}: {fixed(commit_ms(site, 2), 1)}, {fixed(commit_ms(site), 1)} and"
            f" {fixed(commit_ms(site, len(SITES)), 1)}."
            for site, place in SITES.items()
        ),
        height=226,
    )
    left, right, most = 84.0, WIDTH - 22.0, 250.0

    def at(milliseconds: float) -> float:
        return left + (right - left) * milliseconds / most

    for row, site in enumerate(sorted(SITES, key=commit_ms)):
        y = 46 + row * 32
        two, three, five = (commit_ms(site, count) for count in (2, MAJORITY, len(SITES)))
        drawing.text(left - 10, y + 4, SITES[site], "fig-label", "end")
        drawing.line(left, y, right, y, "fig-line-faint")
        drawing.line(at(two), y, at(five), y, "fig-line")
        drawing.circle(at(two), y, 4, "fig-dot")
        drawing.circle(at(three), y, 6, "fig-dot-accent")
        drawing.line(at(five), y - 5, at(five), y + 5, "fig-line-strong")
        drawing.text(at(three), y - 10, fixed(three, 0), "fig-note", "middle")
        if row == 0:
            drawing.text(at(two) - 3, 16, "two", "fig-note", "end")
            drawing.text(at(three) + 3, 16, "majority", "fig-note", "start")
            drawing.text(at(five), 16, "all five", "fig-note", "middle")
    _axis(drawing, 194, left, right, most, 50)
    return drawing.render()


def thumbnail() -> str:
    """Draw slanted messages between a leader's line and a voter's."""
    slots = run(LEADER, 3, 240.0, 22.0)
    drawing = Drawing.thumbnail(
        "consensus-thumbnail",
        "Messages out and back between two regions, several in flight",
        "Two time lines with slanted messages between them; three rounds overlap.",
    )
    width = drawing.width
    top, bottom = 22.0, drawing.height - 18
    drawing.line(6, top, width - 6, top, "fig-line-strong")
    drawing.line(6, bottom, width - 6, bottom, "fig-line-strong")
    for slot in slots:
        start, back = (8 + time * (width - 16) / 272 for time in slot)
        middle = (start + back) / 2
        drawing.line(start, top, middle, bottom, "fig-line-accent")
        drawing.line(middle, bottom, back, top, "fig-line-accent")
        drawing.circle(back, top, 4, "fig-dot-accent")
    return drawing.render()


def _axis(
    drawing: Drawing, y: float, left: float, right: float, most: float, every: int
) -> None:  # fmt: skip
    """Draw an axis from 0 to *most* ms at the height *y*, with ticks *every* so many ms."""
    drawing.line(left, y, right, y, "fig-line")
    for ms in range(0, int(most) + 1, every):
        x = left + (right - left) * ms / most
        drawing.line(x, y, x, y + 5, "fig-line")
        drawing.text(x, y + 19, f"{ms} ms" if ms else "0", "fig-note", "middle")


def _x(time: float) -> float:
    """Return where *time* in ms stands on the space-time diagrams."""
    return LEFT + (RIGHT - LEFT) * time / UNTIL


def _rounds(drawing: Drawing, slots: list[Slot], heading: str, top: float) -> None:
    """Draw one space-time diagram, its heading at *top*: leader above, two voters below it."""
    voters = dict(list(round_trips_ms(LEADER).items())[: MAJORITY - 1])
    drawing.text(LEFT, top, heading, "fig-label-strong")
    rows = {site: top + 22 + index * ROW for index, site in enumerate([LEADER, *voters])}
    for site, y in rows.items():
        drawing.text(LEFT - 8, y + 4, SITES[site], "fig-note", "end")
        drawing.line(LEFT, y, RIGHT, y, "fig-line-faint" if site != LEADER else "fig-line-strong")
    for slot in slots:
        for voter, trip in voters.items():
            back = slot.proposed + trip
            css = "fig-line-accent" if back == slot.chosen else "fig-line"
            there = (slot.proposed + back) / 2
            drawing.line(_x(slot.proposed), rows[LEADER], _x(there), rows[voter], css)
            drawing.line(_x(there), rows[voter], _x(back), rows[LEADER], css)
    for slot in slots:
        drawing.circle(_x(slot.chosen), rows[LEADER], 4.5, "fig-dot-accent")

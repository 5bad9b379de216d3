"""How blocks and branches become Python's loops, which have ``break`` and ``continue`` only.

A loop that is branched to becomes ``while True:``. A block becomes nothing where every branch to
it can be had for free: as a ``break`` of an inner loop that ends where the block ends, or by
leaving the rest of what surrounds the branch out. Otherwise it becomes a loop that runs once, left
by ``break``. This is decided for inner blocks first, because outer ones build on it.
"""

from dataclasses import dataclass, field

from labs.lightning import opcodes
from labs.lightning.module import BODY, Code


@dataclass
class Block:
    """A block, loop, if or function body: its place, its end, what surrounds it."""

    start: int
    end: int
    op: int
    outer: "Block | None"
    result: str | None
    height: int
    loops: bool = False
    """Whether it becomes a loop in Python."""
    branches: list[tuple[int, "Block"]] = field(default_factory=list)
    """The branches to it: place and innermost block around that place."""


def blocks(code: Code) -> dict[int, Block]:
    """Return the blocks of *code* by the place they start at, and how each is written."""
    control = code.control
    body = Block(BODY, len(code.ops) - 1, opcodes.BLOCK, None, None, 0)
    found = {BODY: body}
    around = body
    ended: list[Block] = []
    for place, op in enumerate(code.ops):
        if op in (opcodes.BLOCK, opcodes.LOOP, opcodes.IF):
            height, result = control.heights[place], code.args[place]
            around = Block(place, control.ends[place], op, around, result, height)
            found[place] = around
        elif op == opcodes.END and around.outer is not None:
            ended.append(around)
            around = around.outer
        for target in control.branches.get(place, ()):
            found[target.block].branches.append((place, around))
    for block in ended:
        if block.op == opcodes.LOOP:
            block.loops = bool(block.branches)
        else:
            block.loops = not all(_is_free(code, block, inner) for _, inner in block.branches)
    return found


def innermost_loop(inner: Block, target: Block) -> Block | None:
    """Return the innermost loop of Python's from *inner* outwards to *target*, both included."""
    around: Block | None = inner
    while around is not None:
        if around.loops:
            return around
        if around is target:
            return None
        around = around.outer
    return None


def _is_free(code: Code, block: Block, inner: Block) -> bool:
    """Return whether a branch in *inner* gets to the end of *block* without a loop around it."""
    if block.result is not None:
        return False
    around: Block | None = inner
    while around is not None and around is not block:
        if around.result is not None:
            return False
        if around.loops:
            return _falls_to(code, around.end + 1, block.end)
        around = around.outer
    return inner is block or _falls_to(code, inner.end + 1, block.end)


def _falls_to(code: Code, place: int, end: int) -> bool:
    """Return whether nothing is executed from *place* to the end of a block at *end*."""
    elses = {place: code.control.ends[start] for start, place in code.control.elses.items()}
    while place < end:
        if code.ops[place] == opcodes.ELSE:
            place = elses[place]
        elif code.ops[place] != opcodes.END:
            return False
        place += 1
    return place == end

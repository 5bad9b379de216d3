"""How blocks and branches become Python's loops, which have ``break`` and ``continue`` only.

A loop that is branched to becomes ``while True:``. A block becomes nothing where every branch to
it can be had for free: as a ``break`` of an inner loop that ends where the block ends, or by
leaving the rest of what surrounds the branch out. Otherwise it becomes a loop that runs once, left
by ``break``. This is decided for inner blocks first, because outer ones build on it.
"""

from collections.abc import Iterator

from labs.lightning.module import Block, Code
from labs.lightning.opcodes import BR_TABLE, ELSE, END, LOOP


def decide(code: Code) -> None:
    """Decide for each block of *code* whether it becomes a loop of Python's."""
    ends = [code.blocks[place] for place, op in enumerate(code.ops) if op == END]
    for block in ends[:-1]:  # the last one ends the function's body
        if block.op == LOOP:
            block.loops = bool(block.branches)
        else:
            block.loops = not all(
                code.ops[place] != BR_TABLE and _is_free(code, block, inner)
                for place, inner in block.branches
            )


def outwards(inner: Block, target: Block) -> Iterator[Block]:
    """Yield the blocks from *inner* to *target*, both included."""
    around: Block | None = inner
    while around is not None:
        yield around
        around = around.outer if around is not target else None


def innermost_loop(inner: Block, target: Block) -> Block | None:
    """Return the innermost loop of Python's from *inner* outwards to *target*."""
    return next((block for block in outwards(inner, target) if block.loops), None)


def _is_free(code: Code, block: Block, inner: Block) -> bool:
    """Return whether a branch in *inner* gets to the end of *block* without a loop around it."""
    if block.results:
        return False
    for around in outwards(inner, block):
        if around is block:
            break
        if around.results:
            return False
        if around.loops:
            return _falls_to(code, around.end + 1, block.end)
    return inner is block or _falls_to(code, inner.end + 1, block.end)


def _falls_to(code: Code, place: int, end: int) -> bool:
    """Return whether nothing is executed from *place* to the end of a block at *end*."""
    while place < end:
        if code.ops[place] == ELSE:
            place = code.blocks[place].end
        elif code.ops[place] != END:
            return False
        place += 1
    return place == end

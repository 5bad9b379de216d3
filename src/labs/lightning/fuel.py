"""What instructions cost, and where that is paid: the rules of Wasmtime 50.

Every instruction costs 1, except those that only give the code its form. Entering a function
costs 1 more, a bulk instruction 1 more for each byte, ``memory.grow`` 1 more for each page it got.
A straight run of instructions is paid for at its end, all at once; a ``br_if`` that is taken pays
for the run up to itself. Whether anything is left is asked in three places only: a function is not
entered with 1 or less, a loop does not go round and a bulk instruction is not left with 0 or less.
So a program may overdraw by one run, and stops at the same instruction everywhere.
"""

from labs.lightning.opcodes import BR_IF, BULK, I32_CONST, IF, codes
from labs.lightning.structure import Code

ENTRY = 1  # the price of entering a function, paid with its first run
UNLIMITED = 1 << 62
FREE = codes("nop drop block loop unreachable return else end")
_ENDS = codes("call call_indirect if else loop br br_table return unreachable")
_SMALL = 128
"""A bulk instruction whose size is a constant up to this is priced like any other, in its run."""


def prices(code: Code, by_the_byte: bool = True) -> tuple[dict[int, int], set[int]]:
    """Return what *code* costs; without *by_the_byte*, bulk instructions cost 1.

    That is the price of each straight run, at the place of its last instruction (each ``br_if`` has
    its own; an ``end`` that no branch goes to ends no run); and the places of those that also cost
    what they find on the stack, and then ask whether any fuel is left.
    """
    joins = {block.end for block in code.blocks.values() if block.branched or block.op == IF}
    runs: dict[int, int] = {}
    dynamic: set[int] = set()
    total = ENTRY
    for place, op in enumerate(code.ops):
        total += op not in FREE
        if op in BULK and by_the_byte:
            size = code.args[place - 1] if code.ops[place - 1] == I32_CONST else _SMALL + 1
            if size <= _SMALL:
                total += size
            else:
                dynamic.add(place)
        ends = op in _ENDS or place in joins or place in dynamic or place == len(code.ops) - 1
        if ends or op == BR_IF:
            runs[place] = total
        total = 0 if ends else total
    return runs, dynamic

"""What instructions cost, and where that is paid: the rules of Wasmtime 50.

Every instruction costs 1, except those that only give the code its form. Entering a function
costs 1 more, ``memory.grow`` 1 more for each page asked for, a bulk instruction 1 more for each
byte. A straight run of instructions is paid for at its head, all at once. Whether anything is
left is asked in two places only: a function is not entered with 1 or less, a loop does not go
round with 0 or less. So a program may overdraw by one run, and stops at the same instruction on
every machine and in every tier.

A ``br_if`` does not end a run: where it is taken, what lies behind it is given back.
"""

from labs.lightning import opcodes
from labs.lightning.module import Code
from labs.lightning.opcodes import BY_NAME

ENTRY = 1
"""The price of entering a function."""
UNLIMITED = 1 << 62
FREE = frozenset(
    BY_NAME[name].code
    for name in ("nop", "drop", "block", "loop", "unreachable", "return", "else", "end")
)
_ENDS = frozenset(
    BY_NAME[name].code
    for name in (
        *("call", "call_indirect", "if", "else", "loop"),
        *("br", "br_table", "return", "unreachable"),
    )
)


def runs(code: Code) -> dict[int, int]:
    """Return the price of each straight run by the index of its first instruction.

    The ``end`` of a block that no branch leaves and of a loop join nothing, and end no run.
    """
    joined = {target.block for targets in code.control.branches.values() for target in targets}
    joins = {
        end
        for start, end in code.control.ends.items()
        if start >= 0
        and (
            code.ops[start] == opcodes.IF or (start in joined and code.ops[start] == opcodes.BLOCK)
        )
    }
    prices = {}
    head = price = 0
    for place, op in enumerate(code.ops):
        price += op not in FREE
        if op in _ENDS or place in joins:
            prices[head] = price
            head, price = place + 1, 0
    prices[head] = price
    return prices


def given_back(code: Code, prices: dict[int, int]) -> dict[int, int]:
    """Return for each ``br_if`` the price of what follows it in its run."""
    behind = {}
    rest = 0
    for place, op in enumerate(code.ops):
        if place in prices:
            rest = prices[place]
        rest -= op not in FREE
        if op == opcodes.BR_IF:
            behind[place] = rest
    return behind

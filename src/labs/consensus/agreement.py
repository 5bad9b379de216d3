"""Checks that a replicated log agrees, from outside: what no replica may ever have applied.

The checker sees which values each replica applied in which slots, in the order in which it did,
and which commands were ever given. It knows nothing of ballots, quorums or messages.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence


def violations(
    applied: Iterable[Sequence[tuple[int, Sequence[Hashable]]]], commands: Collection[Hashable]
) -> list[str]:
    """Return a sentence for each wrong of *applied*, one sequence for every life of a replica.

    *Agreement*: in one slot, all apply the same value. *Order*: each life applies the slots from
    0 on without a gap. *Validity*: a value holds only commands that were given (*commands*); one
    that holds none is a no-op.
    """
    wrong = []
    values: dict[int, Sequence[Hashable]] = {}
    for life in applied:
        for expected, (slot, value) in enumerate(life):
            if slot != expected:
                wrong.append(f"slot {slot} was applied when slot {expected} was due")
                break
            if values.setdefault(slot, value) != value:
                wrong.append(f"two values were applied in slot {slot}")
            if any(command not in commands for command in value):
                wrong.append(f"slot {slot} holds a command that nobody gave")
    return wrong

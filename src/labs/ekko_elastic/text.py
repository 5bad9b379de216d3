"""Shards, machines and moves as a reader types them; every error is one sentence with its line.

A shard class is a line ``A 6 72 2 6``: name, processor, memory, network, count. A machine type is
``large 64 256 25 20``: name, processor, memory, network, price. A move is ``A > 2`` (a shard of A
onto the second machine) or ``A > large`` (onto a new machine of that type). ``#`` starts a comment.
"""

from labs.ekko_elastic.problem import Groups, Machine, MachineType, Problem, ShardClass
from labs.ekko_elastic.simplex import Vector
from labs.kernel.parameters import typed_lines

NEEDS = Problem.resources
MOST_CLASSES, MOST_TYPES, MOST_SHARDS, MOST_NEEDED, MOST_PRICE = 12, 4, 400, 100_000, 10_000
SHARDS = "A 6 72 2 6\nB 8 20 7 6\nC 18 24 2 6\nD 4 12 1 6"
"""The example: classes heavy on memory, on the network and on the processor, and a small one."""
MACHINES = "large 64 256 25 20\nsmall 32 128 10 11\nmemory 32 256 10 16"


def read_shards(text: str, limit: int | None = None) -> tuple[ShardClass, ...]:
    """Return the classes in *text*, of which at most *limit* shards may share a machine.

    ValueError names the line that is wrong, or what there is too much of.
    """
    rows = _table(text, "count", "A 6 72 2 6", MOST_CLASSES, "shards", "classes")
    shards = tuple(ShardClass(*row, limit) for row in rows)
    total = sum(shard.count for shard in shards)
    if total > MOST_SHARDS:
        raise ValueError(f"There are {total} shards; at most {MOST_SHARDS} are packed.")
    return shards


def read_machines(text: str) -> tuple[MachineType, ...]:
    """Return the machine types in *text*; ValueError as :func:`read_shards`."""
    rows = _table(text, "price", "large 64 256 25 20", MOST_TYPES, "machines", "machine types")
    return tuple(MachineType(*row) for row in rows)


def read_moves(text: str, problem: Problem) -> Groups:
    """Return the machines after the moves in *text*, in the order in which they were opened.

    ValueError names the line that is wrong.
    """
    names = [shard.name for shard in problem.shards]
    types = {machine.name: machine for machine in problem.types}
    machines: list[Machine] = []
    for number, line in typed_lines(text):
        name, arrow, target = (part.strip() for part in line.rpartition(">"))
        if not arrow or name not in names or not (target in types or target.isdecimal()):
            raise ValueError(
                f"Line {number}: a move is a class and a machine, such as “{names[0]} > 1” or"
                f" “{names[0]} > {problem.types[0].name}”, not “{line[:40]}”."
            )
        i = names.index(name)
        if target in types:
            machines.append(Machine(types[target], (0,) * len(names)))
        place = len(machines) if target in types else int(target)
        if not 1 <= place <= len(machines):
            raise ValueError(f"Line {number}: there is no machine {place} yet.")
        opened = machines[place - 1]
        pattern = tuple(n + (k == i) for k, n in enumerate(opened.pattern))
        if sum(machine.pattern[i] for machine in machines) == problem.counts[i]:
            raise ValueError(f"Line {number}: all shards of “{name}” are placed.")
        machines[place - 1] = Machine(opened.type, pattern)
        if not problem.fits(machines[place - 1]):
            raise ValueError(f"Line {number}: a shard of “{name}” does not fit on machine {place}.")
    return [(machine, 1) for machine in machines]


def _table(
    text: str, last: str, such: str, most: int, rows: str, kinds: str
) -> list[tuple[str, Vector, int]]:
    """Return name, amount of each resource and *last* number of every line; none is like another.

    A line is *such*; there are at least one and at most *most*.
    """
    line_of: dict[str, int] = {}
    table = []
    for number, line in typed_lines(text):
        name, *fields = line.split()
        if len(fields) != 4:
            raise ValueError(
                f"Line {number}: a line is a name and four whole numbers ({', '.join(NEEDS)},"
                f" {last}), such as “{such}”, not “{line[:40]}”."
            )
        if name in line_of:
            raise ValueError(f"Line {number}: the name “{name}” is taken by line {line_of[name]}.")
        line_of[name] = number
        bounds = (*((need, 0, MOST_NEEDED) for need in NEEDS), (f"a {last}", 1, MOST_PRICE))
        for (label, low, high), word in zip(bounds, fields, strict=True):
            if not (word.isascii() and word.isdecimal() and low <= int(word) <= high):
                raise ValueError(
                    f"Line {number}: {label} must be a whole number from {low} to {high:,}, not"
                    f" “{word[:20]}”."
                )
        *needs, count = map(int, fields)
        if last == "count" and not any(needs):
            raise ValueError(f"Line {number}: a shard needs something; “{line}” needs nothing.")
        table.append((name, tuple(needs), count))
    if not table:
        raise ValueError(f"There are no {rows}: type at least one line such as “{such}”.")
    if len(table) > most:
        raise ValueError(f"There are {len(table)} {kinds}; the lab takes at most {most}.")
    return table


EXAMPLE = Problem(read_shards(SHARDS), read_machines(MACHINES))

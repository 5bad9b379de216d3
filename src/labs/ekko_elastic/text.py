"""Shards, machines and moves as a reader types them; every error is one sentence with its line.

A shard class is a line ``A 6 72 2 6``: name, processor, memory, network, count. A machine type is
``large 64 256 25 20``: name, processor, memory, network, price. A move is ``A > 2`` (a shard of A
onto the second machine) or ``A > large`` (onto a new machine of that type). ``#`` starts a comment.
"""

from collections.abc import Iterator

from labs.ekko_elastic.problem import Groups, Machine, MachineType, Problem, ShardClass
from labs.kernel.parameters import typed_lines

NEEDS = ("processor", "memory", "network")
MOST_CLASSES, MOST_TYPES, MOST_SHARDS, MOST_NEEDED, MOST_PRICE = 12, 4, 400, 100_000, 10_000
SHARDS = "A 6 72 2 6\nB 8 20 7 6\nC 18 24 2 6\nD 4 12 1 6"
"""The example: classes heavy on memory, on the network and on the processor, and a small one."""
MACHINES = "large 64 256 25 20\nsmall 32 128 10 11\nmemory 32 256 10 16"


def read_shards(text: str, limit: int | None = None) -> tuple[ShardClass, ...]:
    """Return the classes in *text*, of which at most *limit* shards may share a machine."""
    shards = []
    for number, line, name, values in _lines(text, "count", "A 6 72 2 6"):
        if not any(values[:3]):
            raise ValueError(f"Line {number}: a shard needs something; “{line}” needs nothing.")
        shards.append(ShardClass(name, tuple(values[:3]), values[3], limit))
    total = sum(shard.count for shard in shards)
    _check(len(shards), MOST_CLASSES, "shards: type at least one line such as “A 6 72 2 6”",
           "classes")  # fmt: skip
    if total > MOST_SHARDS:
        raise ValueError(f"There are {total} shards; at most {MOST_SHARDS} are packed.")
    return tuple(shards)


def read_machines(text: str) -> tuple[MachineType, ...]:
    """Return the machine types in *text*."""
    table = _lines(text, "price", "large 64 256 25 20")
    types = [MachineType(name, tuple(values[:3]), values[3]) for _, _, name, values in table]
    _check(len(types), MOST_TYPES, "machines: type a line such as “large 64 256 25 20”",
           "machine types")  # fmt: skip
    return tuple(types)


def _check(count: int, most: int, none: str, many: str) -> None:
    if not count:
        raise ValueError(f"There are no {none}.")
    if count > most:
        raise ValueError(f"There are {count} {many}; the lab takes at most {most}.")


def read_moves(text: str, problem: Problem) -> Groups:
    """Return the machines after the moves in *text*, in the order in which they were opened."""
    names = [shard.name for shard in problem.shards]
    types = {machine.name: machine for machine in problem.types}
    machines: list[Machine] = []
    for number, line in typed_lines(text):
        name, arrow, target = (part.strip() for part in line.partition(">"))
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
        held = machines[place - 1]
        pattern = tuple(n + (k == i) for k, n in enumerate(held.pattern))
        if sum(machine.pattern[i] for machine in machines) == problem.counts[i]:
            raise ValueError(f"Line {number}: all shards of “{name}” are placed.")
        machines[place - 1] = Machine(held.type, pattern)
        if not problem.fits(machines[place - 1]):
            raise ValueError(f"Line {number}: a shard of “{name}” does not fit on machine {place}.")
    return [(machine, 1) for machine in machines]


def _lines(text: str, last: str, such: str) -> Iterator[tuple[int, str, str, list[int]]]:
    """Yield line number, line, name and the four whole numbers of every line of a table."""
    seen: dict[str, int] = {}
    for number, line in typed_lines(text):
        name, *numbers = line.split()
        if len(numbers) != 4:
            raise ValueError(
                f"Line {number}: a line is a name and four whole numbers ({', '.join(NEEDS)},"
                f" {last}), such as “{such}”, not “{line[:40]}”."
            )
        if name in seen:
            raise ValueError(f"Line {number}: the name “{name}” is taken by line {seen[name]}.")
        seen[name] = number
        values = []
        for what, word in zip((*NEEDS, last), numbers, strict=True):
            low, high = (0, MOST_NEEDED) if what in NEEDS else (1, MOST_PRICE)
            if not (word.isascii() and word.isdecimal() and low <= int(word[:9]) <= high):
                article = "a " if what in ("count", "price") else ""
                raise ValueError(
                    f"Line {number}: {article}{what} must be a whole number from {low} to"
                    f" {high:,}, not “{word[:20]}”."
                )
            values.append(int(word))
        yield number, line, name, values


EXAMPLE = Problem(read_shards(SHARDS), read_machines(MACHINES))

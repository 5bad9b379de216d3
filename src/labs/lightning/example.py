"""The settings that the Lightning page shows: a memory, a piece of work, a loop to stop."""

from labs.lightning.memory import GIB, LARGEST_INDEX

RESERVED = 8 * GIB
MEMORY = GIB  # what each tenant may use at present
ACCESSES = (  # (words, index, constant offset): inside, past the memory, past every index
    ("small index", GIB // 2, 0),
    ("large index", 3 * GIB - GIB // 4, 0),
    ("plus offset", LARGEST_INDEX, 2 * GIB - GIB // 2),
)

WORK = 60.0  # seconds of optimised code in the race
FUEL, BODY, DEADLINE_US = 900, 60, 850.0
SPEEDS = {"a fast machine": 1.1, "a slow machine": 0.7, "a busy machine": 0.45}

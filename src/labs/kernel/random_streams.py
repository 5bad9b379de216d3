"""Random streams: one seed, and a generator of its own for every name.

Each link, node or workload of a model draws from the stream of its own name, so that adding one
does not change another's luck.
"""

from random import Random


class Streams:
    """Named random generators; the same seed and name give the same numbers everywhere."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, name: str) -> Random:
        """Return a fresh generator for *name*.

        A text seeds :class:`random.Random` through SHA-512, never through :func:`hash`, which
        differs between processes.
        """
        return Random(f"{self._seed}/{name}")


def exponential(random: Random) -> float:
    """Return a number of exponential distribution with mean 1.

    Von Neumann's method (1951) needs comparisons only; a library's logarithm may differ in the
    last bit from another's.
    """
    whole = 0
    draw = random.random
    while True:
        first = last = draw()
        falling = True
        while (following := draw()) < last:  # the length of the falling run decides
            last = following
            falling = not falling
        if falling:
            return whole + first
        whole += 1

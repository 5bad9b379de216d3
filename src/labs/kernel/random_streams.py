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

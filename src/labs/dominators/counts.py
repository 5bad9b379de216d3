"""Counts of elementary operations: the lab's measure of cost, the same on every machine."""

from dataclasses import astuple, dataclass


@dataclass
class OperationCounts:
    """Elementary operations, each of constant time."""

    visited: int = 0
    """Vertices a search came to."""
    scanned: int = 0
    """Edges a search or a pass looked at."""
    evaluated: int = 0
    """Links followed towards the root of a virtual forest, to find a semidominator."""
    climbed: int = 0
    """Steps from a vertex to its immediate dominator, to find a common ancestor."""
    leveled: int = 0
    """Levels written again after vertices moved in the tree."""
    legalized: int = 0
    """Updates of a batch that were looked at before any was applied."""

    @property
    def total(self) -> int:
        """All operations together."""
        return sum(astuple(self))

    def __sub__(self, earlier: "OperationCounts") -> "OperationCounts":
        pairs = zip(astuple(self), astuple(earlier), strict=True)
        return OperationCounts(*(now - then for now, then in pairs))

    def copy(self) -> "OperationCounts":
        """Return the state of the counters now."""
        return OperationCounts(*astuple(self))

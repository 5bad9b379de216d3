"""A control-flow graph: vertices 0, 1, 2 … with names, and ordered successors.

Parallel edges are one edge, as in LLVM's dominator trees. The order of successors is the order
in which a search takes them.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol


class Flow(Protocol):
    """What an algorithm sees of a graph; a batch shows an earlier state of it this way."""

    def successors(self, v: int) -> Sequence[int]:
        """Return the vertices that edges from *v* lead to."""
        ...

    def predecessors(self, v: int) -> Sequence[int]:
        """Return the vertices whose edges lead to *v*."""
        ...

    def vertices(self) -> Sequence[int]:
        """Return every vertex, reached or not, in ascending order."""
        ...


class Graph:
    """A directed graph that changes. Vertex *entry* is where control comes in."""

    def __init__(
        self, size: int = 0, edges: Iterable[tuple[int, int]] = (), entry: int = 0
    ) -> None:
        self.entry = entry
        self.names = [str(v) for v in range(size)]
        self._successors: list[list[int]] = [[] for _ in range(size)]
        self._predecessors: list[list[int]] = [[] for _ in range(size)]
        self._edges: set[tuple[int, int]] = set()  # to ask for one without looking through a list
        self._removed: set[int] = set()
        # bound methods of the lists: the inner loops of every search call these
        self.successors = self._successors.__getitem__
        self.predecessors = self._predecessors.__getitem__
        for x, y in edges:
            if not self.has(x, y):
                self.insert(x, y)

    def __len__(self) -> int:
        return len(self.names) - len(self._removed)

    def vertices(self) -> Sequence[int]:
        """Return every vertex, reached or not, in ascending order."""
        if not self._removed:
            return range(len(self.names))
        return [v for v in range(len(self.names)) if v not in self._removed]

    def edges(self) -> list[tuple[int, int]]:
        """Return every edge, by vertex and in the order of successors."""
        return [(v, s) for v in self.vertices() for s in self._successors[v]]

    def has(self, x: int, y: int) -> bool:
        """Return whether there is an edge from *x* to *y*."""
        return (x, y) in self._edges

    def add(self, name: str) -> int:
        """Add a vertex and return it."""
        self.names.append(name)
        self._successors.append([])
        self._predecessors.append([])
        return len(self.names) - 1

    def insert(self, x: int, y: int) -> None:
        """Add the edge from *x* to *y*, last among the successors; ValueError if it is there."""
        if self.has(x, y):
            raise ValueError(f"There is already an edge {self.edge(x, y)}.")
        self._edges.add((x, y))
        self._successors[x].append(y)
        self._predecessors[y].append(x)

    def delete(self, x: int, y: int) -> None:
        """Remove the edge from *x* to *y*; ValueError if there is none."""
        if not self.has(x, y):
            raise ValueError(f"There is no edge {self.edge(x, y)}.")
        self._edges.remove((x, y))
        self._successors[x].remove(y)
        self._predecessors[y].remove(x)

    def remove(self, v: int) -> None:
        """Remove a vertex and its edges; its number is not used again."""
        for s in list(self._successors[v]):
            self.delete(v, s)
        for p in list(self._predecessors[v]):
            self.delete(p, v)
        self._removed.add(v)

    def edge(self, x: int, y: int) -> str:
        """Return the edge in words."""
        return f"{self.names[x]} → {self.names[y]}"

    def copy(self) -> "Graph":
        """Return the same graph, to be changed apart from this one."""
        twin = Graph(entry=self.entry)
        twin.names += self.names
        twin._successors += map(list.copy, self._successors)
        twin._predecessors += map(list.copy, self._predecessors)
        twin._edges |= self._edges
        twin._removed |= self._removed
        return twin

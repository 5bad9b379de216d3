"""Graphs and edits as a reader types them.

A graph is lines ``A -> B`` or ``A -> B C``; commas may stand between, ``#`` starts a comment, and
a name alone is a vertex without edges. The first vertex named is the entry. Edits are lines
``+ A -> B`` and ``- A -> B``. Every error is a ValueError with one sentence to show.
"""

import re
from collections.abc import Iterator
from typing import Literal

from labs.dominators.batch import Update
from labs.dominators.graph import Graph
from labs.dominators.reference import reached
from labs.kernel.parameters import typed_lines

NAME = re.compile(r"[\w.%$]{1,12}")
MAX_EDGES = 3000
"""More than that would keep a reader's browser busy for seconds at a step."""


def read_graph(text: str) -> Graph:
    """Return the graph that *text* describes; ValueError names the line that is wrong."""
    graph = Graph()
    vertices: dict[str, int] = {}
    edges = 0
    for _, x, ys in _lines(text):
        for name in (x, *ys):
            if name not in vertices:
                vertices[name] = graph.add(name)
        for y in ys:
            edges += 1
            if edges > MAX_EDGES:
                raise ValueError(f"A graph typed here may have at most {MAX_EDGES:,} edges.")
            if not graph.has(vertices[x], vertices[y]):
                graph.insert(vertices[x], vertices[y])
    if not vertices:
        raise ValueError("The graph has no entry: type at least one line such as “A -> B”.")
    return graph


def set_entry(graph: Graph, name: str) -> None:
    """Make the vertex *name* the entry of *graph*; "" leaves the first vertex.

    ValueError if there is no such vertex, or if no edge leaves it.
    """
    if name:
        graph.entry = vertex_named(graph, name)
    if len(graph) > 1 and reached(graph.entry, graph.successors) == {graph.entry}:
        raise ValueError(
            f"Nothing can be reached: no edge leaves the entry {graph.names[graph.entry]}."
        )


def read_edits(text: str, graph: Graph) -> list[Update]:
    """Return the edits in *text*, each of which must fit the graph left by those before it.

    ValueError names the line that is wrong.
    """
    after = graph.copy()
    updates: list[Update] = []
    for number, sign, rest in _signed(text):
        for _, source, targets in _lines(rest, number):
            if not targets:
                raise ValueError(f"Line {number} names no edge: write “{sign} A -> B”.")
            for target in targets:
                kind: Literal["insert", "delete"] = "insert" if sign == "+" else "delete"
                try:
                    update = Update(kind, vertex_named(after, source), vertex_named(after, target))
                    update.change(after)
                except ValueError as error:
                    raise ValueError(f"Line {number} contradicts the graph. {error}") from None
                updates.append(update)
    return updates


def vertex_named(graph: Graph, name: str) -> int:
    """Return the vertex called *name*; ValueError if there is none."""
    if name not in graph.names:
        names = ", ".join(graph.names[:12]) + (", …" if len(graph) > 12 else "")
        raise ValueError(f"There is no vertex “{name}” in this graph; there are {names}.")
    return graph.names.index(name)


def _lines(text: str, first: int = 1) -> Iterator[tuple[int, str, list[str]]]:
    """Yield line number, vertex and its successors for every line that is not blank."""
    for number, line in typed_lines(text, first):
        left, arrow, right = line.replace("→", "->").partition("->")
        names = [left.strip(), *right.replace(",", " ").split()]
        for name in names:
            if not NAME.fullmatch(name):
                raise ValueError(
                    f"Line {number} has “{name[:20]}” where a name should be: 1 to 12 letters,"
                    " digits or . _ % $."
                )
        if arrow and len(names) == 1:
            raise ValueError(f"Line {number} has an arrow that leads nowhere.")
        yield number, names[0], names[1:]


def _signed(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in typed_lines(text):
        if line[0] not in "+-−":
            raise ValueError(f"Line {number} must begin with + (insert) or - (delete).")
        yield number, "+" if line[0] == "+" else "-", line[1:]

"""Control-flow graphs with LLVM's own answers, from the files in ``labs/dominators/data``.

How the files were made, and what a line of them means, is said in ``regenerate.py`` there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from labs.dominators.graph import Graph
from labs.dominators.roots import EXIT

DATA = Path(__file__).parents[1] / "labs" / "dominators" / "data"


@dataclass(frozen=True)
class Function:
    """A function's graph, and the immediate dominators that ``opt`` printed for it."""

    name: str
    graph: Graph
    idom: dict[int, int]
    post: dict[int, int]


def read(name: str) -> Iterator[Function]:
    """Yield every function of the data file *name*."""
    for line in (DATA / f"{name}.txt").read_text().splitlines():
        head, idoms, post = line.split("#")
        title, *blocks = head.split("|")
        edges = [(v, v + int(step)) for v, text in enumerate(blocks) for step in text.split()]
        yield Function(title, Graph(len(blocks), edges), _table(idoms), _table(post))


def _table(text: str) -> dict[int, int]:
    entries = enumerate(text.split())
    return {v: EXIT if step == "*" else v + int(step) for v, step in entries if step != "."}

"""``make bench-dominators``: building and updating dominator trees, beside other libraries.

Every row is measured in this run, the contestants in turn, the best of several rounds each; each
library works on a graph of its own kind, made before. networkx is pure Python too; igraph is C
and rustworkx is Rust, for perspective. Answers are compared before anything is timed.
"""

import json
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from math import log2
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import igraph  # noqa: E402 - after the path, like all of ours
import networkx  # noqa: E402
import rustworkx  # noqa: E402
from llvm_answers import read  # noqa: E402

from labs.dominators.counts import OperationCounts  # noqa: E402
from labs.dominators.deletion import delete_edge  # noqa: E402
from labs.dominators.families import FAMILIES  # noqa: E402
from labs.dominators.graph import Graph  # noqa: E402
from labs.dominators.insertion import insert_edge  # noqa: E402
from labs.dominators.search import blank, depth_first  # noqa: E402
from labs.dominators.semi_nca import semi_nca  # noqa: E402
from labs.dominators.tree import DominatorTree  # noqa: E402
from labs.dominators.workloads import WORKLOADS  # noqa: E402
from labs.kernel.formatting import fixed, grouped  # noqa: E402

TARGET = ROOT / "docs/measured/dominators.json"
LARGEST = 6
"""How many of the largest real functions are measured."""
EDITED = "sqlite3VdbeExec"
"""The function of which the lab edits an edge."""
ROUNDS = 60
PATIENCE = 1.5


def milliseconds(*contestants: Callable[[], object]) -> list[float]:
    """Return the best time of each contestant; they take turns, so that load hits all alike.

    It is the processor's time: on a busy machine a long run is always interrupted, a short one
    seldom. Who has used up :data:`PATIENCE` seconds sits out the rounds that remain.
    """
    best = [float("inf")] * len(contestants)
    spent = [0.0] * len(contestants)
    for _ in range(ROUNDS):
        for i, run in enumerate(contestants):
            if spent[i] < PATIENCE:
                start = process_time()
                run()
                took = process_time() - start
                best[i] = min(best[i], took)
                spent[i] += took
    return [1000 * seconds for seconds in best]


def idoms(graph: Graph) -> dict[int, int]:
    """Return immediate dominators, and no tree: what the other libraries return."""
    counts = OperationCounts()
    order = depth_first(graph.entry, graph.successors, blank(graph), counts)
    vertices = order.vertices
    return {v: vertices[i] for v, i in zip(vertices, semi_nca(order, counts), strict=True)}


def contestants(graph: Graph) -> tuple[Callable[[], object], ...]:
    """Return ours, networkx, igraph and rustworkx, each giving immediate dominators."""
    edges = graph.edges()
    nx = networkx.DiGraph()
    nx.add_nodes_from(graph.vertices())
    nx.add_edges_from(edges)
    ig = igraph.Graph(len(graph), edges, directed=True)
    rx = rustworkx.PyDiGraph()
    rx.add_nodes_from(list(graph.vertices()))
    rx.add_edges_from_no_data(edges)
    mine = DominatorTree(graph).idom
    theirs = networkx.immediate_dominators(nx, graph.entry)
    if {v: p for v, p in theirs.items() if v != graph.entry} != mine:
        raise AssertionError("networkx has other dominators")
    return (
        lambda: idoms(graph),
        lambda: networkx.immediate_dominators(nx, graph.entry),
        lambda: ig.dominator(graph.entry, mode="out"),
        lambda: rustworkx.immediate_dominators(rx, graph.entry),
    )


def row(name: str, graph: Graph) -> list[str]:
    """Return one row of the table: a graph, four times, and the ratio to networkx."""
    ours, networkx_, igraph_, rustworkx_ = milliseconds(*contestants(graph))
    times = (f"{time:.2f}" for time in (ours, networkx_, igraph_, rustworkx_))
    return [name, grouped(len(graph.edges())), *times, f"{grouped(networkx_ / ours, 1)}×"]


def growth(family: str, k: int) -> str:
    """Return the exponent with which counted operations grow from k to 2k."""
    small, large = (DominatorTree(FAMILIES[family].build(n)).counts.total for n in (k, 2 * k))
    return f"on {FAMILIES[family].title} as k to the {fixed(log2(large / small), 2)}"


def edit(graph: Graph, x: int, y: int) -> tuple[float, float, int, int]:
    """Delete an edge and insert it again: ms an update, ms a rebuild, operations of each.

    What the graph itself takes to change is in neither time.
    """
    tree = DominatorTree(graph)

    def both() -> float:
        graph.delete(x, y)
        start = perf_counter()
        delete_edge(tree, x, y)
        spent = perf_counter() - start
        graph.insert(x, y)
        start = perf_counter()
        insert_edge(tree, x, y)
        return spent + perf_counter() - start

    both()
    before = tree.counts.copy()
    both()
    operations = (tree.counts - before).total // 2
    updated = min(both() for _ in range(ROUNDS)) * 1000
    (rebuilt,) = milliseconds(lambda: DominatorTree(graph))
    return updated / 2, rebuilt, operations, DominatorTree(graph).counts.total


def local_edits(graph: Graph) -> list[float]:
    """Return rebuild time over edit time for edges all over a graph whose edits stay local.

    Local: deleting the edge visits at most eight vertices.
    """
    ratios = []
    edges = graph.edges()
    for x, y in edges[:: max(1, len(edges) // 150)]:
        tree = DominatorTree(graph)
        tree.touched = []
        graph.delete(x, y)
        delete_edge(tree, x, y)
        graph.insert(x, y)
        if 0 < len(tree.touched) <= 8:
            updated, rebuilt, _, _ = edit(graph, x, y)
            ratios.append(rebuilt / updated)
        if len(ratios) == 15:
            break
    return sorted(ratios)


def hundredfold(least: list[tuple[int, float]]) -> str:
    """Return from which size on a rebuild takes 100 edits or more, given the least by size."""
    sizes = []
    for size, ratio in sorted(least, reverse=True):
        if ratio < 100:
            break
        sizes.append(size)
    return f" All are at least 100 in graphs of {grouped(sizes[-1])} vertices on." if sizes else ""


def main() -> None:
    """Measure, print and write the table."""
    functions = sorted([*read("sqlite"), *read("largest")], key=lambda f: -len(f.graph))
    rows = [row(f.name, f.graph) for f in functions[:LARGEST]]
    rows += [row(f"{name}, k = 200", FAMILIES[name].build(200)) for name in ("ladder", "fan")]
    rows += [row("idfsquad, k = 60", FAMILIES["idfsquad"].build(60))]
    rows += [row("itworst, k = 40", FAMILIES["itworst"].build(40))]
    rows += [row("sncaworst, k = 500", FAMILIES["sncaworst"].build(500))]
    rows += [row("back edges, k = 1,000", FAMILIES["backedges"].build(1000))]
    by_name = {f.name: f.graph for f in functions}
    graph = by_name[EDITED]
    one, rebuild, operations, all_operations = edit(graph, 1262, 1264)
    islands = WORKLOADS["islands"].build(10_000)
    everywhere = [
        *((f.name, f.graph, local_edits(f.graph)) for f in functions[:LARGEST]),
        ("a switch to many diamonds", islands, local_edits(islands)),
    ]
    families = {"sncaworst": 2000, "idfsquad": 1000, "backedges": 800, "fan": 800, "ladder": 800}
    notes = [
        "Counted operations grow "
        + ", ".join(growth(family, k) for family, k in families.items())
        + "; by its own time reports LLVM 14 is quadratic on the first two too, and linear on the"
        " others.",
    ]
    notes += [
        f"An edit of one edge among the {grouped(len(graph))} blocks of {EDITED}:"
        f" {fixed(one, 4)} ms and {operations} operations; a rebuild takes {fixed(rebuild, 3)} ms"
        f" and {grouped(all_operations)} operations.",
        "What a rebuild takes, in edits that visit at most eight vertices each: "
        + "; ".join(
            f"in {what} ({grouped(len(graph))} vertices, {len(ratios)} edits)"
            f" {fixed(ratios[0], 0)} to {fixed(ratios[-1], 0)}, median"
            f" {fixed(ratios[len(ratios) // 2], 0)}"
            for what, graph, ratios in everywhere
        )
        + f".{hundredfold([(len(graph), ratios[0]) for _, graph, ratios in everywhere])}",
        "ts_lex is tree-sitter’s lexer of C++, _PyEval_EvalFrameDefault and JS_CallInternal the"
        " interpreters of CPython and QuickJS; other functions are SQLite’s.",
    ]
    table = {
        "caption": "Immediate dominators in milliseconds, the best of runs taken in turn;"
        " networkx is Python too, igraph C, rustworkx Rust",
        "command": "make bench-dominators",
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": {
            "Python": platform.python_version(),
            **{name: version(name) for name in ("networkx", "igraph", "rustworkx")},
        },
        "columns": [
            "Graph",
            "Edges",
            "Here",
            "networkx",
            "igraph",
            "rustworkx",
            "networkx / here",
        ],
        "rows": rows,
        "notes": notes,
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for line in rows:
        print(*line, sep="  ")  # noqa: T201 - what the command shows
    print(*notes, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()

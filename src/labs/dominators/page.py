"""The drawings that stand for the lab: a graph beside its tree, and the tree of a real function."""

from labs.dominators.batch import apply_update
from labs.dominators.functions import EDITS, read_function
from labs.dominators.graph import Graph
from labs.dominators.picture import Box, Marks, draw_flow, draw_tree, flow_height, in_words
from labs.dominators.radial import radial
from labs.dominators.text import read_edits, read_graph
from labs.dominators.textbook import TEXTBOOK
from labs.dominators.tree import DominatorTree
from labs.kernel.drawing import PANEL, THUMBNAIL, WIDTH, Drawing
from labs.kernel.formatting import grouped
from labs.kernel.trees import tidy


def overview() -> str:
    """Draw the loop with two ways out, its dominator tree, and one vertex in both."""
    graph = read_graph(TEXTBOOK["loop"].text)
    tree = DominatorTree(graph)
    out = graph.names.index("out")
    ways = " and ".join(graph.names[p] for p in graph.predecessors(out))
    parent = graph.names[tree.idom[out]]
    height = flow_height(graph)
    drawing = Drawing(
        "dominators-overview",
        f"“out” hangs below “{parent}”: the last vertex no path to it avoids",
        "On the left a control-flow graph: "
        + _edges_in_words(graph)
        + ". On the right its dominator tree, where each vertex hangs below its immediate"
        f" dominator: {in_words(graph, tree)}. The vertex out is entered from {ways}, and"
        f" {parent} is the last vertex that lies on every path to it.",
        height=height + 46,
    )
    half = WIDTH / 2
    drawing.text(half / 2, 16, "control-flow graph", "fig-label-strong", "middle")
    drawing.text(half * 1.5, 16, "its dominator tree", "fig-label-strong", "middle")
    into = {(p, out): "fig-line-accent" for p in graph.predecessors(out)}
    both = {out: "fig-box-accent", tree.idom[out]: "fig-box-accent"}
    draw_flow(drawing, graph, Box(4, 26, half - 24, height), Marks(both, into))
    link = {(tree.idom[out], out): "fig-line-accent"}
    draw_tree(drawing, tree, Box(half + 10, 26, half - 14, height), Marks(both, link))
    drawing.text(
        WIDTH / 2, height + 40, f"Both ways to “out” come from “{parent}”.", "fig-note", "middle"
    )
    return drawing.render()


def _edges_in_words(graph: Graph) -> str:
    return "; ".join(
        f"{graph.names[v]} leads to {' and '.join(graph.names[s] for s in graph.successors(v))}"
        for v in graph.vertices()
        if graph.successors(v)
    )


SITE = "entry -> home\nhome -> projects about\nprojects -> page\nabout -> page\nhere -> page"
"""A site as a graph: one of its vertices has no way in."""


def nowhere() -> str:
    """Draw a graph with a vertex that no path from the entry reaches."""
    graph = read_graph(SITE)
    tree = DominatorTree(graph)
    lost = [v for v in graph.vertices() if v not in tree]
    names = " and ".join(graph.names[v] for v in lost)
    height = flow_height(graph)
    drawing = Drawing(
        "dominators-nowhere",
        f"No path from the entry leads to “{names}”",
        "A control-flow graph: " + _edges_in_words(graph) + f". Nothing leads to {names}.",
        height + 8,
        PANEL,
    )
    marks = Marks(dict.fromkeys(lost, "fig-box fig-dashed"))
    draw_flow(drawing, graph, Box(8, 4, PANEL - 16, height), marks)
    return drawing.render()


LARGE = "sqlite3VdbeExec"
"""The function whose tree is drawn whole: SQLite's largest."""
SIDE = 760
"""Units of that drawing, a square: fine enough that its strokes keep apart."""


def sqlite() -> str:
    """Draw the tree of SQLite's largest function, and what an update of one edge visits in it."""
    graph = read_function(LARGE)
    tree = DominatorTree(graph)
    before = dict(tree.idom)
    places = {v: (round(x * SIDE), round(y * SIDE)) for v, (x, y) in radial(tree).items()}
    first = read_edits(EDITS[LARGE], graph)[0]
    tree.touched = []
    first.change(graph)
    apply_update(tree, first)
    visited = list(dict.fromkeys(tree.touched))
    drawing = Drawing(
        "dominators-sqlite",
        f"The dominator tree of {LARGE}: {grouped(len(before) + 1)} blocks",
        f"The dominator tree of SQLite’s function {LARGE}, which has {grouped(len(before) + 1)}"
        f" blocks, drawn around the block with the most children. {grouped(len(visited))} blocks"
        " are marked: those that an update visits when one edge is deleted.",
        SIDE,
        SIDE,
    )
    links = ("M{} {}L{} {}".format(*places[parent], *places[v]) for v, parent in before.items())
    drawing.path("".join(links), "fig-line-thin fig-open")
    for v in visited:
        drawing.circle(*places[v], 6, "fig-dot-accent")
    return drawing.render()


def thumbnail() -> str:
    """Draw the dominator tree of Lengauer and Tarjan's figure, without words."""
    graph = read_graph(TEXTBOOK["lt1"].text)
    tree = DominatorTree(graph)
    drawing = Drawing.thumbnail(
        "dominators-thumbnail",
        "A dominator tree",
        f"The dominator tree of a graph with {len(graph)} vertices, as dots and lines.",
    )
    places = _places(tree)
    for v, parent in tree.idom.items():
        drawing.line(*places[parent], *places[v], "fig-line-strong")
    for v, place in places.items():
        drawing.circle(*place, 4.5, "fig-dot-accent" if v == tree.root else "fig-dot")
    return drawing.render()


def _places(tree: DominatorTree) -> dict[int, tuple[float, float]]:
    box = Box(4, 4, THUMBNAIL[0] - 8, THUMBNAIL[1] - 8)
    return {v: box.at(place) for v, place in tidy(tree.root, tree.children).places.items()}

"""Graphs and trees as drawings, the same in every figure of this lab."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from labs.dominators.graph import Graph
from labs.dominators.layout import layered
from labs.dominators.roots import EXIT
from labs.dominators.route import HALF, Curve, Frame, route
from labs.dominators.tree import DominatorTree
from labs.kernel import formatting
from labs.kernel.drawing import Drawing, Touch, advance
from labs.kernel.trees import Layout, Place, tidy

HEIGHT = 2 * HALF
"""Of a vertex's box; its width grows with its name."""
ROW = 38.0
"""From one layer to the next."""
ARM = 4.0
"""Of the cross on an edge that is gone."""
SMALL = 26
"""The most vertices that are drawn with names."""


@dataclass(frozen=True)
class Box:
    """Where on a drawing something may stand."""

    x: float
    y: float
    width: float
    height: float

    def at(self, place: Place) -> Place:
        """Return where a place of the unit square is."""
        return self.x + place[0] * self.width, self.y + place[1] * self.height


@dataclass(frozen=True)
class Marks:
    """What stands out: classes of vertices (``box``, ``-accent``) and of edges, and notes.

    ``ghosts`` are edges that are gone, drawn dashed with a cross. ``key`` starts the keys by which
    vertices are seen moving between pictures; the touches are those of vertices and edges.
    """

    vertices: Mapping[int, str] = field(default_factory=dict)
    edges: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    vertex: str = "fig-box"
    edge: str = "fig-line"
    ghosts: frozenset[tuple[int, int]] = frozenset()
    key: str = ""
    touch_vertices: Mapping[int, Touch] = field(default_factory=dict)
    touch_edges: Mapping[tuple[int, int], Touch] = field(default_factory=dict)


PLAIN = Marks()


def name(graph: Graph, v: int) -> str:
    """Return what *v* is called; the virtual exit is called exit."""
    return "exit" if v == EXIT else graph.names[v]


def flow_height(graph: Graph) -> float:
    """Return the height that the drawing of *graph* wants."""
    return layered(graph).rows * ROW


def tree_height(tree: DominatorTree) -> float:
    """Return the height that the drawing of *tree* wants."""
    return (max(tree.level.values()) + 1) * ROW


def draw_flow(
    drawing: Drawing,
    graph: Graph,
    box: Box,
    marks: Marks = PLAIN,
    layout: Layout | None = None,
) -> None:
    """Draw *graph* into *box*, edges first, so that vertices lie over them.

    *layout* keeps vertices in their places from one picture to the next.
    """
    layout = layout or layered(graph)
    for edge in [*graph.edges(), *sorted(marks.ghosts)]:
        _edge(drawing, layout, box, graph, edge, marks)
    _vertices(drawing, layout, box, lambda v: graph.names[v], marks)


def draw_tree(drawing: Drawing, tree: DominatorTree, box: Box, marks: Marks = PLAIN) -> None:
    """Draw *tree* into *box*: small trees with names, large ones as dots."""
    layout = tidy(tree.root, tree.children)
    if len(tree) > SMALL:
        _dots(drawing, layout, box, tree, marks)
        return
    for v, parent in tree.idom.items():
        (x1, y1), (x2, y2) = box.at(layout.places[parent]), box.at(layout.places[v])
        css = marks.edges.get((parent, v), marks.edge)
        drawing.arrow(x1, y1 + HEIGHT / 2, x2, y2 - HEIGHT / 2 - 1, css)
    for parent, v in sorted(marks.ghosts):
        if parent in layout.places and v in layout.places:
            (x1, y1), (x2, y2) = box.at(layout.places[parent]), box.at(layout.places[v])
            drawing.line(x1, y1, x2, y2, "fig-ghost")
    _vertices(drawing, layout, box, lambda v: name(tree.graph, v), marks)


def in_words(graph: Graph, tree: DominatorTree) -> str:
    """Return *tree* as text: who immediately dominates whom."""
    parts = [
        f"{name(graph, v)}: {listing(name(graph, c) for c in below)}"
        for v, below in sorted(tree.children.items())
        if below
    ]
    return "; ".join(parts)


def listing(names: Iterable[str], most: int = 24) -> str:
    """Return names as "a, b and c", cut off after *most*, or "none"."""
    every = list(names)
    if len(every) > most:
        every = [*every[:most], f"{len(every) - most} more"]
    return formatting.listing(every, "none")


def _vertices(
    drawing: Drawing, layout: Layout, box: Box, label: Callable[[int], str], marks: Marks
) -> None:
    for v, place in layout.places.items():
        x, y = box.at(place)
        text = label(v)
        width = _width(text)
        css = marks.vertices.get(v, marks.vertex)
        grouped = bool(marks.key) or v in marks.touch_vertices
        if grouped:
            key = f"{marks.key}{v}" if marks.key else ""
            drawing.open(key=key, touch=marks.touch_vertices.get(v))
        drawing.rect(x - width / 2, y - HEIGHT / 2, width, HEIGHT, css, HEIGHT / 2)
        drawing.text(x, y + 4, text, "fig-note", "middle")
        if grouped:
            drawing.close()
    for v, note in marks.notes.items():  # over every edge, with a margin that hides what is below
        x, y = box.at(layout.places[v])
        half = _width(label(v)) / 2
        drawing.text(x + half + 2, y - 2, note, "fig-note fig-halo")


def _width(text: str) -> float:
    return max(HEIGHT, advance(text) + 8)


def _frame(layout: Layout, box: Box, graph: Graph, v: int) -> Frame:
    x, y = box.at(layout.places[v])
    return x, y, _width(graph.names[v]) / 2


def _edge(
    drawing: Drawing,
    layout: Layout,
    box: Box,
    graph: Graph,
    edge: tuple[int, int],
    marks: Marks,
) -> None:
    ghost = edge in marks.ghosts
    css = "fig-ghost" if ghost else marks.edges.get(edge, marks.edge)
    touch = marks.touch_edges.get(edge)
    if touch:
        drawing.open(touch=touch)
    curve = _curve_of(layout, box, graph, edge)
    if touch:
        drawing.quadratic(*curve, "fig-hit")
    drawing.curve(*curve, css)
    if ghost:
        (ax, ay), (bx, by), (cx, cy) = curve
        drawing.cross(ax / 4 + bx / 2 + cx / 4, ay / 4 + by / 2 + cy / 4, ARM, "fig-line-accent")
    if touch:
        drawing.close()


def _curve_of(layout: Layout, box: Box, graph: Graph, edge: tuple[int, int]) -> Curve:
    """Return the way of an edge from box to box, clear of other vertices."""
    x, y = edge
    source, target = _frame(layout, box, graph, x), _frame(layout, box, graph, y)
    if x == y:
        right, top = source[0] + source[2], source[1] - HALF
        return (right - 7, top), (right + 14, top - 10), (right - 1, source[1] - 3)
    others = [_frame(layout, box, graph, v) for v in layout.places if v not in edge]
    aside = graph.has(y, x)
    low = box.x, box.y + ARM
    high = box.x + box.width, box.y + box.height - ARM
    return route(source, target, others, low, high, aside)


Spans = dict[int, list[tuple[int, int]]]
"""Strokes of a large tree: by their common coordinate, from where to where."""

COARSE = 2
"""Large trees are drawn to so many units: finer strokes would touch, and weigh twice as much."""


def _coarse(value: float) -> int:
    return COARSE * round(value / COARSE)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the same strokes, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


NARROWER = 0.72
"""How much lower each level of an outline is than the one above it."""


def draw_outline(drawing: Drawing, tree: DominatorTree, box: Box, visited: Collection[int]) -> None:
    """Draw *tree* of any size as links alone; those above *visited* vertices stand out.

    The deeper a level, the less height it has, so that a wide top and a long chain both show.
    """
    places = tidy(tree.root, tree.children).places
    xs = {v: _coarse(box.x + 2 + place[0] * (box.width - 4)) for v, place in places.items()}
    levels = range(max(tree.level.values()) + 2)
    ys = [box.y + box.height * (1 - NARROWER**level) for level in levels]
    plain: Spans = {}
    accent: Spans = {}
    bars: Spans = {}
    for v, parent in tree.idom.items():
        level = tree.level[v]
        top, bottom = _coarse((ys[level - 1] + ys[level]) / 2), _coarse(ys[level])
        spans = accent if v in visited else plain
        spans.setdefault(xs[v], []).append((top, max(bottom, top + COARSE)))
        bars.setdefault(top, []).append((min(xs[v], xs[parent]), max(xs[v], xs[parent])))
        plain.setdefault(xs[parent], []).append((_coarse(ys[level - 1]), top))
    lines = [f"M{a} {y}H{b}" for y, spans in bars.items() for a, b in _merged(spans)]
    lines += [f"M{x} {a}V{b}" for x, spans in plain.items() for a, b in _merged(spans)]
    drawing.path("".join(lines), "fig-line-thin fig-open")
    strokes = [f"M{x} {a}V{b}" for x, spans in accent.items() for a, b in _merged(spans)]
    if strokes:
        drawing.path("".join(strokes), "fig-line-accent fig-open")


def _dots(drawing: Drawing, layout: Layout, box: Box, tree: DominatorTree, marks: Marks) -> None:
    """Draw a tree too large for names: links as one path, marked vertices as dots."""
    _links(drawing, layout, box, tree)
    for v, css in marks.vertices.items():
        if v in layout.places:
            place = box.at(layout.places[v])
            accent = "accent" in css
            drawing.circle(
                *place, 3.5 if accent else 2.5, "fig-dot-accent" if accent else "fig-dot"
            )


def _links(drawing: Drawing, layout: Layout, box: Box, tree: DominatorTree) -> None:
    """Draw the links of a large tree as one path of uprights and bars."""
    # rows are a few, vertices many: what is the same in a row is computed once
    half = box.height / layout.rows / 2
    heights = {row: box.y + row * box.height for _, row in layout.places.values()}
    tops = {row: _coarse(y) for row, y in heights.items()}
    bottoms = {row: _coarse(y + half) for row, y in heights.items()}
    xs = {v: _coarse(box.x + x * box.width) for v, (x, _) in layout.places.items()}
    uprights: Spans = {}
    bars: Spans = {}
    # where a vertex has several children: a bar half way down to them, and an upright from the
    # bar through each child, on through only children, to the next bar or the last of them
    starts = [(tree.root, tops[layout.places[tree.root][1]])]
    for v, top in starts:
        x, below = xs[v], tree.children.get(v, {})
        last = v
        while len(below) == 1:
            (last,) = below
            below = tree.children.get(last, {})
        row = layout.places[last][1]
        bottom = bottoms[row] if below else tops[row]
        uprights.setdefault(x, []).append((top, bottom))
        if below:
            beside = [xs[child] for child in below]
            bars.setdefault(bottom, []).append((min(beside), max(beside)))
            starts += [(child, bottom) for child in below]
    lines = [f"M{x} {a}V{b}" for x, spans in uprights.items() for a, b in _merged(spans)]
    lines += [f"M{a} {y}H{b}" for y, spans in bars.items() for a, b in _merged(spans)]
    drawing.path("".join(lines), "fig-line-thin fig-open")

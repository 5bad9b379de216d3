"""The lab as readers meet it: scenarios, pictures with their words, and refusals."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.dominators import workloads, worst_view
from labs.dominators.edit_view import EditView
from labs.dominators.families import FAMILIES
from labs.dominators.lab import EDITS, LAB, TYPED
from labs.dominators.picture import SMALL
from labs.dominators.roots import EXIT
from labs.dominators.verify import Level, verify
from labs.dominators.worst_view import ALGORITHMS, operations
from labs.kernel.model import VIEW
from labs.service import call
from support import pictures
from support.drawn import SVG, outside, texts

SCENARIOS = [scenario.name for scenario in LAB.scenarios]
show, refusal = partial(pictures.show, LAB), partial(pictures.refusal, LAB)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_picture_is_whole_and_has_its_words(scenario: str) -> None:
    for picture in pictures.every_step(LAB, scenario):
        assert len(picture.headline) > 20


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_picture_that_stands_for_a_scenario_exists(scenario: str) -> None:
    step = LAB.scenario(scenario).step

    assert LAB.picture(scenario).step == (LAB.picture(scenario).steps - 1 if step is None else step)


def test_every_view_has_a_scenario() -> None:
    assert pictures.views_of_scenarios(LAB)


def test_step_by_step_ends_with_the_tree_of_the_paper() -> None:
    view = show(view="steps", graph="lt1")

    assert view.text.startswith("Step 64 of 64. Done: 13 vertices have their immediate dominator.")
    assert "F: " not in view.text
    assert "R: A, D, H, E, K, I, B and C; C: F and G; D: L; G: J." in view.text
    assert view.values["reached"] == 13


def test_steps_name_semidominators_paths_and_climbs() -> None:
    words = " ".join(show(step, view="steps", graph="lt1").text for step in range(64))

    assert "the path is compressed" in words
    assert "The semidominator of K (6) is 0; link it to its parent." in words
    assert "idom of H (4): 2 is above semi 0, climb to 0." in words


def test_one_vertex_is_a_graph_too() -> None:
    view = show(view="steps", graph="typed", edges="alone")

    assert view.steps == 2
    assert view.text.startswith("Step 2 of 2. Done: 1 vertices")


def test_an_edit_says_what_it_visited_and_moved() -> None:
    view = LAB.picture("edit")

    assert view.text.startswith(
        "Delete else → join: one subtree is built again; 4 visited, 1 moved."
        " Visited: body, then, join and else. Moved: join."
    )
    boxes = ElementTree.fromstring(view.svg).iter(SVG + "rect")
    moved = [box for box in boxes if box.attrib["class"] == "fig-box-accent"]
    assert len(moved) == 3  # join, in the graph and in the tree, and the cost of it


def test_an_edit_of_a_large_graph_is_far_cheaper_than_a_rebuild() -> None:
    view = show(1, view="edit", graph="sqlite3VdbeExec", edits="- 1262 -> 1264")

    assert view.values["vertices"] == 1676
    assert view.values["visited"] == 6
    assert view.values["moved"] == 1
    ratio = view.values["rebuild costs times as much"]
    assert isinstance(ratio, float)
    assert ratio > 100


def test_the_cross_of_a_deleted_edge_is_inside_its_picture() -> None:
    """The way around a vertex of the lowest row went below the picture."""
    parameters = {
        "view": "edit",
        "graph": "typed",
        "edges": "a -> e\nb -> a\nc -> a\nd -> c",
        "edits": "+ c -> b\n- d -> c",
    }
    reply = call({"request": "run", "lab": "dominators", "parameters": parameters})
    assert outside(reply["view"]["svg"]) == []


@settings(max_examples=40)
@given(st.data())
def test_edits_leave_the_true_tree_whatever_is_typed(data: st.DataObject) -> None:
    names = "abcdef"
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    edges = data.draw(st.lists(pairs, min_size=1, max_size=12))
    flips = data.draw(st.lists(pairs, max_size=5))
    tree = data.draw(st.sampled_from(["dominators", "post-dominators"]))
    there = set(edges)
    lines = []
    for edge in flips:
        if not set(edge) <= {name for pair in edges for name in pair}:
            continue
        lines.append(f"{'-' if edge in there else '+'} {edge[0]} -> {edge[1]}")
        there ^= {edge}
    parameters = {
        "view": "edit",
        "graph": "typed",
        "edges": "\n".join(f"{x} -> {y}" for x, y in edges),
        "edits": "\n".join(lines),
        "tree": tree,
    }
    reply = call({"request": "run", "lab": "dominators", "parameters": parameters})
    if reply["ok"]:
        assert reply["view"]["steps"] == len(lines) + 1
        assert outside(reply["view"]["svg"]) == []
        view = LAB.run(parameters).view
        assert isinstance(view, EditView)
        assert verify(view._after(len(lines))[1], Level.FULL) == []
    else:
        assert [error["parameter"] for error in reply["errors"]] == ["edges"]


@pytest.mark.parametrize("left", sorted(set(EDITS.values())))
@pytest.mark.parametrize("graph", EDITS)
def test_edits_left_from_another_graph_give_way_to_the_graphs_own(graph: str, left: str) -> None:
    view = show(view="edit", graph=graph, edges="one -> two", edits=left, size=3)

    assert view.parameters["edits"] in {left, EDITS[graph]}
    assert view.steps == len(str(view.parameters["edits"]).splitlines()) + 1


@pytest.mark.parametrize("graph", [graph for graph in EDITS if graph != TYPED])
@pytest.mark.parametrize("size", [2, 50])
def test_every_graph_has_edits_of_its_own_that_move_something(graph: str, size: int) -> None:
    view = show(view="edit", graph=graph, edits=EDITS[graph], size=size)

    assert view.parameters["edits"] == EDITS[graph]
    assert int(view.values["moved"]) > 0


def test_edits_of_the_readers_own_never_give_way() -> None:
    (sentence,) = refusal(view="edit", graph="chk4", edits="- G -> I").values()

    assert sentence.startswith("Line 1 contradicts the graph. There is no vertex “G”")


def test_a_graph_without_edits_says_how_to_write_one() -> None:
    assert "No edits yet: each is a line" in show(view="edit", graph="typed", edits="").text


def test_post_dominators_hang_below_the_exit() -> None:
    view = show(view="edit", graph="loop", tree="post-dominators", edits="")

    assert "exit: out" in view.text
    assert "exit" in texts(view.svg, "text")


def test_a_virtual_exit_is_no_vertex() -> None:
    assert EXIT < 0


def test_the_batch_is_cheaper_from_101_vertices() -> None:
    view = LAB.picture("fan")

    assert view.values["crossing"] == 101
    assert "cheaper from 101" in texts(view.svg, "text")
    one, batch = view.values["one by one"], view.values["batch"]
    assert isinstance(one, int)
    assert isinstance(batch, int)
    assert view.values["one by one costs times as much"] == round(one / batch, 2)
    assert "The rule is first cheaper than one by one at 101 vertices." in view.text


def test_the_threshold_moves_the_crossing() -> None:
    moved = show(view="batch", small=50, largest=200)
    never = show(view="batch", small=1600, largest=200)

    assert moved.values["crossing"] == 51
    assert never.values["crossing"] == "none"
    assert never.values["batch"] == never.values["one by one"]


def test_there_are_batches_for_which_the_rule_costs_more() -> None:
    view = LAB.picture("islands")

    assert view.values["crossing"] == "none"
    assert "times more." in " ".join(texts(view.svg, "title"))


def test_worst_cases_grow_as_they_should() -> None:
    values = show(view="worst", family="sncaworst", largest_k=256).values

    assert 1.9 < float(values["Semi-NCA exponent"]) < 2.0
    assert 0.95 < float(values["Lengauer–Tarjan exponent"]) < 1.05


@pytest.mark.parametrize("scenario", ["fan", "islands", "sncaworst", "iterative"])
def test_a_control_that_moves_has_little_counted_anew(
    scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting is most of the time that a picture takes; ``make bench-live`` measures that."""
    anew: list[int] = []

    def watched(count: Callable[..., Any]) -> Callable[..., Any]:
        @cache
        def counted(*case: Any) -> Any:
            answer = count(*case)
            anew.append(sum(answer.values()) if isinstance(answer, dict) else answer[-1])
            return answer

        return counted

    monkeypatch.setattr(workloads, "_course", watched(workloads._course.__wrapped__))
    monkeypatch.setattr(worst_view, "operations", watched(operations.__wrapped__))
    view, values = LAB.read(LAB.settings_of(LAB.scenario(scenario)))
    settings = {VIEW: view.name, **values}
    moves = [
        (one.name, values.whole(one.name) + by)
        for one in view.parameters
        if one.kind == "int"
        for by in (1, -1)
    ]
    assert len(moves) >= 2
    show(**settings)
    for name, value in moves:
        anew.clear()
        show(**{**settings, name: value})
        assert sum(anew) < 160_000, (name, value)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_stops_where_it_would_take_long_and_says_so(family: str) -> None:
    view = show(view="worst", family=family, largest_k=256)
    most = FAMILIES[family].most

    assert view.values["k"] == most
    assert ("Sizes stop at k" in view.text) == (most < 256)
    assert max(int(view.values[name]) for name in ALGORITHMS) < 1_100_000
    if most < 256:
        assert f"size k, up to {most} here" in texts(view.svg, "text")
        more = operations(family, most + most // 4)
        assert max(more.values()) > 1_000_000, f"{family} could be drawn further"


@pytest.mark.parametrize(
    ("parameters", "errors"),
    [
        (
            {"view": "steps", "graph": "typed", "edges": ""},
            {"edges": "The graph has no entry: type at least one line such as “A -> B”."},
        ),
        (
            {"view": "steps", "graph": "typed", "edges": "a\nb -> a"},
            {"edges": "Nothing can be reached: no edge leaves the entry a."},
        ),
        (
            {"view": "steps", "entry": "Z"},
            {
                "entry": "There is no vertex “Z” in this graph; there are R, A, B, C, D, E, F, G,"
                " L, H, I, J, …."
            },
        ),
        (
            {"view": "steps", "graph": "sqlite3Insert"},
            {
                "graph": "Step by step shows at most 26 vertices, so that names and edges stay"
                " apart; this graph has 244. The view that edits edges takes it."
            },
        ),
        (
            {"view": "edit", "graph": "loop", "edits": "- in -> out"},
            {"edits": "Line 1 contradicts the graph. There is no edge in → out."},
        ),
        (
            {"view": "edit", "graph": "loop", "edits": "+ in -> moon"},
            {
                "edits": "Line 1 contradicts the graph. There is no vertex “moon” in this graph;"
                " there are in, test, body, out, then, else, join."
            },
        ),
        (
            {"view": "sideways", "size": "big"},
            {"view": "View must be steps, edit, batch or worst, not “sideways”."},
        ),
        (
            {"view": "steps", "size": "big", "tree": "elm"},
            {
                "size": "Size k must be a whole number from 2 to 50, not “big”.",
                "tree": "Tree must be dominators or post-dominators, not “elm”.",
            },
        ),
    ],
)
def test_bad_input_is_refused_beside_its_control(
    parameters: dict[str, Any], errors: dict[str, str]
) -> None:
    assert refusal(**parameters) == errors


def test_too_many_edges_for_the_browser_are_refused() -> None:
    lines = "\n".join(f"a -> {' '.join(f'b{i}.{j}' for j in range(50))}" for i in range(61))

    assert refusal(view="edit", graph="typed", edges=lines) == {
        "edges": "A graph typed here may have at most 3,000 edges."
    }


def test_a_refusal_leaves_the_last_good_picture() -> None:
    good = {"request": "run", "lab": "dominators", "parameters": {"view": "steps"}, "step": 3}
    before = call(good)
    refusal(view="steps", entry="Z")

    assert call(good) == before


def test_step_by_step_shows_no_more_than_fits() -> None:
    assert show(view="steps", graph="sncaworst", size=12).values["vertices"] == 25
    assert list(refusal(view="steps", graph="sncaworst", size=13)) == ["graph"]
    assert SMALL == 26

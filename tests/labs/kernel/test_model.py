"""A lab is checked when it is made, and its views are found by name."""

from dataclasses import replace
from typing import Any

import pytest

from labs.kernel.model import Lab, Scenario, UnknownNameError, ViewType, setting_text
from labs.kernel.parameters import Choice, Parameter
from support.live_labs.ring import EDGES, FILLED, LAB, SHAPE, SIZE, PairView


def test_every_parameter_is_listed_once_in_the_order_of_the_views() -> None:
    names = [parameter.name for parameter in LAB.parameters]
    assert names == ["size", "factor", "shape", "edges", "filled"]


def test_a_scenario_implies_its_view() -> None:
    assert LAB.picture("pair").parameters == {"view": "pair", "size": 8}
    assert LAB.picture("large").parameters["view"] == "ring"


def test_settings_are_those_that_are_relevant() -> None:
    assert LAB.picture("large").settings == [
        ["Size", "1,500 vertices"], ["Factor", "10"], ["Shape", "A ring"], ["Filled", "yes"],
    ]  # fmt: skip
    assert ["Edges", "A -> B; B -> C"] in LAB.picture("own").settings


@pytest.mark.parametrize(
    ("parameter", "value", "text"),
    [
        (SIZE, 1500, "1,500 vertices"),
        (SHAPE, "own", "Your own <shape>"),
        (EDGES, "\n A \n\nB", "A; B"),
        (EDGES, " \n", "–"),
        (FILLED, False, "no"),
    ],
)
def test_a_setting_is_written_for_readers(parameter: Parameter, value: Any, text: str) -> None:
    assert setting_text(parameter, value) == text


def test_unknown_names_are_answered_with_those_that_exist() -> None:
    with pytest.raises(UnknownNameError, match=r"no scenario of ring “now”; there are: small, "):
        LAB.scenario("now")
    with pytest.raises(UnknownNameError, match=r"no view of ring “now”; there are: ring, pair\."):
        LAB.view_type("now")


SMALL = LAB.scenarios[0]
PAIR = LAB.views[1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"views": ()}, "it needs views"),
        ({"views": (*LAB.views, PAIR)}, "it needs views"),
        ({"scenarios": ()}, "it needs scenarios"),
        ({"scenarios": (SMALL, SMALL)}, "it needs scenarios"),
        ({"scenarios": (replace(SMALL, view="x"),)}, "the scenario small names no view of it"),
        (
            {"scenarios": (replace(SMALL, parameters={"sighs": 1}),)},
            "the view of the scenario small has no parameter sighs",
        ),
        (
            {"views": (*LAB.views, replace(PAIR, name="x", parameters=(replace(SIZE, low=3),)))},
            "the parameter size is declared twice",
        ),
        (
            {"views": (*LAB.views, replace(PAIR, name="x", parameters=(
                replace(SHAPE, name="view", default="a", choices=(Choice("a", "A"),)),
            )))},
            "no parameter may be called view",
        ),
    ],
)  # fmt: skip
def test_a_lab_that_contradicts_itself_cannot_be_made(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"The lab ring: {message}"):
        replace(LAB, **change)


def test_values_are_normalized_before_they_are_run() -> None:
    view = ViewType(
        name="pair",
        label="A pair",
        parameters=(SIZE,),
        run=PairView,
        normalize=lambda values: type(values)({"size": 2 * values.whole("size")}),
    )
    lab = Lab(
        name="twice",
        title="Twice",
        leaves_out=(),
        sources=(),
        views=(view,),
        scenarios=(Scenario(name="a", label="A", title="A", view="pair"),),
    )
    assert lab.picture("a").parameters == {"view": "pair", "size": 16}

"""The entry point: JSON in, JSON out, and a refusal in one sentence for everything else."""

import json
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs import registry
from labs.kernel.drawing import Drawing
from labs.kernel.model import Lab, Number, Scenario, ViewType
from labs.kernel.parameters import InputError, Parameter, Values
from labs.service import answer, call

runs: list[int] = []


class Countdown:
    """Numbers from a start down to 1, one a picture."""

    def __init__(self, values: Values) -> None:
        start = values.whole("start")
        if start == 13:
            raise InputError({"start": "Start must not be 13."})
        runs.append(start)
        self._counts = list(range(start, 0, -1))

    def steps(self) -> int:
        return len(self._counts)

    def headline(self, step: int) -> str:
        return f"{self._counts[step]}!"

    def draw(self, step: int) -> str:
        return Drawing("c", self.headline(step), self.describe(step), 10).render()

    def describe(self, step: int) -> str:
        return f"{self._counts[step]} of {self._counts[0]}."

    def values(self) -> Mapping[str, Number]:
        return {"steps": len(self._counts), "half": self._counts[0] / 2}


class Late(Countdown):
    """The same, with its series for download."""

    def series(self) -> list[tuple[str, float, float]]:
        return [("count", step, count) for step, count in enumerate(self._counts)]


START = Parameter(name="start", label="Start", kind="int", default=3, help="", low=1, high=20)
NOTE = Parameter(name="note", label="Note", kind="text", default="", help="", limit=9)
LAB = Lab(
    name="countdown",
    title="Counting down",
    leaves_out=("rockets",),
    sources=("labs.kernel.model",),
    views=(
        ViewType(name="down", label="Down", parameters=(START,), run=Countdown),
        ViewType(name="late", label="Late", parameters=(START, NOTE), run=Late),
    ),
    scenarios=(
        Scenario(name="short", label="Soon", title="Soon", view="down", parameters={"start": 2}),
        Scenario(name="long", label="Late", title="Late", view="late", step=1),
    ),
)


@pytest.fixture(autouse=True)
def countdown(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("labs.countdown.lab")
    vars(module)["LAB"] = LAB
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(registry, "NAMES", ("countdown",))
    runs.clear()


def run(**more: Any) -> dict[str, Any]:
    return call({"request": "run", "lab": "countdown", **more})


def refusals(reply: dict[str, Any]) -> dict[str | None, str]:
    assert reply["ok"] is False
    return {error["parameter"]: error["message"] for error in reply["errors"]}


def test_a_run_is_a_picture_its_texts_and_its_numbers() -> None:
    view = run(parameters={"start": "5"}, step=1)["view"]

    assert json.loads(json.dumps(view)) == view
    assert view["parameters"] == {"view": "down", "start": 5}
    assert (view["steps"], view["step"]) == (5, 1)
    assert (view["headline"], view["text"]) == ("4!", "4 of 5.")
    assert "<title" in view["svg"]
    assert view["values"] == {"steps": 5, "half": 2.5}
    assert view["rows"] == [["Steps", "5"], ["Half", "2.5"]]
    assert view["settings"] == [["Start", "5"]]
    assert view["csv"] == "name,value\nsteps,5\nhalf,2.5\n"


def test_a_view_with_series_offers_all_their_points() -> None:
    view = run(parameters={"view": "late", "start": 2})["view"]

    assert view["csv"] == "name,x,value\nsteps,,2\nhalf,,1\ncount,0,2\ncount,1,1\n"


def test_without_a_step_the_last_picture_is_shown() -> None:
    assert run()["view"]["text"] == "1 of 3."
    assert LAB.picture("long").text == "2 of 3."
    assert LAB.picture("short").text == "1 of 2."


def test_moving_between_steps_does_not_run_again() -> None:
    for step in (0, 3, 1):
        run(parameters={"start": 9}, step=step)
    run(parameters={"start": 8})
    run(parameters={"start": 8, "view": "late"})

    assert runs == [9, 8, 8]


def test_a_refused_run_leaves_the_last_result_in_place() -> None:
    before = run(parameters={"start": 9})
    run(parameters={"start": 13})

    assert run(parameters={"start": 9}) == before
    assert runs == [9]


DEEP: Any = []
for _ in range(100_000):
    DEEP = [DEEP]

HOSTILE: list[tuple[Any, dict[str | None, str]]] = [
    (None, {"request": "A request must be an object, not nothing."}),
    ([], {"request": "A request must be an object, not a list."}),
    ({}, {"request": "The request must be “run”, not nothing."}),
    ({"request": "stop"}, {"request": "The request must be “run”, not “stop”."}),
    ({"request": DEEP}, {"request": "The request must be “run”, not a list."}),
    ({"request": "run", "lab": "up"}, {"lab": "There is no lab “up”; there are: countdown."}),
    (
        {"request": "run", "lab": ["x"]},
        {"lab": "The name of a lab must be text, not a list."},
    ),
    (
        {"request": "run", "lab": 10**5000},
        {"lab": "The name of a lab must be text, not a whole number of more than 40 digits."},
    ),
]
OF_PARAMETERS: list[tuple[Any, dict[str | None, str]]] = [
    ({"start": 0}, {"start": "Start must be a whole number from 1 to 20, not “0”."}),
    ({"start": 13}, {"start": "Start must not be 13."}),
    ([1], {"parameters": "Parameters must be an object of names and values."}),
    (DEEP, {"parameters": "Parameters must be an object of names and values."}),
    (
        {"start": -(10**5000)},
        {
            "start": "Start must be a whole number from 1 to 20, not a whole number of more than"
            " 40 digits."
        },
    ),
    (
        {"start": "9" * 5000},
        {"start": f"Start must be a whole number from 1 to 20, not “{'9' * 40}”."},
    ),
    ({"start": DEEP}, {"start": "Start must be a whole number from 1 to 20, not a list."}),
    (
        {"start": {"x": DEEP}},
        {"start": "Start must be a whole number from 1 to 20, not an object."},
    ),
    ({"start": None}, {"start": "Start must be a whole number from 1 to 20, not nothing."}),
    ({"start": float("nan")}, {"start": "Start must be a whole number from 1 to 20, not “nan”."}),
    ({"start": float("inf")}, {"start": "Start must be a whole number from 1 to 20, not “inf”."}),
    ({"end": 1}, {"end": "There is no parameter “end” here; there are start."}),
    ({"note": ""}, {"note": "There is no parameter “note” here; there are start."}),
    ({7: 1}, {"“7”": "The name of a parameter must be text."}),
    ({None: 1}, {"nothing": "The name of a parameter must be text."}),
    ({("a",): 1}, {"a list": "The name of a parameter must be text."}),
    ({"x" * 5000: 1}, {"x" * 40: f"There is no parameter “{'x' * 40}” here; there are start."}),
    ({"view": "up"}, {"view": "View must be down or late, not “up”."}),
    ({"view": DEEP}, {"view": "View must be down or late, not a list."}),
    (
        {"view": "late", "note": "x" * 10},
        {"note": "Note must be text of at most 9 characters, and this has 10."},
    ),
]
OF_STEPS: list[tuple[Any, str]] = [
    (3, "Step must be a whole number from 0 to 2."),
    (-1, "Step must be a whole number from 0 to 2."),
    (10**5000, "Step must be a whole number from 0 to 2."),
    ("1", "Step must be a whole number."),
    (True, "Step must be a whole number."),
    (DEEP, "Step must be a whole number."),
]


@pytest.mark.parametrize("case", range(len(HOSTILE)))
def test_a_request_that_is_none_is_refused_in_a_sentence(case: int) -> None:
    request, errors = HOSTILE[case]
    assert refusals(call(request)) == errors


@pytest.mark.parametrize("case", range(len(OF_PARAMETERS)))
def test_hostile_parameters_are_refused_in_a_sentence_each(case: int) -> None:
    parameters, errors = OF_PARAMETERS[case]
    assert refusals(run(parameters=parameters)) == errors


@pytest.mark.parametrize("case", range(len(OF_STEPS)))
def test_a_step_that_does_not_exist_is_refused(case: int) -> None:
    step, message = OF_STEPS[case]
    assert refusals(run(step=step)) == {"step": message}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[" * 200_000, '{"request": ' + "9" * 5000 + "}", '{"a":' * 100_000, "\ud800", "NaN"],
    ids=["nothing", "half", "deep", "long number", "deep objects", "surrogate", "not a number"],
)
def test_text_that_is_no_request_is_refused(text: str) -> None:
    reply = json.loads(answer(text))

    assert list(refusals(reply)) in ([None], ["request"])


def test_text_is_answered_with_text() -> None:
    request = {"request": "run", "lab": "countdown", "parameters": {}, "step": None}
    assert json.loads(answer(json.dumps(request))) == call(request)


KEYS = st.text(max_size=5) | st.sampled_from(["request", "lab", "parameters", "step", "view"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.integers(), inner),
    max_leaves=8,
)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_nothing_makes_it_raise(request: Any, parameters: Any, step: Any) -> None:
    for reply in (call(request), run(parameters=parameters, step=step)):
        assert reply["ok"] or all(error["message"].endswith(".") for error in reply["errors"])
        json.dumps(reply)

"""The one door: JSON in, JSON out, and a refusal for everything else."""

import json
from typing import Any

import pytest

from labs import registry
from labs.kernel.drawing import Drawing
from labs.kernel.model import Lab
from labs.kernel.parameters import InputError, Parameter, Values
from labs.kernel.scenario import Scenario
from labs.service import call

runs: list[int] = []


def count_down(values: Values) -> list[int]:
    start = values.whole("start")
    if start == 13:
        raise InputError({"start": "Start must not be 13."})
    runs.append(start)
    return list(range(start, 0, -1))


COUNTDOWN = Lab(
    name="countdown",
    title="Counting down",
    leaves_out=("rockets",),
    sources=("labs.kernel.model",),
    parameters=(
        Parameter(name="start", label="Start", kind="int", default=3, help="", low=1, high=20),
    ),
    scenarios=(Scenario("short", "Soon", {"start": 2}), Scenario("long", "Late", step=1)),
    run=count_down,
    draw=lambda counts, step: Drawing("c", str(counts[step]), "A number.", 10).render(),
    describe=lambda counts, step: f"{counts[step]} of {counts[0]}.",
    values=lambda counts: {"steps": len(counts), "half": counts[0] / 2},
    steps=len,
)


@pytest.fixture(autouse=True)
def countdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "NAMES", ("countdown",))
    monkeypatch.setattr(registry, "get", lambda name: COUNTDOWN)
    runs.clear()


def refusals(reply: dict[str, Any]) -> dict[str | None, str]:
    assert reply["ok"] is False
    return {error["parameter"]: error["message"] for error in reply["errors"]}


def test_labs_are_listed() -> None:
    assert call({"request": "labs"}) == {"ok": True, "labs": ["countdown"]}


def test_a_lab_describes_all_that_a_form_needs() -> None:
    lab = call({"request": "describe", "lab": "countdown"})["lab"]

    assert json.loads(json.dumps(lab)) == lab
    assert [parameter["name"] for parameter in lab["parameters"]] == ["start"]
    assert lab["parameters"][0]["allowed"] == "a whole number from 1 to 20"
    assert [scenario["name"] for scenario in lab["scenarios"]] == ["short", "long"]


def test_a_run_is_a_picture_its_text_and_its_numbers() -> None:
    request = {"request": "run", "lab": "countdown", "parameters": {"start": "5"}, "step": 1}

    view = call(request)["view"]

    assert json.loads(json.dumps(view)) == view
    assert (view["parameters"], view["steps"], view["step"]) == ({"start": 5}, 5, 1)
    assert view["text"] == "4 of 5."
    assert "<title" in view["svg"]
    assert view["values"] == {"steps": 5, "half": 2.5}
    assert view["csv"] == "name,value\nsteps,5\nhalf,2.5\n"


def test_without_a_step_the_last_picture_is_shown() -> None:
    assert call({"request": "run", "lab": "countdown"})["view"]["text"] == "1 of 3."
    assert COUNTDOWN.show("long").text == "2 of 3."
    assert COUNTDOWN.show("short").text == "1 of 2."


def test_moving_between_steps_does_not_run_again() -> None:
    for step in (0, 3, 1):
        call({"request": "run", "lab": "countdown", "parameters": {"start": 9}, "step": step})
    call({"request": "run", "lab": "countdown", "parameters": {"start": 8}})

    assert runs == [9, 8]


def test_a_refused_run_leaves_the_last_result_in_place() -> None:
    good = {"request": "run", "lab": "countdown", "parameters": {"start": 9}}
    before = call(good)
    call({"request": "run", "lab": "countdown", "parameters": {"start": 13}})

    assert call(good) == before
    assert runs == [9]


@pytest.mark.parametrize(
    ("request_", "errors"),
    [
        ({}, {None: "A request is labs, describe or run, not “None”."}),
        ({"request": "stop"}, {None: "A request is labs, describe or run, not “stop”."}),
        (
            {"request": "describe", "lab": "up"},
            {"lab": "There is no lab “up”; there are countdown."},
        ),
        (
            {"request": "run", "lab": ["x"]},
            {"lab": "There is no lab “['x']”; there are countdown."},
        ),
        (
            {"request": "run", "lab": "countdown", "parameters": {"start": 0}},
            {"start": "Start must be a whole number from 1 to 20, not “0”."},
        ),
        (
            {"request": "run", "lab": "countdown", "parameters": {"start": 13}},
            {"start": "Start must not be 13."},
        ),
        (
            {"request": "run", "lab": "countdown", "parameters": [1]},
            {"parameters": "Parameters must be an object of names and values."},
        ),
        (
            {"request": "run", "lab": "countdown", "step": 3},
            {"step": "Step must be a whole number from 0 to 2."},
        ),
        (
            {"request": "run", "lab": "countdown", "step": "1"},
            {"step": "Step must be a whole number."},
        ),
        (
            {"request": "run", "lab": "countdown", "step": True},
            {"step": "Step must be a whole number."},
        ),
    ],
)
def test_what_is_wrong_is_said_in_the_reply(
    request_: dict[str, Any], errors: dict[str | None, str]
) -> None:
    assert refusals(call(request_)) == errors


def test_an_unknown_scenario_is_refused_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="no scenario “now”; it has short, long"):
        COUNTDOWN.scenario("now")

"""The views: text with every number of its picture, and states that are the interpreter's own."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from labs import service
from labs.kernel.parameters import InputError
from labs.lightning.call import Budget, read_call
from labs.lightning.compiler import compiled
from labs.lightning.interpreter import interpreted
from labs.lightning.lab import LAB
from labs.lightning.programs import PROGRAMS
from labs.lightning.tenants import Schedule, Setting
from labs.lightning.tier_up import Costs
from labs.lightning.trace import Trace

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SETTINGS = {
    **{scenario.name: LAB.settings_of(scenario) for scenario in LAB.scenarios},
    "copy, by the byte": {"view": "tenants", "guest": "copy"},
    "slices": {"view": "tenants", "slice": 500},
    "recursion": {"view": "step", "program": "recursion"},
    "fib": {"view": "code", "program": "fib"},
    "never": {"view": "tiers", "interpreted": 1},
    "one read": {"view": "data", "reads": 1},
    "short trips": {"view": "data", "trip": 1, "tick": 100},
}


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_the_text_holds_every_number_of_the_picture(settings):
    run = LAB.run(settings)
    steps = run.view.steps()
    for step in sorted({0, steps // 2, steps - 1}):
        picture = run.picture(step)
        drawn = "\n".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg))
        # numbers that were cut off with their line, and ticks of axes, are not content
        shown = set(NUMBER.findall(drawn)) if settings["view"] not in ("tiers", "data") else set()
        told = picture.text.replace("\n", " ")
        missing = {number for number in shown if number not in told}
        assert not missing, (missing, told)
        assert picture.headline in picture.text


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_watched_call_ends_as_in_both_tiers(name):
    program = PROGRAMS[name]
    call = read_call(program.text, program.call, Budget())
    trace = Trace(call)
    assert trace.outcome == call.run(call.instance(interpreted))
    assert trace.outcome == call.run(call.instance(compiled))
    assert trace.states


@pytest.mark.parametrize("name", ["sum", "walk", "stray"])
def test_the_bytes_of_a_state_are_those_that_a_shorter_budget_leaves(name):
    """Fuel is asked for at the heads of loops: stopped there, memory is what the state shows."""
    program = PROGRAMS[name]
    call = read_call(program.text, program.call, Budget())
    trace = Trace(call)
    compared = 0
    for before, state in pairwise(trace.states):
        spent = call.budget.fuel - state.fuel
        if before.place < state.place:
            continue
        shorter = replace(call, budget=Budget(fuel=spent))  # it has nothing left at the loop's head
        instance = shorter.instance(interpreted)
        assert shorter.run(instance).stopped == "out of fuel"
        shown = instance.memory.data[state.window : state.window + len(state.memory)]
        assert shown == state.memory
        compared += 1
    assert compared > 2


@pytest.mark.parametrize("turns", [1, 300])
def test_what_a_start_function_does_is_no_step_of_the_call(turns):
    text = f"""(module (global $left (mut i32) (i32.const {turns}))
      (func $start (loop $again
        (global.set $left (i32.sub (global.get $left) (i32.const 1)))
        (br_if $again (global.get $left))))
      (start $start)
      (func (export "f") (result i32) (call $left)) (func $left (result i32) (global.get $left)))"""
    trace = Trace(read_call(text, "", Budget(fuel=10_000)))
    assert trace.outcome.result == "0"
    assert [trace.lines[state.function.index][state.place] for state in trace.states] == [6, 6]


def test_operands_and_locals_are_those_of_the_program():
    call = read_call(PROGRAMS["sum"].text, "sum(0, 2)", Budget())
    trace = Trace(call)
    first = trace.states[:6]
    seen = [(trace.lines[s.function.index][s.place], s.operands, s.locals) for s in first]
    assert seen == [
        (8, (), (0, 2, 0)),
        (8, (0,), (0, 2, 0)),
        (8, (0, 0), (0, 2, 0)),
        (8, (0, 31), (0, 2, 0)),
        (7, (31,), (0, 2, 0)),
        (9, (), (0, 2, 31)),
    ]
    assert trace.outcome.result == "39"


def test_a_local_without_an_identifier_is_called_by_its_number():
    text = '(module (func (export "f") (param i32) (drop (local.get 0))))'
    run = LAB.run({"view": "step", "program": "typed", "text": text, "call": "f(7)"})
    assert "Locals: local 0 is 7." in run.picture(0).text


class Recorded(Schedule):
    """A schedule that keeps what each of its requests needed before any was served."""

    def _run(self) -> None:
        self.needed = [request.left for request in self.requests]
        super()._run()


def test_every_tenant_is_served_once_for_each_call_and_time_is_never_used_twice():
    for guest in ("spin", "bomb", "recursion", "copy", None):
        for slice_ in (0, 100, 1000):
            for start in ("cold", "own", "shared"):
                setting = Setting(4, guest, Budget(), True, slice_, start, Costs())
                schedule = Recorded(setting)
                assert schedule.untouched
                assert all(request.ended is not None for request in schedule.requests)
                turns = schedule.turns
                assert all(a.end <= b.begin for a, b in pairwise(turns))
                for request, needed in zip(schedule.requests, schedule.needed, strict=True):
                    assert request.left == 0
                    assert sum(t.end - t.begin for t in turns if t.request is request) == needed
                    assert all(t.begin >= request.arrival for t in turns if t.request is request)
                first, last = (schedule.requests[at].tenant for at in (0, -1))
                used = {t: sum(b - a for r, a, b in turns if r.tenant == t) for t in (first, last)}
                assert used[first] == used[last]  # neighbors, who all do the same


def test_a_call_left_from_another_program_becomes_the_own_one():
    picture = LAB.run({"view": "step", "program": "walk", "call": "sum(0, 12)"}).picture()
    assert picture.headline.startswith("walk returned")


def test_a_module_that_cannot_run_is_refused_under_its_parameter():
    with pytest.raises(InputError) as caught:
        LAB.run({"view": "step", "program": "typed", "text": "(module"})
    assert set(caught.value.errors) == {"text"}


@pytest.mark.parametrize(
    ("settings", "start"),
    [
        ({}, "One trip instead of 16: the function answers"),
        ({"reads": 1}, "One read saves no trip: the function takes"),
        ({"trip": 1, "tick": 100}, "Trips cost less than instructions: the function takes"),
    ],
)
def test_the_function_beside_the_data_is_said_to_win_only_where_it_does(settings, start):
    assert LAB.run({"view": "data", **settings}).view.headline(0).startswith(start)


def test_what_waiting_costs_does_not_depend_on_the_calls_drawn():
    few, many = (LAB.run({"view": "tiers", "calls": calls}).view for calls in (3, 10_000))
    assert few.headline(0) == many.headline(0)
    assert few.values()["tiered over the better"] == many.values()["tiered over the better"] > 1.9


@pytest.mark.parametrize("view", ["tiers", "data"])
def test_every_point_of_a_chart_can_be_had_as_numbers(view):
    run = LAB.run({"view": view})
    assert {name for name, _, _ in run.view.series()} == set(run.view.ways)
    assert all(f"{name}: " in run.picture().text for name in run.view.ways)


def test_the_door_answers():
    reply = service.call({"request": "run", "lab": "lightning", "parameters": {"view": "tiers"}})
    assert reply["ok"]
    assert reply["view"]["headline"].startswith("Compiling sum pays from call ")

"""The tiers: when a function is compiled, what the cache shares, what waiting costs at most."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.lightning.call import Budget, read_call
from labs.lightning.compiler import Settings, compiled
from labs.lightning.instance import Instance
from labs.lightning.interpreter import interpreted
from labs.lightning.programs import PROGRAMS
from labs.lightning.text import load
from labs.lightning.tier_up import CodeCache, Costs, Workload, tiered

CALLER = """(module (func $callee (export "callee") (param i32) (result i32)
    (if (local.get 0) (then (local.set 0 (i32.const 3)))) (local.get 0))
  (func (export "caller") (param i32) (result i32) (call $callee (local.get 0))))"""


@given(
    st.integers(1, 10_000), st.integers(1, 10_000), st.integers(1, 100), st.integers(0, 10_000),
    st.integers(0, 100_000),
)  # fmt: skip
@settings(max_examples=500)
def test_waiting_costs_at_most_twice_the_better_choice_and_one_call(
    size, per_call, slow, compiling, calls
):
    work = Workload(size, per_call, Costs(slow, compiling))
    better = min(work.interpreter(calls), work.compile_first(calls))
    assert better <= work.tiered(calls) <= 2 * better + work.interpreter(1)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(2, 100), st.integers(0, 10_000))
def test_compiling_pays_from_the_break_even_on_and_not_before(size, per_call, slow, compiling):
    work = Workload(size, per_call, Costs(slow, compiling))
    even = work.break_even
    assert work.compile_first(even) < work.interpreter(even)
    assert work.compile_first(even - 1) >= work.interpreter(even - 1)


def test_a_function_is_compiled_after_its_first_calls_and_its_callers_find_the_new_entry():
    cache = CodeCache()
    module, _ = load(CALLER)
    instance = Instance(module, tiered(cache, after=2))
    callee, caller = instance.functions
    for calls in range(1, 7):
        assert instance.invoke("caller", [7]) == 3
        assert len(cache) == (2 if calls > 2 else 0)
    assert callee.entry is instance.namespace["f0"]
    assert callee.entry.__code__.co_filename == "<function 0>"
    assert caller.entry.__code__.co_filename == "<function 1>"


@pytest.mark.parametrize("name", ["sum", "walk"])
def test_a_function_is_compiled_once_its_rent_has_reached_the_price_and_not_before(name):
    call = read_call(PROGRAMS[name].text, PROGRAMS[name].call, Budget(100_000))
    costs, cache = Costs(), CodeCache()
    per_call = call.run(call.instance(interpreted)).fuel
    work = Workload(call.module.size, per_call, costs)
    instance = call.instance(tiered(cache, work.threshold))
    paid = 0
    while not cache:
        rent = paid
        paid += call.run(instance).fuel * (costs.interpreted - 1)
    assert rent - per_call * (costs.interpreted - 1) < work.size * costs.compiling <= rent


def test_a_function_whose_rent_is_nothing_is_never_compiled():
    cache = CodeCache()
    call = read_call(PROGRAMS["sum"].text, PROGRAMS["sum"].call, Budget())
    instance = call.instance(tiered(cache, Workload(1, 1, Costs(interpreted=1)).threshold))
    assert [call.run(instance).result for _ in range(5)] == ["507"] * 5
    assert not cache


def test_compiled_code_finds_a_callee_that_is_compiled_later():
    module, _ = load(CALLER)
    cache = CodeCache()

    def tier(instance, function):
        make = compiled if function.index == 1 else tiered(cache, after=3)
        return make(instance, function)

    instance = Instance(module, tier)
    for _ in range(5):
        assert instance.invoke("caller", [1]) == 3
    assert instance.functions[0].entry.__code__.co_filename == "<function 0>"


@pytest.mark.parametrize("after", [0, 1, 3])
def test_every_tier_answers_alike(after):
    for program in list(PROGRAMS.values()):
        call = read_call(program.text, program.call, Budget())
        expected = call.run(call.instance(interpreted))
        instance = call.instance(tiered(CodeCache(), after))
        for _ in range(3):
            fresh = call.instance(tiered(CodeCache(), after))
            assert call.run(fresh) == expected
        assert call.run(instance) == expected


def test_the_cache_compiles_once_for_all_tenants():
    cache = CodeCache()
    call = read_call(PROGRAMS["sum"].text, PROGRAMS["sum"].call, Budget())
    results = [call.run(call.instance(cache.entry)).result for _ in range(5)]
    assert results == ["507"] * 5
    assert len(cache) == 1


def test_the_key_covers_what_shapes_the_code_and_nothing_else():
    cache = CodeCache()
    module, _ = load(CALLER)
    other, _ = load(CALLER.replace("(i32.const 3)", "(i32.const 4)"))
    plain = Settings()
    cache.program(module, 0, plain)
    cache.program(load(CALLER)[0], 0, plain)
    assert len(cache) == 1
    for changed, index, key in (
        (other, 0, plain),
        (module, 1, plain),
        (module, 0, replace(plain, metered=False)),
        (module, 0, replace(plain, depth=7)),
        (module, 0, replace(plain, bulk=False)),
    ):
        before = len(cache)
        cache.program(changed, index, key)
        assert len(cache) == before + 1


def test_a_function_beyond_pythons_limits_stays_interpreted():
    depth = 30
    loops = "".join(f"(loop $l{i} " for i in range(depth))
    jumps = "".join(f"(br_if $l{i} (i32.const 0))" for i in range(depth))
    module, _ = load(
        f'(module (func (export "f") (result i32) {loops}{jumps}{")" * depth} i32.const 5))'
    )
    assert Instance(module, compiled).invoke("f") == 5

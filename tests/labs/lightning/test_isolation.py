"""Whatever a program does, it stays in its memory and within its budget."""

import re
from contextlib import suppress

import pytest

from labs.lightning.arith import Trap
from labs.lightning.call import Budget, read_call
from labs.lightning.compiler import Settings, compiled, translate
from labs.lightning.instance import Instance, Store
from labs.lightning.interpreter import interpreted
from labs.lightning.programs import PROGRAMS
from labs.lightning.text import load
from support.lightning.peers import unmetered
from support.lightning.random_modules import random_module

TIERS = {"interpreter": interpreted, "compiler": compiled}


def test_no_byte_of_another_tenant_changes():
    neighbors = []
    for name in ("sum", "walk", "fib"):
        call = read_call(PROGRAMS[name].text, PROGRAMS[name].call, Budget())
        instance = call.instance(compiled)
        call.run(instance)
        neighbors.append((instance, bytes(instance.memory.data)))
    changed = 0
    for seed in range(1000, 1300):
        text, calls = random_module(seed)
        module, _ = load(text)
        guest = Instance(module, TIERS["compiler" if seed % 2 else "interpreter"], Store([10_000]))
        before = bytes(guest.memory.data)
        for name, arguments in calls:
            with suppress(Trap):
                guest.invoke(name, arguments)
        changed += guest.memory.data != before
        assert all(instance.memory.data == bytes_ for instance, bytes_ in neighbors), text
    assert changed > 100  # the guests do write


@pytest.mark.parametrize("tier", TIERS.values(), ids=TIERS)
@pytest.mark.parametrize("fuel", [1, 2, 10, 2_000, 50_000])
def test_an_endless_loop_stops_within_one_run_of_its_budget(tier, fuel):
    call = read_call(PROGRAMS["spin"].text, "", Budget(fuel=fuel))
    outcome = call.run(call.instance(tier))
    assert outcome.stopped == "out of fuel"
    assert fuel - 1 <= outcome.fuel <= fuel + 5


@pytest.mark.parametrize("tier", TIERS.values(), ids=TIERS)
def test_memory_recursion_and_bulk_copies_stop_at_their_budgets(tier):
    ends = {}
    for name in ("bomb", "recursion", "copy"):
        budget = Budget(fuel=2_000, pages=3, depth=50)
        call = read_call(PROGRAMS[name].text, PROGRAMS[name].call, budget)
        ends[name] = call.run(call.instance(tier))
    assert (ends["bomb"].pages, ends["bomb"].result) == (3, "3")
    assert ends["recursion"].stopped == "call stack exhausted"
    assert ends["recursion"].fuel == 50 * 5  # entry, local, constant, sum, call: at each depth
    assert ends["copy"].stopped == "out of fuel"
    assert ends["copy"].moved == 65_536  # one instruction, and no other after it


@pytest.mark.parametrize("tier", [interpreted, compiled, unmetered])
def test_deep_recursion_is_stopped_by_the_limit_and_not_by_python(tier):
    module, _ = load(PROGRAMS["recursion"].text)
    with pytest.raises(Trap, match="call stack exhausted"):
        Instance(module, tier, Store(depth=1_600)).invoke("deeper", [0])


@pytest.mark.parametrize("error", [IndexError, OverflowError])
def test_an_address_past_the_end_is_a_trap_on_every_python(error):
    """On wasm32 an index of 2³¹ or more is an OverflowError."""
    module, _ = load('(module (memory 1) (func (export "f")))')
    instance = Instance(module, interpreted)

    def entry(_):
        raise error

    instance.functions[0].bind(entry)
    with pytest.raises(Trap, match="out of bounds memory access"):
        instance.invoke("f")


@pytest.mark.parametrize("tier", [interpreted, compiled])
@pytest.mark.parametrize("address", [65533, 65536, 2**31, 2**32 - 1])
@pytest.mark.parametrize("offset", [0, 4, 2**32 - 1])
@pytest.mark.parametrize("name", ["i32.store", "i64.store", "f64.store", "i32.store16"])
def test_a_store_past_the_end_writes_nothing(tier, address, offset, name):
    kind = name[:3]
    module, _ = load(
        f'(module (memory 1) (func (export "f") (param i32)'
        f" ({name} offset={offset} (local.get 0) ({kind}.const -1))))"
    )
    instance = Instance(module, tier)
    if name == "i32.store16" and (address, offset) == (65533, 0):
        instance.invoke("f", [address])
        assert instance.memory.data[-3:-1] == b"\xff\xff"
        return
    with pytest.raises(Trap, match="out of bounds memory access"):
        instance.invoke("f", [address])
    assert not any(instance.memory.data)


ALLOWED = re.compile(
    r"[\s()\[\]:;,+\-*/%&|^<>=!.]|\b(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?|[ltsfTFGY]\d*|[jdexf]"
    r"|def|if|else|elif|while|True|None|break|continue|return|pass|try|except|raise|not|or|and|is"
    r"|in|Exception|mem|memory|M16|M32|M64|MD|NAN|len|abs|float|entry|type|get_[HIQdhiqBb]|put_[HIQdBhib]"
    r"|OutOfFuel|exhausted|unreachable|indirect|grow|fill|copy|pages|bit_length|bit_count"
    r"|promote|demote|bits64|float64|canonical|single|div|minimum|maximum|sqrt|copysign"
    r"|ceiling|floored|truncated|nearest|(?:div|rem)_s(?:32|64)|to_[su](?:32|64))\b"
)


def test_nothing_that_a_reader_wrote_reaches_generated_source():
    hostile = """(module $__import__ (memory $os 1) (global $eval (mut i32) (i32.const 1))
      (type $exec (func (param i32) (result i32))) (table funcref (elem $__class__))
      (func $__class__ (export "__import__('os').system('x')") (param $exit i32) (result i32)
        (local $open i32) (block $__globals__ (br_if $__globals__ (local.get $exit)))
        (global.set $eval (local.tee $open (local.get $exit)))
        (call_indirect (type $exec) (local.get $open) (i32.const 0))))"""
    texts = [hostile, *(random_module(seed)[0] for seed in range(60))]
    for text in texts:
        module, _ = load(text)
        for index in range(len(module.codes)):
            for metered in (True, False):
                lines = translate(module, index, Settings(metered))
                source = "\n".join(line.text for line in lines)
                left = ALLOWED.sub("", source)
                assert left == "", left

"""Wasmtime gives the same answers: results, traps, memory, variables and the fuel that is left."""

from collections.abc import Sequence

import pytest

from labs.lightning.arith import Trap
from labs.lightning.binary import decode
from labs.lightning.compiler import compiled
from labs.lightning.instance import Instance, Store, Tier
from labs.lightning.interpreter import interpreted
from labs.lightning.text import load
from labs.lightning.validate import validate
from support.lightning import compiled as real
from support.lightning.peers import Peer, compare, unmetered
from support.lightning.random_modules import random_module

METERED = {"interpreter": interpreted, "compiler": compiled}
FUEL_OF_ONE = [
    ("(nop)", 0),
    ("(drop (i32.const 0))", 1),
    ("(block)", 0),
    ("(loop)", 0),
    ("(return)", 0),
    ("(if (i32.const 0) (then (nop)) (else (nop)))", 2),
    ("(block (br 0))", 1),
    ("(block (br_if 0 (i32.const 1)) (drop (i32.const 1)))", 2),
    ("(block (br_if 0 (i32.const 0)) (drop (i32.const 1)))", 3),
    ("(block (br_table 0 (i32.const 0)))", 2),
    ("(drop (memory.grow (i32.const 1)))", 3),
    ("(drop (memory.grow (i32.const 9)))", 11),
    ("(drop (memory.size))", 1),
    ("(memory.fill (i32.const 0) (i32.const 1) (i32.const 100))", 104),
    ("(memory.copy (i32.const 0) (i32.const 8) (i32.const 50))", 54),
    ("(i32.store (i32.const 0) (i32.const 1))", 3),
    ("(global.set 0 (f64.sqrt (f64.const 2)))", 3),
    ("(call 0)", 2),
    ("(call_indirect (type 0) (i32.const 0))", 3),
    ("(drop (select (i32.const 1) (i32.const 2) (i32.const 0)))", 4),
]
LOOPS = {
    "store": """(module (memory (export "memory") 1) (func (export "run") (local i32)
        (loop (i32.store8 (local.get 0) (i32.const 7))
          (local.set 0 (i32.add (local.get 0) (i32.const 1))) (br 0))))""",
    "calls": """(module (memory (export "memory") 1) (global (mut i32) (i32.const 0))
        (func $put (param i32) (i32.store8 (local.get 0) (local.get 0)))
        (func $twice (param i32) (call $put (local.get 0))
          (call $put (i32.add (local.get 0) (i32.const 1))))
        (func (export "run") (loop (call $twice (global.get 0))
          (global.set 0 (i32.add (global.get 0) (i32.const 2))) (br 0))))""",
    "nested": """(module (memory (export "memory") 1) (func (export "run") (local i32 i32)
        (loop $outer (local.set 1 (i32.const 5))
          (loop $inner (i32.store16 (local.get 0) (local.get 1))
            (local.set 0 (i32.add (local.get 0) (i32.const 2)))
            (br_if $inner (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
          (br_if $outer (i32.lt_u (local.get 0) (i32.const 60000)))
          (local.set 0 (i32.const 0)) (br $outer))))""",
    "fill": """(module (memory (export "memory") 1) (func (export "run") (local i32)
        (loop (memory.fill (local.get 0) (local.get 0) (i32.const 9))
          (memory.copy (i32.add (local.get 0) (i32.const 20)) (local.get 0) (i32.const 4))
          (local.set 0 (i32.add (local.get 0) (i32.const 9))) (br 0))))""",
}


EVERY = {**METERED, "compiler, unmetered": unmetered}


def test_random_programs_agree():
    differences = [wrong for seed in range(400) for wrong in compare(*random_module(seed), EVERY)]
    assert differences == []


@pytest.mark.parametrize("work", [1, 30, 300])
def test_a_recursion_without_an_end_is_stopped_by_fuel_or_stack(work: int):
    """By whichever ends first, here and in Wasmtime; the other functions still agree."""
    variables = "".join(
        f'(global (export "{kind}") (mut {kind}) ({kind}.const 1))'
        for kind in ("i32", "i64", "f32", "f64")
    )
    text = f"""(module (memory (export "memory") 1) {variables}
      (func (export "endless") {"(drop (i32.const 1))" * work} (call 0))
      (func (export "one") (result i32) (i32.const 1)))"""
    assert compare(text, [("one", []), ("endless", []), ("one", [])], EVERY) == []


@pytest.mark.parametrize("tier", METERED.values(), ids=METERED)
@pytest.mark.parametrize(("body", "cost"), FUEL_OF_ONE)
def test_an_instruction_costs_what_wasmtime_takes(tier: Tier, body: str, cost: int):
    text = f"""(module (memory (export "memory") 1 2) (global (mut f64) (f64.const 0))
      (table funcref (elem 0)) (func) (func (export "run") {body}))"""
    module, source = load(text)
    peer = Peer(source.content, 1000)
    assert peer.invoke("run", []) == ("", None)
    instance = Instance(module, tier, Store([1000]))
    instance.invoke("run")
    assert (1000 - peer.fuel, 1000 - instance.store.fuel[0]) == (cost + 1, cost + 1)


@pytest.mark.parametrize("tier", METERED.values(), ids=METERED)
@pytest.mark.parametrize("program", LOOPS.values(), ids=LOOPS)
def test_where_the_fuel_runs_out_the_memory_is_wasmtimes(tier: Tier, program: str):
    module, source = load(program)
    for fuel in range(1, 1251, 5):
        peer = Peer(source.content, fuel)
        assert peer.invoke("run", [])[0] == "out of fuel"
        instance = Instance(module, tier, Store([fuel]))
        with pytest.raises(Trap, match="out of fuel"):
            instance.invoke("run")
        assert bytes(instance.memory.data) == peer.memory, fuel


@pytest.mark.parametrize("tier", METERED.values(), ids=METERED)
def test_a_fill_that_has_begun_is_finished_before_the_stop(tier: Tier):
    """The page says so of the locked Wasmtime, in these numbers."""
    module, source = load("""(module (memory (export "memory") 92) (func (export "run")
        (memory.fill (i32.const 0) (i32.const 7) (i32.const 6000000))))""")
    peer = Peer(source.content, 1000)
    instance = Instance(module, tier, Store([1000]))
    assert peer.invoke("run", [])[0] == "out of fuel"
    with pytest.raises(Trap, match="out of fuel"):
        instance.invoke("run")
    assert peer.memory.count(7) == instance.memory.data.count(7) == 6_000_000


@pytest.mark.parametrize("tier", METERED.values(), ids=METERED)
@pytest.mark.parametrize("module", real.modules().values(), ids=real.modules())
def test_a_module_made_by_a_compiler_gives_wasmtimes_answer_memory_and_fuel(
    module: real.Compiled, tier: Tier
):
    text, fuel = real.javascript(20), 10**9
    peer = Peer(module.content, fuel)
    memory = peer.exports["memory"]
    memory.grow(peer.store, real.HEAP)
    instance = Instance(validate(decode(module.content)), tier, Store([fuel]))
    instance.memory.grow(real.HEAP)

    def invoke(name: str, given: Sequence[int]) -> int:
        return peer.invoke(name, given)[1] or 0

    def write(at: int, content: bytes) -> None:
        memory.write(peer.store, content, at)

    for _ in range(2):
        assert real.ours(module, text, instance) == real.asked(module, text, invoke, write)
        assert instance.store.fuel[0] == peer.fuel < fuel - 100_000
        assert instance.memory.data == peer.memory

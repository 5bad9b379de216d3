"""Each of these defects, put into the engine on purpose, is seen by the test that is named."""

import inspect

import pytest

from labs.lightning import arith, compiler, fuel, instance, interpreter, symbolic, validate
from labs.lightning.call import Budget, read_call
from labs.lightning.compiler import compiled
from labs.lightning.interpreter import interpreted
from labs.lightning.linear_memory import MemoryInstance
from labs.lightning.opcodes import BR_IF
from labs.lightning.programs import PROGRAMS
from labs.lightning.text import load
from support.lightning.peers import compare
from support.lightning.random_modules import random_module


def random_programs_agree():
    tiers = {"interpreter": interpreted, "compiler": compiled}
    for seed in range(60):
        assert compare(*random_module(seed), tiers) == []


def recursion_is_stopped():
    call = read_call(PROGRAMS["recursion"].text, "deeper(0)", Budget(depth=20))
    for tier in (interpreted, compiled):
        assert call.run(call.instance(tier)).fuel == 20 * 5


def a_loop_is_stopped_within_one_run():
    text = """(module (func (export "f") (param i32)
      (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))"""
    call = read_call(text, "f(5000)", Budget(fuel=100))  # it ends, so that the mutant does
    for tier in (interpreted, compiled):
        assert 99 <= call.run(call.instance(tier)).fuel <= 105


def a_wrong_type_is_refused():
    with pytest.raises(ValueError, match="needs an i32 and finds an i64"):
        load('(module (func (export "f") (result i32) (i32.eqz (i64.const 1))))')


def an_overflow_of_the_address_is_a_trap():
    call = read_call(PROGRAMS["sum"].text, "", Budget())
    one = call.instance(interpreted)

    def entry(*_):
        raise OverflowError

    one.functions[0].bind(entry)
    assert call.run(one).stopped == "out of bounds memory access"


def growth_is_refused_at_the_budget():
    call = read_call(PROGRAMS["bomb"].text, "", Budget(pages=3))
    assert call.run(call.instance(compiled)).pages == 3


def patched(function, old, new):
    """Return *function*, compiled again with *old* replaced by *new* in its source."""
    source = inspect.getsource(function)
    assert old in source
    space = dict(inspect.getmodule(function).__dict__)
    lines = source.replace(old, new).splitlines()
    indent = len(lines[0]) - len(lines[0].lstrip())
    exec("\n".join(line[indent:] for line in lines), space)
    return space[function.__name__]


def prices_without_branches(code, by_the_byte=True):
    runs, dynamic = fuel.prices(code, by_the_byte)
    return {at: 0 if code.ops[at] == BR_IF else n for at, n in runs.items()}, dynamic


def unlimited_growth(self, pages):
    self.most = 65536
    return GROW(self, pages)


GROW = MemoryInstance.grow
MUTANTS = {
    "a mask dropped": (
        [(compiler, "reduced", lambda value: value)],
        random_programs_agree,
    ),
    "signed compared as unsigned": (
        [(symbolic, "_signed", lambda name, a, b: "a < b")],
        random_programs_agree,
    ),
    "a branch that does not pay": (
        [(interpreter, "prices", prices_without_branches)],
        random_programs_agree,
    ),
    "a branch of compiled code that does not pay": (
        [
            (
                compiler._Translator,
                "branch",
                patched(compiler._Translator.branch, "self.due + self.running", "0"),
            )
        ],
        random_programs_agree,
    ),
    "a jump that stays in the first loop it meets": (
        [
            (
                compiler._Translator,
                "land",
                patched(compiler._Translator.land, "goal > frame.ends[-1] ", "goal > 1 << 30 "),
            )
        ],
        random_programs_agree,
    ),
    "a loop not asked for fuel": (
        [(compiler._Translator, "guard", lambda self, text: None)],
        a_loop_is_stopped_within_one_run,
    ),
    "the entry for free": (
        [(fuel, "ENTRY", 0)],
        random_programs_agree,
    ),
    "no limit to the depth": (
        [
            (
                compiler._Translator,
                "run",
                patched(compiler._Translator.run, "raise exhausted()", "pass"),
            )
        ],
        recursion_is_stopped,
    ),
    "OverflowError not caught": (
        [(instance, "GUARD", (IndexError,))],
        an_overflow_of_the_address_is_a_trap,
    ),
    "a type not compared": (
        [(validate._Validator, "pop", patched(validate._Validator.pop, "found != expected", "0"))],
        a_wrong_type_is_refused,
    ),
    "a budget of pages not kept": (
        [(MemoryInstance, "grow", unlimited_growth)],
        growth_is_refused_at_the_budget,
    ),
    "a branch that takes nothing along": (
        [
            (
                compiler._Translator,
                "goto",
                patched(compiler._Translator.goto, "value and value.code", "False and value.code"),
            )
        ],
        random_programs_agree,
    ),
}


@pytest.mark.parametrize("check", dict.fromkeys(check for _, check in MUTANTS.values()))
def test_the_engine_passes_the_check(check):
    check()


@pytest.mark.parametrize(("patches", "check"), MUTANTS.values(), ids=MUTANTS)
def test_the_mutant_is_caught(monkeypatch, patches, check):
    for target, name, value in patches:
        monkeypatch.setattr(target, name, value)
    with pytest.raises(
        (AssertionError, pytest.fail.Exception, ValueError, NameError, OverflowError)
    ):
        check()


def test_a_nan_that_is_not_canonical_is_caught(monkeypatch):
    negative = arith.float64(0xFFF8000000000000)
    monkeypatch.setitem(arith.NAMES, "NAN", negative)
    with pytest.raises(AssertionError):
        random_programs_agree()

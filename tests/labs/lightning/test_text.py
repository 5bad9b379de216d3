"""What readers type: every mistake is one sentence that names its line."""

import random
import re
import struct
import time

import pytest

from labs.kernel.parameters import InputError
from labs.lightning.call import Budget, read_call
from labs.lightning.compiler import compiled
from labs.lightning.lexical import floating, integer
from labs.lightning.programs import PROGRAMS
from labs.lightning.structure import WasmError
from labs.lightning.text import load

FUNC = '(module (func (export "f") (param i32) (result i32)\n {}))'
SENTENCES = {
    "(module\n))": "Line 2 closes a parenthesis that was never opened.",
    "(module\n (func": "The parenthesis opened in line 2 is never closed.",
    FUNC.format("(i32.ad (local.get 0) (local.get 0))"): "Line 2 names an instruction “i32.ad” that"
    " version 1.0 does not have; there is i32.add.",
    FUNC.format("(i32.add (local.get 0))"): "Line 2: i32.add needs an i32 and finds nothing.",
    FUNC.format("(i32.add (i64.const 1) (local.get 0))"): "Line 2: i32.add needs an i32 and finds"
    " an i64.",
    FUNC.format("(block (br 4)) (local.get 0)"): "Line 2: br branches out of 5 blocks, and there"
    " are 2.",
    FUNC.format("(local.get $x)"): "Line 2 names a local $x, which is not there: unknown local.",
    "(module (func (local i32)))": "The module exports no function to call.",
    '(module (memory 80) (func (export "f")))': "The memory asks for 80 pages, and the budget is"
    " 2.",
    '(module (import "env" "print" (func)) (func (export "f")))': "The module imports env.print;"
    " here nothing can be imported.",
    '(module (table 10001 funcref) (func (export "f")))': "A table may have 10,000 elements here.",
    FUNC.format("(block block) end local.get 0"): "Line 2 is followed by no “end”.",
    FUNC.format(
        "block (end) local.get 0"
    ): "Line 2 has “end” outside of a block: unexpected token.",
    FUNC.format("block else end local.get 0"): "Line 2 has “else” outside of a block: unexpected"
    " token.",
    FUNC.format("block $a end $b local.get 0"): "Line 2 closes a block by another name, $b:"
    " mismatching label.",
    "(module " + "(" * 200: "Line 1 opens a parenthesis too many: an expression may nest 100 deep.",
}
MODULES = {
    '(module\n (memory 2 1) (func (export "f")))': "Line 2: The least size is above the greatest.",
    '(module (func (export "f"))\n (export "g"\n (func 9)))': "Line 2: There is no func"
    " 9; the last is 0.",
    '(module (func (export "f"))\n (func (export "f")))': "Line 2: Two exports have the same name.",
    '(module (func (export "f"))\n\n (start 3))': "Line 3: There is no func 3; the last is 0.",
    "(module (func $f (param i32)) (start\n $f))": "Line 1: The start function takes and returns"
    " nothing.",
    '(module (memory 1)\n (data (i32.const 0) "a")\n (data (i64.const 0) "b"))': "Line 3: An"
    " initial value must be an i32, not an i64.",
    "(module (table 1 funcref)\n (elem (i32.const 0) 7))": "Line 2: There is no func 7; there are"
    " none.",
    "(module\n (table funcref (elem 5)))": "Line 2: There is no func 5; there are none.",
    "(module\n (func (type 4)))": "Line 2: There is no type 4; there are none.",
    "(module\n\n (global i32 (i64.const 1)))": "Line 3: An initial value must be an i32, not an"
    " i64.",
    "(module\n (memory 1)\n (memory 1))": "Line 3: A module may have one memory in version 1.0.",
    "(module\n (type (func (result i32 i32))))": "Line 2: A function may return one value in"
    " version 1.0.",
    '(module (import "a" "b" (func))\n (func (param i32) (local.set 1 (i32.const 1))))': "Line 2:"
    " There is no local 1; the last is 0.",
}
CALLS = {
    "g(1)": "The module exports no function “g”; there are: f.",
    "f(1, 2, 3)": "“f” takes 1 number, and the call gives 3.",
    "f(1.5)": "An argument of type i32 must be a whole number from −2,147,483,648 to"
    " 4,294,967,295.",
    "f(1": "A call is written as sum(0, 12): a name, then its numbers.",
}


def refusal(text: str, call: str = "") -> str:
    with pytest.raises(InputError) as caught:
        read_call(text, call, Budget()).instance(lambda *_: lambda *_: None)
    [sentence] = caught.value.errors.values()
    return sentence


@pytest.mark.parametrize(("text", "sentence"), SENTENCES.items())
def test_a_mistake_in_a_module_is_one_sentence(text, sentence):
    assert refusal(text) == sentence


@pytest.mark.parametrize(("text", "sentence"), MODULES.items())
def test_a_part_that_is_not_valid_is_refused_with_its_line(text, sentence):
    with pytest.raises(WasmError) as caught:
        load(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(("call", "sentence"), CALLS.items())
def test_a_mistake_in_a_call_is_one_sentence(call, sentence):
    assert refusal(FUNC.format("(local.get 0)"), call) == sentence


@pytest.mark.parametrize("keyword", ["block", "loop", "i32.const 0 if"])
def test_blocks_that_keywords_end_may_nest_as_deep_as_a_text_has_room(keyword):
    nested = f"{keyword} " * 380 + "end " * 380
    call = read_call(f'(module (func (export "f") {nested}))', "", Budget())
    assert call.run(call.instance(compiled)).ended == "returned"


def mutated(text: str, luck: random.Random) -> str:
    """Return *text* with a few characters or words deleted, doubled, swapped or replaced."""
    parts = list(text) if luck.random() < 0.5 else text.split(" ")
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(parts))
        match luck.randrange(4):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, luck.choice(parts))
            case 2:
                parts[at] = luck.choice('()"\\;$\n\0é0x-1e9 _.')
            case _:
                other = luck.randrange(len(parts))
                parts[at], parts[other] = parts[other], parts[at]
        parts = parts or [" "]
    return ("" if len(parts[0]) == 1 and len(parts) > 50 else " ").join(parts)


def test_hostile_text_is_refused_in_a_sentence_or_runs():
    luck = random.Random("hostile")
    originals = [program.text for program in PROGRAMS.values()]
    refused = slowest = 0
    for _ in range(10_000):
        text = mutated(luck.choice(originals), luck)
        begun = time.process_time()
        try:
            load(text)
        except WasmError as error:
            refused += 1
            message = str(error)
            assert message[0].isupper(), (message, text)
            assert re.search(r"[Ll]ine \d", message), (message, text)
            assert "\n" not in message, text
            assert len(message) < 300, text
        slowest = max(slowest, time.process_time() - begun)
    assert 5_000 < refused < 10_000
    assert slowest < 1


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("1e999999999999", None),
        ("0x1p99999999999", None),
        ("1" * 6000, None),
        ("0." + "0" * 5900 + "1", 0),
        ("1e-99999999999", 0),
        ("0." + "3" * 5900, 0x3FD5555555555555),
        ("1" + "0" * 5000 + "e-5000", 0x3FF0000000000000),
    ],
)
def test_a_monstrous_number_is_read_or_refused(text, bits):
    if bits is not None:
        assert floating(text, 64) == bits
        return
    with pytest.raises(ValueError, match="constant out of range"):
        floating(text, 64)


def test_an_integer_of_thousands_of_digits_is_refused():
    with pytest.raises(ValueError, match="constant out of range"):
        integer("1" * 6000, 64)


@pytest.mark.parametrize("text", ["0.1", "1e-310", "2.5e-324", "1.7976931348623157e308", "6.02e23"])
def test_decimals_are_rounded_as_python_rounds_them(text):
    assert floating(text, 64) == struct.unpack("<Q", struct.pack("<d", float(text)))[0]

"""The instructions of WebAssembly 1.0: opcode, name, immediate, type and meaning of each.

Specification, chapter "Index of Instructions". Everything that knows instructions derives from
this table: both formats, validation, fuel, and both tiers, which are made from the same
expressions. Two bulk instructions of version 2.0 are here too, ``memory.copy`` and
``memory.fill``, because one instruction that moves many bytes is what a meter must not count as
one.
"""

import re
from collections.abc import Iterator
from struct import Struct
from typing import NamedTuple

I32, I64, F32, F64 = "i32", "i64", "f32", "f64"
VALUE_TYPES = {0x7F: I32, 0x7E: I64, 0x7D: F32, 0x7C: F64}


class Access(NamedTuple):
    """How a load or store moves bytes: how many, whether it extends; what reads and writes them."""

    width: int
    letter: str
    signed: bool
    struct: Struct


class Instruction(NamedTuple):
    """One row of the table.

    ``immediate`` is what follows the opcode: an index ("local", "global", "func", "type"),
    "block" (its type), "label", "labels", "access" (alignment and offset), "zero" or "zeros"
    (reserved bytes), a value type (a constant), or nothing. ``params`` and ``results`` are None
    where they depend on the context. ``expression`` is what a numeric instruction computes from
    its operands ``a`` and ``b``, in Python; a test gives a bool.
    """

    code: int
    name: str
    immediate: str = ""
    params: tuple[str, ...] | None = None
    results: tuple[str, ...] | None = None
    expression: str = ""


_OTHERS = """
00 unreachable; nop; block block; loop block; if block; else
0b end; br label; br_if label; br_table labels; return; call func; call_indirect type
1a drop; select
20 local.get local; local.set local; local.tee local; global.get global; global.set global
3f memory.size zero -> i32; memory.grow zero i32 -> i32
41 i32.const i32 -> i32; i64.const i64 -> i64; f32.const f32 -> f32; f64.const f64 -> f64
fc0a memory.copy zeros i32 i32 i32 ->; memory.fill zero i32 i32 i32 ->
"""
_LOADS = """
i32.load i64.load f32.load f64.load i32.load8_s i32.load8_u i32.load16_s i32.load16_u i64.load8_s
i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u
"""  # from 0x28
_STORES = """
i32.store i64.store f32.store f64.store i32.store8 i32.store16 i64.store8 i64.store16 i64.store32
"""  # from 0x36

# Expressions in the order of opcodes. Of n bits: {N} is n, {L} is n - 1, {M} is 2ⁿ - 1, {S} the
# sign's bit. Values and what the expressions call are described in labs.lightning.arith. Numbers of
# equal signs compare as unsigned ones do, others the other way.
_INTEGER_TESTS = {
    "eqz": "a == 0", "eq": "a == b", "ne": "a != b",
    "lt_s": "a < b if a ^ b < {S} else a > b", "lt_u": "a < b",
    "gt_s": "a > b if a ^ b < {S} else a < b", "gt_u": "a > b",
    "le_s": "a <= b if a ^ b < {S} else a > b", "le_u": "a <= b",
    "ge_s": "a >= b if a ^ b < {S} else a < b", "ge_u": "a >= b",
}  # fmt: skip
_FLOAT_TESTS = {
    "eq": "a == b", "ne": "a != b", "lt": "a < b", "gt": "a > b", "le": "a <= b", "ge": "a >= b",
}  # fmt: skip
_INTEGER = {
    "clz": "{N} - (a).bit_length()", "ctz": "(a & -a).bit_length() - 1 if a else {N}",
    "popcnt": "(a).bit_count()",
    "add": "a + b & {M}", "sub": "a - b & {M}", "mul": "a * b & {M}",
    "div_s": "div_s{N}(a, b)", "div_u": "a // b", "rem_s": "rem_s{N}(a, b)", "rem_u": "a % b",
    "and": "a & b", "or": "a | b", "xor": "a ^ b",
    "shl": "a << (b & {L}) & {M}",
    "shr_s": "(a ^ {S}) - {S} >> (b & {L}) & {M}", "shr_u": "a >> (b & {L})",
    "rotl": "(a << (b & {L}) | a >> (-b & {L})) & {M}",
    "rotr": "(a >> (b & {L}) | a << (-b & {L})) & {M}",
}  # fmt: skip
_FLOAT = {
    "abs": "abs(a)", "neg": "-a", "ceil": "ceiling(a)", "floor": "floored(a)",
    "trunc": "truncated(a)", "nearest": "nearest(a)", "sqrt": "sqrt(a) if a >= 0 else NAN",
    "add": "a + b", "sub": "a - b", "mul": "a * b", "div": "div(a, b)",
    "min": "minimum(a, b)", "max": "maximum(a, b)", "copysign": "copysign(a, b)",
}  # fmt: skip
_BITS_OF_F32 = {
    "abs": "a & 0x7fffffff", "neg": "a ^ 0x80000000",
    "copysign": "a & 0x7fffffff | b & 0x80000000",
}  # fmt: skip
_CONVERSIONS = {
    "i32.wrap_i64": "a & 0xffffffff",
    "i32.trunc_f32_s": "to_s32(promote(a))", "i32.trunc_f32_u": "to_u32(promote(a))",
    "i32.trunc_f64_s": "to_s32(a)", "i32.trunc_f64_u": "to_u32(a)",
    "i64.extend_i32_s": "(a ^ 0x80000000) - 0x80000000 & 0xffffffffffffffff",
    "i64.extend_i32_u": "a",
    "i64.trunc_f32_s": "to_s64(promote(a))", "i64.trunc_f32_u": "to_u64(promote(a))",
    "i64.trunc_f64_s": "to_s64(a)", "i64.trunc_f64_u": "to_u64(a)",
    "f32.convert_i32_s": "demote(float((a ^ 0x80000000) - 0x80000000))",
    "f32.convert_i32_u": "demote(float(a))",
    "f32.convert_i64_s": "single((a ^ 0x8000000000000000) - 0x8000000000000000)",
    "f32.convert_i64_u": "single(a)", "f32.demote_f64": "demote(a)",
    "f64.convert_i32_s": "float((a ^ 0x80000000) - 0x80000000)", "f64.convert_i32_u": "float(a)",
    "f64.convert_i64_s": "float((a ^ 0x8000000000000000) - 0x8000000000000000)",
    "f64.convert_i64_u": "float(a)", "f64.promote_f32": "canonical(promote(a))",
    "i32.reinterpret_f32": "a", "i64.reinterpret_f64": "bits64(a)",
    "f32.reinterpret_i32": "a", "f64.reinterpret_i64": "float64(a)",
}  # fmt: skip


def _expression(kind: str, name: str, text: str) -> str:
    """Return what *name* computes on values of *kind*."""
    if kind[0] == "i":
        bits = int(kind[1:])
        return text.format(N=bits, L=bits - 1, M=hex(2**bits - 1), S=hex(2 ** (bits - 1)))
    if kind == F32:
        promoted = re.sub(r"\b([ab])\b", r"promote(\1)", text)
        return promoted if name in _FLOAT_TESTS else _BITS_OF_F32.get(name, f"demote({promoted})")
    sums = name in ("add", "sub", "mul")  # their NaN is made the canonical one
    return f"x if (x := {text}) == x else NAN" if sums else text


def _numeric() -> Iterator[tuple[str, str, str]]:
    """Yield name, type of the operands, and expression, from 0x45 on."""
    for integers, floats in ((_INTEGER_TESTS, _FLOAT_TESTS), (_INTEGER, _FLOAT)):
        for kind in (I32, I64, F32, F64):
            for name, text in (integers if kind[0] == "i" else floats).items():
                yield f"{kind}.{name}", kind, _expression(kind, name, text)
    for name, text in _CONVERSIONS.items():
        yield name, name.split("_")[1], text


def _rows() -> Iterator[Instruction]:
    for line in _OTHERS.strip().splitlines():
        first, _, rest = line.partition(" ")
        for code, row in enumerate(rest.split(";"), int(first, 16)):
            signature, arrow, results = row.partition("->")
            name, immediate, *params = [*signature.split(), ""]
            found = (tuple(params[:-1]), tuple(results.split())) if arrow else (None, None)
            yield Instruction(code, name, immediate, *found)
    for place, name in enumerate(_LOADS.split(), 0x28):
        yield Instruction(place, name, "access", (I32,), (name[:3],))
    for place, name in enumerate(_STORES.split(), 0x36):
        yield Instruction(place, name, "access", (I32, name[:3]), ())
    for place, (name, kind, expression) in enumerate(_numeric(), 0x45):
        operands = (kind,) * (2 if re.search(r"\bb\b", expression) else 1)
        result = I32 if place in TESTS else name[:3]
        yield Instruction(place, name, "", operands, (result,), expression)


TESTS = range(0x45, 0x67)  # the opcodes from i32.eqz to f64.ge
INSTRUCTIONS = {row.code: row for row in _rows()}
BY_NAME = {row.name: row for row in INSTRUCTIONS.values()}


def codes(names: str) -> frozenset[int]:
    """Return the opcodes of instructions."""
    return frozenset(BY_NAME[name].code for name in names.split())


(UNREACHABLE, NOP, BLOCK, LOOP, IF, ELSE) = range(6)
END, BR, BR_IF, BR_TABLE, RETURN, CALL, CALL_INDIRECT = range(0x0B, 0x12)
DROP, SELECT = 0x1A, 0x1B
LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET = range(0x20, 0x25)
MEMORY_SIZE, MEMORY_GROW, I32_CONST, I64_CONST, F32_CONST, F64_CONST = range(0x3F, 0x45)
MEMORY_COPY, MEMORY_FILL = 0xFC0A, 0xFC0B
CONSTANTS = range(I32_CONST, F64_CONST + 1)
OPENS = frozenset({BLOCK, LOOP, IF})
CALLS = frozenset({CALL, CALL_INDIRECT})
LEAVES = frozenset({BR, BR_TABLE, RETURN, UNREACHABLE})
BULK = frozenset({MEMORY_GROW, MEMORY_COPY, MEMORY_FILL})
TRAPS = {row.code for row in INSTRUCTIONS.values() if re.match(r"i..\.(div|rem|trunc)", row.name)}
"""Numeric instructions that can stop the program."""


def _access(name: str) -> Access:
    kind, _, rest = name.partition(".")
    width = int("".join(c for c in rest if c.isdigit()) or kind[1:]) // 8
    letter = "d" if kind == F64 else {1: "b", 2: "h", 4: "i", 8: "q"}[width]
    signed = rest.endswith("_s")
    letter = letter if signed or letter == "d" else letter.upper()
    return Access(width, letter, signed, Struct("<" + letter))


ACCESSES = {
    row.code: _access(row.name) for row in INSTRUCTIONS.values() if row.immediate == "access"
}

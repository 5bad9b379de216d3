"""The instructions of WebAssembly 1.0: opcode, name, immediates and type of each.

Specification, chapter "Index of Instructions". Two bulk instructions of version 2.0 are here too,
``memory.copy`` and ``memory.fill``, because one instruction that moves many bytes is what a meter
must not count as one.
"""

from collections.abc import Iterator
from struct import Struct
from typing import NamedTuple

I32, I64, F32, F64 = "i32", "i64", "f32", "f64"
VALUE_TYPES = {0x7F: I32, 0x7E: I64, 0x7D: F32, 0x7C: F64}
CODE_OF_TYPE = {name: code for code, name in VALUE_TYPES.items()}


class Instruction(NamedTuple):
    """One row of the table.

    ``immediates`` names what follows the opcode: ``block`` (a block type), ``label``,
    ``labels``, ``function``, ``type`` (and a reserved byte), ``local``, ``global``, ``access``
    (alignment and offset), ``zero`` or ``zeros`` (reserved bytes), a value type (a constant), or
    nothing. ``params`` and ``results`` are None where they depend on the context.
    """

    code: int
    name: str
    immediates: str
    params: tuple[str, ...] | None
    results: tuple[str, ...] | None


_CONTROL = """
00 unreachable
01 nop
02 block block
03 loop block
04 if block
05 else
0b end
0c br label
0d br_if label
0e br_table labels
0f return
10 call function
11 call_indirect type
1a drop
1b select
20 local.get local
21 local.set local
22 local.tee local
23 global.get global
24 global.set global
3f memory.size zero -> i32
40 memory.grow zero i32 -> i32
41 i32.const i32 -> i32
42 i64.const i64 -> i64
43 f32.const f32 -> f32
44 f64.const f64 -> f64
fc0a memory.copy zeros i32 i32 i32 ->
fc0b memory.fill zero i32 i32 i32 ->
"""
_LOADS = """
i32.load i64.load f32.load f64.load i32.load8_s i32.load8_u i32.load16_s i32.load16_u i64.load8_s
i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u
"""  # from 0x28
_STORES = """
i32.store i64.store f32.store f64.store i32.store8 i32.store16 i64.store8 i64.store16 i64.store32
"""  # from 0x36
_INTEGER_TESTS = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"
_FLOAT_TESTS = "eq ne lt gt le ge"
_INTEGER_UNARY = "clz ctz popcnt"
_INTEGER_BINARY = "add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr"
_FLOAT_UNARY = "abs neg ceil floor trunc nearest sqrt"
_FLOAT_BINARY = "add sub mul div min max copysign"
_CONVERSIONS = """
i32.wrap_i64 i32.trunc_f32_s i32.trunc_f32_u i32.trunc_f64_s i32.trunc_f64_u
i64.extend_i32_s i64.extend_i32_u i64.trunc_f32_s i64.trunc_f32_u i64.trunc_f64_s i64.trunc_f64_u
f32.convert_i32_s f32.convert_i32_u f32.convert_i64_s f32.convert_i64_u f32.demote_f64
f64.convert_i32_s f64.convert_i32_u f64.convert_i64_s f64.convert_i64_u f64.promote_f32
i32.reinterpret_f32 i64.reinterpret_f64 f32.reinterpret_i32 f64.reinterpret_i64
"""  # from 0xa7


def _rows() -> Iterator[Instruction]:
    for line in _CONTROL.strip().splitlines():
        code, name, *rest = line.split()
        arrow = rest.index("->") if "->" in rest else None
        immediates = rest[0] if rest else ""
        if arrow is None:
            yield Instruction(int(code, 16), name, immediates, None, None)
        else:
            params, results = tuple(rest[1:arrow]), tuple(rest[arrow + 1 :])
            yield Instruction(int(code, 16), name, immediates, params, results)
    for place, name in enumerate(_LOADS.split(), 0x28):
        yield Instruction(place, name, "access", (I32,), (name[:3],))
    for place, name in enumerate(_STORES.split(), 0x36):
        yield Instruction(place, name, "access", (I32, name[:3]), ())
    numeric: list[tuple[str, int, str]] = []  # name, operands, result
    for kind in (I32, I64):
        numeric.append((f"{kind}.eqz", 1, I32))
        numeric += [(f"{kind}.{name}", 2, I32) for name in _INTEGER_TESTS.split()]
    for kind in (F32, F64):
        numeric += [(f"{kind}.{name}", 2, I32) for name in _FLOAT_TESTS.split()]
    for kinds, unary, binary in (
        ((I32, I64), _INTEGER_UNARY, _INTEGER_BINARY),
        ((F32, F64), _FLOAT_UNARY, _FLOAT_BINARY),
    ):
        for kind in kinds:
            numeric += [(f"{kind}.{name}", 1, kind) for name in unary.split()]
            numeric += [(f"{kind}.{name}", 2, kind) for name in binary.split()]
    for place, (name, count, result) in enumerate(numeric, 0x45):
        yield Instruction(place, name, "", (name[:3],) * count, (result,))
    for place, name in enumerate(_CONVERSIONS.split(), 0xA7):
        yield Instruction(place, name, "", (name.split("_")[1],), (name[:3],))


INSTRUCTIONS = {row.code: row for row in _rows()}
BY_NAME = {row.name: row for row in INSTRUCTIONS.values()}

(UNREACHABLE, NOP, BLOCK, LOOP, IF, ELSE) = range(6)
END, BR, BR_IF, BR_TABLE, RETURN, CALL, CALL_INDIRECT = range(0x0B, 0x12)
DROP, SELECT = 0x1A, 0x1B
LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET = range(0x20, 0x25)
MEMORY_SIZE, MEMORY_GROW, I32_CONST, I64_CONST, F32_CONST, F64_CONST = range(0x3F, 0x45)
MEMORY_COPY, MEMORY_FILL = 0xFC0A, 0xFC0B
PREFIX = 0xFC
EMPTY_BLOCK = 0x40


class Access(NamedTuple):
    """How a load or store moves bytes: how many, the struct letter, and whether it extends."""

    width: int
    letter: str
    signed: bool

    @property
    def struct(self) -> Struct:
        """Return the reader and writer of these bytes."""
        return Struct("<" + self.letter)


def _access(name: str) -> Access:
    kind, _, rest = name.partition(".")
    digits = "".join(c for c in rest if c.isdigit())
    width = int(digits or kind[1:]) // 8
    signed = rest.endswith("_s")
    letter = "d" if kind == F64 else {1: "b", 2: "h", 4: "i", 8: "q"}[width]
    return Access(width, letter if signed or letter == "d" else letter.upper(), signed)


ACCESSES = {
    row.code: _access(row.name) for row in INSTRUCTIONS.values() if row.immediates == "access"
}

"""The binary format (specification, "Binary Format"): one description, read and written.

A :class:`Format` reads a part of a module and writes it. Small ones are put together to larger
ones, as in the specification's grammar, up to the sections of a module.
"""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from struct import pack, unpack
from typing import Any, NamedTuple

from labs.lightning import opcodes, structure
from labs.lightning.structure import KINDS, Code, Limits, Malformed, Module

MAGIC, VERSION = b"\0asm", b"\1\0\0\0"
MOST_LOCALS = 50_000  # of a function; the format allows 2³² − 1, and engines set limits like this


class Reader:
    """Reads *data*; ``place`` is the next byte, ``end`` the limit."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place, self.end = data, 0, len(data)

    def byte(self) -> int:
        """Read one byte."""
        return self.take(1)[0]

    def take(self, count: int) -> bytes:
        """Read *count* bytes."""
        if count > self.end - self.place:
            raise Malformed("The module ends in the middle: unexpected end.")
        self.place += count
        return self.data[self.place - count : self.place]

    def unsigned(self) -> int:
        """Read an unsigned LEB128 number of at most 32 bits."""
        return self._number(32, signed=False)

    def signed(self, bits: int) -> int:
        """Read a signed LEB128 number of at most *bits* bits, and return it modulo 2ⁿ."""
        return self._number(bits, signed=True) % (1 << bits)

    def _number(self, bits: int, signed: bool) -> int:
        value, shift, byte = 0, 0, 0x80
        while byte >= 0x80:
            if shift >= bits:
                raise Malformed("A number has too many bytes: integer representation too long.")
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
        if signed and byte & 0x40:
            value -= 1 << shift
        if not 0 <= value + signed * (1 << bits - 1) < 1 << bits:
            raise Malformed("A number has too many bits: integer too large.")
        return value


def unsigned(value: int) -> bytes:
    """Return *value* in LEB128."""
    return _leb128(value, range(128))


def signed(bits: int, value: int) -> bytes:
    """Return *value*, modulo 2ⁿ, in signed LEB128."""
    return _leb128(value - (value >> bits - 1 << bits), range(-64, 64))


def _leb128(value: int, last: range) -> bytes:
    encoded = bytearray()
    while value not in last:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*encoded, value & 0x7F])


class Format(NamedTuple):
    """How a part of a module is read, and written."""

    read: Callable[[Reader], Any]
    write: Callable[[Any], bytes]


def _vector(item: Format, make: Callable[..., Any] = list) -> Format:
    """Return a count and so many of *item*."""

    def read(reader: Reader) -> Any:
        count = reader.unsigned()
        if count > reader.end - reader.place:
            raise Malformed("A list is longer than its section: unexpected end.")
        return make([item.read(reader) for _ in range(count)])

    return Format(read, lambda items: unsigned(len(items)) + b"".join(map(item.write, items)))


def _record(make: Callable[..., Any], *parts: Format) -> Format:
    """Return *parts* one after the other, the fields of what *make* makes."""
    return Format(
        lambda reader: make(*[part.read(reader) for part in parts]),
        lambda value: b"".join(part.write(field) for part, field in zip(parts, value, strict=True)),
    )


def _sized(part: Format) -> Format:
    """Return *part* after its size in bytes."""

    def read(reader: Reader) -> Any:
        size, outer = reader.unsigned(), reader.end
        if size > outer - reader.place:
            raise Malformed("A part is longer than what it belongs to: unexpected end.")
        reader.end = reader.place + size
        value = part.read(reader)
        if reader.place != reader.end:
            raise Malformed("A part does not end where its size says: section size mismatch.")
        reader.end = outer
        return value

    return Format(read, lambda value: BYTES.write(part.write(value)))


def _prefixed(byte: int, what: str, part: Format) -> Format:
    """Return *part* after a *byte* that says what it is."""
    both = _record(lambda _, value: value, _pick({byte: None}, what), part)
    return Format(both.read, lambda value: both.write((None, value)))


def _pick(meanings: dict[int, Any], what: str) -> Format:
    """Return one byte, read as its meaning."""
    codes = {meaning: byte for byte, meaning in meanings.items()}

    def read(reader: Reader) -> Any:
        byte = reader.byte()
        if byte not in meanings:
            raise Malformed(f"The byte 0x{byte:02x} is no {what}.")
        return meanings[byte]

    return Format(read, lambda value: bytes([codes[value]]))


def _utf8(reader: Reader) -> str:
    try:
        return reader.take(reader.unsigned()).decode()
    except UnicodeDecodeError:
        raise Malformed("A name is not UTF-8: malformed UTF-8 encoding.") from None


def _read_limits(reader: Reader) -> Limits:
    bounded = _BOUNDED.read(reader)
    return Limits(reader.unsigned(), reader.unsigned() if bounded else None)


def _write_limits(limits: Limits) -> bytes:
    high = b"" if limits.high is None else unsigned(limits.high)
    return _BOUNDED.write(bool(high)) + unsigned(limits.low) + high


def _read_import(reader: Reader) -> structure.Import:
    module, name, kind = (part.read(reader) for part in (NAME, NAME, KIND))
    return structure.Import(module, name, kind, IMPORTED[kind].read(reader))


def _write_import(entry: structure.Import) -> bytes:
    names = NAME.write(entry.module) + NAME.write(entry.name)
    return names + KIND.write(entry.kind) + IMPORTED[entry.kind].write(entry.type)


def _read_expression(reader: Reader) -> Code:
    """Read instructions up to the ``end`` that closes them."""
    code, depth = Code(), 1
    while depth:
        code.offsets.append(reader.place)
        op = reader.byte()
        if op == 0xFC:
            op = (op << 8) + reader.unsigned()
        row = opcodes.INSTRUCTIONS.get(op)
        if row is None:
            raise Malformed(f"The byte 0x{op:02x} is no instruction: illegal opcode.")
        code.ops.append(op)
        code.args.append(IMMEDIATES[row.immediate].read(reader) if row.immediate else None)
        if op in opcodes.OPENS:
            depth += 1
        elif op == opcodes.END:
            depth -= 1
        elif op == opcodes.ELSE and depth == 1:
            raise Malformed("An else stands outside of every if: unexpected else.")
    return code


def _write_expression(code: Code) -> bytes:
    content = bytearray()
    for op, arg in zip(code.ops, code.args, strict=True):
        content += bytes([op]) if op < 256 else bytes([op >> 8]) + unsigned(op & 255)
        if immediate := opcodes.INSTRUCTIONS[op].immediate:
            content += IMMEDIATES[immediate].write(arg)
    return bytes(content)


def _read_code(reader: Reader) -> Code:
    """Read a function's locals and body."""
    groups = _LOCALS.read(reader)
    if sum(count for count, _ in groups) > MOST_LOCALS:
        raise Malformed(f"A function declares over {MOST_LOCALS} locals: too many locals.")
    code = _read_expression(reader)
    code.locals = tuple(kind for count, kind in groups for _ in range(count))
    return code


def _write_code(code: Code) -> bytes:
    groups = [(len([*same]), kind) for kind, same in groupby(code.locals)]
    return _LOCALS.write(groups) + _write_expression(code)


U32 = Format(Reader.unsigned, unsigned)
BYTES = Format(
    lambda reader: reader.take(reader.unsigned()), lambda content: unsigned(len(content)) + content
)
NAME = Format(_utf8, lambda name: BYTES.write(name.encode()))
REST = Format(lambda reader: reader.take(reader.end - reader.place), bytes)
VALUE_TYPE = _pick(opcodes.VALUE_TYPES, "value type")
BLOCK_TYPE = _pick({0x40: None, **opcodes.VALUE_TYPES}, "block type")
KIND = _pick(dict(enumerate(KINDS)), "kind of thing")
_BOUNDED = _pick({0: False, 1: True}, "kind of limits: integer too large")
LIMITS = Format(_read_limits, _write_limits)
TABLE = _prefixed(0x70, "element type", LIMITS)
GLOBAL_TYPE = _record(structure.GlobalType, VALUE_TYPE, _pick({0: False, 1: True}, "mutability"))
IMPORTED = {"func": U32, "table": TABLE, "memory": LIMITS, "global": GLOBAL_TYPE}
EXPRESSION = Format(_read_expression, _write_expression)
_TYPES = _vector(VALUE_TYPE, tuple)
FUNC_TYPE = _prefixed(0x60, "function type", _record(structure.FuncType, _TYPES, _TYPES))
_ZERO = _pick({0: None}, "reserved byte: zero flag expected")
_LOCALS = _vector(_record(lambda *pair: pair, U32, VALUE_TYPE))
IMMEDIATES = {
    **dict.fromkeys(("local", "global", "func", "label"), U32),
    "type": Format(_record(lambda index, _: index, U32, _ZERO).read, lambda i: unsigned(i) + b"\0"),
    "access": _record(lambda *pair: pair, U32, U32),
    "block": BLOCK_TYPE,
    "labels": Format(
        lambda reader: (*_vector(U32).read(reader), reader.unsigned()),
        lambda labels: _vector(U32).write(labels[:-1]) + unsigned(labels[-1]),
    ),
    "zero": _ZERO,
    "zeros": Format(_record(lambda *_: None, _ZERO, _ZERO).read, lambda _: bytes(2)),
    "i32": Format(lambda reader: reader.signed(32), partial(signed, 32)),
    "i64": Format(lambda reader: reader.signed(64), partial(signed, 64)),
    "f32": Format(lambda reader: unpack("<I", reader.take(4))[0], partial(pack, "<I")),
    "f64": Format(lambda reader: unpack("<d", reader.take(8))[0], partial(pack, "<d")),
}
SECTIONS = {
    1: ("types", _vector(FUNC_TYPE)),
    2: ("imports", _vector(Format(_read_import, _write_import))),
    3: ("functions", _vector(U32)),
    4: ("tables", _vector(TABLE)),
    5: ("memories", _vector(LIMITS)),
    6: ("globals", _vector(_record(structure.Global, GLOBAL_TYPE, EXPRESSION))),
    7: ("exports", _vector(_record(structure.Export, NAME, KIND, U32))),
    8: ("start", U32),
    9: ("elements", _vector(_record(structure.Segment, U32, EXPRESSION, _vector(U32, tuple)))),
    10: ("codes", _vector(_sized(Format(_read_code, _write_code)))),
    11: ("data", _vector(_record(structure.Segment, U32, EXPRESSION, BYTES))),
}
"""For each section, the field of a module that it fills, and how it is written."""


def encode(module: Module) -> bytes:
    """Return *module* in the binary format."""
    content = MAGIC + VERSION
    for number, (field, form) in SECTIONS.items():
        value = getattr(module, field)
        if value is not None and value != []:
            content += bytes([number]) + _sized(form).write(value)
    return content


def decode(content: bytes) -> Module:
    """Return the module in *content*; raise :class:`Malformed` where it is none."""
    reader = Reader(content)
    if reader.take(4) != MAGIC:
        raise Malformed("The module does not begin with its magic: magic header not detected.")
    if reader.take(4) != VERSION:
        raise Malformed("The module is not of version 1: unknown binary version.")
    module, last = Module(content=content), 0
    while reader.place < reader.end:
        section = reader.byte()
        if section == 0:
            _sized(_record(lambda *pair: pair, NAME, REST)).read(reader)
            continue
        if section not in SECTIONS:
            raise Malformed(f"There is no section {section}: invalid section id.")
        if section <= last:
            raise Malformed(f"Section {section} comes twice or too late: junk after last section.")
        last = section
        field, form = SECTIONS[section]
        setattr(module, field, _sized(form).read(reader))
    if len(module.functions) != len(module.codes):
        raise Malformed("The numbers of functions and of bodies differ: inconsistent lengths.")
    return module

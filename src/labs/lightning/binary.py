"""The binary format: LEB128 numbers, sections, instructions (specification, "Binary Format")."""

import struct
from collections.abc import Callable
from typing import TypeVar

from labs.lightning import opcodes
from labs.lightning.module import (
    Code,
    Data,
    Element,
    Export,
    FuncType,
    Global,
    GlobalType,
    Import,
    Limits,
    Malformed,
    Module,
)

T = TypeVar("T")

MAGIC, VERSION = b"\0asm", b"\1\0\0\0"
KINDS = ("func", "table", "memory", "global")
FUNCTION_TYPE, FUNCTION_REFERENCE = 0x60, 0x70
MOST_LOCALS = 50_000
"""Locals a function may declare; the format allows 2³² − 1, and engines set limits like this."""


def unsigned(value: int) -> bytes:
    """Return *value* in LEB128."""
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def signed(value: int) -> bytes:
    """Return *value* in signed LEB128."""
    encoded = bytearray()
    while not -64 <= value < 64:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value & 0x7F)
    return bytes(encoded)


class Reader:
    """Reads the parts of a module from *data*; ``place`` is the next byte, ``end`` the limit."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place, self.end = data, 0, len(data)

    def byte(self) -> int:
        """Read one byte."""
        if self.place >= self.end:
            raise Malformed("The module ends in the middle: unexpected end.")
        self.place += 1
        return self.data[self.place - 1]

    def take(self, count: int) -> bytes:
        """Read *count* bytes."""
        if count > self.end - self.place:
            raise Malformed("The module ends in the middle: unexpected end.")
        self.place += count
        return self.data[self.place - count : self.place]

    def unsigned(self, bits: int = 32) -> int:
        """Read an unsigned LEB128 number of at most *bits* bits."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift >= bits:
                raise Malformed("A number has too many bytes: integer representation too long.")
        if value >> bits:
            raise Malformed("A number has too many bits: integer too large.")
        return value

    def signed(self, bits: int) -> int:
        """Read a signed LEB128 number of at most *bits* bits."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
            if shift >= bits:
                raise Malformed("A number has too many bytes: integer representation too long.")
        if byte & 0x40:
            value -= 1 << shift
        if not -(1 << bits - 1) <= value < 1 << bits - 1:
            raise Malformed("A number has too many bits: integer too large.")
        return value

    def vector(self, read: Callable[[], T]) -> list[T]:
        """Read a count, and that many of what *read* reads."""
        count = self.unsigned()
        if count > self.end - self.place:
            raise Malformed("A list is longer than its section: unexpected end.")
        return [read() for _ in range(count)]

    def name(self) -> str:
        """Read a name in UTF-8."""
        try:
            return self.take(self.unsigned()).decode()
        except UnicodeDecodeError:
            raise Malformed("A name is not UTF-8: malformed UTF-8 encoding.") from None

    def value_type(self) -> str:
        """Read a value type."""
        return self.pick(opcodes.VALUE_TYPES, "value type")

    def pick(self, table: dict[int, T], what: str) -> T:
        """Read a byte that must be a key of *table*."""
        byte = self.byte()
        if byte not in table:
            raise Malformed(f"The byte 0x{byte:02x} is no {what}.")
        return table[byte]

    def function_type(self) -> FuncType:
        """Read a function type."""
        self.pick({FUNCTION_TYPE: 0}, "function type")
        return FuncType(tuple(self.vector(self.value_type)), tuple(self.vector(self.value_type)))

    def limits(self) -> Limits:
        """Read limits."""
        bounded = self.pick({0: False, 1: True}, "kind of limits: integer too large")
        low = self.unsigned()
        return Limits(low, self.unsigned() if bounded else None)

    def table(self) -> Limits:
        """Read a table's type."""
        self.pick({FUNCTION_REFERENCE: 0}, "element type")
        return self.limits()

    def global_type(self) -> GlobalType:
        """Read a global variable's type."""
        kind = self.value_type()
        return GlobalType(kind, self.pick({0: False, 1: True}, "mutability"))

    def import_(self) -> Import:
        """Read an import."""
        module, name = self.name(), self.name()
        kind = self.pick(dict(enumerate(KINDS)), "kind of import")
        read: dict[str, Callable[[], int | Limits | GlobalType]] = {
            "func": self.unsigned,
            "table": self.table,
            "memory": self.limits,
            "global": self.global_type,
        }
        return Import(module, name, kind, read[kind]())

    def export(self) -> Export:
        """Read an export."""
        name = self.name()
        return Export(name, self.pick(dict(enumerate(KINDS)), "kind of export"), self.unsigned())

    def global_(self) -> Global:
        """Read a global variable."""
        return Global(self.global_type(), self.expression())

    def element(self) -> Element:
        """Read an element segment."""
        return Element(self.unsigned(), self.expression(), tuple(self.vector(self.unsigned)))

    def data_segment(self) -> Data:
        """Read a data segment."""
        return Data(self.unsigned(), self.expression(), self.take(self.unsigned()))

    def code(self) -> Code:
        """Read a function's locals and body."""
        size = self.unsigned()
        start, outer = self.place, self.end
        if size > outer - start:
            raise Malformed("A function is longer than its section: unexpected end.")
        self.end = start + size
        kinds: list[str] = []
        total = 0
        for _ in range(self.unsigned()):
            count = self.unsigned()
            kind = self.value_type()
            total += count
            if total > MOST_LOCALS:
                raise Malformed(f"A function declares over {MOST_LOCALS} locals: too many locals.")
            kinds += [kind] * count
        code = self.expression()
        if self.place != self.end:
            raise Malformed("A function does not end where its size says: section size mismatch.")
        self.end = outer
        code.locals = tuple(kinds)
        return code

    def expression(self) -> Code:
        """Read instructions up to the ``end`` that closes them."""
        code = Code()
        depth = 1
        while depth:
            offset = self.place
            op = self.byte()
            if op == opcodes.PREFIX:
                op = op << 8 | self.unsigned() & 0xFF
            row = opcodes.INSTRUCTIONS.get(op)
            if row is None:
                raise Malformed(f"The byte 0x{op:02x} is no instruction: illegal opcode.")
            arg: object = None
            if row.immediates:
                arg = self.immediate(row.immediates)
                if op in (opcodes.BLOCK, opcodes.LOOP, opcodes.IF):
                    depth += 1
            elif op == opcodes.END:
                depth -= 1
            elif op == opcodes.ELSE and depth == 1:
                raise Malformed("An else stands outside of every if: unexpected else.")
            code.ops.append(op)
            code.args.append(arg)
            code.offsets.append(offset)
        return code

    def immediate(self, kind: str) -> object:
        """Read the immediates of an instruction."""
        match kind:
            case "local" | "global" | "function" | "label":
                return self.unsigned()
            case "i32":
                return self.signed(32) & 0xFFFFFFFF
            case "i64":
                return self.signed(64) & 0xFFFFFFFFFFFFFFFF
            case "access":
                return self.unsigned(), self.unsigned()
            case "block":
                if self.place < self.end and self.data[self.place] == opcodes.EMPTY_BLOCK:
                    self.place += 1
                    return None
                return self.value_type()
            case "labels":
                return (*self.vector(self.unsigned), self.unsigned())
            case "type":
                index = self.unsigned()
                self.pick({0: 0}, "reserved byte: zero flag expected")
                return index
            case "f32":
                return int.from_bytes(self.take(4), "little")
            case "f64":
                value: float = struct.unpack("<d", self.take(8))[0]
                return value
            case _:
                for _ in range(2 if kind == "zeros" else 1):
                    self.pick({0: 0}, "reserved byte: zero flag expected")
                return None


def decode(content: bytes) -> Module:
    """Return the module in *content*; raise :class:`Malformed` where it is none."""
    reader = Reader(content)
    if reader.take(4) != MAGIC:
        raise Malformed("The module does not begin with its magic: magic header not detected.")
    if reader.take(4) != VERSION:
        raise Malformed("The module is not of version 1: unknown binary version.")
    module = Module(content=content)
    sections: dict[int, Callable[[], list[object]]] = {
        1: lambda: fill(module.types, reader.function_type),
        2: lambda: fill(module.imports, reader.import_),
        3: lambda: fill(module.functions, reader.unsigned),
        4: lambda: fill(module.tables, reader.table),
        5: lambda: fill(module.memories, reader.limits),
        6: lambda: fill(module.globals, reader.global_),
        7: lambda: fill(module.exports, reader.export),
        8: lambda: start(),
        9: lambda: fill(module.elements, reader.element),
        10: lambda: fill(module.codes, reader.code),
        11: lambda: fill(module.data, reader.data_segment),
    }

    def fill(target: list[T], read: Callable[[], T]) -> list[object]:
        target += reader.vector(read)
        return []

    def start() -> list[object]:
        module.start = reader.unsigned()
        return []

    last = 0
    while reader.place < len(content):
        section = reader.byte()
        size = reader.unsigned()
        if size > len(content) - reader.place:
            raise Malformed("A section is longer than the module: unexpected end.")
        reader.end = reader.place + size
        if section == 0:
            reader.name()
            reader.place = reader.end
        elif section not in sections:
            raise Malformed(f"There is no section {section}: invalid section id.")
        elif section <= last:
            raise Malformed(f"Section {section} comes twice or too late: junk after last section.")
        else:
            sections[section]()
            last = section
            if reader.place != reader.end:
                raise Malformed("A section does not end where its size says.")
        reader.end = len(content)
    if len(module.functions) != len(module.codes):
        raise Malformed("The numbers of functions and of bodies differ: inconsistent lengths.")
    return module

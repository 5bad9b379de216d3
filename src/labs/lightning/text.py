"""The text format: from S-expressions to the bytes of a module (specification, "Text Format").

The result is binary, so everything a reader writes goes the same way as a module from elsewhere:
bytes, decoder, validator. The line of every instruction is kept for messages and pictures.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn

from labs.lightning import opcodes
from labs.lightning.binary import (
    FUNCTION_REFERENCE,
    FUNCTION_TYPE,
    KINDS,
    MAGIC,
    VERSION,
    decode,
    signed,
    unsigned,
)
from labs.lightning.literals import floating, integer, natural
from labs.lightning.module import FuncType, Invalid, Malformed, Module
from labs.lightning.sexpr import Atom, Expression, Form, String, read
from labs.lightning.validate import validate

_FIELDS = ("func", "table", "memory", "global")


class Text(NamedTuple):
    """A module in bytes, with what its text says beyond them."""

    content: bytes
    lines: list[list[int]]
    """For each function defined, the line of every instruction."""
    names: list[str]
    """The identifier of each function defined, without its dollar sign; "" without one."""
    locals: list[list[str]]
    """For each function defined, the identifiers of its locals."""


def assemble(text: str) -> Text:
    """Return the module written in *text*; raise :class:`Malformed` with the line."""
    fields = read(text)
    if len(fields) == 1 and isinstance(fields[0], Form) and fields[0].head() == "module":
        fields = fields[0]
        del fields[: 2 if len(fields) > 1 and _is_name(fields[1]) else 1]
    return assemble_fields(fields)


def assemble_fields(fields: Sequence[Expression]) -> Text:
    """Return the module with these fields."""
    return _Assembler().assemble(fields)


def load(text: str) -> tuple[Module, Text]:
    """Return the valid module written in *text*; a refusal's message names its line."""
    source = assemble(text)
    module = decode(source.content)
    try:
        return validate(module), source
    except Invalid as error:
        line = 0
        if error.function >= 0:
            line = source.lines[error.function - len(module.imported("func"))][error.place]
        raise Malformed(f"Line {line}: {error}" if line else str(error), line) from None


def _is_name(item: Expression) -> bool:
    return isinstance(item, Atom) and item.startswith("$")


def _fail(item: Expression, message: str) -> NoReturn:
    raise Malformed(f"Line {item.line} {message}", item.line)


def short(text: str) -> str:
    """Return *text* for a message, cut where it is long."""
    return text if len(text) <= 40 else text[:39] + "…"


@dataclass
class _Function:
    """What is known while one function is assembled."""

    locals: dict[str, int]
    labels: list[str] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    lines: list[int] = field(default_factory=list)


class _Items:
    """The rest of a list, taken from the front."""

    def __init__(self, form: Sequence[Expression], owner: Expression, start: int = 0) -> None:
        self.form, self.owner, self.place = form, owner, start

    def __bool__(self) -> bool:
        return self.place < len(self.form)

    def peek(self) -> Expression | None:
        return self.form[self.place] if self else None

    def take(self, what: str) -> Expression:
        if not self:
            _fail(self.form[-1] if self.form else self.owner, f"ends where {what} is expected.")
        self.place += 1
        return self.form[self.place - 1]

    def form_of(self, *heads: str) -> Form | None:
        """Take the next item if it is a list that begins with one of *heads*."""
        item = self.peek()
        if isinstance(item, Form) and item.head() in heads:
            self.place += 1
            return item
        return None

    def name(self) -> str:
        """Take an identifier if there is one."""
        item = self.peek()
        if item is not None and _is_name(item):
            self.place += 1
            return str(item)
        return ""

    def string(self, what: str) -> String:
        item = self.take(what)
        if not isinstance(item, String):
            _fail(item, f"has no {what}: a string is expected.")
        return item

    def end(self) -> None:
        item = self.peek()
        if item is not None:
            what = f"“{short(item)}”" if isinstance(item, Atom) else "something"
            _fail(item, f"has {what} where nothing more is expected: unexpected token.")


class _Assembler:
    def __init__(self) -> None:
        self.types: list[FuncType] = []
        self.names: dict[str, dict[str, int]] = {kind: {} for kind in ("type", *KINDS)}
        self.counts = dict.fromkeys(KINDS, 0)
        self.sections: dict[int, list[bytes]] = {section: [] for section in range(1, 12)}
        self.text = Text(b"", [], [], [])

    def assemble(self, fields: Sequence[Expression]) -> Text:
        forms: list[Form] = []
        for item in fields:
            if not isinstance(item, Form) or not item.head():
                _fail(item, "has something that is no field of a module: unexpected token.")
            forms.append(item)
        for form in forms:
            if form.head() == "type":
                self.declare_type(form)
        defined = False
        for form in forms:
            defined = self.declare(form, defined)
        placed = dict.fromkeys(KINDS, 0)
        for form in forms:
            self.field(form, placed)
        content = MAGIC + VERSION
        for section, entries in self.sections.items():
            if entries:
                body = b"".join(entries)
                if section != 8:
                    body = unsigned(len(entries)) + body
                content += bytes([section]) + unsigned(len(body)) + body
        return self.text._replace(content=content)

    # Index spaces

    def declare_type(self, form: Form) -> None:
        items = _Items(form, form, 1)
        name = items.name()
        function = items.form_of("func")
        if function is None:
            _fail(form, "declares a type that is no function type.")
        if name:
            self.bind("type", name, len(self.types), form)
        inner = _Items(function, function, 1)
        params, results, _ = self.signature(inner)
        inner.end()
        items.end()
        self.add_type(FuncType(params, results))

    def add_type(self, kind: FuncType) -> int:
        self.types.append(kind)
        self.sections[1].append(
            bytes([FUNCTION_TYPE])
            + b"".join(
                unsigned(len(kinds)) + bytes(opcodes.CODE_OF_TYPE[kind] for kind in kinds)
                for kinds in kind
            )
        )
        return len(self.types) - 1

    def bind(self, space: str, name: str, index: int, at: Expression) -> None:
        if name in self.names[space]:
            _fail(at, f"gives the name {short(name)} a second time: duplicate {space}.")
        self.names[space][name] = index

    def declare(self, form: Form, defined: bool) -> bool:
        """Give the field its index; return whether anything was defined (not imported) so far."""
        head = form.head()
        items = _Items(form, form, 1)
        imports = head == "import"
        if imports:
            items.string("a module's name")
            items.string("a name")
            inner = items.form_of(*_FIELDS)
            if inner is None:
                _fail(form, "imports something that no module can provide.")
            head, items = inner.head(), _Items(inner, inner, 1)
        elif head not in _FIELDS:
            return defined
        name = items.name()
        if name:
            self.bind(head, name, self.counts[head], form)
        self.counts[head] += 1
        while items.form_of("export"):
            pass
        imports = imports or items.form_of("import") is not None
        if imports and defined:
            _fail(form, "imports after a definition: imports come first.")
        return defined or not imports

    def index(self, items: _Items, space: str) -> int:
        item = items.take(f"the index of a {space}")
        return self.resolve(item, self.names[space], space)

    def resolve(self, item: Expression, names: dict[str, int], space: str) -> int:
        if isinstance(item, Atom):
            if item.startswith("$"):
                if item in names:
                    return names[item]
                _fail(item, f"names a {space} {short(item)}, which is not there: unknown {space}.")
            return self.number(item, natural)
        _fail(item, f"has no index of a {space}: unexpected token.")

    def number(self, item: Expression, read_number: Callable[..., int], *more: int) -> int:
        if not isinstance(item, Atom):
            _fail(item, "has something else where a number is expected: unexpected token.")
        try:
            return read_number(item, *more)
        except ValueError as error:
            _fail(item, f"has “{short(item)}”: {error}.")

    # Types

    def value_type(self, item: Expression) -> str:
        if not isinstance(item, Atom) or item not in opcodes.CODE_OF_TYPE:
            _fail(item, "has something else where a value type is expected: unexpected token.")
        return str(item)

    def declared(self, items: _Items, head: str) -> tuple[list[str], list[str]]:
        """Read lists that begin with *head*; return types and identifiers."""
        kinds: list[str] = []
        names: list[str] = []
        while form := items.form_of(head):
            inner = _Items(form, form, 1)
            name = inner.name()
            if name:
                if head == "result":
                    _fail(form, "names a result: unexpected token.")
                kinds.append(self.value_type(inner.take("a value type")))
                names.append(name)
                inner.end()
            else:
                more = [self.value_type(item) for item in form[1:]]
                kinds += more
                names += [""] * len(more)
        return kinds, names

    def signature(self, items: _Items) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
        params, names = self.declared(items, "param")
        results, _ = self.declared(items, "result")
        return tuple(params), tuple(results), names

    def type_use(self, items: _Items) -> tuple[int, list[str]]:
        """Read a type use; return the type's index and the parameters' identifiers."""
        use = items.form_of("type")
        index = -1
        if use is not None:
            inner = _Items(use, use, 1)
            index = self.index(inner, "type")
            inner.end()
        params, results, names = self.signature(items)
        kind = FuncType(params, results)
        if index < 0:
            index = self.types.index(kind) if kind in self.types else self.add_type(kind)
        elif params or results:
            if index >= len(self.types) or self.types[index] != kind:
                _fail(
                    use or items.owner,
                    "uses a type that differs from what follows: inline function type.",
                )
        elif index < len(self.types):
            names = [""] * len(self.types[index].params)
        return index, names

    def limits(self, items: _Items) -> bytes:
        low = self.number(items.take("a size"), natural)
        item = items.peek()
        if isinstance(item, Atom) and item[:1].isdigit():
            items.place += 1
            return b"\1" + unsigned(low) + unsigned(self.number(item, natural))
        return b"\0" + unsigned(low)

    def table_type(self, items: _Items) -> bytes:
        limits = self.limits(items)
        if items.take("funcref") != "funcref":
            _fail(items.owner, "declares a table of something other than funcref.")
        return bytes([FUNCTION_REFERENCE]) + limits

    def global_type(self, items: _Items) -> bytes:
        form = items.form_of("mut")
        if form is not None:
            inner = _Items(form, form, 1)
            kind = self.value_type(inner.take("a value type"))
            inner.end()
            return bytes([opcodes.CODE_OF_TYPE[kind], 1])
        return bytes([opcodes.CODE_OF_TYPE[self.value_type(items.take("a value type"))], 0])

    # Fields

    def field(self, form: Form, placed: dict[str, int]) -> None:
        head = form.head()
        items = _Items(form, form, 1)
        if head in _FIELDS:
            self.definition(head, items, placed)
        elif head == "import":
            module, name = items.string("a module's name"), items.string("a name")
            inner_form = items.form_of(*_FIELDS)
            assert inner_form is not None
            inner = _Items(inner_form, inner_form, 1)
            inner.name()
            self.import_(module, name, inner_form.head(), inner)
            placed[inner_form.head()] += 1
            items.end()
        elif head == "export":
            name = items.string("a name")
            what = items.form_of(*_FIELDS)
            if what is None:
                _fail(form, "exports something that has no index.")
            inner = _Items(what, what, 1)
            self.export(name, what.head(), self.index(inner, what.head()))
            inner.end()
            items.end()
        elif head == "start":
            if self.sections[8]:
                _fail(form, "names a second start function: multiple start sections.")
            self.sections[8].append(unsigned(self.index(items, "func")))
            items.end()
        elif head == "elem":
            self.segment(items, "table", 9)
        elif head == "data":
            self.segment(items, "memory", 11)
        elif head != "type":
            _fail(
                form, f"has a field “{short(head)}”, which modules do not have: unexpected token."
            )

    def export(self, name: String, kind: str, index: int) -> None:
        self.sections[7].append(_vector(name) + bytes([KINDS.index(kind)]) + unsigned(index))

    def import_(self, module: String, name: String, kind: str, items: _Items) -> None:
        if kind == "func":
            described = unsigned(self.type_use(items)[0])
        elif kind == "table":
            described = self.table_type(items)
        elif kind == "memory":
            described = self.limits(items)
        else:
            described = self.global_type(items)
        items.end()
        self.sections[2].append(
            _vector(module) + _vector(name) + bytes([KINDS.index(kind)]) + described
        )

    def definition(self, kind: str, items: _Items, placed: dict[str, int]) -> None:
        index = placed[kind]
        placed[kind] += 1
        name = items.name()
        while form := items.form_of("export"):
            inner = _Items(form, form, 1)
            self.export(inner.string("a name"), kind, index)
            inner.end()
        if form := items.form_of("import"):
            inner = _Items(form, form, 1)
            module, field_name = inner.string("a module's name"), inner.string("a name")
            inner.end()
            self.import_(module, field_name, kind, items)
        elif kind == "func":
            self.function(name, items)
        elif kind == "table":
            self.table(items, index)
        elif kind == "memory":
            self.memory(items, index)
        else:
            kind_bytes = self.global_type(items)
            self.sections[6].append(kind_bytes + self.expression(items))

    def table(self, items: _Items, index: int) -> None:
        item = items.peek()
        if item != "funcref":
            self.sections[4].append(self.table_type(items))
            items.end()
            return
        items.place += 1
        form = items.form_of("elem")
        if form is None:
            _fail(items.owner, "declares a table without a size.")
        items.end()
        functions = [self.resolve(entry, self.names["func"], "func") for entry in form[1:]]
        count = unsigned(len(functions))
        self.sections[4].append(bytes([FUNCTION_REFERENCE, 1]) + count * 2)
        self.sections[9].append(
            unsigned(index) + _ZERO + count + b"".join(map(unsigned, functions))
        )

    def memory(self, items: _Items, index: int) -> None:
        form = items.form_of("data")
        if form is None:
            self.sections[5].append(self.limits(items))
            items.end()
            return
        items.end()
        content = _joined(_Items(form, form, 1))
        pages = unsigned(-(-len(content) // 65536))
        self.sections[5].append(b"\1" + pages * 2)
        self.sections[11].append(unsigned(index) + _ZERO + _vector(content))

    def segment(self, items: _Items, space: str, section: int) -> None:
        index = 0
        if isinstance(items.peek(), Atom):
            index = self.index(items, space)
        form = items.form_of("offset")
        if form is not None:
            offset = self.expression(_Items(form, form, 1))
        else:
            item = items.take("an offset")
            if not isinstance(item, Form):
                _fail(item, "has something else where an offset is expected: unexpected token.")
            offset = self.expression(_Items([item], item))
        if section == 9:
            functions = []
            while items:
                functions.append(self.index(items, "func"))
            body = unsigned(len(functions)) + b"".join(map(unsigned, functions))
        else:
            body = _vector(_joined(items))
        self.sections[section].append(unsigned(index) + offset + body)

    def expression(self, items: _Items) -> bytes:
        function = _Function({})
        self.instructions(function, items)
        items.end()
        return bytes(function.body) + bytes([opcodes.END])

    def function(self, name: str, items: _Items) -> None:
        kind, params = self.type_use(items)
        kinds, names = self.declared(items, "local")
        scope: dict[str, int] = {}
        for index, local in enumerate([*params, *names]):
            if local in scope:
                _fail(items.owner, f"names two locals {short(local)}: duplicate local.")
            if local:
                scope[local] = index
        function = _Function(scope)
        self.instructions(function, items)
        items.end()
        last = items.form[-1] if items.form else items.owner
        function.lines.append(_last_line(last))
        groups: list[tuple[int, str]] = []
        for local_kind in kinds:
            if groups and groups[-1][1] == local_kind:
                groups[-1] = groups[-1][0] + 1, local_kind
            else:
                groups.append((1, local_kind))
        body = unsigned(len(groups)) + b"".join(
            unsigned(count) + bytes([opcodes.CODE_OF_TYPE[local_kind]])
            for count, local_kind in groups
        )
        self.sections[3].append(unsigned(kind))
        self.sections[10].append(_vector(body + bytes(function.body) + bytes([opcodes.END])))
        self.text.lines.append(function.lines)
        self.text.names.append(name[1:])
        self.text.locals.append([local[1:] for local in [*params, *names]])

    # Instructions

    def instructions(self, function: _Function, items: _Items, until: tuple[str, ...] = ()) -> None:
        """Assemble instructions up to the end of the list, or to a keyword of *until*."""
        while items:
            item = items.peek()
            if isinstance(item, Form):
                items.place += 1
                self.folded(function, item)
            elif isinstance(item, Atom):
                if item in until:
                    return
                if item in ("end", "else"):
                    _fail(item, f"has “{item}” outside of a block: unexpected token.")
                items.place += 1
                self.plain(function, item, items)
            else:
                return
        if until:
            _fail(
                items.form[-1] if items.form else items.owner, f"is followed by no “{until[-1]}”."
            )

    def emit(self, function: _Function, code: int, line: int, immediates: bytes = b"") -> None:
        function.body += bytes([code]) if code < 256 else bytes([code >> 8]) + unsigned(code & 255)
        function.body += immediates
        function.lines.append(line)

    def row(self, keyword: Atom) -> opcodes.Instruction:
        row = opcodes.BY_NAME.get(keyword)
        if row is None:
            near = min(opcodes.BY_NAME, key=lambda name: _distance(keyword[:30], name))
            _fail(
                keyword,
                f"names an instruction “{short(keyword)}” that version 1.0 does not have;"
                f" there is {near}.",
            )
        return row

    def plain(self, function: _Function, keyword: Atom, items: _Items) -> None:
        row = self.row(keyword)
        if row.immediates != "block":
            self.emit(function, row.code, keyword.line, self.immediates(function, row, items))
            return
        label = items.name()
        self.emit(function, row.code, keyword.line, self.block_type(items))
        function.labels.append(label)
        self.instructions(function, items, ("else", "end") if row.code == opcodes.IF else ("end",))
        if items.peek() == "else":
            item = items.take("else")
            self.close(label, items, item)
            self.emit(function, opcodes.ELSE, item.line)
            self.instructions(function, items, ("end",))
        item = items.take("end")
        self.close(label, items, item)
        self.emit(function, opcodes.END, item.line)
        function.labels.pop()

    def close(self, label: str, items: _Items, at: Expression) -> None:
        again = items.name()
        if again and again != label:
            _fail(at, f"closes a block by another name, {short(again)}: mismatching label.")

    def folded(self, function: _Function, form: Form) -> None:
        keyword = form[0] if form else None
        if not isinstance(keyword, Atom):
            _fail(form, "has a list that is no instruction: unexpected token.")
        row = self.row(keyword)
        if row.code in (opcodes.END, opcodes.ELSE):
            _fail(keyword, f"has “{keyword}” outside of a block: unexpected token.")
        items = _Items(form, form, 1)
        if row.immediates != "block":
            immediates = self.immediates(function, row, items)
            while items:
                item = items.take("an operand")
                if not isinstance(item, Form):
                    _fail(item, "has an operand without parentheses: unexpected token.")
                self.folded(function, item)
            self.emit(function, row.code, keyword.line, immediates)
            return
        label = items.name()
        kind = self.block_type(items)
        if row.code != opcodes.IF:
            self.emit(function, row.code, keyword.line, kind)
            function.labels.append(label)
            self.instructions(function, items)
            items.end()
        else:
            while (part := items.peek()) is not None:
                if not isinstance(part, Form):
                    _fail(part, "has a condition without parentheses: unexpected token.")
                if part.head() in ("then", "else"):
                    break
                items.place += 1
                self.folded(function, part)
            self.emit(function, row.code, keyword.line, kind)
            function.labels.append(label)
            then = items.form_of("then")
            if then is None:
                _fail(form, "has an if without a then: unexpected token.")
            inner = _Items(then, then, 1)
            self.instructions(function, inner)
            inner.end()
            if other := items.form_of("else"):
                self.emit(function, opcodes.ELSE, other.line)
                inner = _Items(other, other, 1)
                self.instructions(function, inner)
                inner.end()
            items.end()
        self.emit(function, opcodes.END, _last_line(form))
        function.labels.pop()

    def block_type(self, items: _Items) -> bytes:
        form = items.form_of("result")
        if form is None:
            return bytes([opcodes.EMPTY_BLOCK])
        if len(form) != 2:
            _fail(form, "gives a block more than one result, or none: unexpected token.")
        return bytes([opcodes.CODE_OF_TYPE[self.value_type(form[1])]])

    def immediates(self, function: _Function, row: opcodes.Instruction, items: _Items) -> bytes:
        match row.immediates:
            case "":
                return b""
            case "local":
                item = items.take("a local")
                return unsigned(self.resolve(item, function.locals, "local"))
            case "global":
                return unsigned(self.index(items, "global"))
            case "function":
                return unsigned(self.index(items, "func"))
            case "label":
                return unsigned(self.label(function, items.take("a label")))
            case "labels":
                labels = [self.label(function, items.take("a label"))]
                while isinstance(items.peek(), Atom) and _is_label(items.peek()):
                    labels.append(self.label(function, items.take("a label")))
                return unsigned(len(labels) - 1) + b"".join(map(unsigned, labels))
            case "type":
                index, names = self.type_use(items)
                if any(names):
                    _fail(items.owner, "names a parameter of call_indirect: unexpected token.")
                return unsigned(index) + b"\0"
            case "access":
                return self.access(row, items)
            case "i32" | "i64":
                bits = int(row.immediates[1:])
                value = self.number(items.take("a number"), integer, bits)
                return signed(value - (value >> bits - 1 << bits))
            case "f32":
                return struct.pack("<I", self.number(items.take("a number"), floating, 32))
            case "f64":
                return struct.pack("<Q", self.number(items.take("a number"), floating, 64))
            case _:
                return b"\0\0" if row.immediates == "zeros" else b"\0"

    def label(self, function: _Function, item: Expression) -> int:
        if _is_name(item):
            for depth, name in enumerate(reversed(function.labels)):
                if name == item:
                    return depth
            _fail(item, f"branches to {short(str(item))}, which is not open: unknown label.")
        return self.number(item, natural)

    def access(self, row: opcodes.Instruction, items: _Items) -> bytes:
        offset, align = 0, opcodes.ACCESSES[row.code].width
        for word in ("offset=", "align="):
            item = items.peek()
            if isinstance(item, Atom) and item.startswith(word):
                items.place += 1
                rest = Atom(item[len(word) :])
                rest.line = item.line
                value = self.number(rest, natural)
                if word == "offset=":
                    offset = value
                elif value & value - 1 or not value:
                    _fail(item, "has an alignment that is no power of two.")
                else:
                    align = value
        return unsigned(align.bit_length() - 1) + unsigned(offset)


_ZERO = bytes([opcodes.BY_NAME["i32.const"].code, 0, opcodes.END])
"""The offset 0."""


def _is_label(item: Expression | None) -> bool:
    return isinstance(item, Atom) and (item[:1].isdigit() or item.startswith("$"))


def _vector(content: bytes) -> bytes:
    return unsigned(len(content)) + content


def _joined(items: _Items) -> bytes:
    content = b""
    while items:
        content += items.string("data")
    return content


def _last_line(item: Expression) -> int:
    while isinstance(item, Form) and item:
        item = item[-1]
    return item.line


def _distance(a: str, b: str) -> int:
    """Return how many letters must change to make *b* of *a* (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]

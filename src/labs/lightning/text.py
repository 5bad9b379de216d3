"""The text format: from S-expressions to the bytes of a module (specification, "Text Format").

The result is binary, so everything a reader writes goes the same way as a module from elsewhere:
bytes, decoder, validator. The line of every instruction is kept for messages and pictures.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple, NoReturn

from labs.kernel.formatting import cut
from labs.lightning import opcodes
from labs.lightning.arith import float64
from labs.lightning.binary import KINDS, decode, encode
from labs.lightning.literals import floating, integer, natural
from labs.lightning.module import (
    PAGE,
    Code,
    Data,
    Element,
    Export,
    FuncType,
    Global,
    GlobalType,
    Import,
    Invalid,
    Limits,
    Malformed,
    Module,
)
from labs.lightning.sexpr import Atom, Expression, Form, String, T, placed, read
from labs.lightning.validate import validate

UNEXPECTED = "unexpected token"


class Text(NamedTuple):
    """A module in bytes, with what its text says beyond them of each function it defines.

    The line of every instruction, and identifiers without their dollar sign ("" without one).
    ``places`` are the lines of all parts of the module by their kinds.
    """

    content: bytes
    places: dict[str, list[int]]
    lines: list[list[int]]
    names: list[str]
    locals: list[list[str]]


def assemble(text: str) -> Text:
    """Return the module written in *text*; raise :class:`Malformed` with the line."""
    fields = read(text)
    if len(fields) == 1 and isinstance(fields[0], Form) and fields[0].head() == "module":
        items = _Items(fields[0])
        items.name()
        fields = items.rest()
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
        kind, index = error.part
        line = source.places[kind][index]
        if error.place >= 0:
            line = source.lines[index - module.first][error.place]
        raise Malformed(f"Line {line}: {error}", line) from None


def _fail(item: Expression, message: str) -> NoReturn:
    raise Malformed(f"Line {item.line} {message}", item.line)


def short(text: str) -> str:
    """Return *text* for a message, cut where it is long."""
    return cut(text, 40)


class _Items:
    """A list, taken from the front; by default without the keyword that it begins with."""

    def __init__(self, form: Form, place: int = 1) -> None:
        self.form, self.place = form, place

    def __len__(self) -> int:
        return len(self.form) - self.place

    def peek(self) -> Expression | None:
        return self.form[self.place] if self.place < len(self.form) else None

    def fail(self, message: str) -> NoReturn:
        _fail(self.form[-1] if self.form else self.form, message)

    def rest(self) -> Form:
        self.place, start = len(self.form), self.place
        return placed(Form(self.form[start:]), self.form.line)

    def expect(self, kind: type[T], what: str) -> T:
        item = self.peek()
        if item is None:
            self.fail(f"ends where {what} is expected.")
        if not isinstance(item, kind):
            _fail(item, f"has something else where {what} is expected: {UNEXPECTED}.")
        self.place += 1
        return item

    def string(self, what: str) -> str:
        try:
            return self.expect(String, what).decode()
        except UnicodeDecodeError:
            _fail(self.form, f"has {what} that is not UTF-8: malformed UTF-8 encoding.")

    def number(self, what: str, read_number: Callable[..., int] = natural, *more: int) -> int:
        item = self.expect(Atom, what)
        try:
            return read_number(item, *more)
        except ValueError as error:
            _fail(item, f"has “{short(item)}”: {error}.")

    def starts(self, *heads: str) -> bool:
        """Return whether the next item is a list that begins with one of *heads*."""
        item = self.peek()
        return isinstance(item, Form) and item.head() in heads

    def forms(self, *heads: str, once: bool = False) -> "Iterator[_Items]":
        """Take lists that begin with one of *heads*, or one; each must be used up."""
        while self.starts(*heads):
            items = _Items(self.expect(Form, ""))
            yield items
            items.end()
            if once:
                return

    def nested(self, what: str, *heads: str) -> Form:
        form = self.expect(Form, what)
        if heads and form.head() not in heads:
            _fail(form, f"has something else where {what} is expected: {UNEXPECTED}.")
        return form

    def name(self) -> str:
        """Take an identifier if there is one."""
        item = self.peek()
        if isinstance(item, Atom) and item.startswith("$"):
            self.place += 1
            return str(item)
        return ""

    def value_type(self) -> str:
        item = self.expect(Atom, "a value type")
        if item not in opcodes.VALUE_TYPES.values():
            _fail(item, f"has “{short(item)}” where a value type is expected: {UNEXPECTED}.")
        return str(item)

    def end(self) -> None:
        item = self.peek()
        if item is not None:
            what = f"“{short(item)}”" if isinstance(item, Atom) else "something"
            _fail(item, f"has {what} where nothing more is expected: {UNEXPECTED}.")


class _Assembler:
    def __init__(self) -> None:
        self.module = Module()
        self.spaces: dict[str, dict[str, int]] = {space: {} for space in ("type", *KINDS)}
        kinds = ("type", *KINDS, "export", "start", "elem", "data")
        self.places: dict[str, list[int]] = {kind: [] for kind in kinds}
        self.text = Text(b"", self.places, [], [], [])
        self.defined = False

    def assemble(self, fields: Sequence[Expression]) -> Text:
        forms: list[Form] = []
        for item in fields:
            if not isinstance(item, Form) or not item.head():
                _fail(item, f"has something that is no field of a module: {UNEXPECTED}.")
            forms.append(item)
        for form in (form for form in forms if form.head() == "type"):
            items = _Items(form)
            self.bind("type", items, len(self.module.types))
            inner = _Items(items.nested("a function type", "func"))
            params, results, _ = self.signature(inner)
            inner.end()
            items.end()
            self.module.types.append(FuncType(params, results))
            self.places["type"].append(form.line)
        for assemble in [self.declare(form) for form in forms if form.head() != "type"]:
            assemble()
        return self.text._replace(content=encode(self.module))

    # Index spaces

    def bind(self, space: str, items: _Items, index: int) -> str:
        """Take an identifier, if there is one, as that of *index*; return it."""
        name = items.name()
        if name in self.spaces[space]:
            _fail(items.form, f"gives the name {short(name)} a second time: duplicate {space}.")
        if name:
            self.spaces[space][name] = index
        return name

    def declare(self, form: Form) -> Callable[[], None]:
        """Give the field its index, if it has one, and return what assembles the rest."""
        kind, items = form.head(), _Items(form)
        names: tuple[str, str] | None = None
        if kind == "import":
            names = items.string("a module's name"), items.string("a name")
            inner = items.nested("something that a module can provide", *KINDS)
            items.end()
            kind, items = inner.head(), _Items(inner)
        elif kind not in KINDS:
            return partial(self.field, kind, items)
        index = len(self.places[kind])
        self.places[kind].append(form.line)
        name = self.bind(kind, items, index)
        exports: list[Export] = []
        if names is None:
            exports += [Export(own.string("a name"), kind, index) for own in items.forms("export")]
            for own in items.forms("import", once=True):
                names = own.string("a module's name"), own.string("a name")
        if names is None:
            self.defined = True
        elif self.defined:
            _fail(form, "imports after a definition: imports come first.")

        def assemble() -> None:
            self.module.exports += exports
            self.places["export"] += [form.line] * len(exports)
            if names:
                self.module.imports.append(Import(*names, kind, self.type_of(kind, items)))
            else:
                self.define(kind, index, name, items)
            items.end()

        return assemble

    def index(self, items: _Items, space: str) -> int:
        """Take an index, or the identifier that stands for one."""
        item, name = items.peek(), items.name()
        if item is None or not name:
            return items.number(f"the index of a {space}")
        if name not in self.spaces[space]:
            _fail(item, f"names a {space} {short(name)}, which is not there: unknown {space}.")
        return self.spaces[space][name]

    # Types

    def declared(self, items: _Items, head: str) -> tuple[tuple[str, ...], list[str]]:
        """Take lists that begin with *head*; return types and identifiers."""
        kinds: list[str] = []
        names: list[str] = []
        for inner in items.forms(head):
            name = inner.name() if head != "result" else ""
            for _ in range(1 if name else len(inner)):
                kinds.append(inner.value_type())
                names.append(name)
        return tuple(kinds), names

    def signature(self, items: _Items) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
        params, names = self.declared(items, "param")
        return params, self.declared(items, "result")[0], names

    def type_use(self, items: _Items) -> tuple[int, list[str]]:
        """Take a type use; return the type's index and the parameters' identifiers."""
        types, index = self.module.types, -1
        for inner in items.forms("type", once=True):
            index = self.index(inner, "type")
        *kinds, names = self.signature(items)
        kind = FuncType(*kinds)
        if index < 0:
            if kind not in types:
                types.append(kind)
                self.places["type"].append(items.form.line)
            index = types.index(kind)
        elif kind != ((), ()) and (index >= len(types) or types[index] != kind):
            items.fail("uses a type that differs from what is beside it: inline function type.")
        elif index < len(types):
            names = names or [""] * len(types[index].params)
        return index, names

    def type_of(self, kind: str, items: _Items) -> Any:
        """Take the type of an import: of a function, a table, a memory or a global."""
        if kind == "func":
            return self.type_use(items)[0]
        if kind == "global":
            changes = [inner.value_type() for inner in items.forms("mut", once=True)]
            return GlobalType(changes[0] if changes else items.value_type(), bool(changes))
        low, item = items.number("a size"), items.peek()
        bounded = isinstance(item, Atom) and item[:1].isdigit()
        limits = Limits(low, items.number("a size") if bounded else None)
        if kind == "table" and items.expect(Atom, "funcref") != "funcref":
            items.fail("declares a table of something other than funcref.")
        return limits

    # Fields

    def field(self, head: str, items: _Items) -> None:
        module = self.module
        if head == "export":
            name = items.string("a name")
            inner = _Items(items.nested("something that has an index", *KINDS))
            kind = inner.form.head()
            module.exports.append(Export(name, kind, self.index(inner, kind)))
            inner.end()
        elif head == "start":
            if module.start is not None:
                _fail(items.form, "names a second start function: multiple start sections.")
            module.start = self.index(items, "func")
        elif head in ("elem", "data"):
            index = 0
            if isinstance(items.peek(), Atom):
                index = self.index(items, "table" if head == "elem" else "memory")
            form = items.nested("an offset")
            if form.head() != "offset":
                form = placed(Form([form, form]), form.line)
            offset = self.body(_Items(form), Code())
            if head == "elem":
                module.elements.append(Element(index, offset, self.functions(items)))
            else:
                module.data.append(Data(index, offset, self.strings(items)))
        else:
            what = f"has a field “{short(head)}”, which modules do not have: {UNEXPECTED}."
            _fail(items.form, what)
        self.places[head].append(items.form.line)
        items.end()

    def define(self, kind: str, index: int, name: str, items: _Items) -> None:
        module = self.module
        if kind == "func":
            self.function(name, items)
        elif kind == "global":
            module.globals.append(Global(self.type_of(kind, items), self.body(items, Code())))
        elif kind == "memory" and items.starts("data"):
            content = b"".join(self.strings(inner) for inner in items.forms("data", once=True))
            pages = -(-len(content) // PAGE)
            module.memories.append(Limits(pages, pages))
            module.data.append(Data(index, _ZERO, content))
            self.places["data"].append(items.form.line)
        elif items.peek() == "funcref":
            items.place += 1
            inner = _Items(items.nested("a list of elements", "elem"))
            functions = self.functions(inner)
            module.tables.append(Limits(len(functions), len(functions)))
            module.elements.append(Element(index, _ZERO, functions))
            self.places["elem"].append(items.form.line)
        else:
            own = module.tables if kind == "table" else module.memories
            own.append(self.type_of(kind, items))

    def functions(self, items: _Items) -> tuple[int, ...]:
        return tuple(self.index(items, "func") for _ in range(len(items)))

    def strings(self, items: _Items) -> bytes:
        return b"".join(items.expect(String, "data") for _ in range(len(items)))

    def body(self, items: _Items, code: Code, names: Sequence[str] = ()) -> Code:
        """Assemble the rest of a function whose locals have these *names*, or an expression."""
        self.code, self.lines, self.labels = code, list[int](), list[str]()
        self.spaces["local"] = {name: index for index, name in enumerate(names) if name}
        self.instructions(items)
        items.end()
        self.emit(opcodes.END, _last_line(items.form))
        return code

    def function(self, name: str, items: _Items) -> None:
        kind, params = self.type_use(items)
        kinds, names = self.declared(items, "local")
        names = [*params, *names]
        if len(set(names) - {""}) < sum(map(bool, names)):
            _fail(items.form, "names two locals alike: duplicate local.")
        self.module.functions.append(kind)
        self.module.codes.append(self.body(items, Code(locals=kinds), names))
        self.text.lines.append(self.lines)
        self.text.names.append(name[1:])
        self.text.locals.append([local[1:] for local in names])

    # Instructions

    def emit(self, op: int, line: int, arg: Any = None) -> None:
        self.code.ops.append(op)
        self.code.args.append(arg)
        self.lines.append(line)

    def row(self, keyword: Atom) -> opcodes.Instruction:
        row = opcodes.BY_NAME.get(keyword)
        if row is None:
            near = max(opcodes.BY_NAME, key=lambda name: _likeness(keyword, name))
            what = f"names an instruction “{short(keyword)}” that version 1.0 does not have;"
            _fail(keyword, f"{what} there is {near}.")
        if row.code in (opcodes.END, opcodes.ELSE):
            _fail(keyword, f"has “{keyword}” outside of a block: {UNEXPECTED}.")
        return row

    def instructions(self, items: _Items, *until: str) -> None:
        """Assemble instructions up to the end of the list, or to a keyword of *until*."""
        while (item := items.peek()) is not None:
            if isinstance(item, Form):
                items.place += 1
                self.instructions(_Items(self.unfolded(item), 0))
            elif item in until:
                return
            else:
                self.plain(items.expect(Atom, "an instruction"), items)
        if until:
            items.fail(f"is followed by no “{until[-1]}”.")

    def plain(self, keyword: Atom, items: _Items) -> None:
        """Assemble an instruction whose operands stand before it."""
        row = self.row(keyword)
        if row.immediate != "block":
            self.emit(row.code, keyword.line, self.immediate(row, items))
            return
        label = items.name()
        results, _ = self.declared(items, "result")
        if len(results) > 1:
            items.fail(f"gives a block more than one result: {UNEXPECTED}.")
        self.emit(row.code, keyword.line, results[0] if results else None)
        self.labels.append(label)
        words = ("else", "end") if row.code == opcodes.IF else ("end",)
        self.instructions(items, *words)
        if items.peek() == "else":
            self.turn(opcodes.ELSE, label, items)
            self.instructions(items, "end")
        self.turn(opcodes.END, label, items)
        self.labels.pop()

    def turn(self, op: int, label: str, items: _Items) -> None:
        """Take the else or end of a block, which may repeat its label."""
        item = items.expect(Atom, "end")
        again = items.name()
        if again and again != label:
            _fail(item, f"closes a block by another name, {short(again)}: mismatching label.")
        self.emit(op, item.line)

    def unfolded(self, form: Form) -> Form:
        """Return an instruction in parentheses as plain ones: its operands, then itself."""
        items = _Items(form, 0)
        keyword = items.expect(Atom, "an instruction")
        row = self.row(keyword)
        block = row.immediate == "block"
        if block:
            items.name()
        while items.starts("type", "param", "result") or (
            not block and isinstance(items.peek(), Atom)
        ):
            items.place += 1
        own, plain = Form(form[: items.place]), Form()
        if row.code == opcodes.IF:
            while not items.starts("then"):
                plain += self.unfolded(items.nested("a condition, or then,"))
            plain += own + items.nested("then")[1:]
            for other in items.forms("else", once=True):
                plain += [placed(Atom("else"), other.form.line), *other.rest()]
            items.end()
        elif block:
            plain += own + items.rest()
        else:
            while items:
                plain += self.unfolded(items.nested("an operand in parentheses"))
            plain += own
        if block:
            plain.append(placed(Atom("end"), _last_line(form)))
        return placed(Form(plain), form.line)

    def immediate(self, row: opcodes.Instruction, items: _Items) -> Any:
        match row.immediate:
            case "local" | "global" | "func" as space:
                return self.index(items, space)
            case "label":
                return self.label(items)
            case "labels":
                labels = [self.label(items)]
                while isinstance(item := items.peek(), Atom) and item[0] in "$0123456789":
                    labels.append(self.label(items))
                return tuple(labels)
            case "type":
                index, names = self.type_use(items)
                if any(names):
                    items.fail(f"names a parameter of call_indirect: {UNEXPECTED}.")
                return index
            case "access":
                return self.access(opcodes.ACCESSES[row.code].width, items)
            case "i32" | "i64" as kind:
                return items.number("a number", integer, int(kind[1:]))
            case "f32" | "f64" as kind:
                bits = items.number("a number", floating, int(kind[1:]))
                return bits if kind == "f32" else float64(bits)
        return None

    def label(self, items: _Items) -> int:
        outermost = len(self.labels) - 1
        self.spaces["label"] = {name: outermost - at for at, name in enumerate(self.labels)}
        return self.index(items, "label")

    def access(self, width: int, items: _Items) -> tuple[int, int]:
        found = {"offset": 0, "align": width}
        for word in found:
            item = items.peek()
            if isinstance(item, Atom) and item.startswith(word + "="):
                found[word] = items.number("a number", lambda a: natural(a.partition("=")[2]))
                if word == "align" and found[word].bit_count() != 1:
                    _fail(item, "has an alignment that is no power of two.")
        return found["align"].bit_length() - 1, found["offset"]


_ZERO = Code([opcodes.I32_CONST, opcodes.END], [0, None])  # the offset 0


def _last_line(item: Expression) -> int:
    while isinstance(item, Form) and item:
        item = item[-1]
    return item.line


def _likeness(a: str, b: str) -> float:
    """Return how many pairs of neighboring letters two words share (Dice's coefficient)."""
    pairs, others = {*pairwise(a)}, {*pairwise(b)}
    return len(pairs & others) / (len(pairs) + len(others) or 1)

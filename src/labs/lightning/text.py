"""The text format: from S-expressions to the bytes of a module (specification, "Text Format").

The result is binary, so everything a reader writes goes the same way as a module from elsewhere:
bytes, decoder, validator. The line of every instruction is kept for messages and pictures.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, NoReturn

from labs.kernel.formatting import cut
from labs.kernel.parameters import quoted
from labs.lightning import lexical, opcodes, structure
from labs.lightning.arith import float64
from labs.lightning.binary import decode, encode
from labs.lightning.lexical import Atom, Expression, Form, String, T, natural, placed, read
from labs.lightning.structure import KINDS, Code, FuncType, Limits, Malformed, Module
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


def assemble(fields: Form) -> Text:
    """Return the module with these fields, or the one that is all of them."""
    items = _Items(fields, 0)
    if len(items) == 1 and items.starts("module"):
        items = _Items(items.take(Form, ""))
        items.name()
    return _Assembler().assemble(items)


def load(text: str) -> tuple[Module, Text]:
    """Return the valid module written in *text*; a refusal's message names its line."""
    source = assemble(read(text))
    module = decode(source.content)
    try:
        return validate(module), source
    except structure.Invalid as error:
        kind, index = error.part
        line = source.places[kind][index]
        if error.place >= 0:
            line = source.lines[index - module.first][error.place]
        raise Malformed(f"Line {line}: {error}") from None


def _fail(item: Expression, message: str) -> NoReturn:
    raise Malformed(f"Line {item.line} {message}")


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

    def take(self, kind: type[T], what: str, *heads: str) -> T:
        """Take an item of *kind*, or a list that begins with one of *heads*."""
        item = self.peek()
        if item is None:
            self.fail(f"ends where {what} is expected.")
        if not isinstance(item, kind) or (heads and not self.starts(*heads)):
            _fail(item, f"has something else where {what} is expected: {UNEXPECTED}.")
        self.place += 1
        return item

    def string(self, what: str) -> str:
        try:
            return self.take(String, what).decode()
        except UnicodeDecodeError:
            _fail(self.form, f"has {what} that is not UTF-8: malformed UTF-8 encoding.")

    def number(self, what: str, read_number: Callable[..., int] = natural, *more: int) -> int:
        item = self.take(Atom, what)
        try:
            return read_number(item, *more)
        except ValueError as error:
            _fail(item, f"has {quoted(item)}: {error}.")

    def starts(self, *heads: str) -> bool:
        """Return whether the next item is a list that begins with one of *heads*."""
        item = self.peek()
        return isinstance(item, Form) and item.head() in heads

    def forms(self, *heads: str, once: bool = False) -> "Iterator[_Items]":
        """Take lists that begin with one of *heads*, or one; each must be used up."""
        while self.starts(*heads):
            items = _Items(self.take(Form, ""))
            yield items
            items.end()
            if once:
                return

    def name(self) -> str:
        """Take an identifier if there is one."""
        item = self.peek()
        if isinstance(item, Atom) and item.startswith("$"):
            self.place += 1
            return str(item)
        return ""

    def value_type(self) -> str:
        item = self.take(Atom, "a value type")
        if item not in opcodes.VALUE_TYPES.values():
            _fail(item, f"has {quoted(item)} where a value type is expected: {UNEXPECTED}.")
        return str(item)

    def end(self) -> None:
        if (item := self.peek()) is not None:
            what = quoted(item) if isinstance(item, Atom) else "something"
            _fail(item, f"has {what} where nothing more is expected: {UNEXPECTED}.")


class _Assembler:
    def __init__(self) -> None:
        self.module = Module()
        self.spaces: dict[str, list[str]] = {space: [] for space in ("type", *KINDS)}
        parts = (*self.spaces, "export", "start", "elem", "data")
        self.text = Text(b"", {part: [] for part in parts}, [], [], [])

    def assemble(self, items: _Items) -> Text:
        forms: list[Form] = []
        while items:
            forms += self.declare(items.take(Form, "a field of a module"))
        for form in sorted(forms, key=lambda form: form.head() != "type"):
            self.field(form.head(), _Items(form))
        return self.text._replace(content=encode(self.module))

    # Index spaces

    def declare(self, form: Form) -> list[Form]:
        """Give what *form* declares its index; return *form*, or the fields it is short for."""
        items = _Items(form)
        if form.head() == "import":
            names = items.take(String, "a module's name"), items.take(String, "a name")
            inner = _Items(items.take(Form, "something that a module can provide", *KINDS))
            items.end()
            inner.name()
            start, rest = inner.form[: inner.place], inner.rest()
            form = _form(form.line, *start, _form(form.line, "import", *names), *rest)
            items = _Items(form)
        kind = form.head()
        if kind not in self.spaces:
            return [form]
        index, name = len(self.spaces[kind]), items.name()
        if name and name in self.spaces[kind]:
            _fail(form, f"gives the name {cut(name, 40)} a second time: duplicate {kind}.")
        self.spaces[kind].append(name)
        return [*_written_out(str(index), items)] if kind in KINDS else [form]

    def index(self, items: _Items, space: str) -> int:
        """Take an index, or the identifier that stands for one."""
        item, name = items.peek(), items.name()
        if item is None or not name:
            return items.number(f"the index of a {space}")
        if name not in self.spaces[space]:
            _fail(item, f"names a {space} {cut(name, 40)}, which is not there: unknown {space}.")
        return self.spaces[space].index(name)

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

    def signature(self, items: _Items) -> tuple[FuncType, list[str]]:
        params, names = self.declared(items, "param")
        return FuncType(params, self.declared(items, "result")[0]), names

    def type_use(self, items: _Items) -> tuple[int, list[str]]:
        """Take a type use; return the type's index and the parameters' identifiers."""
        types, index = self.module.types, -1
        for inner in items.forms("type", once=True):
            index = self.index(inner, "type")
        kind, names = self.signature(items)
        if index < 0:
            if kind not in types:
                types.append(kind)
                self.text.places["type"].append(items.form.line)
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
            return structure.GlobalType((changes or [items.value_type()])[0], bool(changes))
        low, item = items.number("a size"), items.peek()
        bounded = isinstance(item, Atom) and item[:1].isdigit()
        limits = Limits(low, items.number("a size") if bounded else None)
        if kind == "table" and items.take(Atom, "funcref") != "funcref":
            items.fail("declares a table of something other than funcref.")
        return limits

    # Fields

    def field(self, head: str, items: _Items) -> None:
        """Add a field, whose abbreviations are written out, to the module."""
        module = self.module
        name = items.name() if head in self.spaces else ""
        imported = items.forms("import", once=True) if head in KINDS else ()
        names = [(inner.string("a module's name"), inner.string("a name")) for inner in imported]
        match head:
            case _ if names:
                if module.functions or module.tables or module.memories or module.globals:
                    items.fail("imports after a definition: imports come first.")
                module.imports.append(structure.Import(*names[0], head, self.type_of(head, items)))
            case "type":
                inner = _Items(items.take(Form, "a function type", "func"))
                module.types.append(self.signature(inner)[0])
                inner.end()
            case "func":
                self.function(name[1:], items)
            case "table":
                module.tables.append(self.type_of(head, items))
            case "memory":
                module.memories.append(self.type_of(head, items))
            case "global":
                kind = self.type_of(head, items)
                module.globals.append(structure.Global(kind, self.body(items, Code())))
            case "export":
                exported = items.string("a name")
                inner = _Items(items.take(Form, "something that has an index", *KINDS))
                kind = inner.form.head()
                module.exports.append(structure.Export(exported, kind, self.index(inner, kind)))
                inner.end()
            case "start":
                if module.start is not None:
                    items.fail("names a second start function: multiple start sections.")
                module.start = self.index(items, "func")
            case "elem":
                target = self.target("table", items)
                functions = tuple(self.index(items, "func") for _ in range(len(items)))
                module.elements.append(structure.Segment(*target, functions))
            case "data":
                target = self.target("memory", items)
                content = b"".join(items.take(String, "data") for _ in range(len(items)))
                module.data.append(structure.Segment(*target, content))
            case _:
                what = f"has a field {quoted(head)}, which modules do not have: {UNEXPECTED}."
                _fail(items.form, what)
        self.text.places[head].append(items.form.line)
        items.end()

    def target(self, space: str, items: _Items) -> tuple[int, Code]:
        """Take where a segment goes: a table or memory, 0 unless one is named, and the offset."""
        index = self.index(items, space) if isinstance(items.peek(), Atom) else 0
        form = items.take(Form, "an offset")
        offset = _Items(form) if form.head() == "offset" else _Items(Form([form]), 0)
        return index, self.body(offset, Code())

    def body(self, items: _Items, code: Code, names: Sequence[str] = ()) -> Code:
        """Assemble the rest of a function whose locals have these *names*, or an expression."""
        self.code, self.lines = code, list[int]()
        self.spaces |= {"local": list(names), "label": []}
        self.opened: list[int] = []  # of each open block, what began its present half
        self.instructions(items)
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
        self.text.names.append(name)
        self.text.locals.append([local[1:] for local in names])

    # Instructions

    def emit(self, op: int, line: int, arg: Any = None) -> None:
        self.code.ops.append(op)
        self.code.args.append(arg)
        self.lines.append(line)

    def instructions(self, items: _Items) -> None:
        """Assemble the rest of a list; a block that begins in it has to end in it."""
        depth = len(self.opened)
        while items:
            if isinstance(items.peek(), Form):
                self.operand(items, "")
            else:
                self.instruction(items, folded=False)
        if len(self.opened) > depth:
            items.fail("is followed by no “end”.")

    def operand(self, items: _Items, what: str) -> None:
        self.instruction(_Items(items.take(Form, what), 0), folded=True)

    def instruction(self, items: _Items, folded: bool) -> None:
        """Assemble an instruction; *folded*: the rest of its list is its operands, or its body."""
        keyword = items.take(Atom, "an instruction")
        row = opcodes.BY_NAME.get(keyword)
        if row is None:
            near = max(opcodes.BY_NAME, key=lambda name: _likeness(keyword, name))
            what = f"names an instruction {quoted(keyword)} that version 1.0 does not have;"
            _fail(keyword, f"{what} there is {near}.")
        if row.immediate == "block":
            self.block(row.code, keyword.line, items, folded)
            return
        if row.code in (opcodes.ELSE, opcodes.END):
            halves = {opcodes.IF} if row.code == opcodes.ELSE else {*opcodes.OPENS, opcodes.ELSE}
            if folded or not halves.intersection(self.opened[-1:]):
                _fail(keyword, f"has “{keyword}” outside of a block: {UNEXPECTED}.")
            again = items.name()
            if again not in ("", self.spaces["label"][0]):
                what = f"closes a block by another name, {cut(again, 40)}"
                _fail(keyword, f"{what}: mismatching label.")
            self.turn(row.code, keyword.line)
            return
        arg = self.immediate(row, items)
        while folded and items:
            self.operand(items, "an operand in parentheses")
        self.emit(row.code, keyword.line, arg)

    def block(self, op: int, line: int, items: _Items, folded: bool) -> None:
        """Assemble a block, loop or if from its label on: its head, and all of a list."""
        label = items.name()
        results, _ = self.declared(items, "result")
        if len(results) > 1:
            items.fail(f"gives a block more than one result: {UNEXPECTED}.")
        while folded and op == opcodes.IF and not items.starts("then"):
            self.operand(items, "a condition, or then,")
        self.emit(op, line, results[0] if results else None)
        self.spaces["label"].insert(0, label)
        self.opened.append(opcodes.NOP if folded else op)
        if not folded:
            return
        if op == opcodes.IF:
            self.instructions(_Items(items.take(Form, "then")))
            for other in items.forms("else", once=True):
                self.emit(opcodes.ELSE, other.form.line)
                self.instructions(other)
            items.end()
        self.instructions(items)
        self.turn(opcodes.END, _last_line(items.form))

    def turn(self, op: int, line: int) -> None:
        """Add the else or end of the innermost block."""
        self.emit(op, line)
        self.opened[-1] = op
        if op == opcodes.END:
            self.opened.pop()
            self.spaces["label"].pop(0)

    def immediate(self, row: opcodes.Instruction, items: _Items) -> Any:
        match row.immediate:
            case "local" | "global" | "func" | "label" as space:
                return self.index(items, space)
            case "labels":
                labels = [self.index(items, "label")]
                while isinstance(item := items.peek(), Atom) and item[0] in "$0123456789":
                    labels.append(self.index(items, "label"))
                return tuple(labels)
            case "type":
                index, names = self.type_use(items)
                if any(names):
                    items.fail(f"names a parameter of call_indirect: {UNEXPECTED}.")
                return index
            case "access":
                return self.access(opcodes.ACCESSES[row.code].width, items)
            case "i32" | "i64" | "f32" | "f64" as kind:
                read_number = lexical.integer if kind[0] == "i" else lexical.floating
                number = items.number("a number", read_number, int(kind[1:]))
                return float64(number) if kind == "f64" else number
        return None

    def access(self, width: int, items: _Items) -> tuple[int, int]:
        found = {"offset": 0, "align": width}
        for word in found:
            item = items.peek()
            if isinstance(item, Atom) and item.startswith(word + "="):
                found[word] = items.number("a number", lambda a: natural(a.partition("=")[2]))
                if word == "align" and found[word].bit_count() != 1:
                    _fail(item, "has an alignment that is no power of two.")
        return found["align"].bit_length() - 1, found["offset"]


def _written_out(index: str, items: _Items) -> Iterator[Form]:
    """Yield the fields that a definition is short for: exports, itself, contents."""
    line, start = items.form.line, items.form[: items.place]
    for export in items.forms("export"):
        yield _form(line, "export", *export.rest(), _form(line, items.form.head(), index))
    funcref = [items.take(Atom, "")] if items.peek() == "funcref" else []
    if funcref or items.starts("data"):
        head, *content = items.take(Form, "contents", "elem" if funcref else "data")
        size = str(len(content) if funcref else -(-sum(map(len, content)) // structure.PAGE))
        yield _form(line, *start, size, size, *funcref, *items.rest())
        yield _form(line, head, index, _form(line, "i32.const", "0"), *content)
    else:
        yield _form(line, *start, *items.rest())


def _form(line: int, *items: Expression | str) -> Form:
    """Return a list that starts on *line*, as do its words without a line of their own."""
    atoms = (i if isinstance(i, Atom | String | Form) else placed(Atom(i), line) for i in items)
    return placed(Form(atoms), line)


def _last_line(item: Expression) -> int:
    while isinstance(item, Form) and item:
        item = item[-1]
    return item.line


def _likeness(a: str, b: str) -> float:
    """Return how many pairs of neighboring letters two words share (Dice's coefficient)."""
    pairs, others = {*pairwise(a)}, {*pairwise(b)}
    return len(pairs & others) / (len(pairs) + len(others) or 1)

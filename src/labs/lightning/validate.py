"""Validation (specification, "Validation" and the appendix "Validation Algorithm").

One pass over each function with a stack of operand types and a stack of open blocks. The blocks,
and which of them each branch leaves, are kept, so that neither tier has to find them again.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from labs.lightning import opcodes, structure
from labs.lightning.opcodes import I32
from labs.lightning.structure import BODY, KINDS, MOST_PAGES, Block, Code, Invalid, Module

_NEEDS_MEMORY = opcodes.BULK | opcodes.ACCESSES.keys() | {opcodes.MEMORY_SIZE}


class _Validator:
    """Validates the bodies of one module's functions, whose index spaces are *spaces*."""

    def __init__(self, spaces: dict[str, list[Any]]) -> None:
        self.spaces = spaces

    def function(self, index: int, code: Code) -> None:
        """Validate the body of function *index*; add what was learned to *code*."""
        kind = self.spaces["func"][index]
        self.place, self.code = 0, code
        self.spaces["local"] = [*kind.params, *code.locals]
        self.operands: list[str | None] = []  # None: any type, below a place never reached
        self.block = Block(BODY, opcodes.BLOCK, None, kind.results, 0)
        self.blocks = [self.block]
        code.blocks = {BODY: self.block}
        for self.place, (op, arg) in enumerate(zip(code.ops, code.args, strict=True)):
            if op in _NEEDS_MEMORY and not self.spaces["memory"]:
                raise self.fail(f"{self.name} needs a memory, and the module has none.")
            if op in opcodes.ACCESSES and (align := 1 << arg[0]) > opcodes.ACCESSES[op].width:
                raise self.fail(f"The alignment {align} is larger than the bytes accessed.")
            self.apply(*self.signature(op, arg))
            if op in opcodes.LEAVES:  # nothing more of this block is reached
                del self.operands[self.block.height :]
                self.block.dead = True

    def fail(self, message: str) -> Invalid:
        return Invalid(message, self.place)

    @property
    def name(self) -> str:
        return opcodes.INSTRUCTIONS[self.code.ops[self.place]].name

    def apply(self, params: Sequence[str], results: Sequence[str]) -> None:
        """Take operands of these types, the last one first, and leave results."""
        for expected in reversed(params):
            self.pop(expected)
        self.operands += results

    def pop(self, expected: str | None = None) -> str | None:
        """Take the topmost operand, which must have the type *expected*."""
        if len(self.operands) == self.block.height:
            if self.block.dead:
                return expected
            raise self.fail(f"{self.name} needs {_typed(expected)} and finds nothing.")
        found = self.operands.pop()
        if found != expected and found is not None and expected is not None:
            raise self.fail(f"{self.name} needs {_typed(expected)} and finds {_typed(found)}.")
        return found or expected

    def close(self) -> Block:
        """Check what a block leaves, and return it."""
        block = self.block
        self.apply(block.results, ())
        if extra := len(self.operands) - block.height:
            raise self.fail(f"The block ends with {extra} more on the stack than its type says.")
        self.code.blocks[self.place] = block
        return block

    def look_up(self, space: str, index: int) -> Any:
        _below(index, self.spaces[space], space, self.place)
        return self.spaces[space][index]

    def branch(self, *labels: int) -> tuple[str, ...]:
        """Keep the blocks that are branched to; return the types that go along."""
        for label in labels:
            if label >= (count := len(self.blocks)):
                out = f"{self.name} branches out of {label + 1} blocks"
                raise self.fail(f"{out}, and there are {count}.")
        targets = tuple(self.blocks[-1 - label] for label in labels)
        self.code.targets[self.place] = targets
        for target in targets:
            target.branched = True
            if target.label != targets[-1].label:
                raise self.fail("The labels of br_table take different values.")
        return targets[-1].label

    def signature(self, op: int, arg: Any) -> tuple[Sequence[str], Sequence[str]]:
        """Return what an instruction takes and leaves; open and close its block."""
        row = opcodes.INSTRUCTIONS[op]
        if row.params is not None and row.results is not None:
            return row.params, row.results
        match op:
            case opcodes.LOCAL_GET | opcodes.LOCAL_SET | opcodes.LOCAL_TEE:
                kind = (self.look_up("local", arg),)
                return kind * (op != opcodes.LOCAL_GET), kind * (op != opcodes.LOCAL_SET)
            case opcodes.GLOBAL_GET | opcodes.GLOBAL_SET:
                variable, gets = self.look_up("global", arg), op == opcodes.GLOBAL_GET
                if not (gets or variable.mutable):
                    raise self.fail("The global cannot be set: it is immutable.")
                return () if gets else (variable.type,), (variable.type,) if gets else ()
            case opcodes.BLOCK | opcodes.LOOP | opcodes.IF:
                if op == opcodes.IF:
                    self.pop(I32)
                results = () if arg is None else (arg,)
                self.block = Block(self.place, op, self.block, results, len(self.operands))
                self.code.blocks[self.place] = self.block
                self.blocks.append(self.block)
            case opcodes.ELSE:
                block = self.close()
                if block.op != opcodes.IF or block.otherwise is not None:
                    raise self.fail("An else stands outside of every if.")
                block.otherwise, block.dead = self.place, False
            case opcodes.END:
                block = self.close()
                if block.op == opcodes.IF and block.otherwise is None and block.results:
                    raise self.fail("An if that leaves a value needs an else.")
                block.end = self.place
                self.blocks.pop()
                self.block = block.outer or block
                return (), block.results
            case opcodes.BR:
                return self.branch(arg), ()
            case opcodes.BR_IF:
                kinds = self.branch(arg)
                return (*kinds, I32), kinds
            case opcodes.BR_TABLE:
                return (*self.branch(*arg), I32), ()
            case opcodes.RETURN:
                return self.blocks[0].results, ()
            case opcodes.CALL:
                params, results = self.look_up("func", arg)
                return params, results
            case opcodes.CALL_INDIRECT:
                if not self.spaces["table"]:
                    raise self.fail("call_indirect needs a table, and the module has none.")
                params, results = self.look_up("type", arg)
                return (*params, I32), results
            case opcodes.DROP:
                self.pop()
            case opcodes.SELECT:
                self.pop(I32)
                first = self.pop()
                self.operands.append(self.pop(first) or first)
        return (), ()


def _typed(kind: str | None) -> str:
    return "a value" if kind is None else f"an {kind}"


def validate(module: Module) -> Module:
    """Check *module* and return it, with what was learned about each of its functions."""
    try:
        for part in _parts(module):  # noqa: B007 - the last one is at fault
            pass
    except Invalid as error:
        error.part = part
        raise
    return module


def _parts(module: Module) -> Iterator[tuple[str, int]]:
    """Yield kind and index of each part of *module*, and then check it."""
    for place, kind in enumerate(module.types):
        yield "type", place
        if len(kind.results) > 1:
            raise Invalid("A function may return one value in version 1.0.")
    spaces = {kind: module.space(kind) for kind in KINDS}
    for place, index in enumerate(spaces["func"]):
        yield "func", place
        _below(index, module.types, "type")
    for space in ("table", "memory"):
        for place, limits in enumerate(spaces[space]):
            yield space, place
            if place:
                raise Invalid(f"A module may have one {space} in version 1.0.")
            if space == "memory" and max(limits.low, limits.high or 0) > MOST_PAGES:
                raise Invalid(f"A memory may have {MOST_PAGES:,} pages (4 GiB) at most.")
            if limits.high is not None and limits.low > limits.high:
                raise Invalid("The least size is above the greatest.")
    globals_ = spaces["global"][: len(spaces["global"]) - len(module.globals)]
    for place, variable in enumerate(module.globals, len(globals_)):
        yield "global", place
        _constant(variable.init, variable.type.type, globals_)
    segmented = ("elem", "table", module.elements), ("data", "memory", module.data)
    for part, space, segments in segmented:
        for place, (target, offset, content) in enumerate(segments):
            yield part, place
            _below(target, spaces[space], space)
            _constant(offset, I32, globals_)
            for index in content if part == "elem" else ():
                _below(index, spaces["func"], "func")
    if module.start is not None:
        yield "start", 0
        _below(module.start, spaces["func"], "func")
        if module.type_of(module.start) != ((), ()):
            raise Invalid("The start function takes and returns nothing.")
    names: set[str] = set()
    for place, export in enumerate(module.exports):
        yield "export", place
        _below(export.place, spaces[export.kind], export.kind)
        if export.name in names:
            raise Invalid("Two exports have the same name.")
        names.add(export.name)
    functions = [module.types[index] for index in spaces["func"]]
    validator = _Validator({**spaces, "func": functions, "type": module.types})
    for index, code in enumerate(module.codes, module.first):
        yield "func", index
        validator.function(index, code)


def _below(index: int, things: Sequence[object], what: str, place: int = -1) -> None:
    if index >= len(things):
        there = f"the last is {len(things) - 1}" if things else "there are none"
        raise Invalid(f"There is no {what} {index}; {there}.", place)


def _constant(code: Code, kind: str, globals_: list[structure.GlobalType]) -> None:
    """Check an expression that is worked out before anything runs."""
    op, arg = code.ops[0], code.args[0]
    if len(code.ops) != 2 or op not in (opcodes.GLOBAL_GET, *opcodes.CONSTANTS):
        raise Invalid("An initial value must be one constant.")
    found = opcodes.INSTRUCTIONS[op].immediate
    if op == opcodes.GLOBAL_GET:
        _below(arg, globals_, "global")
        if globals_[arg].mutable:
            raise Invalid("An initial value must not depend on a global that may change.")
        found = globals_[arg].type
    if found != kind:
        raise Invalid(f"An initial value must be an {kind}, not an {found}.")

"""Validation (specification, "Validation" and the appendix "Validation Algorithm").

One pass over each function with a stack of operand types and a stack of open blocks. What it
learns about control on the way is kept, so that neither tier has to find it again: where each
block ends, and for each branch which block it leaves, how many values it takes along, and how
many lie below them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labs.lightning import opcodes
from labs.lightning.module import (
    BODY,
    MOST_PAGES,
    Code,
    Control,
    FuncType,
    GlobalType,
    Invalid,
    Module,
    Target,
)


@dataclass
class _Frame:
    op: int
    start: int
    results: tuple[str, ...]
    height: int
    dead: bool = False

    @property
    def label(self) -> tuple[str, ...]:
        return () if self.op == opcodes.LOOP else self.results


_SIMPLE = {
    code: (row.params[::-1], row.results)
    for code, row in opcodes.INSTRUCTIONS.items()
    if row.params is not None and row.results is not None
}
_NEEDS_MEMORY = {
    opcodes.MEMORY_SIZE,
    opcodes.MEMORY_GROW,
    opcodes.MEMORY_COPY,
    opcodes.MEMORY_FILL,
    *opcodes.ACCESSES,
}


class _Validator:
    """Validates the bodies of one module's functions."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.function_types = [module.types[index] for index in module.function_types()]
        self.globals = module.global_types()
        self.memories, self.tables = len(module.limits("memory")), len(module.limits("table"))

    def function(self, index: int, kind: FuncType, code: Code) -> Control:
        """Validate the body of function *index*; return what was learned."""
        self.index, self.place, self.ops = index, 0, code.ops
        self.locals = kind.params + code.locals
        self.operands: list[str | None] = []  # None: any type, below a place never reached
        self.frames = [_Frame(opcodes.BLOCK, BODY, kind.results, 0)]
        self.control = Control(heights={BODY: 0})
        for self.place, (op, arg) in enumerate(zip(code.ops, code.args, strict=True)):
            simple = _SIMPLE.get(op)
            if simple is None:
                self._other(op, arg)
                continue
            if op in _NEEDS_MEMORY:
                self._memory(op, arg)
            params, results = simple
            for expected in params:
                self.pop(expected)
            self.operands += results
        return self.control

    def fail(self, message: str) -> Invalid:
        return Invalid(message, self.index, self.place)

    def pop(self, expected: str | None = None) -> str | None:
        """Take the topmost operand, which must have the type *expected*."""
        frame = self.frames[-1]
        if len(self.operands) == frame.height:
            if frame.dead:
                return expected
            raise self.fail(f"{self._name()} needs {_typed(expected)} and finds nothing.")
        found = self.operands.pop()
        if found != expected and found is not None and expected is not None:
            raise self.fail(f"{self._name()} needs {_typed(expected)} and finds {_typed(found)}.")
        return found or expected

    def _name(self) -> str:
        return opcodes.INSTRUCTIONS[self.ops[self.place]].name

    def _pop_all(self, kinds: tuple[str, ...]) -> None:
        for kind in reversed(kinds):
            self.pop(kind)

    def _unreachable(self) -> None:
        frame = self.frames[-1]
        del self.operands[frame.height :]
        frame.dead = True

    def _open(self, op: int, result: str | None) -> None:
        results = () if result is None else (result,)
        self.control.heights[self.place] = len(self.operands)
        self.frames.append(_Frame(op, self.place, results, len(self.operands)))

    def _close(self) -> _Frame:
        frame = self.frames[-1]
        self._pop_all(frame.results)
        if len(self.operands) != frame.height:
            extra = len(self.operands) - frame.height
            raise self.fail(f"The block ends with {extra} more on the stack than its type says.")
        return self.frames.pop()

    def _target(self, label: int) -> _Frame:
        if label >= len(self.frames):
            raise self.fail(
                f"{self._name()} branches out of {label + 1} blocks, and there are"
                f" {len(self.frames)}."
            )
        return self.frames[-1 - label]

    def _branch(self, *targets: _Frame) -> None:
        self.control.branches[self.place] = tuple(
            Target(frame.start, len(frame.label), frame.height) for frame in targets
        )

    def _lookup(self, things: Sequence[object], index: int, what: str) -> int:
        number = index
        if number >= len(things):
            raise self.fail(f"There is no {what} {number}; there are {len(things)}.")
        return number

    def _local(self, index: int) -> str:
        number = index
        if number >= len(self.locals):
            raise self.fail(f"There is no local {number}; there are {len(self.locals)}.")
        return self.locals[number]

    def _memory(self, op: int, arg: Any) -> None:
        if not self.memories:
            raise self.fail(f"{self._name()} needs a memory, and the module has none.")
        if op in opcodes.ACCESSES and 1 << arg[0] > opcodes.ACCESSES[op].width:
            raise self.fail(
                f"The alignment {1 << arg[0]} is larger than the {opcodes.ACCESSES[op].width} bytes"
                " accessed."
            )

    def _other(self, op: int, arg: Any) -> None:
        """Validate an instruction whose type depends on its context."""
        if op == opcodes.LOCAL_GET:
            self.operands.append(self._local(arg))
        elif op == opcodes.LOCAL_SET:
            self.pop(self._local(arg))
        elif op == opcodes.LOCAL_TEE:
            kind = self._local(arg)
            self.pop(kind)
            self.operands.append(kind)
        elif op == opcodes.END:
            frame = self._close()
            if frame.op == opcodes.IF and frame.results:
                raise self.fail("An if that leaves a value needs an else.")
            self.control.ends[frame.start] = self.place
            self.operands += frame.results
        elif op in (opcodes.BLOCK, opcodes.LOOP, opcodes.IF):
            if op == opcodes.IF:
                self.pop(opcodes.I32)
            self._open(op, arg)
        elif op == opcodes.ELSE:
            frame = self._close()
            if frame.op != opcodes.IF:
                raise self.fail("An else stands outside of every if.")
            self.control.elses[frame.start] = self.place
            self.frames.append(_Frame(opcodes.ELSE, frame.start, frame.results, frame.height))
        elif op == opcodes.BR:
            target = self._target(arg)
            self._branch(target)
            self._pop_all(target.label)
            self._unreachable()
        elif op == opcodes.BR_IF:
            self.pop(opcodes.I32)
            target = self._target(arg)
            self._branch(target)
            self._pop_all(target.label)
            self.operands += target.label
        elif op == opcodes.BR_TABLE:
            self.pop(opcodes.I32)
            targets = [self._target(label) for label in arg]
            for target in targets:
                if target.label != targets[-1].label:
                    raise self.fail("The labels of br_table take different values.")
            self._branch(*targets)
            self._pop_all(targets[-1].label)
            self._unreachable()
        elif op == opcodes.RETURN:
            self._pop_all(self.frames[0].results)
            self._unreachable()
        elif op == opcodes.UNREACHABLE:
            self._unreachable()
        elif op == opcodes.CALL:
            callee = self.function_types[self._lookup(self.function_types, arg, "function")]
            self._pop_all(callee.params)
            self.operands += callee.results
        elif op == opcodes.CALL_INDIRECT:
            if not self.tables:
                raise self.fail("call_indirect needs a table, and the module has none.")
            callee = self.module.types[self._lookup(self.module.types, arg, "type")]
            self.pop(opcodes.I32)
            self._pop_all(callee.params)
            self.operands += callee.results
        elif op == opcodes.DROP:
            self.pop()
        elif op == opcodes.SELECT:
            self.pop(opcodes.I32)
            first = self.pop()
            self.operands.append(self.pop(first) or first)
        elif op == opcodes.GLOBAL_GET:
            self.operands.append(self.globals[self._lookup(self.globals, arg, "global")].type)
        elif op == opcodes.GLOBAL_SET:
            variable = self.globals[self._lookup(self.globals, arg, "global")]
            if not variable.mutable:
                raise self.fail("The global cannot be set: it is immutable.")
            self.pop(variable.type)
        else:
            assert op == opcodes.NOP


def _typed(kind: str | None) -> str:
    return "a value" if kind is None else f"an {kind}"


def validate(module: Module) -> Module:
    """Check *module* and return it, with what was learned about each of its functions."""
    for index in module.function_types():
        _below(index, module.types, "type")
    for kind in module.types:
        if len(kind.results) > 1:
            raise Invalid("A function may return one value in version 1.0: invalid result arity.")
    tables, memories = module.limits("table"), module.limits("memory")
    if len(tables) > 1 or len(memories) > 1:
        what = "tables" if len(tables) > 1 else "memories"
        raise Invalid(f"A module may have one of them in version 1.0: multiple {what}.")
    for limits in memories:
        if max(limits.low, limits.high or 0) > MOST_PAGES:
            raise Invalid(f"A memory may have {MOST_PAGES:,} pages (4 GiB) at most.")
    for limits in tables + memories:
        if limits.high is not None and limits.low > limits.high:
            raise Invalid("size minimum must not be greater than maximum")
    functions = module.function_types()
    globals_ = module.global_types()[: len(module.imported("global"))]
    for variable in module.globals:
        _constant(variable.init, variable.type.type, globals_)
    for element in module.elements:
        _below(element.table, tables, "table")
        _constant(element.offset, opcodes.I32, globals_)
        for index in element.functions:
            _below(index, functions, "function")
    for data in module.data:
        _below(data.memory, memories, "memory")
        _constant(data.offset, opcodes.I32, globals_)
    if module.start is not None:
        _below(module.start, functions, "function")
        if module.type_of(module.start) != ((), ()):
            raise Invalid("The start function takes and returns nothing.")
    spaces: dict[str, Sequence[object]] = {
        "func": functions,
        "table": tables,
        "memory": memories,
        "global": module.global_types(),
    }
    names = set()
    for export in module.exports:
        if export.name in names:
            raise Invalid("Two exports have the same name: duplicate export name.")
        names.add(export.name)
        _below(export.place, spaces[export.kind], export.kind)
    validator = _Validator(module)
    first = len(functions) - len(module.codes)
    for i, code in enumerate(module.codes):
        code.control = validator.function(first + i, module.types[module.functions[i]], code)
    return module


def _below(index: int, things: Sequence[object], what: str) -> None:
    if index >= len(things):
        raise Invalid(f"There is no {what} {index}: unknown {what}.")


def _constant(code: Code, kind: str, globals_: list[GlobalType]) -> None:
    """Check an expression that is worked out before anything runs."""
    if len(code.ops) != 2:
        raise Invalid("An initial value must be one constant: constant expression required.")
    op, arg = code.ops[0], code.args[0]
    if opcodes.I32_CONST <= op <= opcodes.F64_CONST:
        found = opcodes.INSTRUCTIONS[op].immediates
    elif op == opcodes.GLOBAL_GET:
        if not isinstance(arg, int) or arg >= len(globals_):
            raise Invalid(f"There is no imported global {arg}: unknown global.")
        variable = globals_[arg]
        if variable.mutable:
            raise Invalid("An initial value must not depend on a global that may change.")
        found = variable.type
    else:
        raise Invalid("An initial value must be a constant: constant expression required.")
    if found != kind:
        raise Invalid(f"An initial value must be an {kind}, not an {found}: type mismatch.")

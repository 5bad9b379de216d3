"""The first tier: an interpreter of prepared code.

Preparing flattens a function into two lists, operations and arguments: blocks disappear, branches
know the index they go to, and payments of fuel stand where straight runs begin. The loop below
then takes one operation after another from the lists; tests are in the order of how often
operations occur.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from labs.lightning import opcodes
from labs.lightning.arith import FUNCTIONS, Trap
from labs.lightning.fuel import ENTRY, prices
from labs.lightning.instance import (
    EXHAUSTED,
    Entry,
    FunctionInstance,
    Instance,
    Number,
    OutOfFuel,
    zeros,
)
from labs.lightning.module import BODY, Code, FuncType, Module, Target

(
    _GET,
    _CONST,
    _BINARY,
    _SET,
    _TEE,
    _LOAD,
    _BRANCH_IF,
    _PAY,
    _UNARY,
    _STORE,
    _LOAD_SIGNED,
    _STORE_FLOAT,
    _IF,
    _LOOP,
    _JUMP,
    _BRANCH,
    _CALL,
    _RETURN,
    _GLOBAL_GET,
    _GLOBAL_SET,
    _SELECT,
    _DROP,
    _INDIRECT,
    _TABLE,
    _SIZE,
    _GROW,
    _COPY,
    _FILL,
    _UNREACHABLE,
    _WATCH,
) = range(30)

Watch = Callable[[int, list[Number], list[Number], int, int], None]
"""Called before an instruction: its index, operands, locals, fuel left, depth of the call."""


class Prepared(NamedTuple):
    """A function ready for the loop; ``entry`` is the price of entering and of the first run."""

    ops: list[int]
    args: list[Any]
    entry: int
    calls: bool


class _Jump(NamedTuple):
    target: int
    height: int
    arity: int
    back: int


_SAME = {
    opcodes.LOCAL_GET: _GET, opcodes.LOCAL_SET: _SET, opcodes.LOCAL_TEE: _TEE,
    opcodes.GLOBAL_GET: _GLOBAL_GET, opcodes.GLOBAL_SET: _GLOBAL_SET, opcodes.I32_CONST: _CONST,
    opcodes.I64_CONST: _CONST, opcodes.F32_CONST: _CONST, opcodes.F64_CONST: _CONST,
    opcodes.DROP: _DROP, opcodes.SELECT: _SELECT, opcodes.MEMORY_SIZE: _SIZE,
    opcodes.MEMORY_GROW: _GROW, opcodes.MEMORY_COPY: _COPY, opcodes.MEMORY_FILL: _FILL,
    opcodes.UNREACHABLE: _UNREACHABLE, opcodes.RETURN: _RETURN,
}  # fmt: skip
"""Instructions that keep their immediate."""


def prepare(
    module: Module, code: Code, by_the_byte: bool = True, watched: bool = False
) -> Prepared:
    """Flatten *code*; with *watched*, an operation before each instruction calls the watch."""
    runs, behind, dynamic = prices(code, by_the_byte)
    control = code.control
    ops: list[int] = []
    args: list[Any] = []
    starts: dict[int, int] = {}  # instruction to operation
    jumps: list[tuple[int, int, Target]] = []

    def emit(op: int, arg: Any = None) -> None:
        ops.append(op)
        args.append(arg)

    types = module.function_types()
    opened: list[int] = []
    for place, (op, arg) in enumerate(zip(code.ops, code.args, strict=True)):
        starts[place] = len(ops)
        if place and runs.get(place) and code.ops[place - 1] != opcodes.LOOP:
            emit(_PAY, runs[place])
        if watched:
            emit(_WATCH, place)
        if op in _SAME:
            emit(_SAME[op], place in dynamic if op in _BULK else arg)
        elif op in FUNCTIONS:
            emit(
                _BINARY if len(opcodes.INSTRUCTIONS[op].params or ()) == 2 else _UNARY,
                FUNCTIONS[op],
            )
        elif op in opcodes.ACCESSES:
            emit(*_access(op, arg))
        elif op == opcodes.BLOCK:
            opened.append(place)
        elif op == opcodes.LOOP:
            opened.append(place)
            emit(_LOOP, runs.get(place + 1, 0))
        elif op == opcodes.IF:
            opened.append(place)
            jumps.append((len(ops), control.elses.get(place, control.ends[place]) + 1, _NOWHERE))
            emit(_IF)
        elif op == opcodes.ELSE:
            jumps.append((len(ops), control.ends[opened[-1]] + 1, _NOWHERE))
            emit(_JUMP)
        elif op == opcodes.END:
            if opened:
                opened.pop()
            else:
                emit(_RETURN)
        elif op in (opcodes.BR, opcodes.BR_IF, opcodes.BR_TABLE):
            for target in control.branches[place]:
                jumps.append((len(ops), 0, target))
            emit(
                {opcodes.BR: _BRANCH, opcodes.BR_IF: _BRANCH_IF, opcodes.BR_TABLE: _TABLE}[op],
                place,
            )
        elif op == opcodes.CALL:
            kind = module.types[types[arg]]
            emit(_CALL, (arg, len(kind.params), bool(kind.results)))
        elif op == opcodes.CALL_INDIRECT:
            emit(_INDIRECT, module.types[arg])
        else:
            assert op == opcodes.NOP
    starts[len(code.ops)] = len(ops)
    tables: dict[int, list[_Jump]] = {}
    for at, to, target in jumps:
        if target is _NOWHERE:
            args[at] = starts[to]
            continue
        start = target.block
        if start == BODY:
            goal = starts[len(code.ops) - 1]
        elif code.ops[start] == opcodes.LOOP:
            goal = starts[start]
        else:
            goal = starts[control.ends[start] + 1]
        place = args[at]
        jump = _Jump(goal, target.height, target.arity, 0)
        if ops[at] == _TABLE:
            tables.setdefault(at, []).append(jump)
        else:
            back = behind.get(place, 0) if isinstance(place, int) else 0
            args[at] = jump._replace(back=back)
    for at, table in tables.items():
        args[at] = table
    calls = opcodes.CALL in code.ops or opcodes.CALL_INDIRECT in code.ops
    return Prepared(ops, args, ENTRY + runs.get(0, 0), calls)


_BULK = {opcodes.MEMORY_GROW, opcodes.MEMORY_COPY, opcodes.MEMORY_FILL}
_NOWHERE = Target(BODY, 0, 0)
"""Stands for a jump that is no branch, and takes nothing along."""


def _access(op: int, arg: Any) -> tuple[int, object]:
    width, letter, signed = opcodes.ACCESSES[op]
    offset = arg[1]
    kind = opcodes.INSTRUCTIONS[op].name[:3]
    form = opcodes.ACCESSES[op].struct
    if opcodes.INSTRUCTIONS[op].results:
        mask = (1 << int(kind[1:])) - 1
        if signed:
            return _LOAD_SIGNED, (form.unpack_from, offset, mask)
        return _LOAD, (form.unpack_from, offset)
    if letter == "d":
        return _STORE_FLOAT, (form.pack_into, offset)
    return _STORE, (form.pack_into, offset, (1 << 8 * width) - 1)


def interpreted(instance: Instance, function: FunctionInstance) -> Entry:
    """Return an entry of *function* that interprets it."""
    assert function.code is not None
    return run_prepared(
        instance, function, prepare(instance.module, function.code, instance.store.bulk)
    )


def run_prepared(
    instance: Instance, function: FunctionInstance, prepared: Prepared, watch: Watch | None = None
) -> Entry:
    """Return an entry that runs *prepared* code, and calls *watch* where it says so."""
    assert function.code is not None
    ops, args, price, calls = prepared
    kind: FuncType = function.type
    fresh = zeros(function.code.locals)
    fuel, limit = instance.store.fuel, instance.store.depth
    functions, memory = instance.functions, instance.memory
    cells = [variable.cell for variable in instance.globals]
    has_result = bool(kind.results)

    def entry(*arguments: Number) -> Number | None:
        depth = int(arguments[-1])
        if calls and depth >= limit:
            raise Trap(EXHAUSTED)
        left = fuel[0]
        if left <= 1:
            raise OutOfFuel
        left -= price
        variables: list[Number] = [*arguments[:-1], *fresh]
        stack: list[Any] = []  # what each operation finds there, validation has checked
        push, pop = stack.append, stack.pop
        data = memory.data
        at = 0
        try:
            while True:
                op = ops[at]
                arg = args[at]
                at += 1
                if op == _GET:
                    push(variables[arg])
                elif op == _CONST:
                    push(arg)
                elif op == _BINARY:
                    right = pop()
                    stack[-1] = arg(stack[-1], right)
                elif op == _SET:
                    variables[arg] = pop()
                elif op == _TEE:
                    variables[arg] = stack[-1]
                elif op == _LOAD:
                    stack[-1] = arg[0](data, stack[-1] + arg[1])[0]
                elif op == _BRANCH_IF:
                    if pop():
                        at, height, arity, back = arg
                        left += back
                        if len(stack) > height + arity:
                            if arity:
                                stack[height:] = stack[-1:]
                            else:
                                del stack[height:]
                elif op == _PAY:
                    left -= arg
                elif op == _UNARY:
                    stack[-1] = arg(stack[-1])
                elif op == _STORE:
                    value = pop()
                    arg[0](data, pop() + arg[1], value & arg[2])
                elif op == _IF:
                    if not pop():
                        at = arg
                elif op == _LOOP:
                    if left <= 0:
                        raise OutOfFuel
                    left -= arg
                elif op == _JUMP:
                    at = arg
                elif op == _BRANCH:
                    at, height, arity, _ = arg
                    if arity:
                        stack[height:] = stack[-1:]
                    else:
                        del stack[height:]
                elif op == _CALL:
                    fuel[0] = left
                    index, count, gives = arg
                    if count:
                        values = stack[-count:]
                        del stack[-count:]
                        result = functions[index].entry(*values, depth + 1)
                    else:
                        result = functions[index].entry(depth + 1)
                    left = fuel[0]
                    data = memory.data
                    if gives:
                        push(result)
                elif op == _RETURN:
                    fuel[0] = left
                    return pop() if has_result else None
                elif op == _LOAD_SIGNED:
                    stack[-1] = arg[0](data, stack[-1] + arg[1])[0] & arg[2]
                elif op == _STORE_FLOAT:
                    value = pop()
                    arg[0](data, pop() + arg[1], value)
                elif op == _GLOBAL_GET:
                    push(cells[arg][0])
                elif op == _GLOBAL_SET:
                    cells[arg][0] = pop()
                elif op == _SELECT:
                    condition, other = pop(), pop()
                    if not condition:
                        stack[-1] = other
                elif op == _DROP:
                    pop()
                elif op == _INDIRECT:
                    fuel[0] = left
                    callee = indirect(instance.tables[0].items, pop(), arg)
                    count = len(arg.params)
                    values = stack[len(stack) - count :]
                    del stack[len(stack) - count :]
                    result = callee.entry(*values, depth + 1)
                    left = fuel[0]
                    data = memory.data
                    if arg.results:
                        push(result)
                elif op == _TABLE:
                    at, height, arity, _ = arg[min(pop(), len(arg) - 1)]
                    if arity:
                        stack[height:] = stack[-1:]
                    else:
                        del stack[height:]
                elif op == _SIZE:
                    push(memory.pages)
                elif op == _GROW:
                    count = stack[-1]
                    stack[-1] = memory.grow(count)
                    data = memory.data
                    if arg:
                        if stack[-1] != 0xFFFFFFFF:
                            left -= count
                        if left <= 0:
                            raise OutOfFuel
                elif op in (_COPY, _FILL):
                    count, second, first = pop(), pop(), pop()
                    (memory.copy if op == _COPY else memory.fill)(first, second, count)
                    if arg:
                        left -= count
                        if left <= 0:
                            raise OutOfFuel
                elif op == _WATCH:
                    assert watch is not None
                    watch(arg, stack, variables, left, depth)
                else:
                    raise Trap("unreachable")
        except Exception:
            if left < fuel[0]:
                fuel[0] = left
            raise

    return entry


def indirect(items: list[FunctionInstance | None], index: int, kind: FuncType) -> FunctionInstance:
    """Return the function at *index* of a table, if it has the type *kind*."""
    if index >= len(items):
        raise Trap("undefined element")
    callee = items[index]
    if callee is None:
        raise Trap("uninitialized element")
    if callee.type is not kind and callee.type != kind:
        raise Trap("indirect call type mismatch")
    return callee

"""The first tier: an interpreter of prepared code.

Preparing turns a function into two lists, operations and arguments: branches know the index they go
to, and what ends a straight run pays for it. The loop then takes one operation after another from
the lists; tests are in the order of how often operations occur.
"""

from collections.abc import Callable
from typing import Any

from labs.lightning import opcodes
from labs.lightning.arith import FUNCTIONS, Trap
from labs.lightning.fuel import prices
from labs.lightning.instance import EXHAUSTED, Entry, FunctionInstance, Instance, Number, OutOfFuel
from labs.lightning.opcodes import BR, BR_IF, BR_TABLE, IF, LOCAL_GET, LOCAL_SET, LOCAL_TEE, LOOP
from labs.lightning.structure import BODY, Block, Code, FuncType, Module

# What many instructions become, or what none is; other operations are opcodes.
_CONST, _BINARY, _UNARY, _LOAD, _STORE, _PAY, _WATCH = range(-7, 0)

Watch = Callable[[int, list[Number], list[Number], int, int], None]
"""Called before an instruction: its index, operands, locals, fuel left, depth of the call."""


def _prepare(module: Module, code: Code, bulk: bool, watched: bool) -> list[tuple[int, Any]]:
    """Return operations with arguments; if *watched*, one before each instruction reports it."""
    runs, dynamic = prices(code, bulk)
    types = module.space("func")
    starts: list[int] = []  # instruction to operation
    plan: list[tuple[int, int]] = []  # operations and their instructions
    for place, op in enumerate(code.ops):
        starts.append(len(plan))
        if watched:
            plan.append((_WATCH, place))
        if op in (LOOP, opcodes.END) and runs.get(place):  # branches go behind this, and have paid
            plan.append((_PAY, place))
        if op not in (opcodes.NOP, opcodes.BLOCK, opcodes.END) or place == len(code.ops) - 1:
            plan.append((op, place))
    starts.append(len(plan))

    def jump(block: Block, price: int) -> tuple[int, int, int, int]:
        goal = starts[block.end + 1]
        if block.op == opcodes.LOOP:
            goal = starts[block.start + 1] - 1
        elif block.start == BODY:
            goal -= 1
        return goal, block.height, len(block.label), price

    def operation(op: int, place: int) -> tuple[int, Any]:
        arg, price = code.args[place], runs.get(place, 0)
        if op in (_WATCH, _PAY):
            return op, place if op == _WATCH else price
        if op in opcodes.CONSTANTS:
            return _CONST, arg
        if op in FUNCTIONS:
            count = len(opcodes.INSTRUCTIONS[op].params or ())
            return _BINARY if count == 2 else _UNARY, FUNCTIONS[op]
        if op in opcodes.ACCESSES:
            return _access(op, arg[1])
        if op in opcodes.BULK:
            return op, price if place in dynamic else None
        match op:
            case opcodes.IF:
                block = code.blocks[place]
                other = block.end if block.otherwise is None else block.otherwise
                arg = price, starts[other + 1]
            case opcodes.ELSE | opcodes.RETURN:
                op, arg = BR, jump(code.blocks[place if op == opcodes.ELSE else BODY], price)
            case opcodes.UNREACHABLE:
                arg = price
            case opcodes.BR | opcodes.BR_IF | opcodes.BR_TABLE:
                jumps = [jump(block, price) for block in code.targets[place]]
                arg = jumps if op == opcodes.BR_TABLE else jumps[0]
            case opcodes.CALL | opcodes.CALL_INDIRECT:
                kind = module.types[types[arg] if op == opcodes.CALL else arg]
                callee = arg if op == opcodes.CALL else kind
                arg = callee, len(kind.params), bool(kind.results), price
        return op, arg

    return [operation(*planned) for planned in plan]


def _access(op: int, offset: int) -> tuple[int, Any]:
    """Return what a load or store becomes: what reads or writes, and the offset."""
    access, row = opcodes.ACCESSES[op], opcodes.INSTRUCTIONS[op]
    bits, read, write = int(row.name[1:3]), access.struct.unpack_from, access.struct.pack_into
    mask = (1 << bits) - 1 if row.results else (1 << 8 * access.width) - 1
    if row.results and access.signed:
        return _LOAD, (lambda data, at: (read(data, at)[0] & mask,), offset)
    if row.results:
        return _LOAD, (read, offset)
    if 8 * access.width < bits:
        return _STORE, (lambda data, at, value: write(data, at, value & mask), offset)
    return _STORE, (write, offset)


def interpreted(
    instance: Instance, function: FunctionInstance, watch: Watch | None = None
) -> Entry:
    """Return an entry of *function* that interprets it, and reports to *watch*."""
    code, store = function.code, instance.store
    prepared = _prepare(instance.module, code, store.bulk, watch is not None)
    ops, args = zip(*prepared, strict=True)
    calls = not opcodes.CALLS.isdisjoint(code.ops)
    fresh = [0.0 if kind == opcodes.F64 else 0 for kind in code.locals]
    fuel, limit = store.fuel, store.depth
    functions, memory = instance.functions, instance.memory
    cells = [variable.cell for variable in instance.globals]
    has_result = bool(function.type.results)

    def entry(*arguments: Number) -> Number | None:
        depth = int(arguments[-1])
        if calls and depth >= limit:
            raise Trap(EXHAUSTED)
        left = fuel[0]
        if left <= 1:
            raise OutOfFuel
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
                if op == LOCAL_GET:
                    push(variables[arg])
                elif op == _CONST:
                    push(arg)
                elif op == _BINARY:
                    right = pop()
                    stack[-1] = arg(stack[-1], right)
                elif op == LOCAL_SET:
                    variables[arg] = pop()
                elif op == LOCAL_TEE:
                    variables[arg] = stack[-1]
                elif op == _LOAD:
                    stack[-1] = arg[0](data, stack[-1] + arg[1])[0]
                elif BR <= op <= BR_TABLE:
                    if op == BR_IF and not pop():
                        continue
                    if op == BR_TABLE:
                        arg = arg[min(pop(), len(arg) - 1)]
                    at, height, arity, price = arg
                    left -= price
                    if len(stack) > height + arity:
                        stack[height:] = stack[-1:] if arity else ()
                elif op == _PAY:
                    left -= arg
                elif op == _UNARY:
                    stack[-1] = arg(stack[-1])
                elif op == _STORE:
                    value = pop()
                    arg[0](data, pop() + arg[1], value)
                elif op == IF:
                    left -= arg[0]
                    if not pop():
                        at = arg[1]
                elif op == LOOP:
                    if left <= 0:
                        raise OutOfFuel
                elif op in opcodes.CALLS:
                    callee, count, gives, price = arg
                    if op == opcodes.CALL:
                        called = functions[callee]
                    else:
                        called = indirect(instance.tables[0].items, pop(), callee)
                    values = stack[len(stack) - count :]
                    del stack[len(stack) - count :]
                    fuel[0] = left - price
                    result = called.entry(*values, depth + 1)
                    left = fuel[0]
                    data = memory.data
                    if gives:
                        push(result)
                elif op == opcodes.END:
                    fuel[0] = left
                    return pop() if has_result else None
                elif op == opcodes.GLOBAL_GET:
                    push(cells[arg][0])
                elif op == opcodes.GLOBAL_SET:
                    cells[arg][0] = pop()
                elif op == opcodes.SELECT:
                    condition, other = pop(), pop()
                    if not condition:
                        stack[-1] = other
                elif op == opcodes.DROP:
                    pop()
                elif op == opcodes.MEMORY_SIZE:
                    push(memory.pages)
                elif op in opcodes.BULK:
                    count = pop()
                    if op == opcodes.MEMORY_GROW:
                        push(memory.grow(count))
                        data = memory.data
                        count = 0 if stack[-1] == 0xFFFFFFFF else count
                    else:
                        second, first = pop(), pop()
                        move = memory.copy if op == opcodes.MEMORY_COPY else memory.fill
                        move(first, second, count)
                    if arg is not None:
                        left -= count + arg
                        if left <= 0:
                            raise OutOfFuel
                elif op == _WATCH:
                    assert watch is not None
                    watch(arg, stack, variables, left, depth)
                else:
                    left -= arg
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

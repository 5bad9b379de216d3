"""The second tier: each function becomes one function of Python.

Operands are worked out symbolically (:mod:`labs.lightning.symbolic`), control becomes Python's
own (:mod:`labs.lightning.control`), and what keeps a tenant in bounds is compiled in: payments of
fuel at the heads of straight runs, checks at loops and on entry, the depth of calls. The end of
the array guards memory, so loads and stores carry no check.

Nothing that a reader wrote reaches the generated source: functions, locals and globals appear by
their numbers. A function that needs more nested loops than Python allows stays interpreted.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import CodeType
from typing import Any, NamedTuple

from labs.lightning import opcodes
from labs.lightning.arith import Trap
from labs.lightning.control import decide, innermost_loop
from labs.lightning.fuel import ENTRY, prices
from labs.lightning.instance import EXHAUSTED, Entry, FunctionInstance, Instance, OutOfFuel
from labs.lightning.interpreter import indirect, interpreted
from labs.lightning.module import BODY, MOST_PAGES, Block, FuncType, Module
from labs.lightning.opcodes import ACCESSES, F64, I32, INSTRUCTIONS, Access
from labs.lightning.symbolic import (
    AND,
    ATOM,
    BITS,
    CHOICE,
    LONGEST,
    PLUS,
    WIDEST,
    Value,
    apply,
    constant,
    most,
    needs,
    reduced,
    variable,
)

MOST_LOOPS = 18
"""Python allows 20 nested blocks that loop or try; one is the function's own."""
MOST_INDENTED = 80
MOST_COMPARED = 2
"""Ways of a ``br_table`` that are compared with one after the other."""
INLINED = 24
"""Instructions that a function may have to be put in place of its call."""


class Unsupported(Exception):  # noqa: N818 - not an error: the function stays interpreted
    """Python's limits do not allow this function."""


class Line(NamedTuple):
    """A line of generated source, and whether it is there for the budget's sake."""

    text: str
    guards: bool


@dataclass(frozen=True)
class Settings:
    """What shapes the generated code besides the module; part of the cache's key."""

    metered: bool = True
    depth: int = 400
    bulk: bool = True


def translate(module: Module, index: int, settings: Settings) -> list[Line]:
    """Return Python for the function *index*; raise :class:`Unsupported` beyond Python's limits."""
    return _Translator(module, index, settings).run()


def program(module: Module, index: int, settings: Settings) -> CodeType | None:
    """Return the code of the function *index*; None: beyond Python's limits, it is interpreted."""
    try:
        text = "\n".join(line.text for line in translate(module, index, settings))
        return compile(text, f"<function {index}>", "exec")
    except (Unsupported, RecursionError, MemoryError):  # the last two from Python's own parser
        return None


def compiled(instance: Instance, function: FunctionInstance, metered: bool = True) -> Entry:
    """Return a compiled entry of *function*; an interpreting one beyond Python's limits."""
    settings = Settings(metered, instance.store.depth, instance.store.bulk)
    return bind(instance, function, program(instance.module, function.index, settings))


def unmetered(instance: Instance, function: FunctionInstance) -> Entry:
    """Return an entry of *function* that counts no fuel."""
    return compiled(instance, function, metered=False)


def bind(instance: Instance, function: FunctionInstance, code: CodeType | None) -> Entry:
    """Run *code*, which defines the function, in the instance's namespace; or interpret it."""
    if code is None:
        return interpreted(instance, function)
    space = namespace(instance)
    name = f"f{function.index}"
    before = space[name]
    exec(code, space)  # generated here: numbers and fixed names
    entry = space[name]
    space[name] = before  # FunctionInstance.bind replaces it everywhere
    assert callable(entry)
    return entry


def namespace(instance: Instance) -> dict[str, object]:
    """Return what compiled code of *instance* can name, made when it is first needed."""
    space = instance.namespace
    if "F" in space:
        return space
    memory = instance.memory
    space |= {
        "F": instance.store.fuel,
        "out_of_fuel": _stopper(OutOfFuel),
        "exhausted": _stopper(Trap, EXHAUSTED),
        "unreachable": _stopper(Trap, "unreachable"),
        "indirect": indirect,
        "grow": memory.grow,
        "fill": memory.fill,
        "copy": memory.copy,
        "pages": lambda: memory.pages,
        "T": instance.tables[0].items if instance.tables else [],
    }
    space |= {f"G{i}": entry.cell for i, entry in enumerate(instance.globals)}
    space |= {f"Y{i}": kind for i, kind in enumerate(instance.module.types)}
    for access in ACCESSES.values():
        space[f"get_{access.letter}"] = access.struct.unpack_from
        space[f"put_{access.letter}"] = access.struct.pack_into
    for i, function in enumerate(instance.functions):
        space[f"f{i}"] = function.entry
        function.bindings.append((space, f"f{i}"))
    memory.bind(space)
    return space


def _stopper(trap: type[Trap], *words: str) -> Callable[[], None]:
    def stop() -> None:
        raise trap(*words)

    return stop


_VIEWS = {"B": ("mem", 0), "H": ("M16", 1), "I": ("M32", 2), "Q": ("M64", 3), "d": ("MD", 3)}
"""The view for an access of this letter, and the binary logarithm of its width."""
_CALLS = {opcodes.CALL, opcodes.CALL_INDIRECT}
_NUMERIC = frozenset(code for code, row in INSTRUCTIONS.items() if row.expression)
_PURE = _NUMERIC.union(opcodes.CONSTANTS) | opcodes.codes("local.get global.get drop select nop")
_SIMPLE = _PURE | ACCESSES.keys() | {opcodes.MEMORY_SIZE}
"""What a function may have that is put in place of its call."""
_HARMLESS = {code for code in _PURE if not INSTRUCTIONS[code].traps} | opcodes.codes(
    "block if else end br br_if br_table return local.set local.tee global.set memory.size"
)
"""What cannot stop a program."""


class _Frame:
    """A loop of Python's: a loop that is branched to, or blocks of which each begins the next.

    A jump is the place of the end of the block it goes to, in ``j``: the end of a block, or the
    head of a loop. What stands behind one block's end, up to the next one's, is a part of the
    frame; tests on ``j`` lead to the part a jump goes to, and one part runs on into the next.
    """

    def __init__(self, block: Block, ends: list[int]) -> None:
        self.block, self.ends = block, ends
        self.end = ends[-1]
        self.repeats = block.op == opcodes.LOOP
        self.parts = _search(0, len(ends), 0)
        self.goals: set[int] = set()
        """Places further out that are jumped to."""
        self.line = self.indent = self.jumps = 0

    def leaves(self, goal: int) -> bool:
        """Return whether a jump to *goal* leaves this loop."""
        return goal > self.end or (goal == self.end and not self.repeats)


def _search(low: int, high: int, depth: int) -> list[tuple[tuple[int, ...], int]]:
    """Return for each part the parts that ``j`` is compared with before it, and its depth."""
    if high - low == 1:
        return [((), depth)]
    middle = (low + high + 1) // 2
    left = _search(low, middle, depth + 1)
    left[0] = (middle, *left[0][0]), left[0][1]
    return left + _search(middle, high, depth)


class _Translator:
    def __init__(self, module: Module, index: int, settings: Settings) -> None:
        self.module, self.index, self.settings = module, index, settings
        self.types = [module.types[kind] for kind in module.space("func")]
        self.globals = [kind.type for kind in module.space("global")]
        self.first = module.first
        self.code = module.codes[index - self.first]
        self.kind = self.types[index]
        self.kinds = self.kind.params + self.code.locals
        decide(self.code)
        self.prices = prices(self.code, settings.bulk)
        self.lines: list[Line] = []
        self.stack: list[Value] = []
        self.scope: list[Value] = []  # the locals of a function put in place of its call
        self.frames: list[_Frame] = []
        self.around = self.code.blocks[BODY]
        self.indents: list[int] = []
        self.then_reached: list[bool] = []
        self.paid: set[int] = set()  # heads of runs whose price is in another line
        self.indent = 1
        self.temporaries = 0
        self.due = 0
        self.jumps = 0

    # Lines

    def emit(self, text: str, guards: bool = False) -> None:
        self.flush()
        self.put(text, guards)

    def flush(self) -> None:
        if self.due:
            due, self.due = self.due, 0
            self.put(f"f -= {due}", True)

    def put(self, text: str, guards: bool = False) -> None:
        if self.indent > MOST_INDENTED:
            raise Unsupported
        self.lines.append(Line(" " * self.indent + text, guards))

    def pay(self, price: int) -> None:
        if self.settings.metered:
            self.due += price

    def guard(self, text: str) -> None:
        if self.settings.metered:
            self.emit(text, True)

    # Operands

    def push(self, value: Value) -> None:
        if len(value.code) > LONGEST:
            value = self.settle(value)
        self.stack.append(value)

    def pop(self, exact: bool = True) -> Value:
        value = self.stack.pop()
        return reduced(value) if exact else value

    def take(self, count: int) -> list[Value]:
        """Pop *count* values, the topmost last."""
        at = len(self.stack) - count
        taken, self.stack[at:] = self.stack[at:], []
        return taken

    def temporary(self, code: str, kind: str, bound: int | None = None) -> Value:
        """Store *code* under a new name."""
        name = f"t{self.temporaries}"
        self.temporaries += 1
        self.emit(f"{name} = {code}")
        return replace(variable(name, kind, bound), names=frozenset())

    def atom(self, value: Value, lasting: bool = False) -> Value:
        """Return *value* with a text that may be used twice; *lasting*: that will not change."""
        value = reduced(value)
        named = value.level == ATOM and value.code.isidentifier()
        if value.constant is not None or (named and not (lasting and value.names)):
            return value
        return self.temporary(value.code, value.kind, value.bound)

    def settle(self, value: Value) -> Value:
        """Return *value* under a name that will not change."""
        return self.atom(value, lasting=True)

    def settle_all(self) -> None:
        """Compute everything pending, before control goes other ways."""
        self.stack = [self.settle(value) for value in self.stack]

    def assign(self, name: str, value: Value) -> None:
        """Store *value* in a local or a slot; what depends on the old one is computed first."""
        self.stack = [self.settle(v) if name in v.names else v for v in self.stack]
        last = self.lines[-1].text.lstrip() if self.lines else ""
        if value.code[:1] == "t" and last.startswith(f"{value.code} = ") and not self.due:
            indented = self.lines[-1].text
            at = len(indented) - len(last)
            if at == self.indent:
                self.lines[-1] = Line(" " * at + name + last[len(value.code) :], False)
                return
        self.emit(f"{name} = {value.code}")

    # The function

    def run(self) -> list[Line]:
        """Translate the body, then put before it what it turned out to need."""
        calls = not _CALLS.isdisjoint(self.code.ops)
        can_stop = self.settings.metered and not _HARMLESS.issuperset(self.code.ops)
        self.indent = 2 if can_stop else 1
        self.indents = [self.indent]
        self.body()
        params = [f"l{i}" for i in range(len(self.kind.params))]
        metered, price = self.settings.metered, ENTRY + self.prices.runs.get(0, 0)
        head = [  # text, whether it guards, whether it is needed
            (f"def f{self.index}({', '.join([*params, 'd'])}):", False, True),
            (f" if d >= {self.settings.depth}: exhausted()", True, calls),
            (" f = F[0]", True, metered),
            (" if f <= 1: out_of_fuel()", True, metered),
            (f" f -= {price}", True, metered),
            *(
                (f" l{i} = {'0.0' if kind == F64 else '0'}", False, True)
                for i, kind in enumerate(self.code.locals, len(params))
            ),
            (" j = 0", False, self.jumps > 0),
            (" try:", True, can_stop),
        ]
        tail = " except Exception:", "  if f < F[0]: F[0] = f", "  raise"
        return _with_bodies(
            [Line(text, guards) for text, guards, needed in head if needed]
            + self.lines
            + [Line(text, True) for text in tail if can_stop]
        )

    def body(self) -> None:
        """Translate every instruction that can be reached."""
        code, dead = self.code, 0
        for place, (op, arg) in enumerate(zip(code.ops, code.args, strict=True)):
            opens = op in opcodes.OPENS
            closes = op in (opcodes.ELSE, opcodes.END)
            if dead:  # nothing here is reached; look for where something may be again
                if opens:
                    dead += 1
                elif closes and dead == 1:
                    dead = self.join(op, reached=False)
                elif op == opcodes.END:
                    dead -= 1
                continue
            if place in self.prices.runs and place and place not in self.paid:
                self.pay(self.prices.runs[place])
            if closes:
                dead = self.join(op, reached=True)
            elif opens:
                self.open(place, op)
            elif op in (opcodes.BR, opcodes.BR_IF, opcodes.BR_TABLE):
                dead = self.branch(place, op)
            elif op == opcodes.RETURN:
                self.leave()
                dead = 1
            elif op == opcodes.UNREACHABLE:
                self.emit("unreachable()")
                dead = 1
            else:
                self.instruction(place, op, arg)

    # Control

    def open(self, place: int, op: int) -> None:
        """Begin a block, loop or if."""
        block = self.around = self.code.blocks[place]
        condition = self.pop() if op == opcodes.IF else None
        self.settle_all()
        if block.loops and not (self.frames and block.end in self.frames[-1].ends):
            self.begin(place, block)
        self.indents.append(self.indent)
        self.then_reached.append(False)
        if op == opcodes.LOOP:
            self.guard("if f <= 0: out_of_fuel()")
            self.paid.add(place + 1)
            self.pay(self.prices.runs.get(place + 1, 0))
        elif condition is not None:
            self.emit(f"if {condition.code}:")
            self.indent += 1

    def join(self, op: int, reached: bool) -> int:
        """End the innermost block, or the first half of an if; return 1 if what follows is dead."""
        block = self.around
        if block.outer is None:
            if reached:
                self.leave()
            return 1
        if reached:
            if block.results:
                self.assign(f"s{block.height}", self.pop())
            self.flush()
        del self.stack[block.height :]
        self.indent = self.indents[-1]
        if op == opcodes.ELSE:
            self.then_reached[-1] = reached
            self.emit("else:")
            self.indent += 1
            return 0
        reached |= self.then_reached.pop()
        reached |= block.op == opcodes.IF and block.otherwise is None
        self.indents.pop()
        self.around = block.outer
        if block.loops:
            self.finish(block, reached)
        if block.start == block.outer.start + 1 and block.outer.op == opcodes.BLOCK:
            self.indents[-1] = self.indent  # the two began together, here and in Python
        if block.op != opcodes.LOOP:
            reached |= bool(block.branches)
        if reached and block.results:
            self.stack.append(variable(f"s{block.height}", block.results[0]))
        return 0 if reached else 1

    def begin(self, place: int, block: Block) -> None:
        """Begin a loop of Python's."""
        ends = [block.end]
        while block.op == opcodes.BLOCK == self.code.ops[place + 1]:
            place += 1
            if self.code.blocks[place].loops:
                ends.insert(0, self.code.blocks[place].end)
        frame = _Frame(block, ends)
        self.frames.append(frame)
        if len(self.frames) > MOST_LOOPS:
            raise Unsupported
        self.emit("while True:")
        frame.line, frame.indent, frame.jumps = len(self.lines), self.indent + 1, self.jumps
        self.enter(0)

    def enter(self, number: int) -> None:
        """Begin a part of the innermost frame."""
        frame = self.frames[-1]
        parts, depth = frame.parts[number]
        self.indent = frame.indent + depth - len(parts)
        for part in parts:
            self.emit(f"if j < {frame.ends[part - 1]}:")
            self.indent += 1
            self.jumps += 1

    def finish(self, block: Block, reached: bool) -> None:
        """End a part of the innermost frame; after the last one, the frame."""
        frame = self.frames[-1]
        if block.end != frame.end:
            self.enter(frame.ends.index(block.end) + 1)
            return
        if reached:
            self.emit("break")
        if frame.repeats and self.jumps > frame.jumps:
            self.lines.insert(frame.line, Line(" " * frame.indent + "j = 0", False))
        self.frames.pop()
        self.indent = frame.indent - 1
        if frame.goals:
            self.land(frame.goals, f"if j > {frame.end}: ")

    def land(self, goals: set[int], condition: str = "") -> None:
        """Go on with a jump to one of *goals*, if there is one."""
        frame = self.frames[-1]
        frame.goals |= {goal for goal in goals if goal > frame.end}
        out = [goal for goal in goals if frame.leaves(goal)]
        if not out:
            self.emit(f"{condition}continue")
        elif len(out) == len(goals):
            self.emit(f"{condition}break")
        else:
            self.emit(f"if j >= {min(out)}: break")
            self.emit(f"{condition}continue")

    def goto(self, block: Block, value: Value | None) -> list[str]:
        """Return the statements of a jump; none where leaving the rest out is enough."""
        if block.start == BODY:
            leave = ["F[0] = f"] if self.settings.metered else []
            return [*leave, f"return {value.code}" if value else "return"]
        slot = f"s{block.height}"
        statements = [f"{slot} = {value.code}"] if value and value.code != slot else []
        if not block.loops:
            nearest = innermost_loop(self.around, block)
            if nearest is None:
                return []
            if nearest.op == opcodes.LOOP:
                return ["break"]
            block = nearest
        frame = self.frames[-1]
        if block.end == frame.end:
            return [*statements, "continue" if frame.repeats else "break"]
        self.jumps += 1
        way = "continue"
        if block.end > frame.end:
            frame.goals.add(block.end)
            way = "break"
        return [*statements, f"j = {block.end}", way]

    def branch(self, place: int, op: int) -> int:
        """Translate a branch; return 1 if what follows is dead."""
        targets = self.code.targets[place]
        condition = self.pop() if op != opcodes.BR else None
        value = self.settle(self.stack.pop()) if targets[-1].label else None
        if op == opcodes.BR or condition is None:
            for statement in self.goto(targets[0], value):
                self.emit(statement)
            self.flush()
            return 1
        if op == opcodes.BR_TABLE:
            self.table(targets, self.atom(condition), value)
            return 1
        if value is not None:
            self.stack.append(value)
        statements = self.goto(targets[0], value)
        back = self.prices.back.get(place, 0) if self.settings.metered else 0
        taken = [f"f += {back}", *statements] if back else statements
        if taken:
            self.emit(f"if {condition.code}: {'; '.join(taken)}")
        if not statements:  # the rest is left out
            self.emit("else:" if back else f"if {condition.falsehood}:")
            self.indent += 1
        return 0

    def table(self, targets: tuple[Block, ...], index: Value, value: Value | None) -> None:
        """Translate ``br_table``: the default is the last."""
        *cases, default = targets
        ways: dict[Block, list[int]] = {}
        for number, target in enumerate(cases):
            if target != default:
                ways.setdefault(target, []).append(number)
        if value is None and len(ways) > MOST_COMPARED and BODY not in {t.start for t in targets}:
            ends = ", ".join(str(target.end) for target in cases)
            self.jumps += 1
            chosen = f"({ends})[{index.code}] if {index.code} < {len(cases)} else {default.end}"
            self.emit(f"j = {chosen}")
            self.land({target.end for target in targets})
            return
        word = "if"
        for target, numbers in ways.items():
            listed = ", ".join(map(str, numbers))
            test = f"== {listed}" if len(numbers) == 1 else f"in ({listed})"
            statements = "; ".join(self.goto(target, value)) or "pass"
            self.emit(f"{word} {index.code} {test}: {statements}")
            word = "elif"
        statements = "; ".join(self.goto(default, value)) or "pass"
        self.emit(f"else: {statements}" if ways else statements)

    def leave(self) -> None:
        """Return from the function."""
        value = self.pop() if self.kind.results else None
        for statement in self.goto(self.code.blocks[BODY], value):
            self.emit(statement)

    # Instructions without control

    def instruction(self, place: int, op: int, arg: Any) -> None:
        """Translate one instruction; *place* is −1 in a function put in place of its call."""
        if op == opcodes.LOCAL_GET:
            self.push(self.scope[arg] if self.scope else variable(f"l{arg}", self.kinds[arg]))
        elif op == opcodes.LOCAL_SET:
            self.assign(f"l{arg}", self.pop())
        elif op == opcodes.LOCAL_TEE:
            self.assign(f"l{arg}", self.pop())
            self.push(variable(f"l{arg}", self.kinds[arg]))
        elif op in opcodes.CONSTANTS:
            self.push(constant(arg, INSTRUCTIONS[op].immediate))
        elif op in _NUMERIC:
            self.numeric(op)
        elif op in ACCESSES and INSTRUCTIONS[op].results:
            self.load(ACCESSES[op], arg[1], INSTRUCTIONS[op].name[:3])
        elif op in ACCESSES:
            self.store(ACCESSES[op], arg[1])
        elif op == opcodes.CALL:
            self.call(place, arg)
        elif op == opcodes.CALL_INDIRECT:
            self.call_indirect(place, arg)
        elif op == opcodes.GLOBAL_GET:
            self.push(self.temporary(f"G{arg}[0]", self.globals[arg]))
        elif op == opcodes.GLOBAL_SET:
            value = self.pop()
            number = f"+({value.code})" if value.opposite else value.code  # no bool in a global
            self.emit(f"G{arg}[0] = {number}")
        elif op == opcodes.SELECT:
            condition, other, value = self.pop(), self.pop(), self.pop()
            a, b, c = (v.within(CHOICE + 1) for v in (value, other, condition))
            code = f"{a} if {c} else {b}"
            names = condition.names | other.names | value.names
            bound = max(other.bound, value.bound)
            width = bound.bit_length()
            self.push(Value(code, value.kind, CHOICE, bound=bound, width=width, names=names))
        elif op == opcodes.DROP:
            self.stack.pop()
        elif op == opcodes.MEMORY_SIZE:
            self.push(self.temporary("pages()", I32, MOST_PAGES))
        elif op == opcodes.MEMORY_GROW:
            wanted = self.atom(self.pop())
            before = self.temporary(f"grow({wanted.code})", I32)
            self.paid_by_size(place, f"if {before.code} != 0xffffffff: f -= {wanted.code}")
            self.push(before)
        elif op in (opcodes.MEMORY_COPY, opcodes.MEMORY_FILL):
            count, second, first = self.atom(self.pop()), self.pop(), self.pop()
            name = "copy" if op == opcodes.MEMORY_COPY else "fill"
            self.emit(f"{name}({first.code}, {second.code}, {count.code})")
            self.paid_by_size(place, f"f -= {count.code}")

    def paid_by_size(self, place: int, payment: str) -> None:
        if place in self.prices.dynamic:
            self.guard(payment)
            self.guard("if f <= 0: out_of_fuel()")

    def numeric(self, op: int) -> None:
        """Translate a numeric instruction."""
        count = len(INSTRUCTIONS[op].params or ())
        operands = self.take(count)
        wanted = needs(op, operands)
        if wanted.exact or sum(value.width for value in operands) > WIDEST:
            operands = [reduced(value) for value in operands]
        if wanted.single:
            operands = [self.atom(value) for value in operands]
        value = apply(op, operands)
        if wanted.traps:
            value = self.temporary(value.code, value.kind, value.bound)
        self.push(value)

    def call(self, place: int, index: int) -> None:
        """Translate a call, or put a small function in its place."""
        kind = self.types[index]
        arguments = [reduced(value) for value in self.take(len(kind.params))]
        own = index >= self.first
        code = self.module.codes[index - self.first] if own else None
        if code is not None and len(code.ops) <= INLINED and _SIMPLE.issuperset(code.ops[:-1]):
            self.guard("if f <= 1: out_of_fuel()")
            self.pay(ENTRY + prices(code, self.settings.bulk).runs.get(0, 0))
            fresh = [constant(0.0 if kind == F64 else 0, kind) for kind in code.locals]
            self.scope = [*(self.atom(value) for value in arguments), *fresh]
            for op, arg in zip(code.ops[:-1], code.args, strict=False):
                self.instruction(-1, op, arg)
            self.scope = []
            return
        leaf = code is not None and _CALLS.isdisjoint(code.ops)
        self.invoke(place, f"f{index}", kind, arguments, "0" if leaf else "d + 1")

    def call_indirect(self, place: int, index: int) -> None:
        """Translate a call through the table."""
        kind = self.module.types[index]
        slot = self.atom(self.pop())
        arguments = [reduced(value) for value in self.take(len(kind.params))]
        self.emit(f"e = T[{slot.code}] if {slot.code} < len(T) else None")
        self.emit(
            f"if e is None or e.type is not Y{index}: e = indirect(T, {slot.code}, Y{index})", True
        )
        self.invoke(place, "e.entry", kind, arguments, "d + 1")

    def invoke(
        self, place: int, name: str, kind: FuncType, arguments: list[Value], depth: str
    ) -> None:
        """Write a call; the fuel left travels in the shared cell."""
        self.guard("F[0] = f")
        text = f"{name}({', '.join([*(value.code for value in arguments), depth])})"
        if kind.results:
            self.push(self.temporary(text, kind.results[0]))
        else:
            self.emit(text)
        price = self.prices.runs.get(place + 1, 0)
        self.paid.add(place + 1)
        self.guard(f"f = F[0] - {price}" if price else "f = F[0]")

    # Memory

    def place_of(self, access: Access, offset: int) -> tuple[str, str, str]:
        """Take an address; return the aligned access, when it is not aligned (""), the address."""
        address = self.stack.pop()
        view, shift = _VIEWS[_letter(access)]
        if access.width == 1:
            return f"mem[{reduced(address).within(PLUS)}{_plus(offset)}]", "", ""
        if isinstance(address.constant, int) and (address.constant + offset) % access.width == 0:
            return f"{view}[{(address.constant + offset) >> shift}]", "", ""
        if address.shifted and address.shifted[1] >= shift and offset % access.width == 0:
            base, k = address.shifted
            kept = 32 - k  # bits of the base that the shift leaves
            index = base.within(AND)
            if not base.exact or base.bound >> kept:
                index = f"({index} & {(1 << kept) - 1:#x})"
            else:
                index = base.within(PLUS)
            if k > shift:
                index = f"({index} << {k - shift})"
            return f"{view}[{index}{_plus(offset >> shift)}]", "", ""
        if offset % access.width:
            address = self.temporary(f"{reduced(address).within(PLUS)} + {offset}", I32)
            offset = 0
        name, plus = self.atom(address).code, _plus(offset >> shift)
        index = f"({name} >> {shift}){plus}" if plus else f"{name} >> {shift}"
        return f"{view}[{index}]", f"{name} & {access.width - 1}", f"{name}{_plus(offset)}"

    def load(self, access: Access, offset: int, kind: str) -> None:
        """Translate a load."""
        code, crooked, address = self.place_of(access, offset)
        if crooked:
            code = f"get_{_letter(access)}(mem, {address})[0] if {crooked} else {code}"
        if access.letter == "d":
            self.push(self.temporary(code, kind))
            return
        bound = (1 << 8 * access.width) - 1
        if access.signed and access.width * 8 < int(kind[1:]):
            extension = most(kind) - bound
            code = f"x | {extension:#x} if (x := {code}) > {bound >> 1} else x"
            bound = most(kind)
        self.push(self.temporary(code, kind, bound))

    def store(self, access: Access, offset: int) -> None:
        """Translate a store."""
        value, bound = self.stack.pop(), (1 << 8 * access.width) - 1
        if access.width * 8 < BITS.get(value.kind, 0) and not (
            value.exact and value.bound <= bound
        ):
            code = f"{value.within(AND)} & {bound:#x}"
        else:
            code = reduced(value).code
        aligned, crooked, address = self.place_of(access, offset)
        if crooked:
            self.emit(f"if {crooked}: put_{access.letter}(mem, {address}, {code})")
        self.emit(f"{'else: ' if crooked else ''}{aligned} = {code}")


def _plus(offset: int) -> str:
    return f" + {offset}" if offset else ""


def _letter(access: Access) -> str:
    """Return the struct letter for the bits as they are."""
    return access.letter if access.letter == "d" else access.letter.upper()


def _with_bodies(lines: list[Line]) -> list[Line]:
    """Put ``pass`` where a header has nothing below it."""
    whole = []
    for line, after in zip(lines, [*lines[1:], Line("", False)], strict=True):
        whole.append(line)
        depth = len(line.text) - len(line.text.lstrip())
        if line.text.endswith(":") and len(after.text) - len(after.text.lstrip()) <= depth:
            whole.append(Line(" " * (depth + 1) + "pass", line.guards))
    return whole

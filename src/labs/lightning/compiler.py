"""The second tier: each function becomes one function of Python.

Operands are worked out symbolically (:mod:`labs.lightning.symbolic`), blocks and branches become
Python's loops (:class:`_Frame`), and what keeps a tenant in bounds is compiled in: payments of
fuel, checks at loops and on entry, the depth of calls. A run that has ended is paid for where
control goes another way, or before what can stop the program, so that the fuel left then is the
same in every tier. The end of the array guards memory, so loads and stores carry no check.

Nothing that a reader wrote reaches the generated source: functions, locals and globals appear by
their numbers. A function that needs more nested loops than Python allows stays interpreted.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import CodeType
from typing import Any, NamedTuple

from labs.lightning import opcodes, symbolic
from labs.lightning.arith import Trap
from labs.lightning.fuel import prices
from labs.lightning.instance import EXHAUSTED, Entry, FunctionInstance, Instance, OutOfFuel
from labs.lightning.interpreter import indirect, interpreted
from labs.lightning.opcodes import ACCESSES, F64, I32, INSTRUCTIONS, Access
from labs.lightning.structure import BODY, MOST_PAGES, Block, FuncType, Module
from labs.lightning.symbolic import AND, ATOM, CHOICE, LONGEST, PLUS, TEST, Value, reduced


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


Maker = Callable[[Module, int, Settings], CodeType | None]


def translate(module: Module, index: int, settings: Settings) -> list[Line]:
    """Return Python for the function *index*."""
    return _Translator(module, index, settings).run()


def program(module: Module, index: int, settings: Settings) -> CodeType | None:
    """Return the code of the function *index*; None: beyond Python's limits, it is interpreted."""
    text = "\n".join(line.text for line in translate(module, index, settings))
    try:
        return compile(text, f"<function {index}>", "exec")
    except (SyntaxError, RecursionError, MemoryError):  # too many loops, or too much indented
        return None


def compiled(
    instance: Instance, function: FunctionInstance, metered: bool = True, make: Maker = program
) -> Entry:
    """Return a compiled entry of *function*; an interpreting one beyond Python's limits."""
    settings = Settings(metered, instance.store.depth, instance.store.bulk)
    code = make(instance.module, function.index, settings)
    if code is None:
        return interpreted(instance, function)
    space, made = instance.namespace, dict[str, Entry]()
    if "F" not in space:
        _fill(space, instance)
    exec(code, space, made)  # generated here: numbers and fixed names
    return made[f"f{function.index}"]


def _fill(space: dict[str, Any], instance: Instance) -> None:
    """Put what compiled code of *instance* can name into its namespace."""
    space |= {
        "F": instance.store.fuel,
        "OutOfFuel": OutOfFuel,
        "exhausted": partial(Trap, EXHAUSTED),
        "unreachable": partial(Trap, "unreachable"),
        "indirect": indirect,
        "memory": instance.memory,
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
    instance.memory.bind(space)


@dataclass
class _Frame:
    """A loop of Python's: a loop that is branched to, or blocks of which each begins the next.

    A jump is the place of the end of the block it goes to, in ``j``: the end of a block, or the
    head of a loop. What stands behind one block's end, up to the next one's, is a part of the
    frame; tests on ``j`` lead to the part a jump goes to, and one part runs on into the next.
    """

    repeats: bool
    ends: list[int]
    parts: list[tuple[tuple[int, ...], int]]
    line: int
    indent: int
    jumps: int
    goals: set[int] = field(default_factory=set)  # places further out that are jumped to


def _search(low: int, high: int, depth: int) -> list[tuple[tuple[int, ...], int]]:
    """Return for each part the parts that ``j`` is compared with before it, and its depth."""
    if high - low == 1:
        return [((), depth)]
    middle = (low + high + 1) // 2 if low else 1  # the first part is entered each time
    left = _search(low, middle, depth + 1)
    left[0] = (middle, *left[0][0]), left[0][1]
    return left + _search(middle, high, depth)


@dataclass
class _Opened:
    """What is to be known of a block at its end: its place in Python, and for an if its halves."""

    indent: int
    due: int = 0  # before the if, and so before each half
    reached: bool = False  # the end of the first half


class _Translator:
    def __init__(self, module: Module, index: int, settings: Settings) -> None:
        self.module, self.index, self.settings = module, index, settings
        self.types = [module.types[kind] for kind in module.space("func")]
        self.globals = [kind.type for kind in module.space("global")]
        self.code = module.codes[index - module.first]
        self.kind = self.types[index]
        self.kinds = self.kind.params + self.code.locals
        self.lines: list[Line] = []
        self.stack: list[Value] = []
        self.frames: list[_Frame] = []
        self.around = self.code.blocks[BODY]
        self.indent = 2 if settings.metered else 1
        self.opened = [_Opened(self.indent)]
        self.temporaries = 0
        self.due = 0  # for runs that have ended
        self.running = 0  # for the run that ends here
        self.size = ""  # the payment for what the last bulk instruction found on the stack
        self.jumps = 0

    # Lines and fuel

    def emit(self, text: str, guards: bool = False) -> None:
        header = self.lines[-1].text if self.lines else ""
        depth = len(header) - len(header.lstrip()) + 1
        if header.endswith(":") and depth > self.indent:
            self.lines.append(Line(" " * depth + "pass", False))
        self.lines.append(Line(" " * self.indent + text, guards))

    def guard(self, text: str) -> None:
        if self.settings.metered:
            self.emit(text, True)

    def owed(self) -> int:
        """Return what is to be paid now, for good."""
        owed, self.due, self.running = self.due + self.running, 0, 0
        return owed

    def pay(self) -> None:
        self.due = self.owed()
        self.pay_due()

    def pay_due(self) -> None:
        """Pay for the runs that have ended, before something that can stop the program."""
        if self.due:
            self.emit(f"f -= {self.due}", True)
            self.due = 0

    # Operands

    def push(self, value: Value) -> None:
        self.stack.append(self.settle(value) if len(value.code) > LONGEST else value)

    def pop(self) -> Value:
        return reduced(self.stack.pop())

    def take(self, count: int) -> list[Value]:
        """Pop *count* values, the topmost last."""
        at = len(self.stack) - count
        self.stack, taken = self.stack[:at], self.stack[at:]
        return taken

    def temporary(self, code: str, kind: str, bound: int | None = None) -> Value:
        name = f"t{self.temporaries}"
        self.temporaries += 1
        self.emit(f"{name} = {code}")
        return Value(name, kind, bound=symbolic.most(kind) if bound is None else bound)

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

    def assign(self, name: str, value: Value) -> None:
        """Store *value* in a local or a slot; what depends on the old one is computed first."""
        self.stack = [self.settle(v) if name in v.names else v for v in self.stack]
        stored, code = " " * self.indent + f"{value.code} = ", value.code
        if code[0] == "t" and self.lines and self.lines[-1].text.startswith(stored):
            code = self.lines.pop().text[len(stored) :]  # just computed, and for this
        self.emit(f"{name} = {code}")

    # The function

    def run(self) -> list[Line]:
        """Translate the body, then put before it what it turned out to need."""
        self.body()
        names = [*(f"l{i}" for i in range(len(self.kind.params))), "d"]
        head = [Line(f"def f{self.index}({', '.join(names)}):", False)]
        if not opcodes.CALLS.isdisjoint(self.code.ops):
            head.append(Line(f" if d >= {self.settings.depth}: raise exhausted()", True))
        if self.settings.metered:
            head += [Line(" f = F[0]", True), Line(" if f <= 1: raise OutOfFuel", True)]
        for i, kind in enumerate(self.code.locals, len(self.kind.params)):
            head.append(Line(f" l{i} = {'0.0' if kind == F64 else '0'}", False))
        if self.jumps:
            head.append(Line(" j = 0", False))
        if self.settings.metered:
            head.append(Line(" try:", True))
            tail = " except Exception:", "  if f < F[0]: F[0] = f", "  raise"
            self.lines += [Line(text, True) for text in tail]
        return head + self.lines

    def body(self) -> None:
        """Translate every instruction that can be reached."""
        code, reached = self.code, True
        runs, dynamic = prices(code, self.settings.bulk) if self.settings.metered else ({}, set())
        for place, (op, arg) in enumerate(zip(code.ops, code.args, strict=True)):
            if not reached and place not in (self.around.otherwise, self.around.end):
                continue
            self.running = runs.get(place, 0)
            if op in (opcodes.ELSE, opcodes.END):
                reached = self.join(op, reached)
            elif op in opcodes.OPENS:
                self.open(place, op)
            elif op in (opcodes.BR, opcodes.BR_IF, opcodes.BR_TABLE):
                self.branch(place, op)
            elif op == opcodes.RETURN:
                self.leave()
            elif op == opcodes.UNREACHABLE:
                self.pay()
                self.emit("raise unreachable()")
            else:
                self.instruction(op, arg)
            if place in dynamic:
                self.emit(self.size, True)
                self.pay()
                self.emit("if f <= 0: raise OutOfFuel", True)
            reached &= op not in opcodes.LEAVES

    # Control

    def open(self, place: int, op: int) -> None:
        """Begin a block, loop or if."""
        block = self.around = self.code.blocks[place]
        condition = self.pop() if op == opcodes.IF else None
        self.stack = [self.settle(value) for value in self.stack]
        if op == opcodes.LOOP:
            self.pay()
        if block.branched and not (self.frames and block.end in self.frames[-1].ends):
            self.begin(place, block)
        self.opened.append(_Opened(self.indent))
        if op == opcodes.LOOP:
            self.guard("if f <= 0: raise OutOfFuel")
        elif condition is not None:
            self.due = self.opened[-1].due = self.owed()
            self.emit(f"if {condition.code}:")
            self.indent += 1

    def join(self, op: int, reached: bool) -> bool:
        """End the innermost block, or a half of an if; return whether what follows is reached."""
        block, opened = self.around, self.opened[-1]
        if block.outer is None:
            if reached:
                self.leave()
            return False
        if reached and block.results:
            self.assign(f"s{block.height}", self.pop())
        if not reached:
            self.owed()
        elif block.branched or block.op == opcodes.IF:
            self.pay()
        del self.stack[block.height :]
        self.indent = opened.indent
        if op == opcodes.ELSE:
            opened.reached, self.due = reached, opened.due
            self.emit("else:")
            self.indent += 1
            return True
        if block.op == opcodes.IF and block.otherwise is None:
            if opened.due and (reached or block.branched):
                self.emit(f"else: f -= {opened.due}", True)
            else:
                self.due = opened.due
            reached = True
        reached |= opened.reached
        self.opened.pop()
        self.around = block.outer
        if block.branched:
            reached = self.finish(block, reached)
        if block.start == block.outer.start + 1 and block.outer.op == opcodes.BLOCK:
            self.opened[-1].indent = self.indent  # the two began together, here and in Python
        if reached and block.results:
            self.stack.append(symbolic.variable(f"s{block.height}", block.results[0]))
        return reached

    def begin(self, place: int, block: Block) -> None:
        """Begin a loop of Python's."""
        ends = [block.end]
        while block.op == opcodes.BLOCK == self.code.ops[place + 1]:
            place += 1
            if self.code.blocks[place].branched:
                ends.insert(0, self.code.blocks[place].end)
        self.emit("while True:")
        repeats, parts = block.op == opcodes.LOOP, _search(0, len(ends), 0)
        line, indent = len(self.lines), self.indent + 1
        self.frames.append(_Frame(repeats, ends, parts, line, indent, self.jumps))
        self.enter(0)

    def enter(self, number: int) -> None:
        frame = self.frames[-1]
        parts, depth = frame.parts[number]
        self.indent = frame.indent + depth - len(parts)
        for part in parts:
            self.emit(f"if j < {frame.ends[part - 1]}:")
            self.indent += 1
            self.jumps += 1

    def finish(self, block: Block, reached: bool) -> bool:
        """End a part of the innermost frame, or the frame; return whether what follows is."""
        frame = self.frames[-1]
        if block.end != frame.ends[-1]:
            self.enter(frame.ends.index(block.end) + 1)
            return True
        if reached:
            self.emit("break")
        if frame.repeats and self.jumps > frame.jumps:
            self.lines.insert(frame.line, Line(" " * frame.indent + "j = 0", False))
        self.frames.pop()
        self.indent = frame.indent - 1
        if frame.goals:
            self.land(frame.goals, f"if j > {frame.ends[-1]}: ")
        return reached or not frame.repeats

    def land(self, goals: set[int], condition: str = "") -> None:
        """Go on with a jump to one of *goals*, if there is one."""
        frame = self.frames[-1]
        frame.goals |= {goal for goal in goals if goal > frame.ends[-1]}
        out = [goal for goal in goals if goal > frame.ends[-1] - (not frame.repeats)]
        if out and len(out) < len(goals):
            self.emit(f"if j >= {min(out)}: break")
        self.emit(f"{condition}{'break' if len(out) == len(goals) else 'continue'}")

    def goto(self, block: Block, value: Value | None, cost: int = 0) -> list[str]:
        """Return the statements of a jump, with its payment."""
        if block.start == BODY:
            leave = [f"F[0] = f{_plus(-cost)}"] if self.settings.metered else []
            return [*leave, f"return {value.code}" if value else "return"]
        statements = [f"f -= {cost}"] if cost else []
        if value and value.code != f"s{block.height}":
            statements.append(f"s{block.height} = {value.code}")
        frame = self.frames[-1]
        if block.end == frame.ends[-1]:
            return [*statements, "continue" if frame.repeats else "break"]
        self.jumps += 1
        if block.end < frame.ends[-1]:
            return [*statements, f"j = {block.end}", "continue"]
        frame.goals.add(block.end)
        return [*statements, f"j = {block.end}", "break"]

    def branch(self, place: int, op: int) -> None:
        targets = self.code.targets[place]
        condition = self.pop() if op != opcodes.BR else None
        value = self.settle(self.stack.pop()) if targets[-1].label else None
        if condition is None:
            self.go(targets[0], value)
        elif op == opcodes.BR_TABLE:
            self.pay()
            self.table(targets, self.atom(condition), value)
        else:
            self.stack += [value] if value else []
            statements = self.goto(targets[0], value, self.due + self.running)
            self.emit(f"if {condition.code}: {'; '.join(statements)}")

    def go(self, block: Block, value: Value | None) -> None:
        """Write a jump that is always taken."""
        for statement in self.goto(block, value, self.owed()):
            self.emit(statement, statement[0] in "fF")

    def table(self, targets: tuple[Block, ...], index: Value, value: Value | None) -> None:
        """Translate ``br_table``: the default is the last."""
        *ends, default = (target.end for target in targets)
        listed = "".join(f"{end}, " for end in ends)
        self.emit(f"j = ({listed})[{index.code}] if {index.code} < {len(ends)} else {default}")
        self.jumps += 1
        for target in dict.fromkeys(targets):
            if target.start == BODY:
                self.emit(f"if j == {target.end}: {'; '.join(self.goto(target, value))}")
            elif value:
                self.emit(f"if j == {target.end}: s{target.height} = {value.code}")
        if goals := {target.end for target in targets if target.start != BODY}:
            self.land(goals)

    def leave(self) -> None:
        self.go(self.code.blocks[BODY], self.pop() if self.kind.results else None)

    # Instructions without control

    def instruction(self, op: int, arg: Any) -> None:
        row = INSTRUCTIONS[op]
        if row.expression:
            operands = self.take(len(row.params or ()))
            value = symbolic.apply(op, operands, self.atom)
            safe = row.name[4:] in ("div_u", "rem_u") and operands[1].constant  # which is not 0
            if op in opcodes.TRAPS and not safe:
                self.pay_due()
                value = self.temporary(value.code, value.kind, value.bound)
            self.push(value)
        elif op in opcodes.CONSTANTS:
            self.push(symbolic.constant(arg, row.immediate))
        elif op in ACCESSES:
            self.pay_due()
            access = self.load if row.results else self.store
            access(ACCESSES[op], arg[1], row.name[:3])
        elif op in (opcodes.LOCAL_GET, opcodes.LOCAL_SET, opcodes.LOCAL_TEE):
            if op != opcodes.LOCAL_GET:
                self.assign(f"l{arg}", self.pop())
            if op != opcodes.LOCAL_SET:
                self.push(symbolic.variable(f"l{arg}", self.kinds[arg]))
        elif op == opcodes.CALL:
            self.call(f"f{arg}", self.types[arg])
        elif op == opcodes.CALL_INDIRECT:
            self.pay_due()
            slot = self.atom(self.pop()).code
            self.emit(f"e = indirect(T, {slot}, Y{arg})", True)
            self.call("e.entry", self.module.types[arg])
        elif op == opcodes.GLOBAL_GET:
            self.push(self.temporary(f"G{arg}[0]", self.globals[arg]))
        elif op == opcodes.GLOBAL_SET:
            value = self.pop()
            number = f"+({value.code})" if value.level == TEST else value.code  # no bool
            self.emit(f"G{arg}[0] = {number}")
        elif op == opcodes.SELECT:
            condition, other, value = self.pop(), self.pop(), self.pop()
            a, b, c = (v.within(CHOICE + 1) for v in (value, other, condition))
            names = condition.names | other.names | value.names
            bound = max(other.bound, value.bound)
            self.push(Value(f"{a} if {c} else {b}", value.kind, CHOICE, bound, names))
        elif op == opcodes.DROP:
            self.stack.pop()
        elif op == opcodes.MEMORY_SIZE:
            self.push(self.temporary("memory.pages", I32, MOST_PAGES))
        elif op == opcodes.MEMORY_GROW:
            wanted = self.atom(self.pop())
            before = self.temporary(f"memory.grow({wanted.code})", I32)
            self.size = f"if {before.code} != 0xffffffff: f -= {wanted.code}"
            self.push(before)
        elif op in (opcodes.MEMORY_COPY, opcodes.MEMORY_FILL):
            self.pay_due()
            count, second, first = self.atom(self.pop()), self.pop(), self.pop()
            self.emit(f"{row.name}({first.code}, {second.code}, {count.code})")
            self.size = f"f -= {count.code}"

    def call(self, name: str, kind: FuncType) -> None:
        """Write a call; the fuel left travels in the shared cell."""
        arguments = [reduced(value).code for value in self.take(len(kind.params))]
        self.guard(f"F[0] = f{_plus(-self.owed())}")
        text = f"{name}({', '.join([*arguments, 'd + 1'])})"
        if kind.results:
            self.push(self.temporary(text, kind.results[0]))
        else:
            self.emit(text)
        self.guard("f = F[0]")

    # Memory

    def place_of(self, access: Access, offset: int) -> tuple[str, str, str]:
        """Take an address; return the aligned access, when it is not aligned (""), the address."""
        address = self.stack.pop()
        view = "MD" if access.letter == "d" else f"M{8 * access.width}"
        shift = access.width.bit_length() - 1
        if access.width == 1:
            return f"mem[{reduced(address).within(PLUS)}{_plus(offset)}]", "", ""
        if address.shifted and address.shifted[1] >= shift and offset % access.width == 0:
            base, k = address.shifted
            index = base.within(PLUS)
            if not base.exact or base.bound >> 32 - k:  # the shift leaves that many bits
                index = f"({base.within(AND)} & {(1 << 32 - k) - 1:#x})"
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
        code, crooked, address = self.place_of(access, offset)
        if crooked:
            letter = access.letter.upper() if access.signed else access.letter
            code = f"get_{letter}(mem, {address})[0] if {crooked} else {code}"
        bound = (1 << 8 * access.width) - 1
        if access.signed:
            bound, half = symbolic.most(kind), bound >> 1
            code = f"x | {bound - 2 * half - 1:#x} if (x := {code}) > {half} else x"
        self.push(self.temporary(code, kind, None if kind == F64 else bound))

    def store(self, access: Access, offset: int, kind: str) -> None:
        value, bound = self.stack.pop(), (1 << 8 * access.width) - 1
        code = reduced(value).code
        if kind != F64 and bound < symbolic.most(kind) and (value.bound > bound or not value.exact):
            code = f"{value.within(AND)} & {bound:#x}"
        aligned, crooked, address = self.place_of(access, offset)
        if crooked:
            self.emit(f"if {crooked}: put_{access.letter}(mem, {address}, {code})")
        self.emit(f"{'else: ' if crooked else ''}{aligned} = {code}")


def _plus(number: int) -> str:
    return f" {'-' if number < 0 else '+'} {abs(number)}" if number else ""

"""Random valid modules in the text format, the same for the same seed.

Every loop counts down, so every program ends without fuel too. Most addresses are kept inside the
memory, so that programs get somewhere; some are not, so that they trap.
"""

from random import Random

TYPES = ("i32", "i64", "f32", "f64")
INTEGERS = ("0", "1", "2", "3", "7", "-1", "255", "65535", "0x7fffffff", "0x80000000", "-42", "31")
LONG = ("0x7fffffffffffffff", "0x8000000000000000", "0x100000000", "63", "-4294967297")
FLOATS = (
    "0",
    "-0",
    "1",
    "-1.5",
    "0.1",
    "inf",
    "-inf",
    "nan",
    "1e10",
    "-3e38",
    "1e-40",
    "2147483648",
)
UNARY = {
    "i32": ("clz", "ctz", "popcnt"),
    "i64": ("clz", "ctz", "popcnt"),
    "f32": ("abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt"),
    "f64": ("abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt"),
}
WHOLE = [
    "add",
    "sub",
    "mul",
    "div_s",
    "div_u",
    "rem_s",
    "rem_u",
    "and",
    "or",
    "xor",
    "shl",
    "shr_s",
    "shr_u",
    "rotl",
    "rotr",
]
REAL = ["add", "sub", "mul", "div", "min", "max", "copysign"]  # copysign comes last
BINARY = {"i32": WHOLE, "i64": WHOLE, "f32": REAL, "f64": REAL}
WHOLE_TESTS = ["eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"]
REAL_TESTS = ["eq", "ne", "lt", "gt", "le", "ge"]
TESTS = {"i32": WHOLE_TESTS, "i64": WHOLE_TESTS, "f32": REAL_TESTS, "f64": REAL_TESTS}
CONVERSIONS = {
    "i32": [
        ("wrap_i64", "i64"),
        ("reinterpret_f32", "f32"),
        ("trunc_f64_s", "f64"),
        ("trunc_f32_u", "f32"),
    ],
    "i64": [
        ("extend_i32_s", "i32"),
        ("extend_i32_u", "i32"),
        ("reinterpret_f64", "f64"),
        ("trunc_f64_u", "f64"),
    ],
    "f32": [
        ("convert_i32_s", "i32"),
        ("convert_i64_u", "i64"),
        ("demote_f64", "f64"),
        ("reinterpret_i32", "i32"),
        ("convert_i64_s", "i64"),
    ],
    "f64": [
        ("convert_i32_u", "i32"),
        ("convert_i64_s", "i64"),
        ("promote_f32", "f32"),
        ("reinterpret_i64", "i64"),
    ],
}
LOADS = {
    "i32": ("load", "load8_s", "load8_u", "load16_s", "load16_u"),
    "i64": ("load", "load8_s", "load16_u", "load32_s", "load32_u"),
    "f32": ("load",),
    "f64": ("load",),
}
STORES = {
    "i32": ("store", "store8", "store16"),
    "i64": ("store", "store8", "store16", "store32"),
    "f32": ("store",),
    "f64": ("store",),
}


class _Function:
    def __init__(
        self, random: Random, index: int, signatures: list[tuple[list[str], str]], bits: bool
    ) -> None:
        self.random, self.index, self.signatures, self.bits = random, index, signatures, bits
        self.params, self.result = signatures[index]
        self.locals = [random.choice(TYPES) for _ in range(random.randint(1, 4))]
        self.kinds = [*self.params, *self.locals]
        self.counters = 0
        self.size = 0
        self.labels: list[str | None] = []  # the type a branch takes along; "loop": not taken

    def const(self, kind: str) -> str:
        pick = self.random.choice
        if kind in ("f32", "f64"):
            return f"({kind}.const {pick(FLOATS)})"
        return f"({kind}.const {pick(INTEGERS if kind == 'i32' else INTEGERS + LONG)})"

    def address(self, depth: int) -> str:
        if self.random.random() < 0.03:
            return self.value("i32", depth)
        if self.random.random() < 0.3:
            return f"(i32.shl (i32.and {self.value('i32', depth)} (i32.const 0xfff)) (i32.const 2))"
        return f"(i32.and {self.value('i32', depth)} (i32.const 0xfff8))"

    def access(self, width: int) -> str:
        offset = self.random.choice((0, 0, 1, 4, 8, 3))
        return f" offset={offset}" if offset else ""

    def value(self, kind: str, depth: int) -> str:
        """Return an expression of type *kind*."""
        self.size += 1
        random = self.random
        usable = [i for i, have in enumerate(self.kinds) if have == kind]
        if depth <= 0 or self.size > 150:
            if usable and random.random() < 0.7:
                return f"(local.get {random.choice(usable)})"
            return self.const(kind)
        depth -= 1
        choice = random.randrange(20)
        if choice < 6:
            shows_sign = not self.bits and kind[0] == "f"  # copysign: a NaN's sign could be seen
            name = random.choice(BINARY[kind][:-1] if shows_sign else BINARY[kind])
            return f"({kind}.{name} {self.value(kind, depth)} {self.value(kind, depth)})"
        if choice < 8:
            return f"({kind}.{random.choice(UNARY[kind])} {self.value(kind, depth)})"
        if choice < 10 and kind == "i32":
            other = random.choice(TYPES)
            if random.random() < 0.3 and other[0] == "i":
                return f"({other}.eqz {self.value(other, depth)})"
            name = random.choice(TESTS[other])
            return f"({other}.{name} {self.value(other, depth)} {self.value(other, depth)})"
        if choice < 11:
            name, other = random.choice(CONVERSIONS[kind])
            if not self.bits and "reinterpret_f" in name:
                return self.value(kind, depth)
            return f"({kind}.{name} {self.value(other, depth)})"
        if choice < 13:
            name = random.choice(LOADS[kind])
            return f"({kind}.{name}{self.access(8)} {self.address(depth)})"
        if choice == 13:
            return (
                f"(select {self.value(kind, depth)} {self.value(kind, depth)}"
                f" {self.value('i32', depth)})"
            )
        if choice == 14:
            return (
                f"(if (result {kind}) {self.value('i32', depth)}"
                f" (then {self.block(kind, depth)}) (else {self.block(kind, depth)}))"
            )
        if choice == 15:
            return f"(block (result {kind}) {self.block(kind, depth)})"
        if choice == 16 and usable:
            return f"(local.tee {random.choice(usable)} {self.value(kind, depth)})"
        if choice == 17:
            return f"(global.get ${kind})"
        callees = [i for i in range(self.index) if self.signatures[i][1] == kind]
        if choice == 18 and callees:
            callee = random.choice(callees)
            arguments = " ".join(self.value(p, depth) for p in self.signatures[callee][0])
            if random.random() < 0.3:
                index = f"(i32.const {callee})" if random.random() < 0.9 else self.value("i32", 1)
                return f"(call_indirect (type $t{callee}) {arguments} {index})"
            return f"(call {callee} {arguments})"
        if choice == 19 and kind == "i32":
            return random.choice(
                ("(memory.size)", "(memory.grow (i32.const 1))", "(memory.grow (i32.const 0))")
            )
        return f"(local.get {random.choice(usable)})" if usable else self.const(kind)

    def block(self, kind: str, depth: int) -> str:
        """Return what stands in a block that leaves a value of type *kind*."""
        self.labels.append(kind)
        parts = [self.statement(depth - 1) for _ in range(self.random.randrange(2))]
        if self.random.random() < 0.4:
            parts.append(
                f"(drop (br_if 0 {self.value(kind, depth - 1)} {self.value('i32', depth - 1)}))"
            )
        if self.random.random() < 0.1:
            parts.append(f"(br 0 {self.value(kind, depth - 1)})")
        parts.append(self.value(kind, depth))
        self.labels.pop()
        return " ".join(parts)

    def statement(self, depth: int) -> str:
        """Return an instruction that leaves nothing."""
        self.size += 1
        random = self.random
        if depth <= 0 or self.size > 150:
            return "(nop)"
        choice = random.randrange(17)
        depth -= 1
        if choice < 4:
            index = random.randrange(len(self.kinds))
            return f"(local.set {index} {self.value(self.kinds[index], depth)})"
        if choice == 4:
            kind = random.choice(TYPES)
            return f"(global.set ${kind} {self.value(kind, depth)})"
        if choice < 8:
            kind = random.choice(TYPES if self.bits else TYPES[:2])
            name = random.choice(STORES[kind])
            return (
                f"({kind}.{name}{self.access(8)} {self.address(depth)} {self.value(kind, depth)})"
            )
        if choice == 8:
            condition = self.value("i32", depth)
            self.labels.append(None)
            other = f" (else {self.body(depth)})" if random.random() < 0.5 else ""
            text = f"(if {condition} (then {self.body(depth)}){other})"
            self.labels.pop()
            return text
        if choice in (9, 10):
            self.labels.append(None)
            text = (
                f"(block {self.body(depth)} (br_if 0 {self.value('i32', depth)})"
                f" {self.body(depth)})"
            )
            self.labels.pop()
            return text
        if choice in (11, 12) and self.counters < 3:
            counter = f"$c{self.counters}"
            self.counters += 1
            self.labels += [None, "loop"]
            text = (
                f"(local.set {counter} (i32.const {random.randint(1, 5)})) (block (loop"
                f" {self.body(depth)} (br_if 0 (local.tee {counter} (i32.sub (local.get {counter})"
                f" (i32.const 1)))) {self.body(depth)}))"
            )
            del self.labels[-2:]
            return text
        if choice == 13:
            out = [i for i, kind in enumerate(reversed(self.labels)) if kind is None]
            if out:
                if random.random() < 0.3:
                    return f"(br {random.choice(out)})"
                return f"(br_if {random.choice(out)} {self.value('i32', depth)})"
        if choice == 14:
            self.labels += [None] * 3
            text = f"(block (br_table 0 1 2 {self.value('i32', depth)}))"
            for _ in range(2):
                self.labels.pop()
                text = f"(block {text} {self.body(depth)})"
            self.labels.pop()
            return text
        if choice == 15 and random.random() < 0.3:
            return f"(return {self.value(self.result, depth)})"
        if choice == 16 and random.random() < 0.3:
            n = random.randrange(200)
            name = random.choice(("copy", "fill"))
            return f"(memory.{name} {self.address(depth)} {self.address(depth)} (i32.const {n}))"
        kind = random.choice(TYPES)
        return f"(drop {self.value(kind, depth)})"

    def body(self, depth: int) -> str:
        return " ".join(self.statement(depth) for _ in range(self.random.randint(1, 3)))

    def text(self) -> str:
        statements = "\n  ".join(self.statement(4) for _ in range(self.random.randint(2, 6)))
        value = self.value(self.result, 4)
        params = "".join(f" {kind}" for kind in self.params)
        extra = "".join(f" (local $c{i} i32)" for i in range(self.counters))
        return (
            f'(func (export "f{self.index}") (param{params}) (result {self.result})'
            f" (local {' '.join(self.locals)}){extra}\n  {statements}\n  {value})"
        )


def random_module(
    seed: int, bits_of_floats: bool = True
) -> tuple[str, list[tuple[str, list[int | float]]]]:
    """Return a module's text, and calls of its exports: name and arguments.

    Without *bits_of_floats*, no program can tell one NaN from another.
    """
    random = Random(f"module/{seed}")
    count = random.randint(1, 4)
    signatures = [
        ([random.choice(TYPES) for _ in range(random.randrange(4))], random.choice(TYPES))
        for _ in range(count)
    ]
    functions = [_Function(random, i, signatures, bits_of_floats) for i in range(count)]
    types = "\n".join(
        f"(type $t{i} (func (param{''.join(' ' + p for p in params)}) (result {result})))"
        for i, (params, result) in enumerate(signatures)
    )
    content = "".join(f"\\{random.randrange(256):02x}" for _ in range(64))
    text = (
        f"(module {types}\n"
        '(memory (export "memory") 1 3)\n'
        f'(data (i32.const {random.randrange(0, 4000)}) "{content}")\n'
        f"(table funcref (elem {' '.join(map(str, range(count)))}))\n"
        + "\n".join(
            f'(global ${kind} (export "{kind}") (mut {kind}) ({kind}.const {random.randrange(99)}))'
            for kind in TYPES
        )
        + "\n"
        + "\n".join(function.text() for function in functions)
        + ")"
    )
    calls: list[tuple[str, list[int | float]]] = []
    for i, (params, _) in enumerate(signatures):
        arguments: list[int | float] = [
            random.choice((0.0, 1.5, -2.25, 1e9))
            if kind == "f64"
            else random.choice((0, 0x3FC00000, 0xC0100000))
            if kind == "f32"
            else random.choice((0, 1, 5, 2**31, 2**32 - 1))
            for kind in params
        ]
        calls.append((f"f{i}", arguments))
    return text, calls

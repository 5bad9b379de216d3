"""Values that compiled code has not computed yet: expressions on the compiler's operand stack.

Instructions that neither trap nor read what may change become expressions, and an expression
becomes text only where its value is needed. Two things are put off further. Sums, products and
left shifts of integers are kept without being reduced modulo 2ⁿ, because low bits do not depend on
high ones; and the NaN of a sum is made canonical only where its bits can be seen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from labs.lightning.arith import bits64
from labs.lightning.opcodes import BY_NAME, F64, I32, INSTRUCTIONS, TESTS, codes

ATOM, POWER, TIMES, PLUS, SHIFT, AND, XOR, OR, TEST, CHOICE = range(9, -1, -1)
"""How tightly Python binds an expression's outermost operator."""
WIDEST = 96  # bits that an unreduced integer may have
LONGEST = 160  # characters of an expression that is not split
BITS = {"i32": 32, "i64": 64}
_SIGNS = {
    "add": ("+", PLUS), "sub": ("-", PLUS), "mul": ("*", TIMES),
    "and": ("&", AND), "or": ("|", OR), "xor": ("^", XOR),
}  # fmt: skip
_ORDER = {"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}
_SWAPPED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_OPERAND = re.compile(r"\b[ab]\b")


@dataclass(frozen=True)
class Value:
    """An expression with what is known of it.

    ``exact``: an integer below 2ⁿ, at most ``bound``, or a float whose NaN is canonical or was
    loaded as it is; otherwise an integer equal to the value modulo 2ⁿ, of at most ``lax`` bits, or
    a float whose NaN is any. ``names`` are the variables it depends on. ``sum`` is what x + c is
    made of, ``shifted`` what x << k is.
    """

    code: str
    kind: str
    level: int = ATOM
    bound: int = 0
    names: frozenset[str] = frozenset()
    exact: bool = True
    lax: int = 0
    constant: int | float | None = None
    sum: tuple[str, int] | None = None
    shifted: "tuple[Value, int] | None" = None

    @property
    def width(self) -> int:
        """Return how many bits an integer may have."""
        return self.bound.bit_length() if self.exact else self.lax

    def within(self, level: int) -> str:
        """Return the text as an operand of an operator that binds as tightly as *level*."""
        return self.code if self.level >= level else f"({self.code})"


def most(kind: str) -> int:
    """Return the greatest integer of *kind*; 2³² − 1 for f32, whose bits are one."""
    return (1 << BITS.get(kind, 32)) - 1


def variable(name: str, kind: str) -> Value:
    """Return the value of a local or slot of the generated code."""
    return Value(name, kind, ATOM, most(kind), frozenset({name}))


def constant(value: int | float, kind: str) -> Value:
    """Return a constant; a float that has no literal is written by its bits."""
    if not isinstance(value, float):
        text = str(value) if value < 1 << 16 else hex(value)
        return Value(text, kind, bound=value, constant=value)
    text = repr(value)
    if text[-1] in "fn":  # inf, nan
        text = f"float64({bits64(value):#x})"
    return Value(text if text[0] != "-" else f"({text})", kind, constant=value)


def reduced(value: Value) -> Value:
    """Return *value* made exact."""
    kind, names = value.kind, value.names
    if value.exact:
        return value
    if kind == F64:
        code = f"x if (x := {value.within(CHOICE + 1)}) == x else NAN"
        return Value(code, F64, CHOICE, names=names)
    top = most(kind)
    if value.sum is None:
        return Value(f"{value.within(AND)} & {top:#x}", kind, AND, top, names)
    x, up = value.sum
    down = top + 1 - up
    if up < down:
        code = f"{x} + {up} if {x} < {down} else {x} - {down}"
    elif down == 1:
        code = f"{x} - 1 if {x} else {top}"
    else:
        code = f"{x} - {down} if {x} >= {down} else {x} + {up}"
    return Value(code, kind, CHOICE, top, names)


def _sum(name: str, a: Value, b: Value, names: frozenset[str]) -> Value:
    kind, top = a.kind, most(a.kind)
    if name == "add" and a.constant is not None:
        a, b = b, a
    sign, level = _SIGNS[name]
    code = f"{a.within(level)} {sign} {b.within(level + (name == 'sub'))}"
    if a.exact and b.exact and name != "sub":
        bound = a.bound * b.bound if name == "mul" else a.bound + b.bound
        if bound <= top:
            return Value(code, kind, level, bound, names)
    width = a.width + b.width if name == "mul" else max(a.width, b.width) + 1
    if name == "mul" or not isinstance(b.constant, int) or not a.exact or a.level != ATOM:
        return Value(code, kind, level, 0, names, False, width)
    up = b.constant if name == "add" else -b.constant & top
    if up == 0:
        return a
    if up > top // 2:  # adding a large number is taking away a small one
        code, level, width = f"{a.code} - {top + 1 - up}", PLUS, a.width + 1
    return Value(code, kind, level, 0, names, False, width, sum=(a.code, up))


def _bitwise(name: str, a: Value, b: Value, names: frozenset[str]) -> Value:
    sign, level = _SIGNS[name]
    code = f"{a.within(level)} {sign} {b.within(level + 1)}"
    bounds = [value.bound for value in (a, b) if value.exact]
    if len(bounds) == 2 or (bounds and name == "and"):
        bound = min(bounds) if name == "and" else (1 << max(bounds).bit_length()) - 1
        return Value(code, a.kind, level, bound, names)
    return Value(code, a.kind, level, 0, names, False, max(a.width, b.width) + 1)


_BITWISE = codes("i32.and i64.and i32.or i64.or i32.xor i64.xor")
_MODULAR = codes("i32.add i64.add i32.sub i64.sub i32.mul i64.mul") | _BITWISE
_FLOATS = codes("f64.add f64.sub f64.mul")
_WRAP, _EXTEND_S, _EXTEND_U = (
    BY_NAME[name].code for name in ("i32.wrap_i64", "i64.extend_i32_s", "i64.extend_i32_u")
)
_LAX = _MODULAR | _FLOATS | {_WRAP} | codes("f64.eq f64.ne f64.lt f64.gt f64.le f64.ge")
"""Instructions whose operands need not be exact."""
_RENAMED = codes("i32.reinterpret_f32 f32.reinterpret_i32") | {_EXTEND_U}
"""Instructions that change the type and nothing else."""


def apply(op: int, operands: list[Value], atom: Callable[[Value], Value]) -> Value:
    """Return the result of a numeric instruction; *atom* makes an operand that is used twice."""
    row = INSTRUCTIONS[op]
    name, kind = row.name[4:], row.results[0] if row.results else I32
    lax = op in _LAX or (name == "shl" and operands[1].constant is not None)
    if not lax or sum(value.width for value in operands) > WIDEST:
        operands = [reduced(value) for value in operands]
    letters = _OPERAND.findall(row.expression)
    twice = name.endswith("_s") if op in TESTS else not lax and len(letters) > len({*letters})
    if twice:
        operands = [atom(value) for value in operands]
    names = frozenset().union(*(value.names for value in operands))
    a, b = operands[0], operands[-1]
    if op in _FLOATS:
        sign, level = _SIGNS[name]
        code = f"{a.within(level)} {sign} {b.within(level + 1)}"
        return Value(code, F64, level, names=names, exact=False)
    if op in _MODULAR:
        return (_bitwise if op in _BITWISE else _sum)(name, a, b, names)
    if op in _RENAMED or op == _WRAP or (op == _EXTEND_S and a.bound < 1 << 31):
        exact = a.exact and (op != _WRAP or a.bound <= most(I32))
        return Value(a.code, kind, a.level, a.bound, names, exact, a.width)
    if name == "eqz":
        code = f"not {a.code}" if a.level == TEST else f"{a.within(TEST + 1)} == 0"
        return Value(code, I32, TEST, 1, names)
    if op in TESTS:
        return _compare(row.name, a, b, names)
    shift = b.constant % BITS[kind] if name[:2] == "sh" and isinstance(b.constant, int) else -1
    if name == "shl" and shift >= 0:
        bound = a.bound << shift
        exact = a.exact and bound <= most(kind)
        code, width = f"{a.within(SHIFT)} << {shift}", a.width + shift
        return Value(code, kind, SHIFT, bound, names, exact, width, shifted=(a, shift))
    if shift >= 0:
        half = 1 << BITS[kind] - 1
        if name == "shr_u" or a.bound < half:
            return Value(f"{a.within(SHIFT)} >> {shift}", kind, SHIFT, a.bound >> shift, names)
        code = f"({a.within(XOR)} ^ {half:#x}) - {half:#x} >> {shift}"
        return Value(code, kind, SHIFT, 0, names, False, BITS[kind])
    if op == _EXTEND_S:
        code = f"({a.within(XOR)} ^ 0x80000000) - 0x80000000"
        return Value(code, kind, PLUS, 0, names, False, 33)
    text = _OPERAND.sub(
        lambda match: (a if match.group() == "a" else b).within(ATOM), row.expression
    )
    bound = most(kind)
    if name in ("clz", "ctz", "popcnt"):
        bound = BITS[kind]
    elif name in ("rem_u", "div_u") and b.constant:
        bound = b.bound - 1 if name == "rem_u" else a.bound // b.bound
    # in the table's text, a call binds tightest, and everything else may bind loosest
    level = ATOM if re.fullmatch(r"\w+\([^()]*\)", text) else CHOICE
    return Value(text, kind, level, bound, names)


def _compare(instruction: str, a: Value, b: Value, names: frozenset[str]) -> Value:
    kind, _, rest = instruction.partition(".")
    name, _, signed = rest.partition("_")
    half = 1 << BITS.get(kind, 32) - 1
    if kind == "f32":
        code = f"promote({a.code}) {_ORDER[name]} promote({b.code})"
    elif signed != "s" or (a.bound < half and b.bound < half):
        code = f"{a.within(TEST + 1)} {_ORDER[name]} {b.within(TEST + 1)}"
    elif a.bound < half and a.constant is not None:
        code = _signed(_SWAPPED[name], b, a, half)
    else:
        code = _signed(name, a, b, half)
    return Value(code, I32, TEST, 1, names)


def _signed(name: str, a: Value, b: Value, half: int) -> str:
    """Return a signed comparison of two names or constants."""
    x, y, sign = a.code, b.code, _ORDER[name]
    if b.constant is not None and b.bound < half:
        if name in ("lt", "le"):
            if b.bound == 0 and name == "lt":
                return f"{x} >= {half:#x}"
            return f"({x} {sign} {y} or {x} >= {half:#x})"
        if b.bound == 0 and name == "ge":
            return f"{x} < {half:#x}"
        return f"{y} {'<' if name == 'gt' else '<='} {x} < {half:#x}"
    other = {"lt": ">", "gt": "<", "le": ">", "ge": "<"}[name]
    return f"({x} {sign} {y} if {x} ^ {y} < {half:#x} else {x} {other} {y})"

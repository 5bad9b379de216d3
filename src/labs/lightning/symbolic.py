"""Values that compiled code has not computed yet: expressions on the compiler's operand stack.

Instructions that neither trap nor read what may change become expressions, and an expression
becomes text only where its value is needed. Sums, products and left shifts of integers are kept
without being reduced modulo 2ⁿ, because low bits do not depend on high ones.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from labs.lightning.arith import bits64
from labs.lightning.opcodes import BY_NAME, I32, INSTRUCTIONS, TESTS, codes

ATOM, POWER, TIMES, PLUS, SHIFT, AND, XOR, OR, TEST, CHOICE = range(9, -1, -1)
"""How tightly Python binds an expression's outermost operator."""
WIDEST = 96  # bits that an unreduced integer may have
LONGEST = 160  # characters of an expression that is not split
BITS = {"i32": 32, "i64": 64}
_SIGNS = {
    "add": ("+", PLUS), "sub": ("-", PLUS), "mul": ("*", TIMES),
    "and": ("&", AND), "or": ("|", OR), "xor": ("^", XOR),
}  # fmt: skip
_OPERAND = re.compile(r"\b[ab]\b")


@dataclass(frozen=True)
class Value:
    """An expression with what is known of it.

    ``exact``: a float, or an integer below 2ⁿ, at most ``bound``; otherwise an integer equal to the
    value modulo 2ⁿ, of no more bits than ``bound``. ``names`` are the variables it depends on.
    ``sum`` is what x + c is made of, ``shifted`` what x << k is.
    """

    code: str
    kind: str
    level: int = ATOM
    bound: int = 0
    names: frozenset[str] = frozenset()
    exact: bool = True
    constant: int | float | None = None
    sum: tuple[str, int] | None = None
    shifted: "tuple[Value, int] | None" = None

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
    if value.exact:
        return value
    top = most(value.kind)
    if value.sum is None:
        return Value(f"{value.within(AND)} & {top:#x}", value.kind, AND, top, value.names)
    x, up = value.sum
    down = top + 1 - up
    if up < down:
        code = f"{x} + {up} if {x} < {down} else {x} - {down}"
    elif down == 1:
        code = f"{x} - 1 if {x} else {top}"
    else:
        code = f"{x} - {down} if {x} >= {down} else {x} + {up}"
    return Value(code, value.kind, CHOICE, top, value.names)


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
    widths = [value.bound.bit_length() for value in (a, b)]
    wide = (1 << (sum(widths) if name == "mul" else max(widths) + 1)) - 1
    if name == "mul" or not isinstance(b.constant, int) or not a.exact or a.level != ATOM:
        return Value(code, kind, level, wide, names, False)
    up = b.constant if name == "add" else -b.constant & top
    if up > top // 2:  # adding a large number is taking away a small one
        code, level, wide = f"{a.code} - {top + 1 - up}", PLUS, 2 * a.bound + 1
    return Value(code, kind, level, wide, names, False, sum=(a.code, up))


def _bitwise(name: str, a: Value, b: Value, names: frozenset[str]) -> Value:
    sign, level = _SIGNS[name]
    bounds = [value.bound for value in (a, b) if value.exact]
    bound = min(bounds) if name == "and" else (1 << max(bounds).bit_length()) - 1
    return Value(f"{a.within(level)} {sign} {b.within(level + 1)}", a.kind, level, bound, names)


_SUMS = codes("i32.add i64.add i32.sub i64.sub i32.mul i64.mul")


def apply(op: int, operands: list[Value], atom: Callable[[Value], Value]) -> Value:
    """Return the result of a numeric instruction; *atom* makes an operand that is used twice."""
    row = INSTRUCTIONS[op]
    name, kind = row.name[4:], row.results[0] if row.results else I32
    lax = op in _SUMS or name == "wrap_i64" or (name == "shl" and operands[1].constant is not None)
    lax |= name == "and" and any(value.exact for value in operands)
    if not lax or sum(value.bound.bit_length() for value in operands) > WIDEST:
        operands = [reduced(value) for value in operands]
    letters = _OPERAND.findall(row.expression)
    if name.endswith("_s") if op in TESTS else not lax and len(letters) > len({*letters}):
        operands = [atom(value) for value in operands]
    names = frozenset().union(*(value.names for value in operands))
    a, b = operands[0], operands[-1]
    if name in ("and", "or", "xor"):
        return _bitwise(name, a, b, names)
    if op in _SUMS:
        return _sum(name, a, b, names)
    if name == "wrap_i64" or row.expression == "a":
        exact = a.exact and a.bound <= most(kind)
        return Value(a.code, kind, a.level, a.bound, names, exact)
    if name == "eqz" and a.level == TEST:
        return Value(f"not {a.code}", I32, TEST, 1, names)
    if op in TESTS:
        text = _signed(row.name, a, b) if name.endswith("_s") else row.expression
        return Value(_filled(text, a, b, TEST + 1), I32, TEST, 1, names)
    if name == "shl" and isinstance(b.constant, int):
        shift = b.constant % BITS[kind]
        bound, code = a.bound << shift, f"{a.within(SHIFT)} << {shift}"
        exact = a.exact and bound <= most(kind)
        return Value(code, kind, SHIFT, bound, names, exact, shifted=(a, shift))
    text = _filled(row.expression, a, b, ATOM)
    # in the table's text, a call binds tightest, and everything else may bind loosest
    level = ATOM if re.fullmatch(r"\w+\([^()]*\)", text) else CHOICE
    return Value(text, kind, level, most(kind), names)


def _filled(text: str, a: Value, b: Value, level: int) -> str:
    """Return the table's *text* with operands in their places."""
    return _OPERAND.sub(lambda letter: (a if letter.group() == "a" else b).within(level), text)


def _signed(instruction: str, a: Value, b: Value) -> str:
    """Return the text of a signed comparison: simpler where it is known to be of small numbers."""
    text, half = BY_NAME[instruction].expression, 1 << BITS[instruction[:3]] - 1
    unsigned = text.partition(" if ")[0]
    if b.bound >= half:
        return f"({text})"
    if a.bound < half:
        return unsigned
    return f"({unsigned} {'or a >=' if '<' in unsigned else 'and a <'} {half:#x})"

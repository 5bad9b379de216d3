"""Values that compiled code has not computed yet: expressions on the compiler's operand stack.

Instructions that neither trap nor read what may change become expressions, and an expression
becomes text only where its value is needed. Two things are put off further. Sums, products and
left shifts of integers are kept without being reduced modulo 2ⁿ, because low bits do not depend on
high ones; and the NaN of a sum is made canonical only where its bits can be seen.
"""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from labs.lightning.arith import bits64
from labs.lightning.opcodes import BY_NAME, F64, I32, INSTRUCTIONS, TESTS, codes

ATOM, POWER, TIMES, PLUS, SHIFT, AND, XOR, OR, TEST, CHOICE = range(9, -1, -1)
"""How tightly Python binds an expression's outermost operator."""
WIDEST = 96
"""Bits that an unreduced integer may have."""
LONGEST = 160
"""Characters of an expression that is not split."""
BITS = {"i32": 32, "i64": 64}
_SIGNS = {"add": ("+", PLUS), "sub": ("-", PLUS), "mul": ("*", TIMES)} | {
    "and": ("&", AND),
    "or": ("|", OR),
    "xor": ("^", XOR),
}
_ORDER = {"lt": ("<", "ge"), "gt": (">", "le"), "le": ("<=", "gt"), "ge": (">=", "lt")}
_SWAPPED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_OPERAND = re.compile(r"\b[ab]\b")


@dataclass(frozen=True)
class Value:
    """An expression with what is known of it.

    ``exact``: an integer below 2ⁿ, or a float whose NaN is canonical or was loaded as it is;
    otherwise an integer equal to the value modulo 2ⁿ, of at most ``width`` bits, or a float whose
    NaN is any. ``bound`` is the greatest value an exact integer can have.
    ``names`` are the variables it depends on. ``opposite`` is the negation of a test.
    """

    code: str
    kind: str
    level: int = ATOM
    exact: bool = True
    bound: int = 0
    width: int = 64
    names: frozenset[str] = frozenset()
    constant: int | float | None = None
    opposite: str = ""
    sum: "tuple[Value, int] | None" = None
    """For x + c, what it is made of."""
    shifted: "tuple[Value, int] | None" = None
    """For x << k, what it is made of."""

    def within(self, level: int) -> str:
        """Return the text as an operand of an operator that binds as tightly as *level*."""
        return self.code if self.level >= level else f"({self.code})"


def most(kind: str) -> int:
    """Return the greatest integer of *kind*; 2³² − 1 for f32, whose bits are one."""
    return (1 << BITS.get(kind, 32)) - 1


def variable(name: str, kind: str, bound: int | None = None) -> Value:
    """Return the value of a local, temporary or slot of the generated code."""
    bound = most(kind) if bound is None else bound
    return Value(name, kind, bound=bound, width=bound.bit_length(), names=frozenset({name}))


def constant(value: int | float, kind: str) -> Value:
    """Return a constant; a float that has no literal is written by its bits."""
    if not isinstance(value, float):
        return Value(
            str(value) if value < 1 << 16 else hex(value),
            kind,
            bound=value,
            width=value.bit_length(),
            constant=value,
        )
    text = repr(value)
    if text[-1] in "fn":  # inf, nan
        return Value(f"float64({bits64(value):#x})", kind, constant=value)
    return Value(text if text[0] != "-" else f"({text})", kind, constant=value)


def reduced(value: Value) -> Value:
    """Return *value* made exact."""
    if value.exact:
        return value
    names = value.names
    if value.kind == F64:
        code = f"x if (x := {value.within(CHOICE + 1)}) == x else NAN"
        return Value(code, F64, CHOICE, names=names)
    top = most(value.kind)
    bits = BITS[value.kind]
    if value.sum is not None:
        x, c = value.sum
        if c < 1 << bits - 1:
            code = f"{x.code} + {c} if {x.code} < {top + 1 - c} else {x.code} - {top + 1 - c}"
        else:
            down = top + 1 - c
            enough = x.code if down == 1 else f"{x.code} >= {down}"
            wrapped = top if down == 1 else f"{x.code} + {c}"
            code = f"{x.code} - {down} if {enough} else {wrapped}"
        return Value(code, value.kind, CHOICE, bound=top, width=bits, names=names)
    code = f"{value.within(AND)} & {top:#x}"
    return Value(code, value.kind, AND, bound=top, width=bits, names=names)


def _sum(name: str, a: Value, b: Value, names: frozenset[str]) -> Value:
    kind = a.kind
    top = most(kind)
    if name == "add" and a.constant is not None:
        a, b = b, a
    sign, level = _SIGNS[name]
    width = a.width + b.width if name == "mul" else max(a.width, b.width) + 1
    code = f"{a.within(level)} {sign} {b.within(level + (name == 'sub'))}"
    result = Value(code, kind, level, exact=False, width=width, names=names)
    known = a.exact and b.exact
    if known and name != "sub":
        bound = a.bound * b.bound if name == "mul" else a.bound + b.bound
        if bound <= top:
            return replace(result, exact=True, bound=bound, width=bound.bit_length())
    if name != "mul" and isinstance(b.constant, int) and a.exact and a.level == ATOM:
        c = b.constant if name == "add" else -b.constant & top
        if c == 0:
            return a
        down = top + 1 - c
        if c >= 1 << BITS[kind] - 1:  # adding a large number is taking away a small one
            result = replace(result, code=f"{a.code} - {down}", level=PLUS, width=a.width + 1)
        return replace(result, sum=(a, c))
    return result


def _bitwise(name: str, a: Value, b: Value, names: frozenset[str]) -> Value:
    sign, level = _SIGNS[name]
    exact = (a.exact and b.exact) or (name == "and" and (a.exact or b.exact))
    bounds = [value.bound for value in (a, b) if value.exact]
    bound = 0
    if exact:
        bound = min(bounds) if name == "and" else (1 << max(bounds).bit_length()) - 1
    return Value(
        f"{a.within(level)} {sign} {b.within(level + 1)}",
        a.kind,
        level,
        exact=exact,
        bound=bound,
        width=bound.bit_length() if exact else max(a.width, b.width) + 1,
        names=names,
    )


_MODULAR = {
    BY_NAME[f"{kind}.{name}"].code: name
    for kind in ("i32", "i64")
    for name in ("add", "sub", "mul", "and", "or", "xor")
}
_FLOATS = {BY_NAME[f"f64.{name}"].code: name for name in ("add", "sub", "mul")}
_WRAP, _EXTEND_S, _EXTEND_U = (
    BY_NAME[name].code for name in ("i32.wrap_i64", "i64.extend_i32_s", "i64.extend_i32_u")
)
_RENAMED = codes("i32.reinterpret_f32 f32.reinterpret_i32") | {_EXTEND_U}
"""Instructions that change the type and nothing else."""


class Needs(NamedTuple):
    """What an operation asks of its operands before it can be written."""

    exact: bool = True
    single: bool = False
    """Whether an operand's text is used twice, so that it must be a name or a constant."""
    traps: bool = False


def needs(op: int, operands: list[Value]) -> Needs:
    """Say what *op* asks of its operands."""
    row = INSTRUCTIONS[op]
    name = row.name[4:]
    if op in _MODULAR or op in _FLOATS or op == _WRAP:
        return Needs(exact=False)
    if name == "shl" and operands[1].constant is not None:
        return Needs(exact=False)
    if op in TESTS and row.name[0] == "i":
        return Needs(single=name.endswith("_s"))
    letters = _OPERAND.findall(row.expression)
    by_constant = name in ("div_u", "rem_u") and operands[-1].constant
    return Needs(
        exact=op not in TESTS or row.name[:3] != F64,
        single=max(map(letters.count, letters)) > 1 and op not in _RENAMED,
        traps=row.traps and not by_constant,
    )


def apply(op: int, operands: list[Value]) -> Value:
    """Return the result of the numeric instruction *op* on operands that meet its needs."""
    names = frozenset().union(*(value.names for value in operands))
    row = INSTRUCTIONS[op]
    kind = row.results[0] if row.results else I32
    a, b = operands[0], operands[-1]
    if op in _FLOATS:
        sign, level = _SIGNS[_FLOATS[op]]
        code = f"{a.within(level)} {sign} {b.within(level + 1)}"
        return Value(code, F64, level, exact=False, names=names)
    if op in _MODULAR:
        name = _MODULAR[op]
        return (_bitwise if name in ("and", "or", "xor") else _sum)(name, a, b, names)
    name = row.name[4:]
    if op in _RENAMED or op == _WRAP or (op == _EXTEND_S and a.bound < 1 << 31):
        exact = a.exact and (op != _WRAP or a.bound <= most(I32))
        return replace(
            a, kind=kind, exact=exact, sum=None, shifted=None, opposite="", constant=None
        )
    if name == "eqz":
        if a.opposite:
            return replace(a, code=a.opposite, opposite=a.code, level=TEST)
        code = f"{a.within(TEST + 1)} == 0"
        return _test(code, f"{a.within(TEST + 1)} != 0", names)
    if op in TESTS:
        return _compare(row.name, a, b, names)
    if name == "shl" and isinstance(b.constant, int):
        k = b.constant % BITS[kind]
        shifted = Value(f"{a.within(SHIFT)} << {k}", kind, SHIFT, False, 0, a.width + k, names)
        if a.exact and a.bound << k <= most(kind):
            bound = a.bound << k
            shifted = replace(shifted, exact=True, bound=bound, width=bound.bit_length())
        return replace(shifted, shifted=(a, k))
    if name in ("shr_u", "shr_s") and isinstance(b.constant, int):
        k = b.constant % BITS[kind]
        half = 1 << BITS[kind] - 1
        if name == "shr_u" or a.bound < half:
            bound = a.bound >> k
            code = f"{a.within(SHIFT)} >> {k}"
            return Value(code, kind, SHIFT, True, bound, bound.bit_length(), names)
        code = f"({a.within(XOR)} ^ {half:#x}) - {half:#x} >> {k}"
        return Value(code, kind, SHIFT, False, 0, BITS[kind], names)
    if op == _EXTEND_S:
        code = f"({a.within(XOR)} ^ 0x80000000) - 0x80000000"
        return Value(code, kind, PLUS, False, 0, 33, names)
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
    return Value(text, kind, level, bound=bound, width=bound.bit_length(), names=names)


def _test(code: str, opposite: str, names: frozenset[str]) -> Value:
    return Value(code, I32, TEST, bound=1, width=1, names=names, opposite=opposite)


def _compare(instruction: str, a: Value, b: Value, names: frozenset[str]) -> Value:
    kind, _, rest = instruction.partition(".")
    name, _, signed = rest.partition("_")
    x, y = a.within(TEST + 1), b.within(TEST + 1)
    if name in ("eq", "ne"):
        left, right = (f"promote({v.code})" if kind == "f32" else t for v, t in ((a, x), (b, y)))
        codes = f"{left} == {right}", f"{left} != {right}"
        return _test(*(codes if name == "eq" else codes[::-1]), names)
    sign, against = _ORDER[name]
    if kind == "f32":
        code = f"promote({a.code}) {sign} promote({b.code})"
        return _test(code, f"not {code}", names)
    if kind == "f64":
        return _test(f"{x} {sign} {y}", f"not {x} {sign} {y}", names)
    half = 1 << BITS[kind] - 1
    if signed == "u" or (a.bound < half and b.bound < half):
        return _test(f"{x} {sign} {y}", f"{x} {_ORDER[against][0]} {y}", names)
    if a.bound < half and a.constant is not None:
        a, b, x, y, name = b, a, y, x, _SWAPPED[name]
        against = _ORDER[name][1]
    return _test(_signed(name, a, b, half), _signed(against, a, b, half), names)


def _signed(name: str, a: Value, b: Value, half: int) -> str:
    """Return a signed comparison of two names or constants."""
    x, y, sign = a.code, b.code, _ORDER[name][0]
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

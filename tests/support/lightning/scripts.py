"""Runs the scripts of the official core suite, whose format its interpreter's README describes."""

from collections.abc import Callable
from math import copysign
from typing import NamedTuple

from labs.lightning.arith import NAN, NAN32, Trap, float64
from labs.lightning.binary import decode
from labs.lightning.instance import (
    EXHAUSTED,
    External,
    FunctionInstance,
    GlobalInstance,
    Instance,
    Number,
    Store,
    TableInstance,
    Tier,
)
from labs.lightning.lexical import Atom, Expression, Form, String, floating, integer, read
from labs.lightning.linear_memory import MemoryInstance
from labs.lightning.structure import (
    FuncType,
    GlobalType,
    Invalid,
    Limits,
    Malformed,
    Module,
    Unlinkable,
)
from labs.lightning.text import assemble
from labs.lightning.validate import validate

COMMANDS = {"module", "assert_malformed", "assert_invalid"}
"""A script without any of them is the fields of one module."""


class Outcome(NamedTuple):
    """How many commands a script has, and what is wrong with those that fail."""

    commands: int
    failures: list[str]


def spectest() -> dict[tuple[str, str], External]:
    """Return the module that the scripts import from."""
    printers = {
        "print": (),
        "print_i32": ("i32",),
        "print_i32_f32": ("i32", "f32"),
        "print_f64_f64": ("f64", "f64"),
        "print_f32": ("f32",),
        "print_f64": ("f64",),
    }
    numbers: dict[str, Number] = {"i32": 666, "f32": floating("666", 32), "f64": 666.0}
    return {
        **{
            ("spectest", name): FunctionInstance(FuncType(kinds, ()), lambda *_: None)
            for name, kinds in printers.items()
        },
        **{
            ("spectest", f"global_{kind}"): GlobalInstance(GlobalType(kind, False), [value])
            for kind, value in numbers.items()
        },
        ("spectest", "table"): TableInstance(Limits(10, 20)),
        ("spectest", "memory"): MemoryInstance(Limits(1, 2)),
    }


class Script:
    """One script: modules by name, and the last of them."""

    def __init__(self, tier: Tier) -> None:
        self.tier = tier
        self.registered = spectest()
        self.named: dict[str, Instance] = {}
        self.last: Instance | None = None
        self.store = Store()

    def module_of(self, form: Form) -> Module:
        """Return the valid module that a ``(module …)`` form stands for."""
        items = form[1:]
        if items and isinstance(items[0], str) and items[0].startswith("$"):
            items = items[1:]
        if items and items[0] in ("binary", "quote"):
            content = b"".join(item for item in items[1:] if isinstance(item, String))
            if items[0] == "quote":
                try:
                    text = content.decode()
                except UnicodeDecodeError:
                    raise Malformed("malformed UTF-8 encoding") from None
                content = assemble(read(text)).content
        else:
            content = assemble(Form(items)).content
        return validate(decode(content))

    def instantiate(self, form: Form) -> None:
        """Make an instance of a ``(module …)`` form, and remember its name."""
        self.last = Instance(self.module_of(form), self.tier, self.store, self.registered)
        if len(form) > 1 and isinstance(form[1], str) and form[1].startswith("$"):
            self.named[form[1]] = self.last

    def act(self, form: Form) -> Number | None:
        """Carry out an ``(invoke …)`` or ``(get …)``."""
        items = form[1:]
        instance = self.last
        if isinstance(items[0], str):
            instance = self.named[items[0]]
            items = items[1:]
        assert instance is not None
        name = items[0]
        assert isinstance(name, String)
        if form.head() == "get":
            variable = instance.exports[name.decode()]
            assert isinstance(variable, GlobalInstance)
            return variable.cell[0]
        return instance.invoke(name.decode(), [_constant(item) for item in items[1:]])

    def run(self, form: Form) -> str:
        """Carry out one command; return what is wrong, or nothing."""
        head = form.head()
        target = form[1] if len(form) > 1 else None
        if head == "module":
            self.instantiate(form)
            return ""
        if head == "register":
            instance = self.named[str(form[2])] if len(form) > 2 else self.last
            assert instance is not None
            assert isinstance(target, String)
            for name, value in instance.exports.items():
                self.registered[target.decode(), name] = value
            return ""
        if head in ("invoke", "get"):
            self.act(form)
            return ""
        assert isinstance(target, Form)
        if head == "assert_return":
            found = self.act(target)
            expected = [_constant(item) for item in form[2:]]
            return "" if _same(found, expected) else f"{found!r}, not {expected!r}"
        if head in ("assert_return_canonical_nan", "assert_return_arithmetic_nan"):
            found = self.act(target)
            return "" if _same(found, [NAN]) or found == NAN32 else f"{found!r} is no NaN"
        message = form[2].decode() if isinstance(form[2], String) else ""
        expected_error: dict[str, tuple[type[Exception], Callable[[], object]]] = {
            "assert_trap": (
                Trap,
                lambda: self.act(target) if target.head() != "module" else self.instantiate(target),
            ),
            "assert_exhaustion": (Trap, lambda: self.act(target)),
            "assert_malformed": (Malformed, lambda: self.module_of(target)),
            "assert_invalid": (Invalid, lambda: self.module_of(target)),
            "assert_unlinkable": (
                Unlinkable,
                lambda: Instance(self.module_of(target), self.tier, self.store, self.registered),
            ),
        }
        kind, carry_out = expected_error[head]
        try:
            carry_out()
        except kind as error:
            if kind is Trap and not str(error).startswith(message.removesuffix(" 7")):
                return f"“{error}”, not “{message}”"
            if head == "assert_exhaustion" and str(error) != EXHAUSTED:
                return str(error)
            return ""
        return f"nothing of “{message}”"


def run_script(text: str, tier: Tier) -> Outcome:
    """Run the script *text*."""
    script = Script(tier)
    failures = []
    commands = read(text)
    if not {form.head() for form in commands if isinstance(form, Form)} & COMMANDS:
        commands = _inline_module(commands)
    for form in commands:
        assert isinstance(form, Form)
        try:
            wrong = script.run(form)
        except Exception as error:  # every error is a failure to report
            wrong = f"{type(error).__name__}: {error}"
        if wrong:
            failures.append(f"line {form.line}, {form.head()}: {wrong}")
    return Outcome(len(commands), failures)


def _inline_module(fields: Form) -> Form:
    keyword = Atom("module")
    module, script = Form([keyword, *fields]), Form()
    keyword.line = module.line = 1
    script.append(module)
    return script


def _constant(item: Expression) -> Number:
    assert isinstance(item, Form)
    text = str(item[1])
    match item.head():
        case "i32.const":
            return integer(text, 32)
        case "i64.const":
            return integer(text, 64)
        case "f32.const":
            return floating(text, 32)
        case _:
            return float64(floating(text, 64))


def _same(found: Number | None, expected: list[Number]) -> bool:
    if found is None or not expected:
        return found is None and not expected
    wanted = expected[0]
    if isinstance(wanted, float) and isinstance(found, float):
        if wanted != wanted:
            return found != found
        return found == wanted and copysign(1, found) == copysign(1, wanted)
    return type(found) is type(wanted) and found == wanted

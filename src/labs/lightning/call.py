"""A reader's module, budgets and call, checked together; every refusal is one sentence."""

import re
from dataclasses import astuple, dataclass

from labs.kernel.formatting import cut, many
from labs.kernel.parameters import InputError, quoted, refuse
from labs.lightning.arith import Trap, float64, promote
from labs.lightning.instance import Instance, Number, Store, Tier
from labs.lightning.lexical import floating, integer
from labs.lightning.structure import Module
from labs.lightning.text import Text, load

MOST_FUNCTIONS = 100
MOST_LOCALS = 1_000
MOST_ELEMENTS = 10_000
_CALL = re.compile(r"([^\s()]+)\s*(?:\((.*)\))?")


@dataclass(frozen=True)
class Budget:
    """What a call may use: fuel, pages of memory, nested calls; how bulk instructions cost."""

    fuel: int = 2_000
    pages: int = 2
    depth: int = 100
    bulk: bool = True


@dataclass(frozen=True)
class Outcome:
    """How a call ended: its value in words, or why it was stopped, and what it used."""

    result: str
    stopped: str
    fuel: int
    pages: int
    moved: int  # bytes that bulk instructions wrote

    @property
    def ended(self) -> str:
        """Return "returned 5", "returned", or "stopped: …"."""
        return f"stopped: {self.stopped}" if self.stopped else f"returned {self.result}".strip()


@dataclass(frozen=True)
class Call:
    """A function of a module with its arguments and a budget."""

    text: str
    module: Module
    source: Text
    name: str
    arguments: tuple[Number, ...]
    budget: Budget

    def instance(self, tier: Tier) -> Instance:
        """Return a fresh instance, with the whole budget left."""
        fuel, pages, depth, bulk = astuple(self.budget)
        try:
            return refuse("text", Instance, self.module, tier, Store([fuel], depth, pages, bulk))
        except Trap as trap:
            raise InputError({"text": f"The start function was stopped: {trap}."}) from None

    def run(self, instance: Instance) -> Outcome:
        """Call the function in *instance*."""
        before, memory = instance.store.fuel[0], instance.memory
        result, stopped = "", ""
        try:
            value = instance.invoke(self.name, self.arguments)
            kinds = self.module.type_of(self.module.exported()[self.name]).results
            result = spelled(value, kinds[0]) if kinds and value is not None else ""
        except Trap as trap:
            stopped = str(trap)
        return Outcome(result, stopped, before - instance.store.fuel[0], memory.pages, memory.moved)


def spelled(value: Number, kind: str) -> str:
    """Return a value as readers write it: integers signed, floats by their shortest text."""
    if kind[0] == "f" or isinstance(value, float):
        return repr(promote(value) if isinstance(value, int) else value)
    bits = int(kind[1:])
    return f"{value - (value >> bits - 1 << bits):,}"


def read_call(text: str, call: str, budget: Budget) -> Call:
    """Return the call that *call* writes ("sum(0, 12)"; "" for the first exported function)."""
    module, source = refuse("text", _loaded, text)
    name, arguments = refuse("call", _read, module, call.strip())
    return Call(text, module, source, name, arguments, budget)


def _loaded(text: str) -> tuple[Module, Text]:
    """Return the module in *text*; ValueError where it cannot run here."""
    module, source = load(text)
    for entry in module.imports:
        name = f"{cut(entry.module, 40)}.{cut(entry.name, 40)}"
        raise ValueError(f"The module imports {name}; here nothing can be imported.")
    if len(module.codes) > MOST_FUNCTIONS:
        raise ValueError(f"The module may have {MOST_FUNCTIONS} functions here.")
    if any(len(code.locals) > MOST_LOCALS for code in module.codes):
        raise ValueError(f"A function may have {MOST_LOCALS:,} locals here.")
    if any(limits.low > MOST_ELEMENTS for limits in module.tables):
        raise ValueError(f"A table may have {MOST_ELEMENTS:,} elements here.")
    if not module.exported():
        raise ValueError("The module exports no function to call.")
    return module, source


def _read(module: Module, call: str) -> tuple[str, tuple[Number, ...]]:
    """Return the name of an exported function, and its arguments."""
    exported = module.exported()
    name, arguments = next(iter(exported)), ""
    if call:
        match = _CALL.fullmatch(call)
        if match is None:
            raise ValueError("A call is written as sum(0, 12): a name, then its numbers.")
        name, arguments = match[1], (match[2] or "").strip()
    if name not in exported:
        names = ", ".join(cut(other, 40) for other in list(exported)[:8])
        raise ValueError(f"The module exports no function {quoted(name)}; there are: {names}.")
    kinds = module.type_of(exported[name]).params
    given = [part.strip() for part in arguments.split(",")] if arguments else []
    if not call:
        given = ["0"] * len(kinds)
    if len(given) != len(kinds):
        takes = f"{quoted(name)} takes {many(len(kinds), 'number')}"
        raise ValueError(f"{takes}, and the call gives {len(given)}.")
    return name, tuple(map(_number, given, kinds))


def _number(text: str, kind: str) -> Number:
    bits = int(kind[1:])
    try:
        if kind[0] == "i":
            return integer(text, bits)
        pattern = floating(text, bits)
        return float64(pattern) if bits == 64 else pattern
    except ValueError:
        what = f"a whole number from −{2 ** (bits - 1):,} to {2**bits - 1:,}"
        what = what if kind[0] == "i" else "a number such as 0.5, -1e3 or nan"
        raise ValueError(f"An argument of type {kind} must be {what}.") from None

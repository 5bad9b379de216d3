"""Instances: what a module becomes when it may run (specification, "Runtime Structure").

A :class:`Store` holds what instances share: budgets, and the fuel left. An :class:`Instance` links
a module with its imports, sets up its table and memory, and runs its exports. Which tier runs a
function is decided by the function that makes its entry, given as *tier*.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from labs.lightning import structure
from labs.lightning.arith import NAMES, Trap
from labs.lightning.fuel import UNLIMITED
from labs.lightning.linear_memory import GUARD, MemoryInstance
from labs.lightning.opcodes import GLOBAL_GET
from labs.lightning.structure import KINDS, Code, FuncType, Limits, Module, Unlinkable

Number = int | float
Entry = Callable[..., Number | None]
"""Takes the arguments and then the depth of the call; returns the result or None."""


class OutOfFuel(Trap):
    """The budget of instructions is used up."""

    def __init__(self) -> None:
        super().__init__("out of fuel")


EXHAUSTED = "call stack exhausted"


@dataclass
class Store:
    """Budgets, and the fuel left in the only item of ``fuel``, which all tiers write to.

    With ``bulk`` false, a bulk instruction costs 1, as before Wasmtime charged by the byte.
    """

    fuel: list[int] = field(default_factory=lambda: [UNLIMITED])
    depth: int = 400
    pages: int = structure.MOST_PAGES
    bulk: bool = True


@dataclass(eq=False)
class FunctionInstance:
    """A function that can be called; ``code`` is empty for one of the host's."""

    type: FuncType
    entry: Entry
    code: Code = field(default_factory=Code)
    index: int = 0
    bindings: list[tuple[dict[str, object], str]] = field(default_factory=list)
    """Where compiled callers find ``entry``: namespaces and names."""

    def bind(self, entry: Entry) -> None:
        """Make *entry* what every caller calls from now on."""
        self.entry = entry
        for namespace, name in self.bindings:
            namespace[name] = entry


class TableInstance:
    """A table of functions."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.items: list[FunctionInstance | None] = [None] * limits.low


@dataclass
class GlobalInstance:
    """A global variable; its value is the only item of ``cell``."""

    type: structure.GlobalType
    cell: list[Number]


External = FunctionInstance | TableInstance | MemoryInstance | GlobalInstance
Imports = Mapping[tuple[str, str], External]
Tier = Callable[["Instance", FunctionInstance], Entry]


class Instance:
    """A module linked with *imports*, its functions run by *tier*."""

    def __init__(
        self, module: Module, tier: Tier, store: Store | None = None, imports: Imports | None = None
    ) -> None:
        self.module, self.tier = module, tier
        self.store = store or Store()
        self.functions: list[FunctionInstance] = []
        self.tables: list[TableInstance] = []
        self.memories: list[MemoryInstance] = []
        self.globals: list[GlobalInstance] = []
        spaces = self.functions, self.tables, self.memories, self.globals
        self._spaces: dict[str, list[Any]] = dict(zip(KINDS, spaces, strict=True))
        for wanted in module.imports:
            self._link(wanted, (imports or {}).get((wanted.module, wanted.name)))
        self.namespace: dict[str, Any] = {**NAMES, "__builtins__": _BUILTINS}
        for kind, code in zip(module.functions, module.codes, strict=True):
            index = len(self.functions)
            entry = self._first_entry(index)
            self.functions.append(FunctionInstance(module.types[kind], entry, code, index))
        self.tables += [TableInstance(limits) for limits in module.tables]
        for limits in module.memories:
            if limits.low > (most := self.store.pages):
                asked = f"The memory asks for {limits.low} pages"
                raise Unlinkable(f"{asked}, and the budget is {most}.")
            self.memories.append(MemoryInstance(limits, most))
        self.globals += [GlobalInstance(kind, [self._value(init)]) for kind, init in module.globals]
        self.memory = self.memories[0] if self.memories else MemoryInstance(Limits(0, 0))
        self._set_up()
        self.exports = {name: self._spaces[kind][place] for name, kind, place in module.exports}
        if module.start is not None:
            self.call(self.functions[module.start], [])

    def invoke(self, name: str, arguments: Sequence[Number] = ()) -> Number | None:
        """Call the exported function *name*; raise :class:`Trap` where it stops."""
        return self.call(self.exports[name], arguments)

    def call(self, function: FunctionInstance, arguments: Sequence[Number]) -> Number | None:
        """Call *function* from outside, and turn Python's errors into the traps they stand for."""
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, 3 * self.store.depth + 1000))  # ours is met first
        try:
            result = function.entry(*arguments, 0)
        except GUARD as error:
            raise Trap("out of bounds memory access") from error
        except ZeroDivisionError as error:
            raise Trap("integer divide by zero") from error
        finally:
            sys.setrecursionlimit(before)
        return int(result) if isinstance(result, bool) else result

    def _first_entry(self, index: int) -> Entry:
        """Return an entry that makes the real one when it is first called."""

        def entry(*arguments: Number) -> Number | None:
            function = self.functions[index]
            if function.entry is entry:
                function.bind(self.tier(self, function))
            return function.entry(*arguments)

        return entry

    def _link(self, wanted: structure.Import, given: External | None) -> None:
        name, fits = f"{wanted.module}.{wanted.name}", False
        if given is None:
            raise Unlinkable(f"The module imports {name}, which is not there: unknown import.")
        match given, wanted.type:
            case FunctionInstance(), int(index) if wanted.kind == "func":
                fits = given.type == self.module.types[index]
            case TableInstance() | MemoryInstance(), Limits(low, high):
                size = len(given.items) if isinstance(given, TableInstance) else given.pages
                most = given.limits.high
                fits = size >= low and (high is None or (most is not None and most <= high))
                fits &= isinstance(given, TableInstance) == (wanted.kind == "table")
            case GlobalInstance(), structure.GlobalType() as kind:
                fits = given.type == kind
        if not fits:
            raise Unlinkable(f"What is imported as {name} differs: incompatible import type.")
        self._spaces[wanted.kind].append(given)

    def _value(self, init: Code) -> Any:
        return self.globals[init.args[0]].cell[0] if init.ops[0] == GLOBAL_GET else init.args[0]

    def _set_up(self) -> None:
        """Fill table and memory; nothing is written where anything does not fit."""
        segments: list[tuple[Any, Any, Any]] = [
            (self.tables[target].items, self._value(offset), [self.functions[i] for i in content])
            for target, offset, content in self.module.elements
        ]
        for target, offset, content in self.module.data:
            segments.append((self.memories[target].data, self._value(offset), content))
        for items, place, content in segments:
            if place + len(content) > len(items):
                what = "data" if isinstance(items, bytearray) else "elements"
                raise Unlinkable(f"The {what} segment does not fit.")
        for items, place, content in segments:
            items[place : place + len(content)] = content


_BUILTINS = {"float": float, "abs": abs, "len": len, "Exception": Exception}
"""All of Python that compiled code can name."""

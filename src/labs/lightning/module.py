"""The structure of a module, as the specification's chapter "Modules" names its parts."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

PAGE = 65536
"""Bytes in a page of memory."""
MOST_PAGES = 65536


class WasmError(ValueError):
    """A module is refused; the message is one sentence."""


class Malformed(WasmError):  # noqa: N818 - the specification's word
    """The bytes or the text are not those of a module. ``line`` is 0 where there is none."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class Invalid(WasmError):  # noqa: N818 - the specification's word
    """The module breaks a typing rule, in *function* (its index) at instruction *place*."""

    def __init__(self, message: str, function: int = -1, place: int = -1) -> None:
        super().__init__(message)
        self.function, self.place = function, place


class FuncType(NamedTuple):
    """Types of parameters and results."""

    params: tuple[str, ...]
    results: tuple[str, ...]


class Limits(NamedTuple):
    """Least and greatest size of a table (elements) or a memory (pages)."""

    low: int
    high: int | None


class GlobalType(NamedTuple):
    """Value type of a global variable, and whether it may change."""

    type: str
    mutable: bool


class Import(NamedTuple):
    """Something another module provides; ``type`` is a type index for a function."""

    module: str
    name: str
    kind: str
    type: "int | Limits | GlobalType"


class Export(NamedTuple):
    """A name for the function, table, memory or global with this index."""

    name: str
    kind: str
    place: int  # "index" is a method of tuples


BODY = -1
"""The block that a function's body is, where blocks are named by the place they start at."""


class Target(NamedTuple):
    """Where a branch goes: the block it leaves (or the loop it repeats), and what it keeps."""

    block: int
    arity: int
    height: int


@dataclass
class Control:
    """What validation learns about a function's control; places are instruction indices."""

    ends: dict[int, int] = field(default_factory=dict)
    elses: dict[int, int] = field(default_factory=dict)
    branches: dict[int, tuple[Target, ...]] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)
    """Operands below each block when it starts."""


@dataclass
class Code:
    """An expression, or a function's body: opcodes, their immediates, their byte offsets.

    An immediate is None, a number, an ``(alignment, offset)`` pair, a block's result type (or
    None), or the tuple of labels of a ``br_table``, the default label last.
    """

    ops: list[int] = field(default_factory=list)
    args: list[Any] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    locals: tuple[str, ...] = ()
    control: Control = field(default_factory=Control)  # validation fills it in


class Global(NamedTuple):
    """A global variable that the module defines."""

    type: GlobalType
    init: Code


class Element(NamedTuple):
    """Functions to put into a table from ``offset`` on."""

    table: int
    offset: Code
    functions: tuple[int, ...]


class Data(NamedTuple):
    """Bytes to put into a memory from ``offset`` on."""

    memory: int
    offset: Code
    content: bytes


@dataclass
class Module:
    """A decoded module. Index spaces begin with the imports, as in the specification."""

    types: list[FuncType] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    functions: list[int] = field(default_factory=list)
    tables: list[Limits] = field(default_factory=list)
    memories: list[Limits] = field(default_factory=list)
    globals: list[Global] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)
    start: int | None = None
    elements: list[Element] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    data: list[Data] = field(default_factory=list)
    content: bytes = b""

    def imported(self, kind: str) -> list[Import]:
        """Return the imports of *kind* (``func``, ``table``, ``memory`` or ``global``)."""
        return [entry for entry in self.imports if entry.kind == kind]

    def limits(self, kind: str) -> list[Limits]:
        """Return the limits of every table or memory, imports first."""
        imported = [entry.type for entry in self.imported(kind)]
        own = self.tables if kind == "table" else self.memories
        return [*(limits for limits in imported if isinstance(limits, Limits)), *own]

    def global_types(self) -> list[GlobalType]:
        """Return the type of every global variable, imports first."""
        imported = [entry.type for entry in self.imported("global")]
        own = [variable.type for variable in self.globals]
        return [*(kind for kind in imported if isinstance(kind, GlobalType)), *own]

    def function_types(self) -> list[int]:
        """Return the type index of every function, imports first."""
        imported = [entry.type for entry in self.imported("func")]
        return [*(index for index in imported if isinstance(index, int)), *self.functions]

    def type_of(self, function: int) -> FuncType:
        """Return the type of the function with this index."""
        return self.types[self.function_types()[function]]

    def exported(self, kind: str) -> dict[str, int]:
        """Return the indices of the exports of *kind* by name, in the module's order."""
        return {entry.name: entry.place for entry in self.exports if entry.kind == kind}

"""The structure of a module, as the specification's chapter "Modules" names its parts."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from labs.lightning.opcodes import LOOP

PAGE = 65536  # bytes in a page of memory
MOST_PAGES = 65536
KINDS = ("func", "table", "memory", "global")


class WasmError(ValueError):
    """A module is refused; the message is one sentence."""


class Malformed(WasmError):  # noqa: N818 - the specification's word
    """The bytes or the text are not those of a module."""


class Invalid(WasmError):  # noqa: N818 - the specification's word
    """The module breaks a rule in ``part``, its kind and index, there at instruction *place*."""

    def __init__(self, message: str, place: int = -1) -> None:
        super().__init__(message)
        self.part, self.place = ("", 0), place


class Unlinkable(WasmError):  # noqa: N818 - the suite's word
    """A module and its imports do not go together."""


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
    type: int | Limits | GlobalType


class Export(NamedTuple):
    """A name for the function, table, memory or global with this index."""

    name: str
    kind: str
    place: int  # "index" is a method of tuples


BODY = -1  # where the block that a function's body is starts


@dataclass(eq=False)
class Block:
    """A block, loop, if or function body, as validation finds it; places index instructions.

    A branch leaves a block, or repeats a loop, and takes the label's values along; ``height`` is
    the number of operands below the block, and ``branched`` whether any branch goes to it.
    """

    start: int
    op: int
    outer: "Block | None"
    results: tuple[str, ...]
    height: int
    dead: bool = False  # while it is validated: nothing more of it is reached
    end: int = 0
    otherwise: int | None = None  # the place of an if's else
    branched: bool = False

    @property
    def label(self) -> tuple[str, ...]:
        """Return the types of the values that a branch takes along."""
        return () if self.op == LOOP else self.results


@dataclass
class Code:
    """An expression, or a function's body: opcodes, their immediates, their byte offsets.

    An immediate is None, a number, an ``(alignment, offset)`` pair, a block's result type (or
    None), or the tuple of labels of a ``br_table``, the default label last. Validation adds the
    blocks by the places where they begin, turn to an else and end, and the targets of branches.
    """

    ops: list[int] = field(default_factory=list)
    args: list[Any] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    locals: tuple[str, ...] = ()
    blocks: dict[int, Block] = field(default_factory=dict)
    targets: dict[int, tuple[Block, ...]] = field(default_factory=dict)


class Global(NamedTuple):
    """A global variable that the module defines."""

    type: GlobalType
    init: Code


class Segment(NamedTuple):
    """Functions to put into a table, or bytes to put into a memory, from ``offset`` on."""

    target: int
    offset: Code
    content: tuple[int, ...] | bytes


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
    elements: list[Segment] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    data: list[Segment] = field(default_factory=list)
    content: bytes = b""

    def space(self, kind: str) -> list[Any]:
        """Return the types of an index space ("func": type indices), imports first."""
        kinds_of_globals = [variable.type for variable in self.globals]
        own = self.functions, self.tables, self.memories, kinds_of_globals
        imported = [entry.type for entry in self.imports if entry.kind == kind]
        return [*imported, *own[KINDS.index(kind)]]

    @property
    def size(self) -> int:
        """Return the number of instructions."""
        return sum(len(code.ops) for code in self.codes)

    @property
    def first(self) -> int:
        """Return the index of the first function that is not imported."""
        return sum(entry.kind == "func" for entry in self.imports)

    def type_of(self, function: int) -> FuncType:
        """Return the type of the function with this index."""
        return self.types[int(self.space("func")[function])]

    def exported(self) -> dict[str, int]:
        """Return the indices of the exported functions by name, in the module's order."""
        return {entry.name: entry.place for entry in self.exports if entry.kind == "func"}

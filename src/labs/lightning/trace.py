"""A call watched instruction by instruction.

The interpreter's prepared code gets an operation before each instruction that reports where it is
and what it sees. States are kept for the first instructions only; the rest of a long call runs
unwatched, for how it ends.
"""

from typing import NamedTuple

from labs.lightning import opcodes
from labs.lightning.call import Call
from labs.lightning.compiler import compiled
from labs.lightning.instance import Entry, FunctionInstance, Instance, Number
from labs.lightning.interpreter import interpreted

MOST_STATES = 600
WINDOW = 32  # bytes of memory that a state keeps, around the last access
_FORM = opcodes.codes("block end else nop loop")
"""Instructions that only give the code its form, and are no steps of their own."""


class _EnoughError(Exception):
    """All states that are kept have been seen."""


class State(NamedTuple):
    """What holds before an instruction: its function and place, and what it will see.

    ``fuel`` is what is left after the run of this instruction was paid for. ``access`` is the
    address and width of the last access to memory, this instruction's included; ``memory`` are
    the bytes around it, from ``window`` on.
    """

    function: FunctionInstance
    place: int
    operands: tuple[Number, ...]
    locals: tuple[Number, ...]
    fuel: int
    depth: int
    access: tuple[int, int] | None
    window: int
    memory: bytes


class Trace:
    """The states of *call*, and its outcome; ``last`` is the line of its last instruction, or 0."""

    def __init__(self, call: Call) -> None:
        self.lines = call.source.lines
        self.states: list[State] = []
        self._access: tuple[int, int] | None = None
        self.last = 0
        self.complete = True
        instance = call.instance(compiled)
        for function in instance.functions:  # from here on: a start function is not watched
            function.bind(self._watched(instance, function))
        try:
            self.outcome = call.run(instance)
        except _EnoughError:
            self.complete = False
            instance = call.instance(compiled)
            self.outcome = call.run(instance)
        self.memory = bytes(instance.memory.data)

    def _watched(self, instance: Instance, function: FunctionInstance) -> Entry:
        def watch(
            place: int, stack: list[Number], variables: list[Number], fuel: int, depth: int
        ) -> None:
            code, data, start = function.code, instance.memory.data, 0
            op, self.last = code.ops[place], self.lines[function.index][place]
            if op in _FORM:
                return
            if len(self.states) == MOST_STATES:
                raise _EnoughError
            if op in opcodes.ACCESSES:
                operand = stack[-1 if opcodes.INSTRUCTIONS[op].results else -2]
                self._access = int(operand) + code.args[place][1], opcodes.ACCESSES[op].width
            if self._access:
                start = max(0, min(self._access[0] // 16 * 16 - 8, len(data) - WINDOW))
            seen = function, place, tuple(stack), tuple(variables), fuel, depth, self._access
            self.states.append(State(*seen, start, bytes(data[start : start + WINDOW])))

        return interpreted(instance, function, watch)

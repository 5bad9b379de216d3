"""The view that steps through a call: line, operands, locals, memory, fuel."""

from functools import cached_property

from labs.kernel.drawing import PANEL, Drawing, panel, render_panels
from labs.kernel.formatting import grouped
from labs.kernel.model import Number
from labs.lightning.call import Call, spelled
from labs.lightning.opcodes import INSTRUCTIONS
from labs.lightning.trace import MOST_STATES, State, Trace

ROW = 17.0
SHOWN = 13
"""Lines of the text around the current one."""
CHARACTERS = 46
"""Characters of a line that have room."""


class StepView:
    """All states of one call, and how it ended as the last picture."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.trace = Trace(call)
        self.text = call.text.splitlines()

    def steps(self) -> int:
        """Return the number of pictures: one for each state, and the end."""
        return len(self.trace.states) + 1

    @cached_property
    def stop_line(self) -> int:
        """Return the line at which the call ended; 0 where it is beyond the states kept."""
        return self.trace.line(*self.trace.last) if self.trace.last and self.trace.complete else 0

    def values(self) -> dict[str, Number]:
        """Return what the whole call used, and how it ended."""
        outcome = self.trace.outcome
        return {
            "fuel spent": outcome.fuel,
            "fuel left": self.call.budget.fuel - outcome.fuel,
            "steps": len(self.trace.states),
            "result": outcome.result or "none",
            "stopped": outcome.stopped or "returned",
            "line": self.stop_line,
            "pages": outcome.pages,
            "deepest call": self.trace.deepest,
        }

    def headline(self, step: int) -> str:
        """Return what the step is about to do, or how the call ended."""
        outcome, name = self.trace.outcome, self.call.name
        if step < len(self.trace.states):
            state = self.trace.states[step]
            op = state.function.code.ops[state.place] if state.function.code else 0
            return (
                f"Line {self.trace.line(state.function, state.place)}: {INSTRUCTIONS[op].name}"
                f" comes next, with {grouped(state.fuel)} of {grouped(self.call.budget.fuel)}"
                " units of fuel left."
            )
        spent = f"{grouped(outcome.fuel)} units of fuel"
        if not self.trace.complete:
            spent += f", {grouped(MOST_STATES)} steps of it shown"
        if not outcome.stopped:
            return f"{name} {outcome.ended} for {spent}."
        where = f" in line {self.stop_line}" if self.stop_line else ""
        return f"{name} is {outcome.ended}{where}, after {spent}; nothing outside was touched."

    def draw(self, step: int) -> str:
        """Draw the text around the current line, and the machine beside it."""
        states = self.trace.states
        state = states[min(step, len(states) - 1)] if states else None
        ended = step == len(states)
        line = self.stop_line if ended else 0
        if state is not None and not ended:
            line = self.trace.line(state.function, state.place)
        return render_panels(
            "lightning-step",
            self.headline(step),
            self.describe(step),
            [self._listing(line), self._machine(state, ended)],
        )

    def _around(self, line: int) -> range:
        first = max(1, min(line - SHOWN // 2, len(self.text) - SHOWN + 1))
        return range(first, min(first + SHOWN, len(self.text) + 1))

    def _listing(self, line: int) -> Drawing:
        rows = self._around(line)
        drawing = panel(PANEL, SHOWN * ROW + 6)
        for i, number in enumerate(rows):
            y = i * ROW
            if number == line:
                drawing.rect(26, y + 1, PANEL - 27, ROW, "fig-box-accent", 2)
            drawing.text(20, y + 14, str(number), "fig-note", "end")
            text = self.text[number - 1]
            indent = len(text) - len(text.lstrip())
            drawing.text(31 + 3.2 * indent, y + 14, _cut(text.strip(), indent), "fig-note")
        return drawing

    def _machine(self, state: State | None, ended: bool) -> Drawing:
        drawing = panel(PANEL, 240)
        budget = self.call.budget.fuel
        left = self._left(state, ended)
        drawing.text(0, 13, "fuel", "fig-label-strong")
        drawing.rect(78, 3, PANEL - 79, 12, "fig-box", 2)
        width = (PANEL - 79) * max(left, 0) / budget
        drawing.rect(78, 3, max(width, 0.5), 12, "fig-box-accent", 2)
        drawing.text(78, 30, f"{grouped(left)} of {grouped(budget)} left", "fig-note")
        drawing.text(0, 56, "operands", "fig-label-strong")
        operands = [] if ended or state is None else self._operands(state)
        for i, operand in enumerate(operands[-4:]):
            drawing.rect(78 + i * 60, 43, 57, 19, "fig-box", 2)
            drawing.text(106 + i * 60, 57, operand[:9], "fig-note", "middle")
        if not operands:
            drawing.text(78, 57, "none", "fig-note")
        drawing.text(0, 86, "locals", "fig-label-strong")
        named = [] if ended or state is None else self._locals(state)
        for i, (name, value) in enumerate(named[:6]):
            x, y = 78 + i % 2 * 121, 86 + i // 2 * ROW
            drawing.text(x, y, f"{name[:8]} = {value[:12]}", "fig-note")
        if not named:
            drawing.text(78, 86, "none", "fig-note")
        drawing.text(0, 152, "memory", "fig-label-strong")
        self._memory(drawing, state)
        return drawing

    def _memory(self, drawing: Drawing, state: State | None) -> None:
        if state is None or not state.memory:
            drawing.text(78, 152, "none", "fig-note")
            return
        for row in range(4):
            y = 152 + row * ROW
            start = state.window + row * 8
            drawing.text(108, y, grouped(start), "fig-note", "end")
            for i, byte in enumerate(state.memory[row * 8 : row * 8 + 8]):
                touched = state.access is not None and (
                    state.access[0] <= start + i < sum(state.access)
                )
                if touched:
                    drawing.rect(114 + i * 25, y - 12, 23, 16, "fig-box-accent", 2)
                drawing.text(125 + i * 25, y, f"{byte:02x}", "fig-note", "middle")
        size = f"{len(self.trace.memory):,} bytes"
        if state.access and sum(state.access) > len(self.trace.memory):
            size += f"; the access at {grouped(state.access[0])} is past the end"
        drawing.text(0, 226, size, "fig-note")

    def _left(self, state: State | None, ended: bool) -> int:
        if ended or state is None:
            return self.call.budget.fuel - self.trace.outcome.fuel
        return state.fuel

    def _operands(self, state: State) -> list[str]:
        return [_plain(value) for value in state.operands]

    def _locals(self, state: State) -> list[tuple[str, str]]:
        function = state.function
        names = self.call.source.locals[function.index]
        assert function.code is not None
        kinds = function.type.params + function.code.locals
        return [
            (names[i] if i < len(names) and names[i] else str(i), spelled(value, kinds[i]))
            for i, value in enumerate(state.locals)
        ]

    def describe(self, step: int) -> str:
        """Say what the picture shows: line, operands bottom to top, locals, memory, fuel."""
        states = self.trace.states
        ended = step == len(states)
        state = states[min(step, len(states) - 1)] if states else None
        parts = [f"Step {step + 1} of {self.steps()}. {self.headline(step)}"]
        line = (
            self.stop_line
            if ended
            else self.trace.line(state.function, state.place)
            if state
            else 0
        )
        rows = self._around(line)
        if line:
            parts.append(f"Line {line} reads “{self.text[line - 1].strip()}”.")
        parts.append(f"Lines {rows[0]} to {rows[-1]} of the text are shown:")
        parts.append(" / ".join(f"{n} {self.text[n - 1].strip()}" for n in rows) + ".")
        left, budget = self._left(state, ended), self.call.budget.fuel
        parts.append(f"Fuel left: {grouped(left)} of {grouped(budget)}.")
        if state is not None and not ended:
            operands = ", ".join(self._operands(state)) or "none"
            parts.append(f"Operands, bottom to top: {operands}.")
            named = "; ".join(f"{name} is {value}" for name, value in self._locals(state))
            parts.append(f"Locals: {named or 'none'}.")
            parts.append(f"{grouped(state.depth)} calls deep.")
        if state is not None and state.memory:
            rows_of_bytes = "; ".join(
                f"from {grouped(state.window + i)}: {state.memory[i : i + 8].hex(' ')}"
                for i in range(0, len(state.memory), 8)
            )
            parts.append(f"Memory of {len(self.trace.memory):,} bytes, {rows_of_bytes}.")
            if state.access:
                address, width = state.access
                parts.append(f"The last access is to {width} bytes at {grouped(address)}.")
        return " ".join(parts)


def _cut(text: str, indent: int) -> str:
    room = CHARACTERS - indent // 2
    return text if len(text) <= room else text[: room - 1] + "…"


def _plain(value: Number) -> str:
    return repr(value) if isinstance(value, float) else grouped(int(value))

"""The view that steps through a call: line, operands, locals, memory, fuel."""

from collections.abc import Sequence

from labs.kernel.drawing import PANEL, Drawing, panel
from labs.kernel.formatting import cut, grouped, many
from labs.kernel.model import Number
from labs.kernel.views import PanelView
from labs.lightning.call import Call, spelled
from labs.lightning.opcodes import INSTRUCTIONS
from labs.lightning.trace import MOST_STATES, Trace

ROW = 17.0
SHOWN = 13  # lines of the text around the current one
CHARACTERS = 45  # characters of a line that have room


class StepView(PanelView):
    """All states of one call, and how it ended as the last picture."""

    name = "lightning-step"

    def __init__(self, call: Call) -> None:
        self.call = call
        self.trace = trace = Trace(call)
        self.stop_line = trace.last if trace.complete else 0
        self.text = call.text.splitlines()
        self.budget = grouped(call.budget.fuel)
        self.pictures = len(trace.states) + 1

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
            "deepest call": max((state.depth for state in self.trace.states), default=0),
        }

    def headline(self, step: int = 0) -> str:
        """Return what the step is about to do, or how the call ended."""
        shown, outcome, name = _Shown(self, step), self.trace.outcome, self.call.name
        if not shown.ended:
            left = f"{grouped(shown.fuel)} of {self.budget} units of fuel left"
            return f"Line {shown.line}: {shown.instruction} comes next, with {left}."
        spent = f"{many(outcome.fuel, 'unit', grouped(outcome.fuel))} of fuel"
        if not self.trace.complete:
            spent += f", {grouped(MOST_STATES)} steps of it shown"
        if not outcome.stopped:
            return f"{name} {outcome.ended} for {spent}."
        where = f" in line {self.stop_line}" if self.stop_line else ""
        return f"{name} is {outcome.ended}{where}, after {spent}; nothing outside was touched."

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw the text around the current line, and the machine beside it."""
        shown = _Shown(self, step)
        return [self._listing(shown), self._machine(shown)]

    def _listing(self, shown: "_Shown") -> Drawing:
        drawing = panel(PANEL, SHOWN * ROW + 6)
        for i, number in enumerate(shown.rows):
            y = i * ROW
            if number == shown.line:
                drawing.rect(26, y + 1, PANEL - 27, ROW, "fig-box-accent", 2)
            drawing.text(20, y + 14, str(number), "fig-note", "end")
            text = self.text[number - 1]
            indent = len(text) - len(text.lstrip())
            line = cut(text.strip(), CHARACTERS - indent // 2)
            drawing.text(31 + 3.2 * indent, y + 14, line, "fig-note")
        return drawing

    def _machine(self, shown: "_Shown") -> Drawing:
        drawing = panel(PANEL, 240)
        drawing.text(0, 13, "fuel", "fig-label-strong")
        drawing.rect(78, 3, PANEL - 79, 12, "fig-box", 2)
        width = (PANEL - 79) * max(shown.fuel, 0) / self.call.budget.fuel
        drawing.rect(78, 3, max(width, 0.5), 12, "fig-box-accent", 2)
        drawing.text(78, 30, f"{grouped(shown.fuel)} of {self.budget} left", "fig-note")
        _title(drawing, 56, "operands", 57, shown.operands)
        for i, operand in enumerate(shown.operands[-4:]):
            drawing.rect(78 + i * 60, 43, 57, 19, "fig-box", 2)
            drawing.text(106 + i * 60, 57, operand[:9], "fig-note", "middle")
        _title(drawing, 86, "locals", 86, shown.locals)
        for i, (name, value) in enumerate(shown.locals[:6]):
            x, y = 78 + i % 2 * 121, 86 + i // 2 * ROW
            drawing.text(x, y, f"{name[:8]} = {value[:12]}", "fig-note")
        _title(drawing, 152, "memory", 152, shown.memory)
        for row, (start, content) in enumerate(shown.memory):
            y = 152 + row * ROW
            drawing.text(108, y, grouped(start), "fig-note", "end")
            for i, byte in enumerate(content):
                if start + i in shown.accessed:
                    drawing.rect(114 + i * 25, y - 12, 23, 16, "fig-box-accent", 2)
                drawing.text(125 + i * 25, y, f"{byte:02x}", "fig-note", "middle")
        if shown.memory:
            size = f"{len(self.trace.memory):,} bytes"
            if shown.accessed.stop > len(self.trace.memory):
                size += f"; the access at {grouped(shown.accessed.start)} is past the end"
            drawing.text(0, 226, size, "fig-note")
        return drawing

    def describe(self, step: int = 0) -> str:
        """Say what the picture shows: line, operands bottom to top, locals, memory, fuel."""
        shown = _Shown(self, step)
        rows = " / ".join(f"{n} {self.text[n - 1].strip()}" for n in shown.rows)
        parts = [f"Step {step + 1} of {self.steps()}. {self.headline(step)}"]
        if shown.line:
            parts.append(f"Line {shown.line} reads “{self.text[shown.line - 1].strip()}”.")
        parts += [
            f"Lines {shown.rows[0]} to {shown.rows[-1]} of the text are shown: {rows}.",
            f"Fuel left: {grouped(shown.fuel)} of {self.budget}.",
        ]
        if not shown.ended:
            named = "; ".join(f"{name} is {value}" for name, value in shown.locals)
            parts += [
                f"Operands, bottom to top: {', '.join(shown.operands) or 'none'}.",
                f"Locals: {named or 'none'}.",
                f"{many(shown.depth, 'call')} deep.",
            ]
        if shown.memory:
            content = "; ".join(f"from {grouped(at)}: {row.hex(' ')}" for at, row in shown.memory)
            parts.append(f"Memory of {len(self.trace.memory):,} bytes, {content}.")
            if at := shown.accessed:
                parts.append(f"The last access is to {len(at)} bytes at {grouped(at.start)}.")
        return " ".join(parts)


def _title(drawing: Drawing, y: float, title: str, below: float, there: Sequence[object]) -> None:
    drawing.text(0, y, title, "fig-label-strong")
    if not there:
        drawing.text(78, below, "none", "fig-note")


class _Shown:
    """What picture *step* shows: a state, or with the last state's memory how the call ended."""

    def __init__(self, view: StepView, step: int) -> None:
        states = view.trace.states
        self.ended = step == len(states)
        self.fuel = view.call.budget.fuel - view.trace.outcome.fuel
        self.line, self.depth, self.accessed = view.stop_line, 0, range(0)
        self.operands: list[str] = []
        self.locals: list[tuple[str, str]] = []
        self.memory: list[tuple[int, bytes]] = []
        if states:
            state = states[min(step, len(states) - 1)]
            if state.access:
                self.accessed = range(state.access[0], sum(state.access))
            rows = range(0, len(state.memory), 8)
            self.memory = [(state.window + i, state.memory[i : i + 8]) for i in rows]
        if not self.ended:
            function, code = state.function, state.function.code
            self.line = view.trace.lines[function.index][state.place]
            self.instruction = INSTRUCTIONS[code.ops[state.place]].name
            self.fuel, self.depth = state.fuel, state.depth
            for value in state.operands:
                self.operands.append(repr(value) if isinstance(value, float) else f"{value:,}")
            names = view.call.source.locals[function.index]
            kinds = function.type.params + code.locals
            for i, (value, kind) in enumerate(zip(state.locals, kinds, strict=True)):
                name = (names[i] if i < len(names) else "") or f"local {i}"
                self.locals.append((name, spelled(value, kind)))
        first = max(1, min(self.line - SHOWN // 2, len(view.text) - SHOWN + 1))
        self.rows = range(first, min(first + SHOWN, len(view.text) + 1))

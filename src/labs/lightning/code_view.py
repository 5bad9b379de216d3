"""The view of code: a function as bytes, as straight runs with their fuel, and as Python."""

from collections.abc import Sequence
from functools import cached_property

from labs.kernel.drawing import PANEL, Drawing, panel
from labs.kernel.formatting import cut, fixed, grouped, in_words
from labs.kernel.model import Number
from labs.kernel.views import PanelView
from labs.lightning.call import Call
from labs.lightning.compiler import Line, Settings, program, translate
from labs.lightning.fuel import prices
from labs.lightning.opcodes import BR_IF, INSTRUCTIONS

ROW = 15.0
MOST_ROWS = 40  # instructions, and lines of Python, that are drawn
CHARACTERS = 46


class CodeView(PanelView):
    """The functions of a module, a picture each."""

    name = "lightning-code"

    def __init__(self, call: Call) -> None:
        self.call, self.module = call, call.module
        self.pictures = len(self.module.codes)

    @cached_property
    def sources(self) -> list[list[Line]]:
        """Return the lines of Python of each function; none where it stays interpreted."""
        settings = Settings(depth=self.call.budget.depth)
        return [
            translate(self.module, index, settings) if program(self.module, index, settings) else []
            for index in range(self.pictures)
        ]

    def runs(self, step: int) -> dict[int, int]:
        """Return what each straight run of a function costs, by the place of its end."""
        code = self.module.codes[step]
        return {at: price for at, price in prices(code)[0].items() if code.ops[at] != BR_IF}

    def rows(self, step: int) -> list[tuple[str, str, str]]:
        """Return for each instruction: what is paid there for its run, its bytes, its name."""
        code, runs, content = self.module.codes[step], self.runs(step), self.module.content
        ends = [*code.offsets[1:], code.offsets[-1] + 1]
        return [
            (str(runs.get(place, "")), content[start:end].hex(" "), INSTRUCTIONS[op].name)
            for place, (op, start, end) in enumerate(zip(code.ops, code.offsets, ends, strict=True))
        ]

    def values(self) -> dict[str, Number]:
        """Return sizes, and the share of generated lines that are there for the budget."""
        lines = [line for source in self.sources for line in source]
        guards = sum(line.guards for line in lines)
        return {
            "functions": self.pictures,
            "instructions": self.module.size,
            "bytes of module": len(self.module.content),
            "bytes of source": sum(len(line.text) + 1 for line in lines),
            "runs": sum(len(self.runs(step)) for step in range(self.pictures)),
            "lines": len(lines),
            "sandbox lines": guards,
            "share": guards / max(len(lines), 1),
        }

    def headline(self, step: int = 0) -> str:
        """Return how many lines of the function's Python are sandbox."""
        lines = self.sources[step]
        exported = {index: name for name, index in self.module.exported().items()}
        name = self.call.source.names[step] or exported.get(step, f"function {step}")
        if not lines:
            return f"{name} stays interpreted: it nests deeper than Python allows."
        guards = in_words(sum(line.guards for line in lines))
        return (
            f"{name} becomes {grouped(len(lines))} lines of Python, {guards} of them for the"
            " budget; memory is guarded by the end of its array."
        )

    def panels(self, step: int = 0) -> list[Drawing]:
        """Draw bytes and runs beside the Python."""
        rows, lines = self.rows(step), self.sources[step]
        drawing = _table(rows, 34)
        for x, title in ((24, "fuel"), (34, "bytes"), (150, "instruction")):
            drawing.text(x, 12, title, "fig-note", "end" if x == 24 else "start")
        for i, (paid, content, name) in enumerate(rows[:MOST_ROWS], 2):
            y = i * ROW - 2
            if paid:
                drawing.line(0, y + 4, PANEL - 1, y + 4, "fig-line-faint")
                drawing.text(24, y, paid, "fig-label-accent", "end")
            drawing.text(34, y, content[:17], "fig-note")
            drawing.text(150, y, name, "fig-note")
        python = _table(lines, 4)
        python.text(4, 12, "Python; marked: for the budget", "fig-note")
        for i, line in enumerate(lines[:MOST_ROWS], 2):
            y = i * ROW - 2
            if line.guards:
                python.rect(0, y - 11, PANEL - 1, ROW - 0.5, "fig-area-2", 0)
                python.line(1, y - 11, 1, y + 3.5, "fig-line-accent")
            text = line.text.strip()
            indent = len(line.text) - len(text)
            python.text(4 + indent * 7, y, cut(text, CHARACTERS - indent), "fig-note")
        return [drawing, python]

    def describe(self, step: int = 0) -> str:
        """Say the same: every instruction with its bytes and run, every line of Python."""
        rows, lines = self.rows(step), self.sources[step]
        listed = "; ".join(
            f"{content} is {name}{paid and f', {paid} paid'}"
            for paid, content, name in rows[:MOST_ROWS]
        )
        python = " / ".join(
            f"{'[budget] ' * line.guards}{line.text.strip()}" for line in lines[:MOST_ROWS]
        )
        share = fixed(100 * sum(line.guards for line in lines) / max(len(lines), 1), 0)
        return (
            f"Function {step + 1} of {self.steps()}. {self.headline(step)} That is {share} % of its"
            f" lines. Instructions with their bytes: {listed}. Python: {python}."
            f" {f'{_more(rows)} {_more(lines)}'.strip()}"
        ).strip()


def _table(rows: Sequence[object], x: float) -> Drawing:
    """Return a drawing with room for *rows*, and what is said of those not shown."""
    drawing = panel(PANEL, (min(len(rows), MOST_ROWS) + 2) * ROW + 6)
    if more := _more(rows):
        drawing.text(x, drawing.height - 3, more, "fig-note")
    return drawing


def _more(rows: Sequence[object]) -> str:
    return f"{grouped(len(rows))} in all, {MOST_ROWS} shown." if len(rows) > MOST_ROWS else ""

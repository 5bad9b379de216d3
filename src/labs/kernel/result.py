"""Results: what a lab has to say about one run, ready to be shown or saved.

What ``run`` returns is the lab's own business. What leaves the lab is a :class:`View`: text and
numbers only, so it travels as JSON and is the same bytes from every Python.
"""

from collections.abc import Mapping
from csv import writer
from dataclasses import dataclass
from io import StringIO

from labs.kernel.formatting import fixed
from labs.kernel.parameters import Value

Number = int | float | str
"""A named number of a result; text where the number needs words ("k²", "never")."""


@dataclass(frozen=True)
class View:
    """One picture of a result: picture *step* of *steps*, its text, and the run's numbers."""

    parameters: Mapping[str, Value]
    steps: int
    step: int
    svg: str
    text: str
    values: Mapping[str, Number]

    def as_json(self) -> dict[str, object]:
        """Return the view as JSON values; ``csv`` is ``values`` as a file to download."""
        return {
            "parameters": dict(self.parameters),
            "steps": self.steps,
            "step": self.step,
            "svg": self.svg,
            "text": self.text,
            "values": dict(self.values),
            "csv": to_csv(self.values),
        }


def to_csv(values: Mapping[str, Number]) -> str:
    """Return *values* as CSV: a header, then one line for each name."""
    file = StringIO()
    lines = writer(file, lineterminator="\n")
    lines.writerow(["name", "value"])
    for name, value in values.items():
        lines.writerow([name, fixed(value, 6) if isinstance(value, float) else value])
    return file.getvalue()

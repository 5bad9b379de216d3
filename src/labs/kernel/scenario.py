"""Scenarios: parameter values with a name, chosen because they show something."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from labs.kernel.parameters import Value


@dataclass(frozen=True)
class Scenario:
    """A named setting of a lab.

    ``name`` is a slug (``fan-deletion``), used in pages, addresses and on the command line;
    ``title`` says what to look at. ``parameters`` holds what differs from the defaults, and
    ``step`` the picture that stands for the scenario where only one can be shown (None: the
    last).
    """

    name: str
    title: str
    parameters: Mapping[str, Value] = field(default_factory=dict)
    step: int | None = None

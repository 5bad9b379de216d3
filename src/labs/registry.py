"""Every lab by name.

A lab ``NAME`` is the constant ``LAB`` of the module ``labs.NAME.lab``; it is imported when it is
asked for, so a reader's browser loads the lab it shows and no other.
"""

from importlib import import_module
from typing import Any

from labs.kernel.model import Lab

NAMES = ("dominators",)


def get(name: str) -> Lab[Any]:
    """Return the lab *name*; KeyError if there is none."""
    if name not in NAMES:
        raise KeyError(f"there is no lab “{name}”; there are {', '.join(NAMES)}")
    lab: Lab[Any] = import_module(f"labs.{name}.lab").LAB
    return lab

"""Expected files in ``tests/golden/``: compared by tests, written by ``make golden``.

A file that is missing fails, and so does one that no test asks for any more.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"
WRITE = "WRITE_GOLDEN"
"""The environment variable with which ``make golden`` asks for files instead of comparisons."""


def check(name: str, content: str) -> None:
    """Compare *content* with the file *name*, or write it."""
    path = FOLDER / name
    if os.environ.get(WRITE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return
    assert path.is_file(), f"{path} is missing: look at the drawing, then run make golden"
    expected = path.read_text(encoding="utf-8")
    assert content == expected, f"{name} has changed: look at it, and if it is right, make golden"


def only(folder: str, names: set[str]) -> None:
    """Fail on files in *folder* that are not among *names*; when writing, remove them."""
    for path in sorted((FOLDER / folder).iterdir()):
        if path.name not in names:
            assert os.environ.get(WRITE), f"{path} is of no test: remove it"
            path.unlink()

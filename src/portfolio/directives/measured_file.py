"""The files ``docs/measured/*.json``: tables that a bench wrote, checked before a page shows one.

A file is ``{"caption": str, "command": str, "machine": str, "versions": {str: str},
"columns": [str], "rows": [[str | number]], "notes": [str]}``.
"""

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from sphinx.application import Sphinx
from sphinx.util import logging

from portfolio.content.encoding import first_bad_byte

SHAPE: Mapping[str, tuple[type, str]] = {
    "caption": (str, "text"),
    "command": (str, "text"),
    "machine": (str, "text"),
    "versions": (dict, "an object of texts"),
    "columns": (list, "a list of texts"),
    "rows": (list, "a list of rows"),
    "notes": (list, "a list of texts"),
}
logger = logging.getLogger(__name__)


class TableError(ValueError):
    """What is wrong with a measured table, and the *line* at which it is."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


def parse(text: str) -> dict[str, Any]:
    """Return the table that *text* is; raises :class:`TableError`."""
    try:
        data = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except json.JSONDecodeError as error:
        line = _doubled(text) or _unopened(text) or _written_line(text, error.pos)
        raise TableError(line, f"not JSON: {error.msg}") from None
    except RecursionError:
        raise TableError(_line_of(text, r"\[{50}"), "not JSON that can be read: too deep") from None
    except ValueError as error:
        long = r"\d{1000}|NaN|Infinity|\d[eE]\+?\d{3}"
        raise TableError(_line_of(text, long), f"a number that cannot be read: {error}") from None
    if not isinstance(data, dict):
        raise TableError(1, "the table must be an object")
    half = r"\\u[dD][89a-fA-F]"
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise TableError(_line_of(text, half), "half of a sign, \\ud800 to \\udfff") from None
    _check_keys(text, data)
    _check_rows(text, data)
    return data


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _finite(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise ValueError(f"{digits[:20]} is too large")
    return number


def _check_keys(text: str, data: dict[str, Any]) -> None:
    for key, (kind, description) in SHAPE.items():
        parts = data.get(key)
        texts = [*parts.values()] if isinstance(parts, dict) else parts if key != "rows" else []
        if not isinstance(parts, kind) or not all(isinstance(part, str) for part in texts or ()):
            raise TableError(_line_of(text, f'"{key}"\\s*:'), f'needs "{key}", {description}')
    for key in ("columns", "rows"):
        if not data[key]:
            raise TableError(_line_of(text, f'"{key}"\\s*:'), f"the table has no {key}")


def _check_rows(text: str, data: dict[str, Any]) -> None:
    columns = len(data["columns"])
    lengths = {len(row) if isinstance(row, list) else 0 for row in data["rows"]}
    if lengths.isdisjoint({columns, 0}) and len(lengths) == 1:
        message = f"{columns} of {lengths.pop()} columns; each row has a cell for every column"
        raise TableError(_line_of(text, r'"columns"\s*:'), message)
    for number, (row, places) in enumerate(zip(data["rows"], _places(text), strict=True), 1):
        if not isinstance(row, list) or len(row) != len(data["columns"]):
            raise TableError(places[0], f"row {number} must have {len(data['columns'])} cells")
        for cell, line in zip(row, places[1:], strict=True):
            if isinstance(cell, bool) or not isinstance(cell, str | int | float):
                raise TableError(line, f"row {number} has a cell that is neither text nor number")


def _places(text: str) -> list[list[int]]:
    """Return the line of each row and of its cells; JSON is YAML, whose parser knows them."""
    flat = re.sub(r"\\u[dD][89a-fA-F]\w\w|\t", " ", text)  # what YAML does not read
    root = yaml.compose(flat, yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)
    (rows,) = (value for key, value in root.value if key.value == "rows")
    return [
        [node.start_mark.line + 1 for node in (row, *row.value)]
        if isinstance(row, yaml.SequenceNode)
        else [row.start_mark.line + 1]
        for row in rows.value
    ]


def _line_of(text: str, pattern: str) -> int:
    match = re.search(pattern, text)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _doubled(text: str) -> int | None:
    """Return the line of the first bracket, or line of one, that is typed twice, if any is.

    A bench begins a line for each; JSON itself is surprised only where the other ends.
    """
    match = re.search(r"[\[{]{2}|^( *[\[{])(?=\n\1$)", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else None


def _unopened(text: str) -> int | None:
    """Return the first line that is further to the right than the one above it opens brackets."""
    step, indent, opens = 0, 0, True
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            deeper = len(line) - len(line.lstrip()) - indent
            if deeper > (step or deeper) * opens:
                return number
            step = step or max(deeper, 0)
            indent, opens = indent + deeper, line.rstrip().endswith(("[", "{"))
    return None


def _written_line(text: str, position: int) -> int:
    """Return the line of the last sign before *position*: a comma is missed one line too late."""
    return text.count("\n", 0, len(text[:position].rstrip())) + 1


def load(path: Path) -> dict[str, Any]:
    """Return the table in the file at *path*; raises :class:`TableError`."""
    content = path.read_bytes()
    if bad := first_bad_byte(content):
        raise TableError(*bad)
    return parse(content.decode("utf-8-sig"))


def _warn(app: Sphinx) -> None:
    """Warn of every table that is wrong, once and at its own line."""
    for path in sorted(Path(app.srcdir, "measured").glob("*.json")):
        try:
            load(path)
        except TableError as error:
            logger.warning(
                "%s", error, location=f"{path}:{error.line}", type="portfolio", subtype="measured"
            )


def setup(app: Sphinx) -> None:
    """Check all files before any page is read."""
    app.connect("builder-inited", _warn)

"""``{measured} search``: the table in ``docs/measured/search.json``, as a bench wrote it.

The file is ``{"caption": str, "command": str, "machine": str, "versions": {str: str},
"columns": [str], "rows": [[str | number]], "notes": [str]}``.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from portfolio.directives.elements import HtmlElement, element

SHAPE: Mapping[str, type] = {
    "caption": str,
    "command": str,
    "machine": str,
    "versions": dict,
    "columns": list,
    "rows": list,
    "notes": list,
}


def check(data: object) -> str | None:
    """Say what is wrong with the shape of a measured table, or return ``None``."""
    if not isinstance(data, dict):
        return "must be an object"
    for key, kind in SHAPE.items():
        if not isinstance(data.get(key), kind):
            return f'needs "{key}", a {kind.__name__}'
    for number, row in enumerate(data["rows"], start=1):
        if not isinstance(row, list) or len(row) != len(data["columns"]):
            return f"row {number} must have {len(data['columns'])} cells"
        if not all(isinstance(cell, str | int | float) for cell in row):
            return f"row {number} has a cell that is neither text nor number"
    return None


class Measured(SphinxDirective):
    """The table named by the argument."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the table; a missing or wrong file is an error."""
        path = Path(self.env.srcdir, "measured", f"{self.arguments[0]}.json")
        self.env.note_dependency(path)
        name = f"measured/{path.name}"
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise self.error(f"no file {name}; run the bench that writes it") from None
        except ValueError as error:
            raise self.error(f"{name} is not JSON: {error}") from None
        if problem := check(data):
            raise self.error(f"{name} {problem}")
        return [_figure(data, self.arguments[0])]


def _figure(data: dict[str, Any], name: str) -> HtmlElement:
    table = element(
        "table",
        "pf-measured__table docutils",
        element("caption", "pf-measured__caption", data["caption"]),
        element(
            "thead",
            "",
            element("tr", "", *(element("th", "", one, scope="col") for one in data["columns"])),
        ),
        element("tbody", "", *map(_row, data["rows"])),
    )
    versions = ", ".join(f"{key} {value}" for key, value in data["versions"].items())
    origin = element(
        "figcaption",
        "pf-measured__origin",
        "Measured by ",
        nodes.literal("", data["command"]),
        f" on {data['machine']}; {versions}.",
        *(element("p", "pf-measured__note", note) for note in data["notes"]),
    )
    return element(
        "figure",
        "pf-measured pf-computed",
        element(
            "div",
            "pf-measured__scroll",
            table,
            tabindex="0",
            role="region",
            aria_label=data["caption"],
        ),
        origin,
        data_measured=name,
    )


def _row(cells: list[str | int | float]) -> HtmlElement:
    first, *rest = cells
    return element(
        "tr",
        "",
        element("th", "", str(first), scope="row"),
        *(
            element("td", "" if isinstance(cell, str) else "pf-number", _text(cell))
            for cell in rest
        ),
    )


def _text(cell: str | int | float) -> str:
    """Write a number as the file has it, with thousands apart.

    >>> _text(20480), _text(0.97), _text("–")
    ('20,480', '0.97', '–')
    """
    return cell if isinstance(cell, str) else f"{cell:,}"


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("measured", Measured)

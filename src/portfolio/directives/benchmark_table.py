"""``{measured} search``: the table in ``docs/measured/search.json``, as a bench wrote it.

The form of the file is that of :mod:`portfolio.directives.measured_file`.
"""

import re
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxRole

from labs.kernel.drawing import NOTE, WIDTH, Drawing, advance
from portfolio.directives.elements import HtmlElement, computed, element, svg
from portfolio.directives.measured_file import TableError, load


class BenchmarkTable(SphinxDirective):
    """The table named by the argument."""

    required_arguments: ClassVar[int] = 1

    option_spec: ClassVar[dict[str, Any]] = {
        "bars": directives.positive_int,
        "fold": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the table, folded if so asked, or one of its columns as bars.

        A missing file is an error; what is wrong in a file was said when the build began.
        """
        try:
            data = read(self.env, self.arguments[0])
        except TableError:
            return []
        except ValueError as error:
            raise self.error(str(error)) from None
        if (column := self.options.get("bars")) is not None:
            if not any(number > 0 for _, number in numbers(data, column)):
                raise self.error(f"column {column} of the table has no number above 0")
            picture = svg(bars(data, column, self.arguments[0]))
            return [element("figure", "pf-figure pf-computed", picture)]
        return [_figure(data, self.arguments[0], fold="fold" in self.options)]


def read(env: BuildEnvironment, name: str) -> dict[str, Any]:
    """Return the measured table *name*; raises ``ValueError`` if there is none.

    Raises :class:`TableError` if it is wrong.
    """
    path = Path(env.srcdir, "measured", f"{name}.json")
    env.note_dependency(path)
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        raise ValueError(f"no file measured/{name}.json; run the bench that writes it")
    return load(path)


class BenchmarkValue(SphinxRole):
    """A cell of a measured table: "search | This search | First %", the row by its first cell."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the cell's text; a cell that does not exist is an error."""
        name, row, column = (part.strip() for part in (*self.text.split(" | "), "", "")[:3])
        try:
            data = read(self.env, name)
            cells = {str(cells[0]): cells for cells in data["rows"]}
            if row not in cells or column not in data["columns"]:
                raise ValueError(f"measured/{name}.json has no row “{row}” with “{column}”")
        except TableError:
            return [], []
        except ValueError as error:
            return [], [self.inliner.reporter.error(str(error), line=self.lineno)]
        return [computed(_text(cells[row][data["columns"].index(column)]))], []


def numbers(data: dict[str, Any], column: int) -> list[tuple[str, float]]:
    """Return the numbers in *column* of a table, counted from 0, each with its row's first cell."""
    return [
        (str(row[0]), row[column])
        for row in data["rows"]
        if column < len(row) and not isinstance(row[column], str)
    ]


def bars(data: dict[str, Any], column: int, name: str) -> str:
    """Draw the numbers in *column* of a table, counted from 0, as bars named by its first cells."""
    rows = numbers(data, column)
    title = f"{data['caption']}: {data['columns'][column]}"
    listing = "; ".join(f"{label} {_text(value)}" for label, value in rows)
    drawing = Drawing(
        f"measured-{name}-{column}", title, f"{title}. {listing}.", 30 + 24 * len(rows)
    )
    drawing.text(0, 14, title, "fig-label-strong")
    left = 10 + max(advance(label, NOTE) for label, _ in rows)
    most = max(value for _, value in rows)
    for index, (label, value) in enumerate(rows):
        y, css = 28 + 24 * index, "fig-box-accent" if index == 0 else "fig-box"
        width = (WIDTH - 48 - left) * value / most
        drawing.text(left - 8, y + 12, label, "fig-note", "end")
        drawing.rect(left, y, max(width, 1), 16, css, 2)
        drawing.text(left + width + 6, y + 12, _text(value), "fig-note")
    return drawing.render()


def _figure(data: dict[str, Any], name: str, *, fold: bool) -> HtmlElement:
    table = element(
        "table",
        "pf-measured__table docutils",
        *(() if fold else (element("caption", "pf-measured__caption", data["caption"]),)),
        element(
            "thead",
            "",
            element(
                "tr", "", *(element("th", "", column, scope="col") for column in data["columns"])
            ),
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
    scroll = element(
        "div",
        "pf-measured__scroll",
        table,
        tabindex="0",
        role="region",
        aria_label=data["caption"],
    )
    parts = [scroll, origin]
    if fold:
        summary = element("summary", "pf-measured__caption", data["caption"])
        parts = [element("details", "pf-measured__fold", summary, scroll), origin]
    return element("figure", "pf-measured pf-computed", *parts, data_measured=name)


def _row(cells: list[str | int | float]) -> HtmlElement:
    first, *others = cells
    return element(
        "tr",
        "",
        element("th", "", str(first), scope="row"),
        *(
            element("td", "" if isinstance(cell, str) else "pf-number", _text(cell))
            for cell in others
        ),
    )


def _text(cell: str | int | float) -> str:
    """Write a number as the file has it, with thousands apart.

    >>> _text(20480), _text(0.97), _text("–")
    ('20,480', '0.97', '–')
    """
    return cell if isinstance(cell, str) else f"{cell:,}"


def setup(app: Sphinx) -> None:
    """Register directive and role."""
    app.add_directive("measured", BenchmarkTable)
    app.add_role("measured-value", BenchmarkValue())

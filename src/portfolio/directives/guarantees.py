"""``{promises}``: what the site promises, each with the test that keeps it.

The content is one promise a line, ``promise :: tests/path.py::test_name``; the build fails if
a named test does not exist.
"""

import ast
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from portfolio.directives.elements import HtmlElement, element


class Guarantees(SphinxDirective):
    """A table of promises."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the table; a line of another form or without its test is an error."""
        if not self.content:
            raise self.error("no promises; write one a line, promise :: tests/path.py::test_name")
        rows = [
            self._row(line, self.content_offset + number)
            for number, line in enumerate(self.content, start=1)
            if line.strip()
        ]
        head = element(
            "tr",
            "",
            element("th", "", "Promise", scope="col"),
            element("th", "", "The test that keeps it", scope="col"),
        )
        table = element(
            "table", "pf-promises docutils", element("thead", "", head), element("tbody", "", *rows)
        )
        return [element("div", "table-wrapper", table)]

    def _row(self, line: str, number: int) -> HtmlElement:
        promise, separator, test = line.partition(" :: ")
        file, colons, name = test.strip().partition("::")
        if not separator or not colons:
            raise self.error(f'"{line}": write promise :: tests/path.py::test_name')
        path = Path(self.env.srcdir).parent / file
        self.env.note_dependency(path)
        if name not in names_of_tests(path):
            raise self.error(f"no test {name} in {file}; a promise needs the test that keeps it")
        inline, messages = self.parse_inline(promise.strip(), lineno=number)
        keeper = nodes.literal("", f"{file}::{name}")
        return element("tr", "", element("td", "", *inline, *messages), element("td", "", keeper))


def names_of_tests(path: Path) -> set[str]:
    """Return the names of the test functions in the Python file at *path*; none if it is absent."""
    if not path.is_file():
        return set()
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for node in [node for node in body if isinstance(node, ast.ClassDef)]:
        body += node.body
    return {
        node.name
        for node in body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    }


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("promises", Guarantees)

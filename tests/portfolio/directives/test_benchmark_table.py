"""A measured table is shown as its file has it, with where it was measured."""

import json
from typing import Any

import pytest

from portfolio.directives.benchmark_table import check
from support.small import Site, words

DATA: dict[str, Any] = {
    "caption": "Builds compared",
    "command": "make bench-build",
    "machine": "2 cores",
    "versions": {"Python": "3.11.7", "Sphinx": "9.0.4"},
    "columns": ["site", "seconds", "pages"],
    "rows": [["ours", 1.25, 12000], ["stock", 1.0, "–"]],
    "notes": ["The median of 5 runs."],
}
PAGE = "```{measured} build\n```"


def test_shows_table_origin_and_notes(small: Site) -> None:
    small.page("one", "One", PAGE)
    small.write("measured/build.json", json.dumps(DATA))
    small.project("a")
    assert small.build() == []
    figure = small.article("one").select("figure.pf-measured")[0]

    assert words(figure.select("table caption")[0]) == "Builds compared"
    rows = [[words(cell) for cell in row.select("th, td")] for row in figure.select("tr")]
    assert rows == [
        ["site", "seconds", "pages"],
        ["ours", "1.25", "12,000"],
        ["stock", "1.0", "–"],
    ]
    assert words(figure.select("figcaption")[0]) == (
        "Measured by make bench-build on 2 cores; Python 3.11.7, Sphinx 9.0.4."
        " The median of 5 runs."
    )


def test_follows_the_file(small: Site) -> None:
    small.page("one", "One", PAGE)
    small.write("measured/build.json", json.dumps(DATA))
    small.project("a")
    small.sphinx()

    small.write("measured/build.json", json.dumps(DATA | {"caption": "Measured again"}))

    small.sphinx()
    assert "Measured again" in (small.folder / "_build/live/one.html").read_text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "no file measured/build.json; run the bench that writes it"),
        ("{", "measured/build.json is not JSON: Expecting property name"),
        ("{}", 'measured/build.json needs "caption", a str'),
    ],
)
def test_a_file_that_is_missing_or_wrong_is_a_mistake(
    small: Site, text: str | None, message: str
) -> None:
    small.page("one", "One", PAGE)
    small.project("a")
    if text is not None:
        small.write("measured/build.json", text)

    (mistake,) = small.build()
    assert mistake.startswith(f"docs/one.md:3: {message}")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, None),
        ({"versions": []}, 'needs "versions", a dict'),
        ({"rows": [["a", 1]]}, "row 1 must have 3 cells"),
        ({"rows": [["a", 1, None]]}, "row 1 has a cell that is neither text nor number"),
    ],
)
def test_shape(change: dict[str, Any], problem: str | None) -> None:
    assert check(DATA | change) == problem

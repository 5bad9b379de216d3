"""A measured table is shown as its file has it, with where it was measured."""

import json
from typing import Any

import pytest

from portfolio.directives.measured_file import parse
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


def test_a_folded_table_is_named_by_what_unfolds_it(small: Site) -> None:
    small.page("one", "One", "```{measured} build\n:fold:\n```")
    small.write("measured/build.json", json.dumps(DATA))
    small.project("a")
    assert small.build() == []
    (details,) = small.article("one").select("figure.pf-measured > details")

    assert words(details.select("summary")[0]) == "Builds compared"
    assert len(details.select("tbody tr")) == 2
    assert details.select("caption") == []


def test_follows_the_file(small: Site) -> None:
    small.page("one", "One", PAGE)
    small.write("measured/build.json", json.dumps(DATA))
    small.project("a")
    small.sphinx()

    small.write("measured/build.json", json.dumps(DATA | {"caption": "Measured again"}))

    small.sphinx()
    assert "Measured again" in (small.folder / "_build/live/one.html").read_text()


def test_a_file_that_is_missing_is_a_mistake_of_the_page(small: Site) -> None:
    small.page("one", "One", PAGE)
    small.project("a")

    said = "no file measured/build.json; run the bench that writes it"
    assert small.build() == [f"docs/one.md:3: {said}"]


LINES = json.dumps(DATA, indent=1).split("\n")


@pytest.mark.parametrize(
    ("line", "written", "said"),
    [
        ("1.25,", "NaN,", "a number that cannot be read: NaN is no number of JSON"),
        ("1.25,", "1e999,", "a number that cannot be read: 1e999 is too large"),
        ("1.25,", "9" * 5000 + ",", "a number that cannot be read: Exceeds"),
        ("1.25,", "null,", "row 1 has a cell that is neither text nor number"),
        ("1.25,", "true,", "row 1 has a cell that is neither text nor number"),
        ("1.25,", "", "row 1 must have 3 cells"),
        ("1.25,", "[" * 5000, "not JSON that can be read: too deep"),
        ("1.25,", "1.25", "not JSON: Expecting ',' delimiter"),
        ('"columns": [', '"columns": [ "More",', "4 of 3 columns; each row has a cell"),
        ('"caption": "Builds compared",', '"caption": "\\ud800",', "half of a sign"),
        ('"notes": [', '"notes": true', "not JSON: Expecting"),
        ('"notes": [', '"notes": [[', "not JSON: Expecting ',' delimiter"),
        ("[", "  [\n  [", "not JSON: Expecting ',' delimiter"),
        ("[", "", "not JSON: "),
        ("12000", "undefined", "not JSON: Expecting value"),
        ('"columns": [', '"columns": null, "x": [', 'needs "columns", a list of texts'),
        ('"notes": [', '"notes": [5,', 'needs "notes", a list of texts'),
        ('"caption": "Builds compared",', '"caption": 5,', 'needs "caption", text'),
        ('"Python": "3.11.7",', '"Python": 3,', 'needs "versions", an object of texts'),
    ],
)
def test_what_is_wrong_in_a_file_is_said_at_its_line(
    small: Site, line: str, written: str, said: str
) -> None:
    number = next(n for n, one in enumerate(LINES) if one.strip() == line)
    lines = [*LINES[:number], written, *LINES[number + 1 :]]
    small.page("one", "One", PAGE + "\n\n{measured-value}`build | ours | pages`")
    small.write("measured/build.json", "\n".join(lines))

    (mistake,) = small.build()

    place, _, text = mistake.partition(": ")
    assert text.startswith(said)
    assert place.startswith("docs/measured/build.json:")
    assert abs(int(place.rpartition(":")[2]) - (number + 1)) <= 2


@pytest.mark.parametrize("text", ["", "[]", "5", "{}", '{"rows": []}'])
def test_a_file_that_is_no_table(small: Site, text: str) -> None:
    small.write("measured/build.json", text)

    (mistake,) = small.build()

    assert mistake.startswith("docs/measured/build.json:1: ")


@pytest.mark.parametrize("column", [3, 7])
def test_bars_need_a_column_of_numbers(small: Site, column: int) -> None:
    small.page("one", "One", f"```{{measured}} build\n:bars: {column}\n```")
    small.write("measured/build.json", json.dumps(DATA))

    (mistake,) = small.build()

    assert mistake == f"docs/one.md:3: column {column} of the table has no number above 0"


@pytest.mark.parametrize("indent", [None, "\t", 4])
def test_a_table_may_be_written_in_any_way(indent: str | int | None) -> None:
    data = DATA | {"caption": "Gr\N{LATIN SMALL LETTER O WITH DIAERESIS} \N{ROCKET} a/b"}

    assert parse(json.dumps(data, indent=indent).replace("/", "\\/")) == data

"""A measured table is shown as its file has it, with where it was measured."""

import json

import pytest

from support.measured import DATA
from support.small import Site, words

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


@pytest.mark.parametrize("column", [3, 7])
def test_bars_need_a_column_of_numbers(small: Site, column: int) -> None:
    small.page("one", "One", f"```{{measured}} build\n:bars: {column}\n```")
    small.write("measured/build.json", json.dumps(DATA))

    (mistake,) = small.build()

    assert mistake == f"docs/one.md:3: column {column} of the table has no number above 0"

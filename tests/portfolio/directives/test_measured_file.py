"""What is wrong in a measured file is said at its line, whatever page shows it."""

import json
from pathlib import Path

import pytest

from portfolio.directives.measured_file import TableError, load, parse
from support.measured import DATA
from support.small import Site

LINES = json.dumps(DATA, indent=1).split("\n")
WRONG = [
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
]
"""A line of the file, what stands in its place, and what is said of it."""

NO_TABLE = ["", "[]", "5", "{}", '{"rows": []}']


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Build one site with every wrong file, all shown on one page; return messages by file."""
    site = Site(tmp_path_factory.mktemp("measured"))
    names = []
    for number in range(len(WRONG)):
        names.append(f"wrong-{number}")
        site.write(f"measured/wrong-{number}.json", wrong_file(number)[0])
    for number, text in enumerate(NO_TABLE):
        site.write(f"measured/none-{number}.json", text)
    shown = (
        f"```{{measured}} {name}\n```\n\n{{measured-value}}`{name} | ours | pages`"
        for name in names
    )
    site.page("one", "One", "\n\n".join(shown))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(site.folder)
        messages = site.build()
    found: dict[str, list[str]] = {}
    for message in messages:
        found.setdefault(message.partition(":")[0], []).append(message)
    assert "docs/one.md" not in found
    return found


def wrong_file(number: int) -> tuple[str, int]:
    """Return the text of a file with the mistake *number*, and the line of the mistake."""
    line, written, _ = WRONG[number]
    at = next(n for n, text in enumerate(LINES) if text.strip() == line)
    return "\n".join([*LINES[:at], written, *LINES[at + 1 :]]), at + 1


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_what_is_wrong_in_a_file_is_said_at_its_line(
    told: dict[str, list[str]], number: int
) -> None:
    (mistake,) = told[f"docs/measured/wrong-{number}.json"]

    place, _, text = mistake.partition(": ")
    assert text.startswith(WRONG[number][2])
    assert abs(int(place.rpartition(":")[2]) - wrong_file(number)[1]) <= 2


@pytest.mark.parametrize("number", range(len(NO_TABLE)))
def test_a_file_that_is_no_table(told: dict[str, list[str]], number: int) -> None:
    (mistake,) = told[f"docs/measured/none-{number}.json"]

    assert mistake.startswith(f"docs/measured/none-{number}.json:1: ")


@pytest.mark.parametrize("indent", [None, "\t", 4])
def test_a_table_may_be_written_in_any_way(indent: str | int | None) -> None:
    data = DATA | {"caption": "Gr\N{LATIN SMALL LETTER O WITH DIAERESIS} \N{ROCKET} a/b"}

    assert parse(json.dumps(data, indent=indent).replace("/", "\\/")) == data


def test_a_file_that_is_not_utf_8_names_the_byte_and_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps(DATA, indent=1).replace("Builds", "B\xfcilds").encode("latin-1"))

    with pytest.raises(TableError, match="byte 0xfc is not UTF-8") as caught:
        load(path)
    assert caught.value.line == 2


def test_a_mark_of_byte_order_is_none_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(DATA).encode())

    assert load(path) == DATA

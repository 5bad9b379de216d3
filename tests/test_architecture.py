"""What ARCHITECTURE.md names is there: files, private APIs in the files that use them, tests."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
FOLDERS = (".", "docs", "src", "src/labs", "src/labs/*", "src/sitesearch", "src/sitesearch/scripts",
           "src/portfolio", "src/portfolio/interactive", "src/portfolio/interactive/static/lab",
           "src/portfolio/theme/site", "tests")  # fmt: skip
"""Folders from which ARCHITECTURE.md names files."""
NOT_OURS = {"scripts/furo.js", "partials/_head_css_variables.html",  # Furo's
            "_static/lab/VERSION", "404.html", "llms.txt"}  # written by a build  # fmt: skip


def places(name: str) -> list[Path]:
    """Return where the file or folder *name* lies; ``<lab>`` stands for any lab."""
    pattern = name.replace("<lab>", "*")
    return [path for folder in FOLDERS for path in ROOT.glob(f"{folder}/{pattern}")]


def rows(heading: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the table below *heading*, without its head."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| ") and not line.startswith("| ---"):
            yield [cell.strip() for cell in line.strip("| ").split(" | ")]


def test_every_file_that_is_named_exists() -> None:
    endings = "py|js|md|css|toml|html|bib|json|tsv"
    named = set(re.findall(rf"`([\w<>./*-]+(?:\.(?:{endings})|/\w+))`", TEXT)) - NOT_OURS

    assert len(named) > 60
    assert sorted(name for name in named if not places(name)) == []


@pytest.mark.parametrize("row", [*rows("Private APIs")][1:], ids=lambda row: row[1][:40])
def test_a_private_api_is_used_where_the_table_says_and_has_its_test(row: list[str]) -> None:
    _, names, where, tests = row
    files = [file for name in re.findall(r"`([^`]+)`", where) for file in places(name)]
    files = [inner for file in files for inner in ([file] if file.is_file() else file.rglob("*.*"))]
    source = "".join(f.read_text("utf-8") for f in files if f.suffix in {".py", ".js", ".html"})

    for name in re.findall(r"`([^`]+)`", names):
        word = re.findall(r"[\w/.-]*\w", name.split("(")[0])[-1]
        assert (word if "/" in word else word.rpartition(".")[2]) in source, name
    for test in re.findall(r"`([^`]+)`", tests):
        assert (ROOT / test).is_file(), test

"""One site with every mistake: each ends the build with one clear line, all in one run.

``roots/broken.txt`` is the whole list, as an author reads it.
"""

import re
import subprocess
import sys

import pytest

from support import ROOT

ROOTS = ROOT / "tests/portfolio/roots"
EXPECTED = (ROOTS / "broken.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Build the broken site and return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "portfolio.build", "broken", str(tmp_path_factory.mktemp("out"))],
        cwd=ROOTS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.splitlines()


def test_every_mistake_is_one_line_in_order(complaints: list[str]) -> None:
    assert complaints == EXPECTED


def test_lines_name_a_place_that_exists_and_are_sorted(complaints: list[str]) -> None:
    places = []
    for line in complaints[:-1]:
        match = re.match(r"(broken/[\w/-]+\.md):(\d+): \S", line)
        assert match, line
        length = len((ROOTS / match[1]).read_bytes().splitlines())
        assert 1 <= int(match[2]) <= length
        places.append((match[1], int(match[2])))

    assert places == sorted(places)
    assert complaints[-1] == f"{len(places)} mistakes; nothing was published."


@pytest.mark.parametrize(
    "kind",
    [
        r"missing key",
        r"unknown key",
        r"must be text, not a list",
        r"unknown topic .*; allowed",
        r"unknown project .*; allowed",
        r"bad date .*; allowed",
        r"ends in 2020-01, before it starts",
        r"is already that of broken/projects/twin-one.md:2",
        r"unknown citation key .*; nearest: known2000",
        r"unknown glossary term .*; nearest: scheduler",
        r"broken link: .*; nearest: glossary.md",
        r"no heading with the anchor .*; nearest: one",
        r"has no text alternative",
        r"in no table of contents",
        r"malformed YAML",
        r"not UTF-8",
    ],
)
def test_the_site_has_every_kind_of_mistake(kind: str) -> None:
    assert any(re.search(kind, line) for line in EXPECTED)


def test_no_page_of_the_site_is_without_a_mistake() -> None:
    """Pages that only serve to make others wrong are listed here; there are few."""
    innocent = {"glossary.md", "projects/index.md", "projects/twin-one.md"}
    pages = {
        path.relative_to(ROOTS / "broken").as_posix() for path in ROOTS.rglob("broken/**/*.md")
    }
    guilty = {line.split(":")[0].removeprefix("broken/") for line in EXPECTED}

    assert pages - guilty == innocent

"""A build knows what it depends on, and how far a change may reach."""

import os
from pathlib import Path

import pytest

from portfolio.build.fingerprint import BuildScope, compare, record, split_front_matter, state

PAGE = "---\ntitle: A\n---\n\nText.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository of one page, one style sheet, configuration and code."""
    for name, text in {
        "docs/conf.py": "project = 'x'\n",
        "docs/a.md": PAGE,
        "docs/_static/css/a.css": "a {}\n",
        "docs/references.bib": "@misc{a}\n",
        "docs/measured/a.json": "{}\n",
        "src/labs/a.py": "A = 1\n",
        "requirements/html.txt": "a==1\n",
        "tests/test_a.py": "def test_a(): ...\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def _record(root: Path) -> dict[str, str]:
    return record(root / "docs", root / "src", {})


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("docs/a.md", PAGE, (BuildScope.NONE, set())),
        ("docs/a.md", PAGE + "More.\n", (BuildScope.INCREMENTAL, {"a"})),
        ("docs/_static/css/a.css", "b {}\n", (BuildScope.REWRITE, set())),
        ("docs/_static/new.css", "b {}\n", (BuildScope.REWRITE, set())),
        ("src/new.css", "b {}\n", (BuildScope.REWRITE, set())),
        ("src/page.html", "<p>", (BuildScope.FULL, set())),
        ("docs/a.md", PAGE.replace("A", "B"), (BuildScope.FULL, set())),
        ("docs/b.md", PAGE, (BuildScope.FULL, set())),
        ("docs/conf.py", "project = 'y'\n", (BuildScope.FULL, set())),
        ("docs/references.bib", "@misc{b}\n", (BuildScope.FULL, set())),
        ("docs/measured/a.json", "[]\n", (BuildScope.FULL, set())),
        ("src/labs/a.py", "A = 2\n", (BuildScope.FULL, set())),
        ("requirements/html.txt", "a==2\n", (BuildScope.FULL, set())),
        ("tests/test_a.py", "def test_b(): ...\n", (BuildScope.FULL, set())),
    ],
)
def test_a_change_reaches_as_far_as_it_may(
    root: Path, name: str, content: str, expected: tuple[BuildScope, set[str]]
) -> None:
    before = _record(root)

    (root / name).write_text(content)

    assert compare(before, _record(root), {}) == expected


def test_a_page_removed_reaches_everything(root: Path) -> None:
    before = _record(root)
    (root / "docs/a.md").unlink()

    assert compare(before, _record(root), {}) == (BuildScope.FULL, set())


@pytest.mark.parametrize("name", ["SITE_URL", "READTHEDOCS_CANONICAL_URL", "SOURCE_DATE_EPOCH"])
def test_the_environment_is_an_input(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = _record(root)
    monkeypatch.setenv(name, "1")

    assert compare(before, _record(root), {}) == (BuildScope.FULL, set())


def test_caches_are_no_inputs(root: Path) -> None:
    before = _record(root)
    (root / "src/labs/__pycache__").mkdir()
    (root / "src/labs/__pycache__/a.pyc").write_text("x")
    (root / "docs/.hidden").write_text("x")

    assert _record(root) == before


@pytest.mark.parametrize(
    ("page", "front"),
    [
        (b"\xef\xbb\xbf---\na: 1\n---\ntext\n", b"\xef\xbb\xbf---\na: 1\n---\n"),
        (b"---\na: 1\n---\ntext\n", b"---\na: 1\n---\n"),
        (b"---\na: 1\n...\ntext\n", b"---\na: 1\n...\n"),
        (b"---\r\na: 1\r\n---\r\ntext\r\n", b"---\r\na: 1\r\n---\r\n"),
        (b"text\n\n---\n\nmore\n", b""),
        (b"---\nnever closed\n", b""),
        (b"", b""),
    ],
)
def test_front_matter_ends_where_it_is_closed(page: bytes, front: bytes) -> None:
    assert split_front_matter(page) == (front, page[len(front) :])


def test_state_notices_content_names_and_hidden_files(tmp_path: Path) -> None:
    seen = {state(tmp_path)}
    for name, text in [("a", "1"), ("a", "22"), ("b", "1"), (".hidden", "")]:
        (tmp_path / name).write_text(text)
        seen.add(state(tmp_path))

    assert len(seen) == 5


def test_a_file_that_pages_include_is_an_input(root: Path) -> None:
    beside = root / "CHANGES.md"
    beside.write_text("Old.\n")
    included = {"a": [str(beside)], "other": [str(root / "docs/conf.py")]}
    before = record(root / "docs", root / "src", included)
    times = beside.stat()

    beside.write_text("New.\n")
    os.utime(beside, ns=(times.st_atime_ns, times.st_mtime_ns))

    after = record(root / "docs", root / "src", included)
    assert compare(before, after, included) == (BuildScope.INCREMENTAL, {"a"})


def test_pages_in_a_linked_folder_are_inputs(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "elsewhere/linked.md").write_text(PAGE)
    (root / "docs/more").symlink_to(root / "elsewhere")
    (root / "docs/more/loop").symlink_to(root / "docs")
    before = _record(root)

    (root / "elsewhere/linked.md").write_text(PAGE + "More.\n")

    assert compare(before, _record(root), {}) == (BuildScope.INCREMENTAL, {"more/linked"})


@pytest.mark.parametrize("hidden", [".ipynb_checkpoints/a.md", ".venv/lib/LICENSE.md", ".#a.md"])
def test_hidden_files_are_no_inputs(root: Path, hidden: str) -> None:
    before = _record(root)
    (root / "docs" / hidden).parent.mkdir(parents=True, exist_ok=True)
    (root / "docs" / hidden).symlink_to("nobody@nowhere:1")

    assert _record(root) == before

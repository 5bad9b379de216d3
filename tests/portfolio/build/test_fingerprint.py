"""A build knows what it depends on, and how far a change may reach."""

from pathlib import Path

import pytest

from portfolio.build.fingerprint import Work, compare, record, split_front_matter, state

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
    return record(root / "docs", root / "src")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("docs/a.md", PAGE, (Work.NOTHING, set())),
        ("docs/a.md", PAGE + "More.\n", (Work.CHANGED_PAGES, {"a"})),
        ("docs/_static/css/a.css", "b {}\n", (Work.CHANGED_PAGES, set())),
        ("docs/_static/new.css", "b {}\n", (Work.CHANGED_PAGES, set())),
        ("src/new.css", "b {}\n", (Work.CHANGED_PAGES, set())),
        ("src/page.html", "<p>", (Work.EVERYTHING, set())),
        ("docs/a.md", PAGE.replace("A", "B"), (Work.EVERYTHING, set())),
        ("docs/b.md", PAGE, (Work.EVERYTHING, set())),
        ("docs/conf.py", "project = 'y'\n", (Work.EVERYTHING, set())),
        ("docs/references.bib", "@misc{b}\n", (Work.EVERYTHING, set())),
        ("docs/measured/a.json", "[]\n", (Work.EVERYTHING, set())),
        ("src/labs/a.py", "A = 2\n", (Work.EVERYTHING, set())),
        ("requirements/html.txt", "a==2\n", (Work.EVERYTHING, set())),
        ("tests/test_a.py", "def test_b(): ...\n", (Work.EVERYTHING, set())),
    ],
)
def test_a_change_reaches_as_far_as_it_may(
    root: Path, name: str, content: str, expected: tuple[Work, set[str]]
) -> None:
    before = _record(root)

    (root / name).write_text(content)

    assert compare(before, _record(root)) == expected


def test_a_page_removed_reaches_everything(root: Path) -> None:
    before = _record(root)
    (root / "docs/a.md").unlink()

    assert compare(before, _record(root)) == (Work.EVERYTHING, set())


@pytest.mark.parametrize("name", ["SITE_URL", "READTHEDOCS_CANONICAL_URL", "SOURCE_DATE_EPOCH"])
def test_the_environment_is_an_input(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = _record(root)
    monkeypatch.setenv(name, "1")

    assert compare(before, _record(root)) == (Work.EVERYTHING, set())


def test_caches_are_no_inputs(root: Path) -> None:
    before = _record(root)
    (root / "src/labs/__pycache__").mkdir()
    (root / "src/labs/__pycache__/a.pyc").write_text("x")
    (root / "docs/.hidden").write_text("x")

    assert _record(root) == before


@pytest.mark.parametrize(
    ("page", "front"),
    [
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

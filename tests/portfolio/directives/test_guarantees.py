"""A promise stands on the site only beside a test that exists."""

from pathlib import Path

from portfolio.directives.guarantees import names_of_tests
from support.small import Site, words

TEST = "def test_kept():\n    pass\n\nclass TestIt:\n    def test_inner(self):\n        pass\n"


def promise(site: Site, *lines: str) -> list[str]:
    (site.folder / "tests").mkdir(exist_ok=True)
    (site.folder / "tests/test_it.py").write_text(TEST)
    site.page("one", "One", "```{promises}\n" + "\n".join(lines) + "\n```")
    site.project("a")
    return site.build()


def test_shows_promise_and_test(small: Site) -> None:
    assert promise(small, "It *works* :: tests/test_it.py::test_kept") == []
    row = small.article("one").select("table.pf-promises tbody tr")[0]

    assert [words(cell) for cell in row.select("td")] == ["It works", "tests/test_it.py::test_kept"]
    assert words(row.select("em")[0]) == "works"


def test_what_keeps_no_promise_is_a_mistake(small: Site) -> None:
    again = "; a promise needs the test that keeps it"
    form = "write promise :: tests/path.py::test_name"
    for line, message in {
        "A :: tests/test_it.py::test_lost": f"no test test_lost in tests/test_it.py{again}",
        "A :: tests/nowhere.py::test_kept": f"no test test_kept in tests/nowhere.py{again}",
        "A": f'"A": {form}',
        "A :: tests/test_it.py": f'"A :: tests/test_it.py": {form}',
        "": "no promises; write one a line, promise :: tests/path.py::test_name",
    }.items():
        assert promise(small, line) == [f"docs/one.md:3: {message}"]


def test_finds_test_functions_only(tmp_path: Path) -> None:
    path = tmp_path / "test_it.py"
    path.write_text(TEST + "\ndef helper():\n    pass\n# def test_commented(): pass\n")

    assert names_of_tests(path) == {"test_kept", "test_inner"}
    assert names_of_tests(tmp_path / "nowhere.py") == set()

"""The index as files, and the scripts that read it as one."""

import os
from pathlib import Path

import pytest

from sitesearch.index import Index, Page, build
from sitesearch.sections import Section
from sitesearch.write import PAGES, files, join, join_later, update, write


def test_the_scripts_are_joined_by_their_imports(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nb();\n')
    (tmp_path / "b.js").write_text('import { c } from "./c.js";\nexport const b = () => c;\n')
    (tmp_path / "c.js").write_text("export const c = 1;\nconst d = 2;\n")

    joined = join(tmp_path / "a.js")
    assert "import" not in joined
    assert "export" not in joined
    assert joined.index("const c") < joined.index("const b") < joined.index("b();")

    (tmp_path / "b.js").write_text('import { c } from "./c.js";\nexport function d() {}\n')
    with pytest.raises(ValueError, match="two modules declare d"):
        join(tmp_path / "a.js")


def test_what_is_loaded_later_takes_what_it_needs_from_the_first_script(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nb();\n')
    (tmp_path / "b.js").write_text("export const b = () => c;\nexport const c = 1;\n")
    (tmp_path / "late.js").write_text(
        'import { b, c } from "./b.js";\nimport { d } from "./d.js";\nexport const e = b(c, d);\n'
    )
    (tmp_path / "d.js").write_text("export const d = 2;\n")

    joined = join(tmp_path / "a.js", [tmp_path / "late.js"])
    later = join_later(tmp_path / "late.js", tmp_path / "a.js")
    assert "siteSearch.shared = { b, c };" in joined
    assert later.startswith('$file("", (() => {\n"use strict";\nconst { b, c } = ')
    assert later.index("const d = 2") < later.index("const e") < later.index("return { e };")
    assert "const b" not in later


def test_files_carry_one_version_and_those_of_earlier_builds_go(tmp_path: Path) -> None:
    first = write(tmp_path, {"core": [1], "s0": ["é"], "t0": []})
    (tmp_path / "app.js").write_text("ours")
    assert (tmp_path / "s0.js").read_text("utf-8") == f'$file("{first}",["é"])'
    assert first == write(tmp_path, {"t0": [], "s0": ["é"], "core": [1]})

    second = write(tmp_path, {"core": [2], "s0": ["é"]})
    assert second != first
    assert {path.name for path in tmp_path.iterdir()} == {"core.js", "s0.js", "app.js"}


def test_a_file_that_is_as_it_should_be_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"core": [1]})
    update(tmp_path / "a/b.js", "b")
    for path in (tmp_path / "core.js", tmp_path / "a/b.js"):
        os.utime(path, (1, 1))
    write(tmp_path, {"core": [1]})
    update(tmp_path / "a/b.js", "b")
    assert {(tmp_path / name).stat().st_mtime for name in ("core.js", "a/b.js")} == {1}

    update(tmp_path / "a/b.js", "c")
    assert (tmp_path / "a/b.js").read_text() == "c"


def index_of(count: int) -> Index:
    """Return the index of pages with two sections and facts on the first."""
    pages = [
        Page(f"p{n}", f"p{n}.html", f"Title {n}", [Section("", "", "Words."), Section("s", "Sub")],
             facets={"topic": ["b"] if n else ["c", "x"]}, facts="" if n else "Facts")
        for n in range(count)
    ]  # fmt: skip
    return build(pages)


def test_a_small_site_has_its_pages_in_the_core() -> None:
    labels = {"topic": {"c": "C", "b": "B", "unused": "U"}}
    found = files(index_of(2), str, {"topic": "Topic"}, labels, most=0)

    core = found["core"]
    titles, addresses, facts = core[0]
    assert (titles, addresses, facts) == (
        ["Title 0", "Title 1"], ["p0.html", "p1.html"], ["Facts", ""],
    )  # fmt: skip
    assert core[1] == [2, 2]
    assert ["topic", "Topic", [["c", "C"], ["b", "B"], ["x", "x"]], [[0, 2], [1]]] in core[10]
    assert not [name for name in found if name[0] == "p"]
    assert [found[f"t{n}"] for n in range(4)] == [
        [["", "", "Words."]], [["s", "Sub", ""]], [["", "", "Words."]], [["s", "Sub", ""]],
    ]  # fmt: skip


def test_a_large_site_has_its_pages_in_files_of_their_own() -> None:
    found = files(index_of(PAGES + 1), str, {}, {}, most=100)

    assert found["core"][0] == PAGES
    assert [len(found[name][0]) for name in ("p0", "p1")] == [PAGES, 1]
    assert len([name for name in found if name[0] == "t"]) == PAGES + 1, "none with two pages' text"


def test_a_page_without_text_has_a_block_of_its_own() -> None:
    pages = [Page(name, name, name, [Section("", "", "")]) for name in "ab"]

    assert files(build(pages), str, {}, {}, most=100)["core"][4] == "11"

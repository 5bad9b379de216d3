"""The published bytes depend on the sources alone.

Not on the order of sets, the folder, what was built before, or how an earlier build ended.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import pytest

from portfolio.build import fingerprint
from portfolio.build.fingerprint import BuildScope
from support import complete_site
from support.copies import build, copy_repository, published, start, stop_when


def _differences(a: dict[str, bytes], b: dict[str, bytes]) -> list[str]:
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep the repository as it was when these tests began."""
    return copy_repository(tmp_path_factory.mktemp("sources") / "repository")


@pytest.fixture(scope="module")
def copies(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two copies of the repository in different folders: to build on, and to build cleanly."""
    return (
        copy_repository(tmp_path_factory.mktemp("kept") / "repository", sources),
        copy_repository(tmp_path_factory.mktemp("clean") / "elsewhere" / "copy", sources),
    )


@pytest.fixture(scope="module")
def clean(copies: tuple[Path, Path]) -> dict[str, bytes]:
    """Build both copies cleanly, with different hash seeds; return the bytes of the first."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(build, copies, (1, 2))
    assert _differences(first, second) == []
    return first


def test_two_clean_builds_are_identical(clean: dict[str, bytes]) -> None:
    """The ``clean`` fixture compares; this proves that there was something to compare."""
    suffixes = [PurePosixPath(name).suffix for name in clean]

    assert {".html", ".css", ".js", ".json", ".svg", ".inv"} <= set(suffixes)
    assert suffixes.count(".html") >= 18
    assert b"<svg" in clean["projects/ekko.html"]


def test_the_comparison_notices_a_single_byte(clean: dict[str, bytes]) -> None:
    other = clean | {"index.html": clean["index.html"] + b" "}

    assert _differences(clean, other) == ["index.html"]


def _replace(name: str, pattern: str, by: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / name
        text, count = re.subn(pattern, by, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        assert count == 1, f"{name} has no {pattern}"
        path.write_text(text, "utf-8")

    return edit


def _write(name: str, text: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        (folder / name).write_text(text, "utf-8")

    return edit


def _keep_time(name: str, edit: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return *edit* of the file *name*, after which the file has the time it had before."""

    def timeless(folder: Path) -> None:
        times = (folder / name).stat()
        edit(folder)
        os.utime(folder / name, ns=(times.st_atime_ns, times.st_mtime_ns))

    return timeless


# Each edit alone, one after another on one small site, without the others being taken back.
EDITS = {
    "prose": _replace("docs/projects/ekko.md", r"\Z", "\nOne more sentence.\n"),
    "prose, with its old date": _keep_time(
        "docs/about.md", _replace("docs/about.md", r"\Z", "\nOne more sentence.\n")
    ),
    "an included file, with its old date": _keep_time(
        "beside.txt", _write("beside.txt", "What it says now.\n")
    ),
    "style sheet": _replace(
        "src/portfolio/theme/site/static/css/base.css", r"\Z", "\nbody { outline: 3px solid }\n"
    ),
    "prose after a style sheet": _replace("docs/zebra.md", r"\Z", "\nMore words.\n"),
    "a heading": _replace("docs/projects/ekko.md", r"^## (.*)$", r"## \1, again"),
    "a term": _replace("docs/glossary.md", r"^(batching\n  )", r"\1Edited: "),
    "a claim": _replace("docs/projects/llvm.md", r"^claim: .*$", "claim: Another claim."),
    "bibliography": _replace("docs/references.bib", r"title=\{A ", "title={An Edited "),
    "measured result": _replace("docs/measured/sizes.json", r'"caption": "', r"\g<0>Edited. "),
    "configuration": _replace("docs/conf.py", r'^html_title = "', r"\g<0>Edited "),
    "lab code": _replace(
        "src/labs/kernel/drawing.py", r'class="fig" role', 'class="fig edited" role'
    ),
    "a file of the output is gone": lambda folder: (folder / "_build/html/robots.txt").unlink(),
}


def _new_page(folder: Path) -> None:
    page = "---\ntitle: Quagga\norphan: true\ndescription: A page.\n---\n\nText.\n"
    (folder / "docs/quagga.md").write_text(page, "utf-8")
    _replace("docs/addresses.txt", r"\Z", "quagga\n")(folder)


# After one of these a build keeps nothing, so that they are compared all at once.
LARGE_EDITS = {
    "front matter": _replace("docs/projects/ekko.md", r"^claim: .*$", "claim: Another claim."),
    "extension code": _replace(
        "src/portfolio/directives/project_facts.py", r'\("Role", ', '("What he did", '
    ),
    "lab code": _replace(
        "src/labs/kernel/drawing.py", r'class="fig" role', 'class="fig edited" role'
    ),
    "bibliography": _replace("docs/references.bib", r"^( *title = \{)Ekko", r"\1Edited Ekko"),
    "measured result": _replace("docs/measured/weight.json", r'"caption": "', r"\g<0>Edited. "),
    "configuration": _replace("docs/conf.py", r'^html_title = "', r"\g<0>Edited "),
    "a new page": _new_page,
}


@pytest.fixture
def mended(sources: Path, copies: tuple[Path, Path]) -> Iterator[None]:
    """After the test, give both copies their sources again."""
    yield
    for folder in copies:
        shutil.rmtree(folder / "docs")
        shutil.rmtree(folder / "src")
        copy_repository(folder, sources)


def test_after_each_edit_alone_a_build_equals_a_clean_one(sources: Path, tmp_path: Path) -> None:
    """Each kind of edit is followed by a build that may keep most of the one before it."""
    folder = complete_site.make(tmp_path / "kept", sources)
    other = complete_site.make(tmp_path / "clean" / "elsewhere", sources)
    before = build(folder, 3)
    for kind, edit in EDITS.items():
        edit(folder)
        after = build(folder, 3)
        if "gone" not in kind:
            assert _differences(before, after) != [], f"{kind}: the edit changed nothing"
            edit(other)
        shutil.rmtree(other / "_build", ignore_errors=True)
        assert _differences(after, build(other, 4)) == [], kind
        before = after


@pytest.mark.usefixtures("mended")
def test_after_all_other_edits_a_build_equals_a_clean_one(
    copies: tuple[Path, Path], clean: dict[str, bytes]
) -> None:
    _, other = copies
    for folder in copies:
        for edit in LARGE_EDITS.values():
            edit(folder)
    shutil.rmtree(other / "_build")

    with ThreadPoolExecutor(2) as pool:
        after, anew = pool.map(build, copies, (3, 4))

    assert _differences(clean, after) != [], "the edits changed nothing"
    assert _differences(after, anew) == []


@pytest.mark.parametrize("kind", LARGE_EDITS)
@pytest.mark.usefixtures("mended")
def test_after_a_large_edit_nothing_is_kept(kind: str, copies: tuple[Path, Path]) -> None:
    folder, _ = copies
    before = fingerprint.record(folder / "docs", folder / "src", {})

    LARGE_EDITS[kind](folder)

    after = fingerprint.record(folder / "docs", folder / "src", {})
    assert fingerprint.compare(before, after, {}) == (BuildScope.FULL, set())


MOMENTS = {
    "at the start": "draft",
    "while reading": "draft/doctrees",
    "after reading": "draft/doctrees/environment.pickle",
    "while writing": "draft/html/about.html",
    "at the end": "draft/html/searchindex.js",
}


@pytest.fixture(scope="module")
def small(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Build a small site cleanly; return its folder and its bytes."""
    folder = complete_site.make(tmp_path_factory.mktemp("small") / "site", sources)
    return folder, build(folder)


@pytest.mark.parametrize("moment", ["while reading", "while writing"])
def test_a_build_killed_and_run_again_gives_the_same_bytes(
    moment: str, small: tuple[Path, dict[str, bytes]]
) -> None:
    folder, clean = small
    shutil.rmtree(folder / "_build")

    stop_when(start(folder), lambda: (folder / "_build" / MOMENTS[moment]).exists())

    assert published(folder) == {}
    assert _differences(build(folder), clean) == []


@pytest.mark.parametrize("moment", ["at the start", "after reading", "while writing", "at the end"])
def test_a_killed_build_leaves_the_site_before_it(
    moment: str, small: tuple[Path, dict[str, bytes]]
) -> None:
    """A page is edited and the build killed; the edit is taken back, and the site is as before."""
    folder, clean = small
    before = build(folder)
    page = folder / "docs/about.md"
    text = page.read_text("utf-8")
    page.write_text(text + "\nA sentence.\n", "utf-8")
    gone = folder / "_build/draft/record.json"  # what an earlier build left is there at once

    stop_when(
        start(folder),
        lambda: not gone.exists() and (folder / "_build" / MOMENTS[moment]).exists(),
    )

    assert _differences(published(folder), before) == []
    page.write_text(text, "utf-8")
    assert _differences(build(folder), clean) == []

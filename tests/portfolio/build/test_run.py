"""The build publishes a whole site or leaves the last one alone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from portfolio.build import fingerprint
from portfolio.build.run import _publish, _restore
from portfolio.metadata import llms
from support.small import CONF, Site, files, make_html, write_site

HOME = "# Home\n\nSee [the other page](other.md).\n\n```{toctree}\nother\n```\n"
OTHER = "# Other\n\nText.\n"
BROKEN = "# Other\n\nA [broken link](qqq.md).\n"


def test_ends_by_printing_the_page_to_open(tmp_path: Path) -> None:
    write_site(tmp_path, index=HOME, other=OTHER)

    done = make_html(tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, "_build/html/index.html\n", "")
    assert (tmp_path / "_build/html/other.html").read_text().count("<h1>Other") == 1


def test_a_failing_build_leaves_the_site_before_it(tmp_path: Path) -> None:
    write_site(tmp_path, index=HOME, other=OTHER)
    make_html(tmp_path)
    before = files(tmp_path / "_build/html")

    write_site(tmp_path, other=BROKEN)
    done = make_html(tmp_path)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "docs/other.md:3: broken link: no page, file, heading of this page or label is called "
        '"qqq.md"\n1 mistake; nothing was published. The site built before was kept.\n'
    )
    assert files(tmp_path / "_build/html") == before


def test_the_same_mistake_is_reported_by_the_next_build_too(tmp_path: Path) -> None:
    write_site(tmp_path, index=HOME, other=BROKEN)

    assert make_html(tmp_path).stderr == make_html(tmp_path).stderr != ""


def test_a_mended_mistake_gives_the_site_of_a_clean_build(tmp_path: Path) -> None:
    write_site(tmp_path / "mended", index=HOME, other=BROKEN)
    write_site(tmp_path / "clean", index=HOME, other=OTHER)
    make_html(tmp_path / "mended")
    write_site(tmp_path / "mended", other=OTHER)

    assert (
        make_html(tmp_path / "mended").returncode == make_html(tmp_path / "clean").returncode == 0
    )
    assert files(tmp_path / "mended/_build/html") == files(tmp_path / "clean/_build/html")


def test_nothing_changed_writes_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, index=HOME, other=OTHER)
    make_html(tmp_path)
    before = fingerprint.state(tmp_path / "_build/html")

    assert make_html(tmp_path).returncode == 0
    assert fingerprint.state(tmp_path / "_build/html") == before


def test_a_file_missing_from_the_output_comes_back(tmp_path: Path) -> None:
    write_site(tmp_path, index=HOME, other=OTHER)
    make_html(tmp_path)
    before = files(tmp_path / "_build/html")
    (tmp_path / "_build/html/other.html").unlink()

    make_html(tmp_path)

    assert files(tmp_path / "_build/html") == before


def test_a_page_that_was_removed_leaves_no_file(tmp_path: Path) -> None:
    docs = write_site(tmp_path, index=HOME, other=OTHER)
    make_html(tmp_path)
    (docs / "other.md").unlink()
    write_site(tmp_path, index="# Home\n\nText.\n")

    assert make_html(tmp_path).returncode == 0
    assert not [name for name in files(tmp_path / "_build/html") if "other" in name]


def test_a_fault_of_our_own_code_is_one_line_and_its_traceback_a_file(
    small: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("no\nluck")

    monkeypatch.setattr(llms, "pages", fail)

    (message,) = small.build()

    assert re.fullmatch(
        r"\S+/src/portfolio/metadata/llms\.py:\d+: ZeroDivisionError: no luck "
        r"\(traceback in _build/draft/traceback\.txt\)",
        message,
    )
    report = small.folder / "_build/draft/traceback.txt"
    assert "Traceback (most recent call last)" in report.read_text()


def test_a_theme_that_does_not_exist_is_named_at_its_line(small: Site) -> None:
    small.write("conf.py", CONF.replace('"basic"', '"no_such_theme"'))
    line = CONF[: CONF.index("html_theme")].count("\n") + 1

    (message,) = small.build()

    assert message.startswith(f"docs/conf.py:{line}: no theme named 'no_such_theme' found")


def test_publishing_that_was_stopped_half_way_is_undone(tmp_path: Path) -> None:
    """Between the two renames there is no ``html``; the next build puts the old one back."""
    work, published = tmp_path / "draft", tmp_path / "html"
    (work / "previous").mkdir(parents=True)
    (work / "previous" / "index.html").write_text("old")

    _restore(work, published)

    assert files(published) == {"index.html": b"old"}


def test_publishing_replaces_every_file(tmp_path: Path) -> None:
    work, published = tmp_path / "draft", tmp_path / "html"
    for folder, name in ((published, "old.html"), (work / "html", "new.html")):
        folder.mkdir(parents=True)
        (folder / name).write_text(name)

    _publish(work, published)

    assert files(published) == {"new.html": b"new.html"}
    assert not list(work.iterdir())


def test_with_nothing_to_do_sphinx_is_not_even_imported() -> None:
    code = "import sys, portfolio.build.run as run; print({'sphinx', 'yaml'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"

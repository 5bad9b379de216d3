"""Sphinx itself, as ``make live`` runs it, reads every page again when it must."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from portfolio.build import fingerprint, freshness
from portfolio.interactive import modules
from support.small import Site


def test_a_fact_reaches_the_pages_that_show_it(small: Site) -> None:
    small.page("cards", "Cards", "```{project-cards}\n```")
    small.project("a", claim="It is fast.")
    small.project("b", "```{related-projects}\n```")
    small.sphinx()

    small.project("a", claim="It is faster.", related="[{uses: b, why: of speed}]")
    small.sphinx()

    live = small.folder / "_build/live"
    assert "It is faster." in (live / "cards.html").read_text()
    assert "of speed" in (live / "projects/b.html").read_text()


def test_prose_alone_reads_and_writes_one_page(small: Site) -> None:
    small.project("a")
    small.sphinx()
    other = small.folder / "_build/live/publications.html"
    written = other.stat().st_mtime_ns
    small.project("a", "About it.\n\nOther words.")

    assert "0 added, 1 changed, 0 removed" in small.sphinx()
    assert other.stat().st_mtime_ns == written


def test_code_is_part_of_the_configuration(
    small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "one.py").write_text("1")
    monkeypatch.setattr(freshness, "CODE", code)
    before = fingerprint.state(code)
    (code / "one.py").write_text("22")

    class Config:
        portfolio_code = before
        exclude_patterns: ClassVar[list[str]] = []

    freshness._configure(None, Config)  # type: ignore[arg-type]
    assert Config.portfolio_code not in ("", before)


def test_every_page_is_read_again_after_a_change_of_any_module_of_a_lab(
    small: Site, tmp_path: Path
) -> None:
    """The labs are part of the code, and a change of the code is one of the environment."""
    files = modules.all_modules()
    assert len(files) > len(modules.shipped_modules())
    assert all(path.is_relative_to(freshness.CODE) for path in files)
    code = tmp_path / "code"
    shutil.copytree(modules.SOURCE, code / "labs")
    (code / "run.py").write_text(
        "import sys\nfrom pathlib import Path\nfrom portfolio.build import freshness\n"
        f"freshness.CODE = Path({str(code)!r})\n"
        "from sphinx.cmd.build import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    command = [sys.executable, code / "run.py", "-b", "dummy", small.docs, tmp_path / "out"]

    def report() -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    report()
    assert "0 added, 0 changed, 0 removed" in report()
    with (code / "labs/ekko/world.py").open("a") as module:
        module.write("\n# Another state.\n")
    assert "[config changed ('portfolio_code')]" in report()


def test_pages_in_hidden_folders_are_none(small: Site) -> None:
    """Tools leave Markdown there; an environment in the source folder has licenses."""
    for name in (
        ".venv/lib/x/LICENSE.md",
        "topics/.ipynb_checkpoints/a.md",
        "_build/b.md",
        ".c.md",
    ):
        small.write(name, "# MIT\n\nWords.\n")
    small.page("index", "Home", "```{toctree}\n:glob:\n\n*\ntopics/*\n```")

    assert small.build() == []

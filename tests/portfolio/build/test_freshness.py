"""Sphinx itself, as ``make live`` runs it, reads every page again when it must."""

from pathlib import Path
from typing import ClassVar

import pytest

from portfolio.build import fingerprint, freshness
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

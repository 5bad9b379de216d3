"""Fixtures of the extension's tests."""

from pathlib import Path

import pytest

from support.small import Site


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a small site without projects; messages name files relative to it."""
    monkeypatch.chdir(tmp_path)
    return Site(tmp_path)

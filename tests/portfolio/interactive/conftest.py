"""A registry with one lab that tests know all about."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from labs import registry
from support.live_labs.ring import LAB
from support.small import Site


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the site know the lab "ring" and no other."""
    monkeypatch.setattr(registry, "NAMES", ("ring",))
    module = ModuleType("labs.ring.lab")
    vars(module)["LAB"] = LAB
    monkeypatch.setitem(sys.modules, module.__name__, module)
    registry.pictures.clear()
    registry.value.cache_clear()
    yield
    registry.pictures.clear()
    registry.value.cache_clear()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a small site without projects that builds without a message."""
    monkeypatch.chdir(tmp_path)
    site = Site(tmp_path)
    site.page("index", "Home", "All.\n\n```{toctree}\n:glob:\n\n*\ntopics/*\n```")
    site.page("publications", "Publications", "None.")
    return site

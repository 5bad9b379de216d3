"""A registry with one lab that tests know all about, and a site with its panel."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from bs4 import BeautifulSoup

from labs import registry
from support.live_labs.ring import LAB
from support.small import Site


@contextmanager
def only_ring() -> Iterator[None]:
    """Have the site know the lab "ring" and no other."""
    module = ModuleType("labs.ring.lab")
    vars(module)["LAB"] = LAB
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "NAMES", ("ring",))
        patch.setitem(sys.modules, module.__name__, module)
        registry.pictures.clear()
        registry.value.cache_clear()
        yield
    registry.pictures.clear()
    registry.value.cache_clear()


@pytest.fixture
def ring() -> Iterator[None]:
    """Have the site know the lab "ring" and no other."""
    with only_ring():
        yield


def small_site(folder: Path) -> Site:
    """Return a small site without projects that builds without a message."""
    site = Site(folder)
    site.page("index", "Home", "All.\n\n```{toctree}\n:glob:\n\n*\ntopics/*\n```")
    site.page("publications", "Publications", "None.")
    return site


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a small site without projects that builds without a message."""
    monkeypatch.chdir(tmp_path)
    return small_site(tmp_path)


@pytest.fixture(scope="session")
def panel_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build a site with the panel of "ring" on page ``a`` and none on ``other``, for all to read.

    A test that changes it, or builds it again, would change the next one's.
    """
    with only_ring(), pytest.MonkeyPatch.context() as patch:
        site = small_site(tmp_path_factory.mktemp("panel"))
        patch.chdir(site.folder)
        site.page("a", "A", "Text.\n\n```{lab} ring\n```")
        site.page("other", "Other", "No lab here.")
        assert site.build() == []
    return site


@pytest.fixture
def panel(panel_site: Site) -> Any:
    """Return the panel as its page has it."""
    return panel_site.page_of("a").select_one("section.lab")


@pytest.fixture
def data(panel_site: Site) -> Any:
    """Return the file that completes the panel."""
    (file,) = panel_site.file("_static/lab").glob("*/ring.json")
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture
def rest(data: Any) -> Any:
    """Return the rest of the panel."""
    return BeautifulSoup(data["rest"], "html5lib").body

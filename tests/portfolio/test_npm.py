"""Where the pinned npm packages are looked for."""

from pathlib import Path

import pytest

from portfolio import npm
from support import ROOT


def test_a_checkout_has_its_own() -> None:
    assert npm.project_folder() == ROOT


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a site whose package is installed elsewhere."""
    monkeypatch.setattr(npm, "HERE", tmp_path / "lib/site-packages/portfolio")
    (tmp_path / "site/docs").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "site/docs")
    return tmp_path / "site"


def test_an_installed_package_looks_above_the_current_folder(wheel: Path) -> None:
    assert npm.project_folder() == wheel / "docs", "none is there: npm would put it here"

    (wheel / "node_modules").mkdir()
    assert npm.project_folder() == wheel


def test_the_packages_own_come_first(wheel: Path) -> None:
    (wheel / "node_modules").mkdir()
    (npm.HERE.parent / "node_modules").mkdir(parents=True)

    assert npm.project_folder() == npm.HERE.parent

"""Fixtures shared by every test: the real site, built once a run."""

import functools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# no test is timed: what a busy machine does to a property test says nothing about the property
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site's folder; built from ``docs/`` once, for no address."""
    return _build(tmp_path_factory.mktemp("site"), address="")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that builds the site for an address, once each."""

    @functools.cache
    def build(address: str) -> Path:
        return _build(tmp_path_factory.mktemp("published"), address)

    return build


def _build(target: Path, address: str) -> Path:
    unset = ("SITE_URL", "READTHEDOCS_CANONICAL_URL")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    done = subprocess.run(
        [sys.executable, "-m", "portfolio.build", str(ROOT / "docs"), str(target)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**environment, "SITE_URL": address},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target / "html"

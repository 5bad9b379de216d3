"""Fixtures shared by every test: the real site, built once a run."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site's folder; built from ``docs/`` once, warnings as errors."""
    target = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "portfolio.build", str(ROOT / "docs"), str(target)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=None,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target / "html"

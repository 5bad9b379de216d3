"""Fixtures shared by every test: the real site, built once a run, by whichever process needs it."""

import functools
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from support import ROOT

# no test is timed: what a busy machine does to a property test says nothing about the property;
# continuous integration tries the same examples each time, a developer's machine new ones
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Start one process more than there are processors, since tests of browsers often wait."""
    return (yield) + 1


SLOWEST = ("tests/browser/", "tests/site/test_same_bytes.py", "tests/parity/", "tests/site/")
"""What takes longest, begun first: then no process is left alone with it at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with :data:`SLOWEST`; otherwise the order stays as it is."""

    def rank(item: pytest.Item) -> int:
        name = item.path.relative_to(ROOT).as_posix()
        return next((i for i, slow in enumerate(SLOWEST) if name.startswith(slow)), len(SLOWEST))

    items.sort(key=rank)


@pytest.fixture(scope="session")
def site(published: Callable[[str], Path]) -> Path:
    """Return the built site's folder; built from ``docs/`` for no address."""
    return published("")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that builds the site for an address, once each."""
    own = tmp_path_factory.getbasetemp()
    # pytest-xdist gives each process a folder in that of the run
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    @functools.cache
    def build(address: str) -> Path:
        target = shared / f"site-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
        with FileLock(f"{target}.lock"):
            if not (target / "html").exists():
                _build(target, address)
        return target / "html"

    return build


def _build(target: Path, address: str) -> None:
    unset = ("SITE_URL", "READTHEDOCS_CANONICAL_URL")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    done = subprocess.run(
        [sys.executable, "-m", "portfolio.build", str(ROOT / "docs"), str(target)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**environment, "SITE_URL": address},
        umask=0o022,  # the usual one: test_hosts.py looks at who may read the files
    )
    assert done.returncode == 0, done.stdout + done.stderr

"""Programs that come from the system, found or installed.

Tests must not be skipped because a tool is missing. A tool that no Python or npm package brings
is looked for, else installed by the system's package manager when it may, else the test fails
with the one command to run.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock

FOLDERS = "/usr/sbin:/usr/local/sbin:/sbin"  # servers live where users' PATH does not look


def find_or_install(names: Sequence[str], package: str) -> str:
    """Return the path of the first of *names* there is, after installing *package* if needed."""
    if path := _find(names):
        return path
    command = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        # tests run in several processes, and apt-get works for one at a time
        with FileLock(Path(tempfile.gettempdir()) / "portfolio-apt.lock"):
            if path := _find(names):  # another process has installed it meanwhile
                return path
            subprocess.run(["apt-get", "update"], check=True, capture_output=True)
            subprocess.run(command, check=True, capture_output=True, env=environment)
        if path := _find(names):
            return path
    raise RuntimeError(f"{names[0]} is missing; run: sudo {' '.join(command)}")


def _find(names: Sequence[str]) -> str | None:
    path = os.pathsep.join([os.environ.get("PATH", ""), FOLDERS])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)

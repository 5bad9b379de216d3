"""Copies of the repository, to edit and build elsewhere."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from support import ROOT

_INPUTS = (
    "docs",
    "src",
    "tests",  # the colophon names them
    "requirements",
    "pyproject.toml",
    "package.json",
    "package-lock.json",
)


def copy_repository(folder: Path, source: Path = ROOT) -> Path:
    """Copy what the site is made of from *source* into *folder*, and return the folder."""
    for name in _INPUTS:
        if (source / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "_build")
            shutil.copytree(source / name, folder / name, ignore=ignored, dirs_exist_ok=True)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, folder / name)
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def start(folder: Path, seed: int = 0) -> "subprocess.Popen[str]":
    """Start building the copy in *folder*, with string hashes from *seed*, in its own group."""
    return subprocess.Popen(
        # from the copy's src, so that Python finds the copy's modules before the installed ones
        [sys.executable, "-m", "portfolio.build", "../docs", "../_build"],
        cwd=folder / "src",
        env=os.environ | {"PYTHONHASHSEED": str(seed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def build(folder: Path, seed: int = 0) -> dict[str, bytes]:
    """Build the copy in *folder* and return the content of every published file."""
    process = start(folder, seed)
    output, _ = process.communicate()
    assert process.returncode == 0, output
    return published(folder)


def stop_when(process: "subprocess.Popen[str]", moment: Callable[[], bool]) -> None:
    """Kill *process* and its children, without a warning, as soon as *moment* has come."""
    while not moment():
        assert process.poll() is None, "the build ended before the moment came"
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def published(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below *folder*/_build/html."""
    html = folder / "_build" / "html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in sorted(html.rglob("*"))
        if path.is_file()
    }

"""Find a browser for the tests, or install one.

In this order: an installed Chromium or Chrome; Playwright's own, downloaded if need be; the
system's package, when we may install it. Else the error names the one command to run.
"""

import functools
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from support.system_packages import find_or_install

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE_MS = 20_000  # what a loaded machine may take to do what a page asks of it
CHROMIUM = (
    "chromium-headless-shell",  # the same engine without the windows around it: half the work
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
_WHERE = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as p: print(p.chromium.executable_path)"
)


@functools.cache
def chromium_path() -> str:
    """Return the path of a Chromium or Chrome that starts.

    Raises RuntimeError, with the command to run, if there is none and none can be installed.
    """
    return (
        _installed() or _from_playwright() or find_or_install(CHROMIUM, "chromium-headless-shell")
    )


def _installed() -> str | None:
    found = (shutil.which(name) for name in CHROMIUM)
    return next((path for path in found if path and _starts(path)), None)


def _from_playwright() -> str | None:
    for command in (None, [sys.executable, "-m", "playwright", "install", "chromium"]):
        if command:
            _run(command)
        path = (_run([sys.executable, "-c", _WHERE]) or "").strip()
        if path and _starts(path):
            return path
    return None


def _starts(path: str) -> bool:
    """Tell whether the browser runs here; a package's stub or missing libraries would not."""
    return _run([path, "--version"]) is not None


def _run(command: list[str]) -> str | None:
    """Return what *command* printed, or ``None`` if it failed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def firefox_path() -> str:
    """Return the path of an installed Firefox, after installing one if needed."""
    return find_or_install(("firefox", "firefox-esr"), "firefox-esr")


@contextmanager
def empty_page(browser: "Browser") -> Iterator[tuple["Page", list[str]]]:
    """Yield an empty page in a context of its own, and the list of the errors it reports."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    yield page, complaints
    context.close()

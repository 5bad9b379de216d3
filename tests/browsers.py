"""Find a browser for the tests."""

import shutil


def chromium_path() -> str:
    """Return the path of an installed Chromium or Chrome."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    raise RuntimeError("no Chromium found: apt-get install chromium")

"""The scripts of a panel: all that it needs are asked for at once, and no other."""

import re
from pathlib import Path

from portfolio.interactive.assets import STATIC

SCRIPTS = STATIC / "lab"


def imported(path: Path, found: set[str]) -> set[str]:
    """Add the names of the scripts that *path* imports, directly or not, to *found*."""
    source = path.read_text(encoding="utf-8")
    for name in re.findall(r'^import [^;]*? from "\./(\w+)\.js";', source, re.MULTILINE):
        if name not in found:
            found.add(name)
            imported(SCRIPTS / f"{name}.js", found)
    return found


def test_waking_a_panel_asks_at_once_for_every_script_that_it_needs() -> None:
    source = (SCRIPTS / "lab.js").read_text(encoding="utf-8")
    listed = re.search(r'modules = "([\w ]+)"\.split', source)
    assert listed
    needed = {"panel", "worker"}
    for name in ("panel", "worker"):
        imported(SCRIPTS / f"{name}.js", needed)
    assert sorted(listed[1].split()) == sorted(needed)
    assert "gzip_fetch" in needed, "the worker's own are among them"

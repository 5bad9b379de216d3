"""``make bench-weight``: bytes of the first view of each kind of page, beside stock Furo.

The same pages are built twice in this run: as published, and in Furo itself
(``html_theme=furo``). A first view is the page and everything
it loads before the reader does anything, each file packed by ``gzip -9``.
"""

import gzip
import json
import platform
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from support import ROOT
from support.lighthouse import KINDS

TARGET = ROOT / "docs/measured/weight.json"
ASSET = re.compile(r'<(?:link[^>]*rel="stylesheet"[^>]*href|script[^>]*src)="([^"?]+)')


def build(target: Path, *options: str) -> Path:
    """Build the site with Sphinx alone and return its folder."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", *options]
    subprocess.run(
        [*command, str(ROOT / "docs"), str(target)],
        check=True,
        cwd=ROOT,
    )
    return target


def packed(path: Path) -> int:
    """Return the size of a file under ``gzip -9``."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def first_view(page: Path) -> tuple[int, int, int, int]:
    """Return (HTML, style sheets, scripts) in bytes, and the number of requests."""
    names = ASSET.findall(page.read_text("utf-8"))
    loaded = [page.parent / name for name in names]
    sheets = sum(packed(path) for path in loaded if path.suffix == ".css")
    scripts = sum(packed(path) for path in loaded if path.suffix == ".js")
    return packed(page), sheets, scripts, 1 + len(loaded)


def main() -> None:
    """Build both, measure, and write the table."""
    with tempfile.TemporaryDirectory() as folder:
        ours = build(Path(folder, "ours"))
        stock = build(Path(folder, "stock"), "-D", "html_theme=furo")
        rows: list[list[str | float]] = []
        for name, page in KINDS.items():
            html, css, js, requests = first_view(ours / f"{page}.html")
            total, furo = html + css + js, sum(first_view(stock / f"{page}.html")[:3])
            sizes = (html, css, js, total, furo)
            rows.append([name, *(round(size / 1000, 1) for size in sizes), requests])
    result = {
        "caption": "First view of each kind of page, in kB packed by gzip -9",
        "command": "make bench-weight",
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": {name: version(name) for name in ("sphinx", "furo", "sphinx-design")},
        "columns": ["Page", "HTML", "CSS", "JavaScript", "Total", "Stock Furo", "Requests"],
        "rows": rows,
        "notes": ["Stock Furo shows the same pages with its own templates, styles and scripts."],
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()

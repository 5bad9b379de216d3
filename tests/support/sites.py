"""Small sites for the tests of the build."""

import os
import subprocess
import sys
from pathlib import Path

CONF = """
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "portfolio"]
myst_heading_anchors = 3
bibtex_bibfiles = ["references.bib"]
portfolio_person = {"name": "A", "job": "B", "employer": "C", "university": "D", "links": []}
portfolio_feed_authority = "example.org,2022"
html_theme = "portfolio"
html_static_path = ["_static"]
"""


def write(folder: Path, **pages: str) -> Path:
    """Write a site of *pages* (name to Markdown) and return its source folder."""
    docs = folder / "docs"
    (docs / "_static").mkdir(parents=True, exist_ok=True)
    (docs / "conf.py").write_text(CONF)
    (docs / "references.bib").write_text("@misc{known2000, title={T}, author={A}, year={2000}}\n")
    for name, text in pages.items():
        (docs / f"{name}.md").write_text(text)
    return docs


def build(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run ``python -m portfolio.build docs _build`` in *folder*."""
    return subprocess.run(
        [sys.executable, "-m", "portfolio.build", "docs", "_build"],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below *folder*."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }

"""``make bench-build``: how long a build takes, beside stock Furo, and how it grows.

Both sites are built from the same pages on the same machine, in turns, so that a busy machine
slows both. The stock site has MyST, sphinx-design and sphinxcontrib-bibtex, but none of our
code: what our directives would generate is missing there, the prose is all there.
"""

import ast
import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from support import ROOT
from support.copies import copy_repository

TARGET = ROOT / "docs/measured/build.json"


TURNS = 5
SIZES = (10, 100, 1000)
TOPICS = ("compilers", "serverless", "cloud-systems", "machine-learning-systems")


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Run *command* in *folder*; return its seconds on the clock and on the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, used


def ours(folder: Path) -> list[str]:
    """Return our command, which is what ``make html`` runs."""
    return [sys.executable, "-m", "portfolio.build", "docs", "_build"]


def stock(folder: Path) -> list[str]:
    """Return the stock command."""
    return [sys.executable, "-m", "sphinx", "-Q", "-d", "doctrees", "stock", "out"]


def write_stock(folder: Path) -> None:
    """Write the stock site beside ours: the same pages, a conf.py without our settings."""
    shutil.copytree(folder / "docs", folder / "stock")
    conf = folder / "stock/conf.py"
    tree = ast.parse(conf.read_text("utf-8"))
    foreign = re.compile(
        r"portfolio|sitesearch_|bibtex_default_style|redirects|sitemap|ogp_|html_sidebars|html_css|html_theme|favicon"
    )
    kept = [node for node in tree.body if not foreign.search(ast.unparse(node).split("=")[0])]
    names = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
    text = "\n".join(ast.unparse(node) for node in kept)
    conf.write_text(f"{text}\nextensions = {names}\nhtml_theme = 'furo'\n", "utf-8")


def touch(folder: Path, turn: int) -> None:
    """Edit one page of both sites."""
    for name in ("docs", "stock"):
        with (folder / name / "projects/ekko.md").open("a", encoding="utf-8") as page:
            page.write(f"\nSentence number {turn}.\n")


def compare(folder: Path) -> list[list[str | float]]:
    """Return rows of (what, seconds of ours, of the other, ratio of the clocks, of processors)."""
    write_stock(folder)

    def clean() -> None:
        for name in ("_build", "doctrees", "out"):
            shutil.rmtree(folder / name, ignore_errors=True)

    turns = iter(range(10_000))
    start = [sys.executable, "-c", "import sphinx.cmd.build, sphinx.application"]
    kinds: list[tuple[str, Callable[[], None], list[str], list[str], int]] = [
        ("everything, against stock", clean, ours(folder), stock(folder), 3),
        (
            "one page edited, against stock",
            lambda: touch(folder, next(turns)),
            ours(folder),
            stock(folder),
            TURNS,
        ),
        ("nothing changed, against stock", lambda: None, ours(folder), stock(folder), TURNS),
        ("nothing changed, against starting Sphinx", lambda: None, ours(folder), start, TURNS),
    ]
    rows: list[list[str | float]] = []
    for what, prepare, mine, other, times in kinds:
        pairs = []
        for _ in range(times):
            prepare()
            pairs.append((timed(mine, folder), timed(other, folder)))
        clock = statistics.median(a[0] / b[0] for a, b in pairs)
        processor = statistics.median(a[1] / b[1] for a, b in pairs)
        seconds = [statistics.median(pair[side][0] for pair in pairs) for side in (0, 1)]
        rows.append([what, *(round(s, 2) for s in seconds), round(clock, 2), round(processor, 2)])
    return rows


def grow(folder: Path, size: int) -> list[str | float]:
    """Build a site of *size* project pages; return a row of processor seconds and sizes."""
    for page in folder.glob("docs/projects/*.md"):
        if page.stem != "index":
            page.unlink()
    # No other page of the synthetic site may name a project of the real one.
    for page in folder.glob("docs/**/*.md"):
        if page.parent.name != "projects" and page.name not in ("404.md", "index.md"):
            page.unlink()
    shutil.rmtree(folder / "docs/measured", ignore_errors=True)
    names = [f"project-{number:04}" for number in range(size)]
    for number, name in enumerate(names):
        text = synthetic(number, names)
        (folder / f"docs/projects/{name}.md").write_text(text, "utf-8")
    listed = "\n".join(names)
    (folder / "docs/projects/index.md").write_text(
        "---\ntitle: Projects\n---\n\nAll of them.\n\n```{project-gallery}\n```\n\n"
        f"```{{toctree}}\n:hidden:\n{listed}\n```\n",
        "utf-8",
    )
    (folder / "docs/topics").mkdir(exist_ok=True)
    for topic in TOPICS:
        text = f"---\ntitle: {topic}\n---\n\nA topic.\n\n```{{topic-projects}} {topic}\n```\n"
        (folder / f"docs/topics/{topic}.md").write_text(text, "utf-8")
    others = ["projects/index", *(f"topics/{topic}" for topic in TOPICS)]
    (folder / "docs/index.md").write_text(
        "---\ntitle: Home\n---\n\nA synthetic site.\n\n```{toctree}\n:hidden:\n"
        + "\n".join(others)
        + "\n```\n",
        "utf-8",
    )
    with (folder / "docs/conf.py").open("a") as conf:
        conf.write("\nsitesearch_synonyms.clear()\n")  # of words that the real pages say
    pages = ["404", "index", *others, *(f"projects/{name}" for name in names)]
    (folder / "docs/addresses.txt").write_text("".join(f"{page}\n" for page in sorted(pages)))
    shutil.rmtree(folder / "_build", ignore_errors=True)
    _, everything = timed(ours(folder), folder)
    with (folder / f"docs/projects/{names[0]}.md").open("a", encoding="utf-8") as page:
        page.write("\nOne more sentence.\n")
    _, edited = timed(ours(folder), folder)
    files = [path for path in (folder / "_build/html").rglob("*") if path.is_file()]
    total = sum(path.stat().st_size for path in files)
    typical = (folder / f"_build/html/projects/{names[-1]}.html").stat().st_size
    return [
        f"{size:,} projects",
        round(everything, 1),
        round(1000 * everything / size, 1),
        round(edited, 1),
        round(total / 1e6, 1),
        round(total / size / 1000, 1),
        round(typical / 1000, 1),
    ]


def synthetic(number: int, names: list[str]) -> str:
    """Return the page of project *number*: facts, relations and some 600 words."""
    other = names[(number * 7 + 1) % len(names)]
    related = "[]"
    if other != names[number] and number % 2 == 0:
        related = f"\n  - uses: {other}\n    why: It is the next but six."
    words = [f"{stem}{(number * 31 + n) % 997}" for n in range(60) for stem in _STEMS]
    prose = "\n\n".join(" ".join(words[n : n + 60]) + "." for n in range(0, len(words), 60))
    return f"""---
title: Project {number}
claim: Project number {number} does one thing and does it well.
role: All of it
period: {2000 + number % 20}-{1 + number % 12:02} to present
organization: Somewhere
collaborators: []
venue: null
status: Synthetic
topics: [{TOPICS[number % 4]}]
keywords: [keyword{number}]
related: {related}
publications: []
---

```{{at-a-glance}}
```

## The idea

{prose}

## Related

```{{related-projects}}
```
"""


_STEMS = ("system", "page", "build", "index", "graph", "node", "cache", "batch", "shard", "queue")


def main() -> None:
    """Measure both and write the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = copy_repository(Path(name, "repository"))
        shutil.copy2(ROOT / "Makefile", folder / "Makefile")
        rows = compare(folder)
    about = {
        "command": "make bench-build",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "versions": {
            "Python": platform.python_version(),
            **{name: version(name) for name in ("sphinx", "furo", "myst-parser")},
        },
    }
    write(
        TARGET,
        {
            "caption": "A build of this site beside Sphinx and Furo alone, medians",
            **about,
            "columns": [
                "What was to do",
                "This site, s",
                "The other, s",
                "Ratio of clock times",
                "Ratio of processor times",
            ],
            "rows": rows,
            "notes": [
                "The two are run in turns, so that whatever else the machine does slows both."
            ],
        },
    )
    with tempfile.TemporaryDirectory() as name:
        folder = copy_repository(Path(name, "repository"))
        shutil.copy2(ROOT / "Makefile", folder / "Makefile")
        sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
        growth = [grow(folder, size) for size in sizes]
    write(
        TARGET.with_name("growth.json"),
        {
            "caption": "Building synthetic sites of many project pages",
            **about,
            "columns": [
                "Site",
                "Everything, processor s",
                "ms a project",
                "One page edited, processor s",
                "Output, MB",
                "kB a project",
                "Last page, kB",
            ],
            "rows": growth,
            "notes": ["Each page has about six hundred words, its facts and its relations."],
        },
    )


def write(target: Path, result: dict[str, object]) -> None:
    """Write one measured table."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    rows = result["rows"]
    assert isinstance(rows, list)
    sys.stdout.write("\n".join(str(row) for row in rows) + "\n")


if __name__ == "__main__":
    main()

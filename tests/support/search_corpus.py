"""A small site for the tests of the search, built with a stock theme."""

import os
import subprocess
import sys
from pathlib import Path

CONF = """
extensions = ["sitesearch", *{extensions!r}]
html_theme = {theme!r}
{settings}
"""

PAGES = {
    "index": """
Small site
==========

.. toctree::

   ekko
   lightning
   notes

A page that mentions Ekko and Lightning once each.
""",
    "ekko": """
:topics: clouds
:keywords: recsys, parameter server

Ekko
====

A recommender whose models are fresh. 版本向量 decides.

Pulling updates
---------------

Replicas pull ``version_vector`` updates from their peers.

.. comment that nobody reads

Hidden
------

.. rst-class:: no-search

Secret words.
""",
    "lightning": """
:topics: sandboxes

Lightning
=========

.. py:function:: flush_barrier(depth)

   Waits until every applyUpdates call is done.

Guards
------

WebAssembly runs in a sandbox. The guard page traps.
""",
    "notes": """
Notes
=====

.. glossary::

   SFI
   software fault isolation
     Confining code by checks compiled into it.

Text with placement of shards.
""",
    "private": """
:nosearch:
:orphan:

Private
=======

Zanzibar.
""",
}


def write(
    folder: Path,
    settings: str = "",
    theme: str = "alabaster",
    extensions: tuple[str, ...] = (),
    **pages: str,
) -> Path:
    """Write the site with *settings* for its conf.py; return its source folder."""
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    conf = CONF.format(settings=settings, theme=theme, extensions=list(extensions))
    (source / "conf.py").write_text(conf, "utf-8")
    for name, text in {**PAGES, **pages}.items():
        (source / f"{name}.rst").write_text(text, "utf-8")
    return source


def build(source: Path, *options: str, fail: bool = False, seed: int = 0) -> tuple[Path, str]:
    """Build the site; return the folder of the search's files, and what Sphinx said."""
    target = source.parent / "target"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-q", "-d", str(source.parent / "doctrees")),
            *(*options, str(source), str(target)),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONHASHSEED": str(seed)},
    )
    assert (done.returncode != 0) is fail, done.stderr
    return target / "_static/search", done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of the search."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

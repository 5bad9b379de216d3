"""Digests the inputs of a build, and decides from what changed how much a build must do.

* Nothing changed: the published output stands (:attr:`BuildScope.NONE`).
* Only the text of pages, or files that pages include, changed: those pages are read and written
  again, and others only as far as Sphinx must (:attr:`BuildScope.INCREMENTAL`).
* A static file changed: every page is written again, since pages carry the versions of what they
  load (:attr:`BuildScope.REWRITE`).
* Anything else (front matter, code, configuration, bibliography, measured results, a page
  added or removed): every page is read and written again (:attr:`BuildScope.FULL`), because
  such a change may reach any page.
"""

import codecs
import enum
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Record = dict[str, str]
"""The name of each input and the digest of its content."""

Dependencies = Mapping[str, Iterable[str]]
"""The names of pages, and the files that each of them includes: absolute paths."""

FRONT_MATTER = " (front matter)"
_ENVIRONMENT = ("SITE_URL", "READTHEDOCS", "SOURCE_DATE_EPOCH")
_BESIDES = ("requirements/html.txt", "package-lock.json", "pyproject.toml", "tests")
_NO_SOURCES = {"__pycache__", "node_modules", "_build"}


class BuildScope(enum.Enum):
    """How much of the site a build must read and write."""

    NONE = "nothing"
    INCREMENTAL = "changed pages"
    REWRITE = "every page, reading the changed ones"
    FULL = "everything"


def record(source: Path, code: Path, dependencies: Dependencies) -> Record:
    """Digest the inputs: the *source* folder, our *code*, what lies beside it, the environment.

    The tests are among them because the colophon names those that keep each promise. A page
    counts as two inputs, its front matter and its text. *dependencies* are those that the last
    build found; a file of them that is gone has an empty digest.
    """
    values: Record = {"python": sys.version, "source": str(source.resolve())}
    for path in source_files(source):
        name = "docs/" + path.relative_to(source).as_posix()
        content = _read(path)
        if path.suffix == ".md":
            front, content = split_front_matter(content)
            values[name + FRONT_MATTER] = _digest(front)
        values[name] = _digest(content)
    for path in source_files(code):
        values["src/" + path.relative_to(code).as_posix()] = _digest(_read(path))
    for name in _BESIDES:
        beside = code.parent / name
        for path in source_files(beside) if beside.is_dir() else (beside,):
            if path.is_file():
                values[path.relative_to(code.parent).as_posix()] = _digest(_read(path))
    values |= digests({file for files in dependencies.values() for file in files})
    for name, value in os.environ.items():
        if name.startswith(_ENVIRONMENT):
            values["$" + name] = value
    return values


def digests(files: Iterable[str]) -> Record:
    """Return the digest of each of *files*, which are absolute paths."""
    return {name: _digest(_read(Path(name))) for name in sorted(files)}


def compare(old: Record, new: Record, dependencies: Dependencies) -> tuple[BuildScope, set[str]]:
    """Return what to do after *old* became *new*, and the pages that must be read again.

    Pages are named as Sphinx does: without suffix, relative to the source folder.
    """
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    if not changed:
        return BuildScope.NONE, set()
    pages = {name for name in changed & old.keys() & new.keys() if name.endswith(".md")}
    static = {name for name in changed if name.startswith("docs/_static/") or _is_asset(name)}
    included = {file for files in dependencies.values() for file in files} & changed
    if not changed <= pages | static | included:
        return BuildScope.FULL, set()
    names = {n.removeprefix("docs/").removesuffix(".md") for n in pages if n.startswith("docs/")}
    names |= {page for page, files in dependencies.items() if included & set(files)}
    return BuildScope.REWRITE if static else BuildScope.INCREMENTAL, names


def _is_asset(name: str) -> bool:
    """Tell whether the input is a style sheet or script of ours, which no page is read from."""
    return name.startswith("src/") and name.endswith((".css", ".js"))


def split_front_matter(content: bytes) -> tuple[bytes, bytes]:
    """Split a page at the line that closes its front matter; without one, the first is empty.

    Line numbers belong to what Sphinx remembers of a page's text, so a front matter that grows
    by a line is a change of the front matter, which makes everything be read again.
    """
    lines = content.splitlines(keepends=True)
    if not lines or lines[0].removeprefix(codecs.BOM_UTF8).strip() != b"---":
        return b"", content
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() in (b"---", b"..."):
            return b"".join(lines[:number]), b"".join(lines[number:])
    return b"", content


def state(folder: Path, suffix: str = "") -> str:
    """Digest the names, sizes and times of the files in *folder*, to notice a change quickly.

    With *suffix*, only of files whose name ends so.
    """
    digest = hashlib.sha256()
    for parent, names in _folders(folder, hidden=True):
        below = parent.relative_to(folder)
        for name in sorted(names):
            if name.endswith(suffix):
                status = Path(parent, name).stat()
                line = f"{below}/{name} {status.st_size} {status.st_mtime_ns}\n"
                digest.update(line.encode())
    return digest.hexdigest()


def source_files(folder: Path) -> Iterator[Path]:
    """Yield the files below *folder* that a build reads, in order.

    Links to folders are followed, each folder once. Hidden files and folders are left out, and
    so are ``_build``, ``node_modules`` and ``__pycache__``: the same as Sphinx is told to leave
    out (:data:`portfolio.build.freshness.HIDDEN`).
    """
    return _walk(folder, hidden=False)


def source_folders(folder: Path) -> Iterator[Path]:
    """Yield *folder* and the folders below it that a build looks into."""
    return (parent for parent, _ in _folders(folder, hidden=False))


def _walk(folder: Path, *, hidden: bool) -> Iterator[Path]:
    for parent, names in _folders(folder, hidden=hidden):
        for name in sorted(names):
            if hidden or not name.startswith("."):
                yield Path(parent, name)


def _folders(folder: Path, *, hidden: bool) -> Iterator[tuple[Path, list[str]]]:
    visited = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        if (real := os.path.realpath(parent)) in visited:  # a link to a folder above itself
            folders.clear()
            continue
        visited.add(real)
        folders[:] = sorted(
            name for name in folders if hidden or not (name in _NO_SOURCES or name.startswith("."))
        )
        yield Path(parent), names


def _read(path: Path) -> bytes:
    """Return the content of *path*; empty if there is none, as for a link that leads nowhere."""
    return path.read_bytes() if path.is_file() else b""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

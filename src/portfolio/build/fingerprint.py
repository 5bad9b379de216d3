"""What a build depends on, and how much of the last build is still good.

Every input is named and digested. Comparing two such records says what to do:

* nothing changed: the published output stands (:attr:`Work.NOTHING`);
* only the text of existing pages or static files changed: the parsed pages of the last build
  are kept and only the changed ones are read again (:attr:`Work.CHANGED_PAGES`);
* anything else (front matter, code, configuration, bibliography, measured results, a page
  added or removed): everything is read again (:attr:`Work.EVERYTHING`), because such a change
  may reach any page.

All pages are *written* anew in each build that does any work, into an empty folder, so no
file of an earlier build can survive in the output.
"""

import enum
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

Record = dict[str, str]
"""The name of each input and the digest of its content."""

FRONT_MATTER = " (front matter)"
_ENVIRONMENT = ("SITE_URL", "READTHEDOCS", "SOURCE_DATE_EPOCH")
_BESIDES = ("requirements/html.txt", "package-lock.json", "pyproject.toml", "tests")


class Work(enum.Enum):
    """How much of the site a build must read."""

    NOTHING = "nothing"
    CHANGED_PAGES = "changed pages"
    EVERYTHING = "everything"


def record(source: Path, code: Path) -> Record:
    """Digest all inputs: the site's *source*, our *code*, what lies beside it, the environment.

    The tests are among them because the colophon names the ones that keep each promise.

    A page counts as two inputs, its front matter and its text.
    """
    found: Record = {"python": sys.version, "source": str(source.resolve())}
    for path in _files(source):
        name = "docs/" + path.relative_to(source).as_posix()
        content = path.read_bytes()
        if path.suffix == ".md":
            front, content = split_front_matter(content)
            found[name + FRONT_MATTER] = _digest(front)
        found[name] = _digest(content)
    for path in _files(code):
        found["src/" + path.relative_to(code).as_posix()] = _digest(path.read_bytes())
    for name in _BESIDES:
        beside = code.parent / name
        for path in _files(beside) if beside.is_dir() else (beside,):
            if path.is_file():
                found[path.relative_to(code.parent).as_posix()] = _digest(path.read_bytes())
    for name, value in os.environ.items():
        if name.startswith(_ENVIRONMENT):
            found["$" + name] = value
    return found


def compare(old: Record, new: Record) -> tuple[Work, set[str]]:
    """Return the work to do after *old* became *new*, and the pages whose text changed.

    Pages are named as Sphinx does: without suffix, relative to the source folder.
    """
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    if not changed:
        return Work.NOTHING, set()
    known = old.keys() & new.keys()
    pages = {name for name in changed & known if name.endswith(".md")}
    static = {name for name in changed if name.startswith("docs/_static/") or _is_asset(name)}
    if changed == pages | static:
        return Work.CHANGED_PAGES, {
            name.removeprefix("docs/").removesuffix(".md") for name in pages
        }
    return Work.EVERYTHING, set()


def split_front_matter(content: bytes) -> tuple[bytes, bytes]:
    """Split a page at the line that closes its front matter; without one, the first is empty.

    Line numbers belong to what Sphinx remembers of a page's text, so a front matter that grows
    by a line is a change of the front matter, which makes everything be read again.
    """
    lines = content.splitlines(keepends=True)
    if not lines or lines[0].strip() != b"---":
        return b"", content
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() in (b"---", b"..."):
            return b"".join(lines[:number]), b"".join(lines[number:])
    return b"", content


def _is_asset(name: str) -> bool:
    """Tell whether the input is a style sheet or script of ours, which no page is read from."""
    return name.startswith("src/") and name.endswith((".css", ".js"))


def state(folder: Path, suffix: str = "") -> str:
    """Digest the names, sizes and times of the files in *folder*, to notice a change quickly.

    With *suffix*, only of files whose name ends so.
    """
    seen = hashlib.sha256()
    for path in _files(folder, hidden=True):
        if not path.name.endswith(suffix):
            continue
        status = path.stat()
        seen.update(f"{path.relative_to(folder)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _files(folder: Path, *, hidden: bool = False) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if name != "__pycache__" and (hidden or not name.startswith((".", "_build")))
        )
        for name in sorted(names):
            if hidden or not name.startswith("."):
                yield Path(parent, name)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

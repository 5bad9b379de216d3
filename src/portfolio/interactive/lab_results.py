"""A cache of what the labs' code alone decides, for the next builds of the same code.

Drawing the scenarios, highlighting the modules and packing the archives take most of a build, and
pages have little or no say in them. They lie in ``node_modules/.cache``, in a file that is named
after all the code that decides them: another state of it begins anew.
"""

import os
import pickle
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx

from labs import registry
from labs.kernel.model import Picture
from portfolio.directives import elements
from portfolio.interactive import bundle
from portfolio.interactive.modules import all_modules
from portfolio.interactive.pyodide import runtime
from portfolio.theme import colors

MOST_STATES = 8
"""So many states of the code; the ones used longest ago are removed."""


@dataclass(frozen=True)
class Assets:
    """What goes beside the pages: the folder with Pyodide, and the archives, compressed."""

    python: Path
    archives: Mapping[str, bytes]

    @property
    def version(self) -> str:
        """A name for this very content; addresses carry it, so that no cache serves another."""
        return bundle.digest(self.python.name.encode() + b"".join(self.archives.values()))

    def size(self, lab: str) -> int:
        """Return how many bytes the reader of *lab* loads, if the host compresses only text."""
        packed = sum((self.python / name).stat().st_size for name in ("python.bin", "library.bin"))
        return packed + len(self.archives["kernel"]) + len(self.archives[lab])


@dataclass(frozen=True)
class Listing:
    """A module as its page shows it; *lead* and *lines* are HTML."""

    module: str
    runs: bool
    """Whether a reader's browser loads it."""
    lead: str
    definitions: list[tuple[str, int]]
    lines: str

    @property
    def package(self) -> str:
        """The package that the module is in."""
        return self.module.rpartition(".")[0]


@dataclass
class LabResults:
    """Pictures by "lab.scenario", listings, and two that pages have a say in.

    These are by all that is not code and decides them: assets by the modules that examples
    add, files (their text by their name) by what :mod:`portfolio.interactive.assets` says.
    """

    pictures: dict[str, Picture] = field(default_factory=dict)
    listings: list[Listing] = field(default_factory=list)
    assets: dict[tuple[str, ...], Assets] = field(default_factory=dict)
    files: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)
    stored: int = 0
    """How many of them the file has."""

    def count(self, drawn: Mapping[str, Picture]) -> int:
        """Return how many results there are, *drawn* in place of its own pictures."""
        return len(drawn) + len(self.listings) + len(self.assets) + len(self.files)


@lru_cache(maxsize=1)
def lab_results(app: Sphinx) -> LabResults:
    """Return what earlier builds of the same code have left for the build of *app*."""
    try:
        results: LabResults = pickle.loads(_file().read_bytes())
    except OSError:
        return LabResults()
    registry.pictures.update(results.pictures)
    kept = {more: assets for more, assets in results.assets.items() if assets.python.is_dir()}
    results.assets = kept
    results.stored = results.count(results.pictures)
    return results


def save(results: LabResults) -> None:
    """Keep *results* and the pictures drawn since, if there is a folder for it."""
    if not runtime.CACHE.parent.parent.is_dir():
        return
    file_of_state = _file()
    if results.count(registry.pictures) == results.stored:  # nothing is new; it was used
        with suppress(OSError):
            os.utime(file_of_state)
        return
    content = pickle.dumps(replace(results, pictures=registry.pictures))
    runtime.CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=runtime.CACHE, delete=False) as file:
        file.write(content)
    Path(file.name).replace(file_of_state)
    states = sorted(runtime.CACHE.glob("labs-*.pickle"), key=lambda path: path.stat().st_mtime)
    for old in states[:-MOST_STATES]:
        old.unlink(missing_ok=True)


def _file() -> Path:
    here = Path(__file__).parent
    sources = [
        *all_modules(),
        *sorted(here.rglob("*.py")),
        *sorted(here.glob("pyodide/*.mjs")),
        *(Path(module.__file__ or "") for module in (elements, colors)),  # they make the files
    ]
    contents = b"".join(path.read_bytes() for path in sources)
    try:
        pyodide = runtime.version()
    except runtime.RuntimeMissingError:
        pyodide = ""
    names = repr((registry.NAMES, pyodide, version("Pygments")))
    return runtime.CACHE / f"labs-{bundle.digest(names.encode() + contents)}.pickle"

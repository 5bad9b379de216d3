"""Pyodide, taken from ``node_modules`` at build time and cut down to what the labs need.

Preparing it takes some seconds, and compiling the labs takes one, so the results are kept in
``node_modules/.cache`` under names made from everything they depend on: the version of Pyodide,
the scripts that prepare it, and the modules that the labs import, or the labs themselves.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from portfolio.interactive.bundle import digest
from portfolio.npm import NODE, project_folder

HERE = Path(__file__).parent
ROOT = project_folder()
PYODIDE = ROOT / "node_modules" / "pyodide"
CACHE = ROOT / "node_modules" / ".cache" / "portfolio-live"
ALWAYS = ("json",)
"""Modules that the worker itself asks for."""

NOTICE = """\
pyodide.js and pyodide.asm.js are pyodide.mjs and pyodide.asm.mjs of the npm package pyodide
{version}; python.bin is its pyodide.asm.wasm, compressed; library.bin is a part of its
python_stdlib.zip, compiled and compressed. Pyodide is under the Mozilla Public License 2.0, and
its source is at https://github.com/pyodide/pyodide; it contains CPython, under the PSF License 2.
"""


class RuntimeMissingError(LookupError):
    """Pyodide is not installed; the message says how to install it."""


def prepare(modules: Sequence[str]) -> Path:
    """Return a folder with Pyodide, and with as much of its library as *modules* need.

    Raises :class:`RuntimeMissingError` if the npm package is absent.
    """
    needed = sorted({*modules, *ALWAYS})
    ready = CACHE / _key("prune_stdlib.mjs", "prune_stdlib.py", more=[NOTICE, needed])
    if not ready.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(dir=CACHE))
        partial.chmod(0o755)  # it is published, and a server may be another user
        trim(needed, partial)
        (partial / "NOTICE.txt").write_text(NOTICE.format(version=version()), encoding="utf-8")
        try:
            partial.rename(ready)
        except OSError:  # another build was faster
            shutil.rmtree(partial)
    return ready


def trim(modules: Sequence[str], target: Path) -> None:
    """Run ``prune_stdlib.mjs``."""
    _node("prune_stdlib.mjs", PYODIDE, HERE / "prune_stdlib.py", target, *modules)


def compiled(name: str, archive: bytes) -> bytes:
    """Return *archive*, a zip file of modules, with the bytecode of each beside it.

    *name* is that of the file from which the browser's Python imports, without its folder and
    its ending.
    """
    ready = CACHE / _key("precompile.mjs", "precompile.py", more=[name, digest(archive)])
    if not ready.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            source, target = Path(folder, f"{name}.zip"), Path(folder, "compiled.zip")
            source.write_bytes(archive)
            _node("precompile.mjs", PYODIDE, HERE / "precompile.py", source, target)
            target.replace(ready)
    return ready.read_bytes()


def version() -> str:
    """Return the version of Pyodide; raises :class:`RuntimeMissingError` if there is none."""
    if not (PYODIDE / "package.json").is_file():
        raise RuntimeMissingError(
            "live labs need the npm package pyodide, which is not installed; `make html` installs "
            "it, and so does `npm ci` in the project's folder"
        )
    package = json.loads((PYODIDE / "package.json").read_text(encoding="utf-8"))
    return str(package["version"])


def _key(*scripts: str, more: object) -> str:
    """Return a name for what *scripts* make of *more* with this Pyodide."""
    texts = [(HERE / name).read_text(encoding="utf-8") for name in scripts]
    return digest(json.dumps([version(), texts, more]).encode())


def _node(script: str, *arguments: str | Path) -> None:
    """Run *script* under the Node of the wheel."""
    command: list[str | Path] = [NODE, HERE / script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Pyodide could not be prepared: {done.stderr.strip()}")

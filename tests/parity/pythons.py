"""Every Python that can run the labs: the CPythons of this machine, and Pyodide."""

import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from portfolio.interactive import bundle, imports, modules
from portfolio.interactive.pyodide import runtime
from portfolio.npm import NODE

HERE = Path(__file__).parent
OLDEST = (3, 11)

ASK = "import json, sys; print(json.dumps([sys.implementation.name, *sys.version_info[:3]]))"

Version = tuple[int, ...]


@cache
def newest() -> tuple[Version, str]:
    """Return version and path of the newest CPython installed here; it may be the running one."""
    return max(_cpythons())


def _cpythons() -> Iterator[tuple[Version, str]]:
    yield sys.version_info[:3], sys.executable
    candidates = {
        str(path)
        for folder in [*os.environ["PATH"].split(os.pathsep), *_pyenv()]
        if Path(folder).is_dir()
        for path in Path(folder).iterdir()
        if re.fullmatch(r"python3(\.\d+)?", path.name)
    }
    for path in sorted(candidates):
        done = subprocess.run([path, "-I", "-c", ASK], capture_output=True, text=True, check=False)
        if done.returncode == 0:  # a shim of pyenv fails for a version that is not chosen
            name, *version = json.loads(done.stdout)
            if name == "cpython" and tuple(version) >= OLDEST:
                yield tuple(version), path


def _pyenv() -> Iterator[str]:
    """Yield the folders of the Pythons that pyenv has installed, chosen or not."""
    if pyenv := shutil.which("pyenv"):
        done = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=True)
        yield from (str(path) for path in Path(done.stdout.strip()).glob("versions/*/bin"))


def under_cpython(path: str, requests: list[dict[str, Any]]) -> bytes:
    """Return the replies to *requests* by the CPython at *path*, as it wrote them."""
    return _ask([path, "-W", "error", "-c", (HERE / "answer.py").read_text("utf-8")], requests)


def under_pyodide(folder: Path, requests: list[dict[str, Any]]) -> bytes:
    """Return the replies by Pyodide, as :func:`unpack` has put it into *folder*."""
    return _ask([NODE, HERE / "answer.mjs", folder], requests)


def _ask(command: list[Any], requests: list[dict[str, Any]]) -> bytes:
    done = subprocess.run(
        command,
        input=json.dumps(requests).encode(),
        capture_output=True,
        cwd=modules.SOURCE.parent,  # where Python finds the labs
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:].decode()
    return done.stdout


def unpack(folder: Path) -> Path:
    """Put into *folder* what a browser unpacks: Pyodide, its trimmed library, the labs."""
    python = runtime.prepare(imports.imported(modules.shipped_modules()))
    for path in python.iterdir():
        # Node takes a module named .js for a script of another kind
        name = path.name if path.suffix != ".js" else f"{path.stem}.mjs"
        shutil.copy(path, folder / name)
    for packed, name in (("python.bin", "pyodide.asm.wasm"), ("library.bin", "python_stdlib.zip")):
        (folder / name).write_bytes(zlib.decompress((python / packed).read_bytes(), 31))
    (folder / "labs.zip").write_bytes(
        runtime.compiled("labs", bundle.pack(modules.shipped_modules()))
    )
    return folder

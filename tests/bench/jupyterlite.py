"""The peer of the live labs: a cell of JupyterLite that runs the same lab, as best it can be had.

JupyterLite's console is built for a static host, with Pyodide, its kernel's packages and the labs
beside it. Everything is listed in one lock file and loaded in one go, which its defaults (one
package after the other, by its own installer) do not do.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

from portfolio.interactive import modules
from portfolio.interactive.pyodide import runtime

KERNEL = Path(sys.prefix) / "kernel"
"""Wheels of what the kernel imports, downloaded by the Makefile."""

EXTENSION = Path(sys.prefix) / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension"
PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"
VERSION = version("jupyterlite-core")

CELL = """\
from json import loads
from IPython.display import SVG
from labs.service import call
SVG(call(loads({question!r}))["view"]["svg"])"""


def build(target: Path) -> None:
    """Build JupyterLite's console into the folder *target*."""
    source = target.with_name("jupyterlite-source")
    pyodide = source / "static" / "pyodide"
    pyodide.mkdir(parents=True)
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        shutil.copy(runtime.PYODIDE / name, pyodide)
    lock = json.loads((runtime.PYODIDE / "pyodide-lock.json").read_text(encoding="utf-8"))
    lock["packages"] = dict(_wheels(pyodide))
    (pyodide / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    settings = {
        "loadPyodideOptions": {"packages": [*lock["packages"]]},
        "disablePyPIFallback": True,
    }
    config = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {"litePluginSettings": {PLUGIN: settings}},
    }
    (source / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(source)]
    command += ["--output-dir", str(target), "--apps", "repl", "--no-sourcemaps"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=source)
    if done.returncode:
        raise RuntimeError(f"JupyterLite could not be built: {done.stdout}{done.stderr}")


def _wheels(target: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Copy every wheel into *target*; yield its name and its entry in the lock file."""
    for wheel in [*KERNEL.glob("*.whl"), *EXTENSION.glob("static/pypi/*.whl")]:
        shutil.copy(wheel, target)
    with zipfile.ZipFile(target / "labs-1-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as labs:
        for path in modules.shipped_modules():
            labs.write(path, path.relative_to(modules.SOURCE.parent))
        labs.writestr(
            "labs-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: labs\nVersion: 1\n"
        )
    for wheel in sorted(target.glob("*.whl")):
        name, number = wheel.name.split("-")[:2]
        name = re.sub(r"[-_.]+", "-", name).lower()
        with zipfile.ZipFile(wheel) as archive:
            tops = {entry.partition("/")[0] for entry in archive.namelist()}
        yield (
            name,
            {
                "name": name,
                "version": number,
                "file_name": wheel.name,
                "install_dir": "site",
                "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
                "package_type": "package",
                "imports": sorted(
                    top.removesuffix(".py") for top in tops if ".dist-info" not in top
                ),
                "depends": [],  # all are loaded, whatever they depend on
                "unvendored_tests": False,
            },
        )


def cell(question: object) -> str:
    """Return the source of a cell that shows the picture of *question*."""
    return CELL.format(question=json.dumps(question))


def address(question: object) -> str:
    """Return the page, under the built folder, of a console that runs such a cell at once."""
    query = {"kernel": "python", "execute": "1", "code": cell(question)}
    return "repl/index.html?" + urlencode(query)

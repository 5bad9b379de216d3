"""Pyodide, cut down: the same bytes each time, much smaller, and complete for the labs.

That it runs the labs is tested by ``tests/parity``.
"""

import io
import json
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest

from portfolio.interactive import bundle, imports, modules
from portfolio.interactive.pyodide import runtime
from portfolio.npm import NODE


@pytest.fixture(scope="module")
def prepared() -> Path:
    return runtime.prepare(imports.imported(modules.shipped_modules()))


def test_preparing_it_twice_gives_the_same_bytes(prepared: Path, tmp_path: Path) -> None:
    wanted = {*imports.imported(modules.shipped_modules()), *runtime.ALWAYS}
    runtime.trim(sorted(wanted), tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert {"python.bin", "library.bin", "pyodide.js"} <= set(names)
    for name in names:
        assert (tmp_path / name).read_bytes() == (prepared / name).read_bytes(), name


def test_it_is_prepared_in_a_folder_with_parentheses(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pyodide, left alone, reads its own place from a stack trace and loses the brackets."""
    package = shutil.copytree(runtime.PYODIDE, tmp_path / "portfolio (1)" / "pyodide")
    monkeypatch.setattr(runtime, "PYODIDE", package)
    monkeypatch.setattr(runtime, "CACHE", package.parent)
    target = package.parent / "trimmed"
    target.mkdir()

    runtime.trim(["json"], target)

    program = (target / "python.bin").read_bytes()
    assert program == (prepared / "python.bin").read_bytes()
    assert runtime.compiled("labs", bundle.pack(modules.shipped_modules())).startswith(b"PK")


def test_the_program_is_that_of_the_package(prepared: Path) -> None:
    packed = (prepared / "python.bin").read_bytes()
    assert zlib.decompress(packed, 31) == (runtime.PYODIDE / "pyodide.asm.wasm").read_bytes()


def test_the_library_is_bytecode_of_what_is_needed_and_no_more(prepared: Path) -> None:
    library = zipfile.ZipFile(
        io.BytesIO(zlib.decompress((prepared / "library.bin").read_bytes(), 31))
    )
    names = library.namelist()
    assert all(name.endswith(".pyc") for name in names)
    assert {"dataclasses.pyc", "json/__init__.pyc"} <= set(names)
    stock = zipfile.ZipFile(runtime.PYODIDE / "python_stdlib.zip").namelist()
    assert len(names) < len(stock) / 2


def test_no_other_package_is_looked_for(prepared: Path) -> None:
    lock = json.loads((prepared / "pyodide-lock.json").read_text())
    assert lock["packages"] == {}


def test_the_license_is_named_beside_the_files(prepared: Path) -> None:
    notice = (prepared / "NOTICE.txt").read_text()
    version = json.loads((runtime.PYODIDE / "package.json").read_text())["version"]
    assert f"pyodide\n{version}" in notice
    assert "Mozilla Public License" in notice


def test_without_the_package_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(runtime, "PYODIDE", tmp_path)
    with pytest.raises(runtime.RuntimeMissingError, match="make html"):
        runtime.prepare(["math"])


def test_the_labs_have_their_bytecode_beside_them() -> None:
    sources = bundle.pack(modules.shipped_modules())
    with (
        zipfile.ZipFile(io.BytesIO(sources)) as before,
        zipfile.ZipFile(io.BytesIO(runtime.compiled("labs", sources))) as after,
    ):
        for name in before.namelist():
            assert after.read(name) == before.read(name)
        assert set(after.namelist()) == {
            *before.namelist(), *(f"{name}c" for name in before.namelist()),
        }  # fmt: skip


def test_the_checkout_may_lie_in_a_folder_with_brackets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Pyodide would otherwise cut its own folder out of a stack trace, and lose the brackets."""
    copy = tmp_path / "portfolio (1)" / "pyodide"
    shutil.copytree(runtime.PYODIDE, copy)
    monkeypatch.setattr(runtime, "PYODIDE", copy)
    monkeypatch.setattr(runtime, "CACHE", tmp_path / "cache")
    (tmp_path / "out").mkdir()

    runtime.trim(["json"], tmp_path / "out")

    assert (tmp_path / "out" / "library.bin").is_file()
    assert runtime.compiled("labs", bundle.pack([Path(__file__)], Path(__file__).parent))


IMPORT = """
import { readFileSync } from "node:fs";
const [package_, archive] = process.argv.slice(1);
const { loadPyodide } = await import(`${package_}/pyodide.mjs`);
const python = await loadPyodide();
python.FS.writeFile("/labs.zip", new Uint8Array(readFileSync(archive)));
python.pyimport("sys").path.insert(0, "/labs.zip");
const { __file__, says } = python.pyimport("labs.a");
console.log(__file__, says);
"""


@pytest.mark.parametrize(
    ("now", "expected"),
    [("before", "/labs.zip/labs/a.pyc before"), ("after", "/labs.zip/labs/a.py after")],
)
def test_bytecode_runs_only_beside_the_source_that_it_was_made_from(
    tmp_path: Path, now: str, expected: str
) -> None:
    """In Pyodide: what runs is the source that readers are shown, even if a file was exchanged."""
    folder = tmp_path / "labs"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "a.py").write_text("says = 'before'\n")
    both = runtime.compiled("labs", bundle.pack(sorted(folder.iterdir()), folder))
    archive = tmp_path / "labs.zip"
    with zipfile.ZipFile(io.BytesIO(both)) as made, zipfile.ZipFile(archive, "w") as exchanged:
        for name in made.namelist():
            source = f"says = '{now}'\n".encode()
            exchanged.writestr(name, source if name == "labs/a.py" else made.read(name))

    done = subprocess.run(
        [NODE, "--input-type=module", "-e", IMPORT, runtime.PYODIDE, archive],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == expected


def test_a_failure_of_node_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no_such_module"):
        runtime.trim(["no_such_module"], tmp_path)

"""Pyodide, cut down: the same bytes each time, much smaller, and complete for the labs.

That it runs the labs is tested by ``tests/parity``.
"""

import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest

from portfolio.live import imports, runtime


@pytest.fixture(scope="module")
def prepared() -> Path:
    return runtime.prepare(imports.imported())


def test_preparing_it_twice_gives_the_same_bytes(prepared: Path, tmp_path: Path) -> None:
    runtime.trim(sorted({*imports.imported(), *runtime.ALWAYS}), tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert {"python.bin", "library.bin", "pyodide.mjs"} <= set(names)
    for name in names:
        assert (tmp_path / name).read_bytes() == (prepared / name).read_bytes(), name


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


def test_the_licence_is_named_beside_the_files(prepared: Path) -> None:
    notice = (prepared / "NOTICE.txt").read_text()
    version = json.loads((runtime.PYODIDE / "package.json").read_text())["version"]
    assert f"pyodide {version}" in notice
    assert "Mozilla Public License" in notice


def test_without_the_package_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(runtime, "PYODIDE", tmp_path)
    with pytest.raises(runtime.RuntimeMissingError, match="make html"):
        runtime.prepare(["math"])


def test_a_failure_of_node_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no_such_module"):
        runtime.trim(["no_such_module"], tmp_path)

"""The archive holds what a panel needs of the labs, and the same labs are the same bytes."""

import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from labs import registry
from portfolio.interactive import bundle, modules


def test_it_holds_the_modules_as_the_tests_import_them() -> None:
    archive = zipfile.ZipFile(io.BytesIO(bundle.pack(modules.shipped_modules())))
    held = {name: archive.read(name) for name in archive.namelist()}
    assert {"labs/__init__.py", "labs/service.py", "labs/dominators/lab.py"} <= held.keys()
    for name, content in held.items():
        assert content == (modules.SOURCE.parent / name).read_bytes()


def test_dates_and_order_of_files_leave_no_trace(tmp_path: Path) -> None:
    names = ["__init__.py", "b.py", "a.py"]
    folders = [tmp_path / "one" / "labs", tmp_path / "two" / "labs"]
    for folder, order in zip(folders, (names, names[::-1]), strict=True):
        folder.mkdir(parents=True)
        for name in order:
            (folder / name).write_text(f"# {name}\n")
    os.utime(folders[0] / "a.py", (1, 1))
    (folders[0] / "a.py").chmod(0o755)
    (folders[0] / "__pycache__").mkdir()

    def pack(folder: Path) -> bytes:
        return bundle.pack(sorted(folder.glob("*.py")), folder)

    assert pack(folders[0]) == pack(folders[1])

    (folders[0] / "a.py").write_text("# changed\n")
    assert pack(folders[0]) != pack(folders[1])


def test_it_is_compressed_without_a_date() -> None:
    packed = bundle.compress(b"labs" * 1000)
    assert zlib.decompress(packed, 31) == b"labs" * 1000
    assert packed[4:8] == bytes(4), "the field for the date"


def test_python_imports_from_it_as_it_is(tmp_path: Path) -> None:
    archive = tmp_path / "labs.zip"
    archive.write_bytes(bundle.pack(modules.shipped_modules()))
    run = {"request": "run", "lab": registry.NAMES[0], "parameters": {}, "step": None}
    code = f"import labs.service as e; print(e.__file__, e.call({run})['ok'])"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(archive)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [f"{archive}/labs/service.py", "True"]

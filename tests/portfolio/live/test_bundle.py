"""The archive holds exactly the labs, and the same labs are the same bytes."""

import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from portfolio.live import bundle


def test_it_holds_the_modules_as_the_tests_import_them() -> None:
    archive = zipfile.ZipFile(io.BytesIO(bundle.pack()))
    expected = {
        path.relative_to(bundle.SOURCE.parent).as_posix(): path.read_bytes()
        for path in bundle.SOURCE.rglob("*.py")
        if path.relative_to(bundle.SOURCE).as_posix() not in bundle.TERMINAL_ONLY
    }
    assert {name: archive.read(name) for name in archive.namelist()} == expected
    assert "labs/kernel/entry.py" in expected
    assert all((bundle.SOURCE / name).is_file() for name in bundle.TERMINAL_ONLY)


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

    assert bundle.pack(folders[0]) == bundle.pack(folders[1])

    (folders[0] / "a.py").write_text("# changed\n")
    assert bundle.pack(folders[0]) != bundle.pack(folders[1])


def test_it_is_compressed_without_a_date() -> None:
    packed = bundle.compress(b"labs" * 1000)
    assert zlib.decompress(packed, 31) == b"labs" * 1000
    assert packed[4:8] == bytes(4), "the field for the date"


def test_python_imports_from_it_as_it_is(tmp_path: Path) -> None:
    archive = tmp_path / "labs.zip"
    archive.write_bytes(bundle.pack())
    code = "import labs.kernel.entry as e; print(e.__file__, e.call({'request': 'labs'})['ok'])"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(archive)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [f"{archive}/labs/kernel/entry.py", "True"]

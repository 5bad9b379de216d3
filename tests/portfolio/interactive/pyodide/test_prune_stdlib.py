"""Of a library only what is imported stays, compiled, without docstrings."""

import gzip
import importlib
import io
import marshal
import sys
import zipfile
from pathlib import Path

import pytest

from portfolio.interactive.pyodide import prune_stdlib

MODULES = {
    "pruned_a.py": "'''Words.'''\nimport pruned_b\nassert False, 'left out'\n",
    "pruned_b.py": "value = 7\n",
    "pruned_c.py": "",
}


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a library of three modules from which Python imports."""
    path = tmp_path / "python.zip"
    with zipfile.ZipFile(path, "w") as library:
        for name, source in MODULES.items():
            library.writestr(name, source.replace("assert False", "assert True"))
    monkeypatch.setattr(prune_stdlib, "LIBRARY", str(path))
    monkeypatch.setenv("PYTHONNODEBUGRANGES", "1")
    monkeypatch.syspath_prepend(str(path))
    for name in MODULES:
        monkeypatch.delitem(sys.modules, name.removesuffix(".py"), raising=False)
    importlib.invalidate_caches()
    return path


def test_only_what_is_imported_stays(full: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(prune_stdlib.library(["pruned_a"]))) as trimmed:
        held = {name: trimmed.read(name) for name in trimmed.namelist()}
    for name in ("pruned_a", "pruned_b"):
        del sys.modules[name]

    assert list(held) == ["pruned_a.pyc", "pruned_b.pyc"]
    assert {content[4:8] for content in held.values()} == {b"\1\0\0\0"}, "never compared"
    code = marshal.loads(held["pruned_a.pyc"][16:])
    assert code.co_filename == f"{full}/pruned_a.py"
    assert not {"Words.", "left out"} & {*code.co_consts}, "no docstrings and no assertions"


def test_it_is_packed_without_name_and_date() -> None:
    packed = prune_stdlib.compress(b"labs" * 1000)

    assert gzip.decompress(packed) == b"labs" * 1000
    assert len(packed) < 100
    assert packed[3:8] == bytes(5), "no flags, so no name; no date"

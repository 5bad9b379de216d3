"""An archive gets bytecode beside its modules that Python compares with them."""

import importlib.util
import io
import marshal
import zipfile

import pytest

from portfolio.interactive.pyodide.precompile import with_bytecode

SOURCES = {"labs/__init__.py": b"", "labs/a.py": b"'''Says.'''\nsays = 'yes'\n"}


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as modules:
        for name, source in SOURCES.items():
            modules.writestr(zipfile.ZipInfo(name), source)
    return target.getvalue()


def test_each_module_has_bytecode_that_is_checked_by_its_hash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONNODEBUGRANGES", "1")
    with zipfile.ZipFile(io.BytesIO(with_bytecode(archive(), "/labs.zip"))) as both:
        held = {name: both.read(name) for name in both.namelist()}

    assert list(held) == ["labs/__init__.py", "labs/__init__.pyc", "labs/a.py", "labs/a.pyc"]
    for name, source in SOURCES.items():
        assert held[name] == source
        head, code = held[f"{name}c"][:16], marshal.loads(held[f"{name}c"][16:])
        assert head[:4] == importlib.util.MAGIC_NUMBER
        assert head[4:8] == b"\3\0\0\0", "PEP 552: by hash, and compared with the source"
        assert head[8:] == importlib.util.source_hash(source)
        assert code.co_filename == f"/labs.zip/{name}"
    names: dict[str, object] = {}
    exec(marshal.loads(held["labs/a.pyc"][16:]), names)
    assert (names["says"], names["__doc__"]) == ("yes", "Says.")


def test_columns_of_instructions_must_be_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONNODEBUGRANGES", raising=False)

    with pytest.raises(AssertionError, match="a third larger"):
        with_bytecode(archive(), "/labs.zip")

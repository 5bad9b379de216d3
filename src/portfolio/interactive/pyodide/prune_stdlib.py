"""Cuts Pyodide's standard library down and compiles it; runs inside Pyodide at build time.

Only modules that are in ``sys.modules`` after Pyodide has started and the labs' imports have been
made are kept. They are compiled here, because bytecode belongs to one version of Python, without
docstrings and without the columns of every instruction; starting from source takes several times
longer. Compression uses the zlib inside Pyodide, so the bytes are the same on every machine.
"""

import importlib
import importlib.util
import io
import marshal
import os
import sys
import zipfile
import zlib

LIBRARY = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
UNCHECKED = (1).to_bytes(4, "little")
"""The flag of bytecode that is never compared with a source file: there is none to compare."""


def library(names: list[str]) -> bytes:
    """Return the standard library, as far as Pyodide and the modules *names* need it, zipped."""
    assert os.environ.get("PYTHONNODEBUGRANGES"), "columns would make the bytecode a third larger"
    for name in names:
        importlib.import_module(name)
    prefix = LIBRARY + "/"
    needed = {
        file.removeprefix(prefix)
        for module in tuple(sys.modules.values())
        if (file := getattr(module, "__file__", None) or "").startswith(prefix)
    }
    target = io.BytesIO()
    with zipfile.ZipFile(LIBRARY) as full, zipfile.ZipFile(target, "w") as trimmed:
        for name in sorted(needed):
            source = full.read(name)
            code = compile(source, prefix + name, "exec", dont_inherit=True, optimize=2)
            head = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source)
            trimmed.writestr(zipfile.ZipInfo(name + "c"), head + marshal.dumps(code))
    return target.getvalue()


def compress(content: bytes) -> bytes:
    """Return *content* in the gzip format, without name or date."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(content) + packer.flush()

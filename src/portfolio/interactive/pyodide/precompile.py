"""Puts bytecode beside each module of an archive; runs inside Pyodide at build time.

A browser that compiled the labs itself would be busy with it longer than with their first
picture. The source travels along: Python compares each module with the hash in its bytecode
when it imports it, and compiles the source should they differ, so what runs is what can be read.
"""

import importlib.util
import io
import marshal
import os
import zipfile

CHECKED = (3).to_bytes(4, "little")
"""The flag of bytecode that is compared with its source by hash."""


def with_bytecode(archive: bytes, path: str) -> bytes:
    """Return the zip file *archive* with a ``.pyc`` beside each ``.py``.

    *path* is where the archive will be when Python imports from it.
    """
    assert os.environ.get("PYTHONNODEBUGRANGES"), "columns would make the bytecode a third larger"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as modules, zipfile.ZipFile(target, "w") as both:
        for entry in modules.infolist():
            source = modules.read(entry)
            code = compile(source, f"{path}/{entry.filename}", "exec", dont_inherit=True)
            head = importlib.util.MAGIC_NUMBER + CHECKED + importlib.util.source_hash(source)
            both.writestr(entry, source)
            both.writestr(zipfile.ZipInfo(entry.filename + "c"), head + marshal.dumps(code))
    return target.getvalue()

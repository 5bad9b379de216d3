"""Packs modules into archives for the browser, the same bytes on every machine."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from portfolio.interactive.modules import SOURCE

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The only date in the archive: the earliest a zip file can hold."""


def pack(files: Sequence[Path], source: Path = SOURCE) -> bytes:
    """Return a zip archive of *files*; the same files give the same bytes everywhere.

    Nothing is compressed inside: the archive travels compressed as a whole (:func:`compress`),
    and Python imports from it as it is.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            name = (Path(source.name) / path.relative_to(source)).as_posix()
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return target.getvalue()


def compress(content: bytes) -> bytes:
    """Return *content* in the gzip format, without name or date."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(content) + packer.flush()


def digest(content: bytes) -> str:
    """Return a short name for *content*, for addresses that change when it does."""
    return hashlib.sha256(content).hexdigest()[:12]

"""The official core suite of WebAssembly 1.0: 73 scripts, 19,270 commands.

They are other people's files and stay out of the repository: the folder that LAB_DATA names has
them under ``wasm-spec``, packed (``wasm-spec-1.0-core.tar.xz``) or as a checkout.
"""

import os
import tarfile
from functools import cache
from pathlib import Path

import pytest

COMMANDS = 19_270
COMMIT = "977f97014c962f7bd1291fcc6d28b41a924882bf"


@cache
def scripts() -> dict[str, str]:
    """Return the scripts by name; skip the test where they are not there."""
    folder = Path(os.environ.get("LAB_DATA", "absent")) / "wasm-spec"
    packed = folder / "wasm-spec-1.0-core.tar.xz"
    if packed.exists():
        with tarfile.open(packed) as archive:
            return {
                Path(entry.name).stem: file.read().decode()
                for entry in sorted(archive, key=lambda entry: entry.name)
                if entry.name.endswith(".wast") and (file := archive.extractfile(entry))
            }
    found = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("test/core/*.wast"))}
    if not found:
        pytest.skip(
            f"the suite is not there: check out WebAssembly/spec at {COMMIT} into the folder"
            " wasm-spec of the folder that LAB_DATA names"
        )
    return found

"""What of the standard library the labs need, read from their source."""

from pathlib import Path

import pytest

from portfolio.interactive.imports import imported
from portfolio.interactive.modules import all_modules


def lab(tmp_path: Path, source: str) -> Path:
    file = tmp_path / "a.py"
    file.write_text(source)
    return file


def test_modules_are_found_wherever_they_are_imported(tmp_path: Path) -> None:
    source = "import math, os.path\nfrom labs.kernel import svg\ndef f():\n    import json\n"
    assert imported([lab(tmp_path, source)]) == ["json", "math", "os.path"]


@pytest.mark.parametrize("line", ["import numpy", "from sphinx.util import x"])
def test_what_is_not_in_the_standard_library_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ImportError, match=r"standard library only, not (numpy|sphinx\.util)$"):
        imported([lab(tmp_path, line)])


def test_the_labs_keep_to_the_standard_library() -> None:
    assert "dataclasses" in imported(all_modules())

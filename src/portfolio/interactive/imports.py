"""Which modules of the standard library the labs import."""

import sys
from collections.abc import Iterable
from pathlib import Path

from portfolio.interactive.modules import SOURCE, import_statements


def imported(files: Iterable[Path]) -> list[str]:
    """Return the names of the standard-library modules that *files* name in an import.

    An import of anything but the standard library or the labs is an error: it could not be had
    in the browser.
    """
    modules = {module for path in files for module, _ in import_statements(path.read_bytes())}
    foreign = {
        name
        for name in modules
        if (top := name.partition(".")[0]) != SOURCE.name and top not in sys.stdlib_module_names
    }
    if foreign:
        raise ImportError(
            f"the labs use the standard library only, not {', '.join(sorted(foreign))}"
        )
    return sorted(name for name in modules if name.partition(".")[0] != SOURCE.name)

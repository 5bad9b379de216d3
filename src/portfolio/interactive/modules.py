"""The modules of the labs: all of them, and those that a browser needs."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import labs
from labs import registry

SOURCE = Path(labs.__path__[0])
"""The folder of the package ``labs``."""

ENTRY_POINTS = ("labs.service", "labs.console")
"""The modules that the worker asks; they import a lab by its name, see :mod:`labs.registry`."""


def all_modules() -> list[Path]:
    """Return the file of every module, in the order of their names."""
    return sorted(SOURCE.rglob("*.py"))


def archives(more: Iterable[str] = ()) -> dict[str, list[Path]]:
    """Return the files of each archive for the browser: "kernel", and one by each lab's name.

    A lab's has the modules of its own folder that it imports; the kernel's has the rest, for all
    labs. What only a terminal or the build uses (the command line, figures and values for
    pages) is in none, unless it is among *more* (names of modules).
    """
    loaded = _closure([*ENTRY_POINTS, *more, *(f"labs.{name}.lab" for name in registry.NAMES)])
    labs = {
        name: sorted(path for path in loaded if path.is_relative_to(SOURCE / name))
        for name in registry.NAMES
    }
    return {"kernel": sorted(loaded.difference(*labs.values()))} | labs


def shipped_modules() -> list[Path]:
    """Return the files of all archives."""
    return sorted({path for paths in archives().values() for path in paths})


def _closure(waiting: list[str]) -> set[Path]:
    """Return the files of the modules *waiting*, and of all that these import."""
    file_by_name: dict[str, Path | None] = {}
    while waiting:
        name = waiting.pop()
        if name not in file_by_name:
            path = file_by_name[name] = file_of(name)
            waiting += imports(path) if path else ()
    return {path for path in file_by_name.values() if path}


def imports(path: Path) -> Iterator[str]:
    """Yield every name that the module in *path* may import: modules, and names in them."""
    for module, names in import_statements(path.read_bytes()):
        yield module
        yield from (f"{module}.{name}" for name in names)
    parent = name_of(path).rpartition(".")[0]
    if parent:
        yield parent


@cache
def import_statements(source: bytes) -> list[tuple[str, list[str]]]:
    """Return the modules that *source* imports, with the names that it takes from each.

    A build asks for each several times. Only statements are looked into: no expression imports.

    >>> import_statements(b"import ast; from os import path")
    [('ast', []), ('os', ['path'])]
    """
    statements: list[tuple[str, list[str]]] = []
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Import):
            statements += [(alias.name, []) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            statements.append((node.module, [alias.name for alias in node.names]))
        for block in ("body", "handlers", "orelse", "finalbody", "cases"):
            inner = getattr(node, block, None)
            waiting += inner if isinstance(inner, list) else ()
    return statements


def name_of(path: Path) -> str:
    """Return the name of the module in *path*: ``labs/cli.py`` is ``labs.cli``."""
    parts = (SOURCE.name, *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def file_of(module: str) -> Path | None:
    """Return the file of *module*, or None if the labs have no such module."""
    top, *parts = module.split(".")
    if top != SOURCE.name:
        return None
    path = SOURCE.joinpath(*parts)
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((path for path in candidates if path.is_file()), None)

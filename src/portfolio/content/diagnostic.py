"""Mistakes of an author: collected first, then reported together, and the build stops.

A mistake is one line, ``docs/projects/x.md:7: unknown topic "foo"; allowed: …``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One thing to mend: *file* (as the author names it), *line* from 1, and what is wrong."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class ContentError(ValueError):
    r"""Every mistake found, in the order of files and lines.

    >>> str(ContentError([Diagnostic("b.md", 1, "x"), Diagnostic("a.md", 2, "y")]))
    'a.md:2: y\nb.md:1: x'
    """

    def __init__(self, mistakes: Iterable[Diagnostic]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(map(str, self.mistakes)))


def display_path(path: Path, base: Path | None = None) -> str:
    """Return *path* as an author in the folder *base*, by default the current one, types it."""
    base = base or Path.cwd()
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path)

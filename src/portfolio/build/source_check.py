"""Checks that files of the source folder can be read: no broken link, no folder, no pipe.

A program that opens a named pipe waits for ever, and a page that is a link to nothing is a page
that all others miss. So the build looks at the files before it reads any.
"""

from pathlib import Path

from portfolio.build import fingerprint
from portfolio.content.diagnostic import Diagnostic

_READ = {".md", ".bib", ".py", ".json", ".txt", ".css", ".js", ".svg", ".png", ".pdf"}


def check(source: Path, folder_name: str) -> list[Diagnostic]:
    """Return what cannot be read below *source*, which messages call *folder_name*."""
    mistakes = []
    if not (source / "conf.py").exists():
        text = "there is no such file; it is the configuration of the site"
        mistakes.append(Diagnostic(f"{folder_name}/conf.py", 1, text))
    for path in fingerprint.source_files(source):
        if text := _problem(path):
            name = path.relative_to(source).as_posix()
            mistakes.append(Diagnostic(f"{folder_name}/{name}", 1, text))
    for folder in fingerprint.source_folders(source):
        if folder != source and folder.suffix in _READ:
            name = folder.relative_to(source).as_posix()
            mistakes.append(
                Diagnostic(f"{folder_name}/{name}", 1, "this is a folder and not a file")
            )
    return mistakes


def _problem(path: Path) -> str:
    if path.is_symlink() and not path.exists():
        return "this is a link that leads nowhere"
    if not path.is_file():
        return "this is no file with a content: a pipe, a socket or a device"
    return ""

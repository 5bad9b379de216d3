"""Checks the file names of pages: each must be one under which the site can publish a page.

Sphinx leaves a file with an ending that it does not know out without a word, and lets a page that
it writes itself, such as the search, take the place of the author's.
"""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from portfolio.build import fingerprint

logger = logging.getLogger(__name__)

_LIKE_PAGES = (".markdown", ".mdown", ".mkd", ".mdx", ".md.txt", ".ipynb", ".qmd", ".rmd")
_UNFIT = set('<>:"|?*\\')
"""Signs that file systems or addresses cannot carry."""


def problem(name: str, seen: dict[str, str]) -> str:
    """Return what is wrong with the *name* of a file of the source folder; empty if nothing is.

    *seen* has the names before it by their case-folded form; the name is added to it.

    >>> problem("notes.MD", {})
    'the page is left out for its ending; rename it to "notes.md"'
    """
    lower = name.lower()
    ending = next((e for e in (".md", *_LIKE_PAGES) if lower.endswith(e)), "")
    if not ending:
        return ""
    if not name.endswith(".md"):
        return f'the page is left out for its ending; rename it to "{name[: -len(ending)]}.md"'
    if unfit := sorted({sign for sign in name if sign in _UNFIT or not sign.isprintable()}):
        return f"the file name has {unfit[0]!r}, which an address cannot have; rename the file"
    first = seen.setdefault(name.casefold(), name)
    if first != name:
        return f'the name differs from "{first}" only in its letters’ case; rename one of them'
    return ""


def _check(app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
    source = Path(app.srcdir)
    seen: dict[str, str] = {}
    for path in fingerprint.source_files(source):
        name = path.relative_to(source).as_posix()
        if text := problem(name, seen):
            _warn(text, f"{path}:1")


def _check_written(
    app: Sphinx, page: str, _template: str, _context: dict[str, Any], doctree: object
) -> None:
    """Warn when the site itself writes a page under the name of an author's."""
    if doctree is None and page in app.env.found_docs:
        text = f"the site writes a page of its own with the name {page!r}; rename the file"
        _warn(text, f"{app.env.doc2path(page)}:1")


def _warn(text: str, location: str) -> None:
    logger.warning("%s", text, location=location, type="portfolio", subtype="name")


def setup(app: Sphinx) -> None:
    """Check the files before any is read, and the pages as they are written."""
    app.connect("env-before-read-docs", _check)
    app.connect("html-page-context", _check_written)

"""Every text file is UTF-8."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)


def first_bad_byte(content: bytes) -> tuple[int, int] | None:
    r"""Return line and value of the first byte that is not UTF-8, or ``None``.

    >>> first_bad_byte("naïve".encode("latin-1"))
    (1, 239)
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1, content[error.start]
    return None


def leave_out(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Warn about pages that are not UTF-8 and leave them out, so that the others are checked."""
    for name in list(docnames):
        path = Path(env.doc2path(name))
        if bad := first_bad_byte(path.read_bytes()):
            line, value = bad
            logger.warning(
                "byte 0x%02x is not UTF-8; save the file as UTF-8",
                value,
                location=(name, line),
                type="portfolio",
                subtype="encoding",
            )
            docnames.remove(name)
            env.project.docnames.discard(name)


def setup(app: Sphinx) -> None:
    """Look at the pages before any is parsed."""
    app.connect("env-before-read-docs", leave_out)

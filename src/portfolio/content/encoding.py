"""Checks that text is UTF-8, and finds control signs and signs read in a wrong encoding."""

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)


def first_bad_byte(content: bytes) -> tuple[int, str] | None:
    r"""Return line and fault of the first byte that is not UTF-8, or ``None``.

    >>> first_bad_byte("naïve".encode("latin-1"))
    (1, 'byte 0xef is not UTF-8; save the file as UTF-8')
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return content.count(b"\n", 0, error.start) + 1, fault
    return None


_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ue000-\uf8ff]")
MISREAD = re.compile("\ufffd|â€|Ã[\x80-\xbf]|Â[\xa0-\xba]")
"""What UTF-8 looks like where it was read as something else: ``â€™`` is an apostrophe."""


def control_sign(text: str) -> tuple[int, str] | None:
    r"""Return line and fault of the first control or private sign in *text*, or ``None``.

    Private signs show only in the font of the program that wrote them.

    >>> control_sign("one\ntwo\x0b")
    (2, 'U+000B is no sign of text; readers and programs could not read it')
    """
    if not (match := _CONTROL.search(text)):
        return None
    words = "is no sign of text; readers and programs could not read it"
    return text.count("\n", 0, match.start()) + 1, f"U+{ord(match[0]):04X} {words}"


def leave_out(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Warn about pages that are not UTF-8 and leave them out, so that the others are checked."""
    for name in list(docnames):
        path = Path(env.doc2path(name))
        if bad := first_bad_byte(path.read_bytes()):
            line, fault = bad
            logger.warning(fault, location=(name, line), type="portfolio", subtype="encoding")
            docnames.remove(name)
            env.project.docnames.discard(name)


def setup(app: Sphinx) -> None:
    """Look at the pages before any is parsed."""
    app.connect("env-before-read-docs", leave_out)

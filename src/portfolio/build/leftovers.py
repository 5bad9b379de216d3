"""Finds markup that was not understood, and would reach the reader as text or swallow a page.

That is a fence that is never closed, and text that looks like a link, a role, a fence, a comment
or the row of a table, also as other programs write them, from which texts are pasted.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from portfolio.content.diagnostic import ContentError, Diagnostic
from portfolio.content.encoding import MISREAD, control_sign
from portfolio.doctrees import ancestors, line_of

logger = logging.getLogger(__name__)

_FENCE = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>[^\n]*)")
_VERBATIM = {"code", "code-block", "sourcecode", "raw", "math", "parsed-literal", "eval-rst"}
"""Directives whose content is no Markdown."""


class _Fence(NamedTuple):
    """The line of a fence, counted from 0, its signs, and what stands behind them."""

    line: int
    sign: str
    info: str

    @property
    def text(self) -> str:
        return f"{self.sign}{self.info}"


def unclosed(lines: list[str], first: int = 1) -> Iterator[tuple[int, str]]:
    """Yield line and opening of each fence in *lines*, counted from *first*, that has no end.

    >>> list(unclosed(["```{note}", "A note.", "", "More."]))
    [(1, '```{note}')]
    """
    for opened, fence in _in_blocks(lines):
        if fence is None:
            yield first + opened.line, opened.text
        elif _closes(fence, opened):
            content = lines[opened.line + 1 : fence.line]
            yield from _within(content, opened.info, first + opened.line + 1)


def swallowing(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield line and opening of each fence in *lines* that has a ``{toctree}`` in its content.

    >>> list(swallowing(["```", "```{toctree}", "page", "```"]))
    [(1, '```')]
    """
    for opened, fence in _in_blocks(lines):
        if fence and fence.info == "{toctree}":
            yield opened.line + 1, opened.text


def empty_contents(lines: list[str]) -> Iterator[int]:
    """Yield the last line of each ``{toctree}`` in *lines* that lists nothing.

    >>> list(empty_contents(["```{toctree}", ":hidden:", "```", "page"]))
    [3]
    """
    opened, listed = "", False
    for number, line in enumerate(lines, 1):
        match = _FENCE.match(line)
        if not opened and match and match["info"].strip() == "{toctree}":
            opened, listed = match["fence"], False
        elif opened and line.strip() == opened:
            if not listed:
                yield number
            opened = ""
        elif line.strip() and not line.startswith(":"):
            listed = True


def nested(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield line, opening and content of each block of code that has a fence like its own.

    A fence typed twice begins such a block, which then ends where the next one should begin.

    >>> list(nested(["```", "```", "```", "Words.", "```python", "x", "```"]))
    [(3, '```', '```python')]
    """
    for opened, fence in _in_blocks(lines):
        if (
            fence
            and fence.info
            and _fits(fence, opened)
            and not opened.info.startswith("{")
            and fence.sign[0] not in fence.info
        ):
            yield opened.line + 1, opened.sign, fence.text


def _in_blocks(lines: list[str]) -> Iterator[tuple[_Fence, _Fence | None]]:
    """Yield each fence that stands in a block or ends it, after the one that opens the block.

    A block that never ends yields its opening and nothing at the end.
    """
    opened: _Fence | None = None
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if not match:
            continue
        fence = _Fence(number, match["fence"], match["info"].strip())
        if opened:
            yield opened, fence
            if _closes(fence, opened):
                opened = None
        elif not (fence.sign[0] in fence.info and fence.sign[0] in "`:"):  # or it is text
            opened = fence
    if opened:
        yield opened, None


def _fits(fence: _Fence, opened: _Fence) -> bool:
    return fence.sign[0] == opened.sign[0] and len(fence.sign) >= len(opened.sign)


def _closes(fence: _Fence, opened: _Fence) -> bool:
    return not fence.info and _fits(fence, opened)


def _within(lines: list[str], info: str, first: int) -> Iterator[tuple[int, str]]:
    """Look into the content of a directive, which is Markdown again."""
    match = re.match(r"\{([\w:-]+)\}", info)
    if match and match[1] not in _VERBATIM:
        yield from unclosed(lines, first)


_ODD = "\xa0\u2000-\u200b\u2028\u2029\u202f\u2060\u3000\ufeff"
"""Spaces that are no spaces for Markdown, and signs without a width."""

_FORMULA = "a formula is {math}`x^2` or ```{math}"

_LEFT = (
    (re.compile(r"\[[^\]\n]*\]\([^)\n]*\)?"), "a link with spaces is [words](<my file.md>)"),
    (re.compile(r"\{[a-z][\w:.+-]*\}`+[^`\n]*`*"), "a role is written {name}`text`, with its text"),
    (re.compile(r"(?:```|~~~|:::)+.*|^[‘’´]{3}.*", re.MULTILINE),
     "a fence stands at the beginning of a line of its own"),
    (re.compile(r"<!(?:--|[–—]).*"), "a comment ends with -->"),
    (re.compile(r"\$\$|(?<![\w$])\$(?=[^\n$\"”]*(?:\\[a-z]{2}|[_^][\w{\\]))[^\s$\"”][^\n$\"”]*\$(?!\w)"),
     _FORMULA),
    (re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE), "a table has a line |---|---| below its head"),
    (re.compile(rf"^[{_ODD}]+(?:#{{1,6}}|[-*+>]|\d+[.)]|```|:::)(?!\w).*"
                rf"|^(?:#{{1,6}}|[-*+>]|\d+[.)])[{_ODD}].*|^#{{1,6}}(?![0-9a-fA-F]{{3,8}}\b)[^\W\d].*",
                re.MULTILINE),
     "a plain space follows the sign that begins a heading or an item, and none stands before it"),
    (re.compile(r"^[•●▪◦‣]\s.*", re.MULTILINE), "an item of a list begins with -"),
    (re.compile(r"^\[[ xX]\]\s.*", re.MULTILINE), "there are no tasks to check; say it in words"),
    (re.compile(r"!?\[\[[^\[\]\n]*[^\W\d][^\[\]\n]*\]\]"), "a link is [words](page.md)"),
    (re.compile(r"^\[![A-Za-z]+\].*|^(?:!!!|\?\?\?\+?|===)\s+[\w\"“].*", re.MULTILINE),
     "a note is ```{note}"),
    (re.compile(r"\[-?@[\w:.-]+[^\]\n]*\]"), "a citation is {footcite:p}`key`"),
    (re.compile(r"(?<![=\w])==(?! )[^=\n]+(?<! )==(?![=\w])|~~(?! )[^~\n]+(?<! )~~"),
     "emphasis is *words* or **words**"),
    (re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{:?\s*[.#][A-Za-z][^}\n]*\}|^\[(?:TOC|toc)\]",
                re.MULTILINE),
     "no template is filled in here"),
    (re.compile(r".{,20}(?:(?<!\w)\*\*(?=\S)|(?<=\S)\*\*(?!\w)).{,20}"),
     "strong words are **words**, with no space inside and none missing outside"),
    (re.compile(r"%%[^%\n]+%%"), "a comment is a line that begins with %"),
    (re.compile(r"^import\s.*\bfrom\s+[\"'“‘].*|^export\s+(?:default|const|function)\b.*",
                re.MULTILINE),
     "a page has no scripts"),
    (re.compile(r"^\.\. [\w:-]+::.*|(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])", re.MULTILINE),
     "a directive is ```{name}, a role {name}`text`, and a picture sign stands for itself"),
    (re.compile(r"\\[A-Za-z]+\{[^}\n]*\}"), "TeX stands in {math}`x^2`"),
    (re.compile(r"</?\w+:\w+[^>\n]*>"), "a tag of a word processor"),
    (re.compile(rf"\S*(?:{MISREAD.pattern})\S*"),
     "it was read in a wrong encoding; paste it again"),
)  # fmt: skip
_PLAIN = re.compile(r"(?!import|export)[A-Za-z0-9 ,.;()-]*")
"""Text that no pattern of :data:`_LEFT` can match, told at once."""
_LITERAL = (nodes.literal, nodes.FixedTextElement, nodes.raw, nodes.math, nodes.Invisible)


def not_understood(text: str) -> Iterator[tuple[str, str]]:
    """Yield what in *text* looks like markup, and how it would be written.

    >>> list(not_understood("See [the file](my file.md)."))
    [('[the file](my file.md)', 'a link with spaces is [words](<my file.md>)')]
    """
    if _PLAIN.fullmatch(text):
        return
    for pattern, hint in _LEFT:
        for match in pattern.finditer(text):
            yield match[0].strip(), hint


def escaped_formulas(lines: list[str]) -> Iterator[tuple[int, str]]:
    r"""Yield line and text of each formula of LaTeX outside fences: Markdown drops its backslashes.

    >>> list(escaped_formulas([r"It takes \( O(n) \) and `\(x\)`.", r"\[", "x", r"\]"]))
    [(1, '\\( O(n) \\)'), (2, '\\[')]
    """
    fenced: set[int] = set()
    for opened, fence in _in_blocks(lines):
        if fence is None or _closes(fence, opened):
            fenced.update(range(opened.line, fence.line if fence else len(lines)))
    for number, line in enumerate(lines):
        if number not in fenced:
            text = re.sub(r"(`+).*?\1", "", line)
            if match := re.search(r"\\\(.*?\\\)|^\s*\\\[\s*$", text):
                yield number + 1, match[0].strip()


_INCLUDE = re.compile(
    r"^[\s>]*(?:`{3,}|~{3,}|:{3,})\{include\}\s+(?P<file>\S.*?)\s*$", re.MULTILINE
)


def includes_itself(path: Path, above: tuple[Path, ...] = ()) -> int | None:
    """Return the line at which *path* includes itself, also through others; else ``None``."""
    path = path.resolve()
    if not path.is_file():
        return None
    text = path.read_text("utf-8", "replace")
    for match in _INCLUDE.finditer(text):
        other = Path(path.parent, match["file"]).resolve()
        if other in (path, *above) or includes_itself(other, (*above, path)):
            return text.count("\n", 0, match.start("file")) + 1
    return None


def _check_source(app: Sphinx, page: str, content: list[str]) -> None:
    path = app.env.doc2path(page)
    if line := includes_itself(path):
        raise ContentError([Diagnostic(_displayed(app, path), line, "the page includes itself")])
    if nul := re.search(r"\]\(<?[^)\n]*(?:%00|\0)|\0", content[0]):
        line = content[0].count("\n", 0, nul.start()) + 1
        text = "a file name or address cannot have the sign with the number 0"
        raise ContentError([Diagnostic(_displayed(app, path), line, text)])
    if odd := control_sign(content[0]):
        _warn(page, *odd, subtype="sign")
    if app.env.doc2path(page).suffix == ".md":
        for line, formula in escaped_formulas(content[0].splitlines()):
            _warn(page, line, f"“{formula}” was not understood: {_FORMULA}")
        for line, opening in unclosed(content[0].splitlines()):
            text = f"{opening} is never closed; close it with the same signs"
            _warn(page, line, text, subtype="fence")
        for line, opening, other in nested(content[0].splitlines()):
            text = f"{opening} begins a block of code that has {other} in it; close it before"
            _warn(page, line, text, subtype="fence")


def _displayed(app: Sphinx, path: Path) -> str:
    return f"{Path(app.srcdir).name}/{path.relative_to(app.srcdir).as_posix()}"


def _check_text(app: Sphinx, doctree: nodes.document) -> None:
    page = app.env.docname
    for raw in doctree.findall(nodes.raw):
        if raw.astext().lstrip().startswith("<!--") and "-->" not in raw.astext():
            _warn(page, line_of(raw), "this comment is never closed; close it with -->")
    for text in doctree.findall(nodes.Text):
        if not _is_literal(text):
            for markup, hint in not_understood(text):
                _warn(page, line_of(text), f"“{markup}” was not understood: {hint}")


def _is_literal(text: nodes.Text) -> bool:
    return any(isinstance(above, _LITERAL) for above in ancestors(text))


def _warn(page: str, line: int | None, text: str, subtype: str = "leftover") -> None:
    logger.warning("%s", text, location=(page, line), type="portfolio", subtype=subtype)


def setup(app: Sphinx) -> None:
    """Check the source of each page, and the text that was made of it."""
    app.connect("source-read", _check_source)
    app.connect("doctree-read", _check_text)

"""Checks ``conf.py``: each mistake in it becomes a message at its line.

The file is read and run before Sphinx starts, since a value of the wrong type would otherwise end
in an exception somewhere in an extension. Names that no extension knows are found once all are
loaded.
"""

import ast
import contextlib
import importlib.util
import inspect
import io
import re
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sphinx.util.tags import Tags

from portfolio.content.diagnostic import Diagnostic
from portfolio.content.period import Month, PeriodError

_Shape = tuple[str, Callable[[object], bool]]


def _text(value: object) -> bool:
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)  # halves of a sign


def _list_of_text(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(_text, value))


def _texts_by_text(value: object) -> bool:
    return isinstance(value, dict) and all(map(_text, [*value, *value.values()]))


def _lists_of_text(value: object) -> bool:
    return isinstance(value, list | tuple) and all(map(_list_of_text, value))


def _numbers_by_text(value: object) -> bool:
    return isinstance(value, dict) and all(
        _text(key) and type(number) in (int, float) and 0 <= number < 1000
        for key, number in value.items()
    )


def _month(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(Month.parse(value))
    except PeriodError:
        return False


def _person(value: object) -> bool:
    return isinstance(value, dict) and all(
        _list_of_text(part) if name == "links" else _text(part) for name, part in value.items()
    )


TEXT = "text in quotes", _text
NAMES = 'a list of texts, as ["a", "b"]', _list_of_text
LISTS = 'a list of lists of texts, as [["a", "b"]]', _lists_of_text
TABLE = 'a mapping of texts to texts, as {"a": "b"}', _texts_by_text
TOPICS = 'a mapping of one topic or more, as {"a": "b"}', lambda v: _texts_by_text(v) and bool(v)
NUMBERS = 'a mapping of texts to numbers, as {"a": 1.5}', _numbers_by_text
SWITCH = "True or False", lambda value: isinstance(value, bool)
MONTH = 'a month such as "2022-08"', _month
LEVEL = "a whole number from 0 to 7", lambda value: type(value) is int and 0 <= value <= 7
PERSON = "a mapping of texts, with a list of texts for links", _person

SHAPES: dict[str, _Shape] = {
    **dict.fromkeys(("project", "author", "html_theme", "html_title"), TEXT),
    "language": ('a language such as "en"', lambda v: _text(v) and bool(v)),
    **dict.fromkeys(("html_favicon", "bibtex_default_style", "html_baseurl", "root_doc"), TEXT),
    **dict.fromkeys(("extensions", "html_static_path", "exclude_patterns"), NAMES),
    **dict.fromkeys(("myst_enable_extensions", "bibtex_bibfiles", "templates_path"), NAMES),
    **dict.fromkeys(("nitpicky", "html_use_index", "html_copy_source"), SWITCH),
    **dict.fromkeys(("html_show_sourcelink", "html_show_sphinx", "html_show_copyright"), SWITCH),
    **dict.fromkeys(("myst_title_to_header", "myst_footnote_transition"), SWITCH),
    "copyright": ("text in quotes, or a list of texts", lambda v: _text(v) or _list_of_text(v)),
    "myst_heading_anchors": LEVEL,
    "redirects": TABLE,
    "portfolio_profile_date": MONTH,
    "portfolio_topics": TOPICS,
    "portfolio_person": PERSON,
    "portfolio_feed_authority": TEXT,
    "portfolio_abbreviations": TABLE,
    "portfolio_repository": TEXT,
    "sitesearch_facets": TABLE,
    "sitesearch_kinds": TABLE,
    "sitesearch_weights": NUMBERS,
    "sitesearch_stop_words": NAMES,
    "sitesearch_stems": NAMES,
    "sitesearch_synonyms": LISTS,
}


REQUIRED_EXTENSIONS = ("myst_parser", "portfolio")


@dataclass(frozen=True)
class Configuration:
    """What ``conf.py`` says: its mistakes, or else its values and the line that sets each."""

    mistakes: list[Diagnostic]
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def check(path: Path, file: str) -> Configuration:
    """Read and run the configuration at *path*, which messages call *file*."""
    content = path.read_bytes()
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        return Configuration([Diagnostic(file, line, "byte 0x00 cannot stand in a Python file")])
    try:
        tree = ast.parse(content, filename=str(path))
        code = compile(tree, str(path), "exec")
    except SyntaxError as error:
        line = error.lineno or 1
        mistakes = [Diagnostic(file, line, f"{type(error).__name__}: {error.msg}")]
        if opened := re.search(r"opening parenthesis '(.)' on line (\d+)", error.msg):
            text = f"“{opened[1]}” is opened here, and line {line} closes another"
            mistakes.insert(0, Diagnostic(file, int(opened[2]), text))
        elif error.msg.startswith("unmatched") and (start := _statement_before(content, line)):
            text = f"the bracket that line {line} closes is not opened from here on"
            mistakes.insert(0, Diagnostic(file, start, text))
        return Configuration(mistakes)
    except (ValueError, RecursionError, MemoryError) as error:
        return Configuration([Diagnostic(file, 1, f"{type(error).__name__}: {error}")])
    lines, twice = _assignments(tree)
    values: dict[str, Any] = {"__file__": str(path), "tags": Tags()}
    try:
        with contextlib.chdir(path.parent), contextlib.redirect_stdout(io.StringIO()):
            exec(code, values)  # Sphinx runs it again, and shows what it prints
    except (Exception, SystemExit) as error:
        frames = traceback.extract_tb(error.__traceback__)
        line = [frame.lineno for frame in frames if frame.filename == str(path)][-1] or 1
        text = " ".join(f"{type(error).__name__}: {error}".split())
        return Configuration([Diagnostic(file, line, text)])
    wrong = sorted([*twice, *_judge(values, lines, content.decode("utf-8", "replace"))])
    return Configuration([Diagnostic(file, line, text) for line, text in wrong], values, lines)


def _statement_before(content: bytes, line: int) -> int | None:
    """Return the last line above *line* that is not indented, where its statement begins."""
    above = content.splitlines()[: line - 1]
    begins = (n for n in range(len(above), 0, -1) if re.match(rb"[^\s#\])}]", above[n - 1]))
    return next(begins, None)


def unknown_names(conf: Configuration, settings: Collection[str], file: str) -> list[Diagnostic]:
    """Return a mistake for each value that is set under a name that is no setting.

    Helpers of the file itself (names that begin with ``_``, modules, functions) are none.
    """
    plain = (str, bytes, int, float, list, tuple, dict, set, type(None))
    return [
        Diagnostic(file, line, f"no setting is called {name}{_meant(name, settings)}")
        for name, line in sorted(conf.lines.items())
        if not name.startswith("_")
        and name not in settings
        and isinstance(conf.values.get(name), plain)
    ]


def _meant(name: str, settings: Collection[str]) -> str:
    near = get_close_matches(name, settings, n=1)
    return f"; did you mean {near[0]}?" if near else "; a name of your own begins with _"


def _assignments(tree: ast.Module) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Return the line at which each name is set, and the names that are set twice."""
    lines: dict[str, int] = {}
    twice = []
    for statement in tree.body:
        for target in statement.targets if isinstance(statement, ast.Assign) else ():
            if isinstance(target, ast.Name):
                if target.id in lines:
                    text = f"{target.id} is set twice, first in line {lines[target.id]}"
                    twice.append((statement.lineno, text))
                lines[target.id] = statement.lineno
    return lines, twice


def _judge(
    values: Mapping[str, Any], lines: Mapping[str, int], source: str
) -> Iterator[tuple[int, str]]:
    for name, (allowed, fits) in SHAPES.items():
        if name in values and not fits(values[name]):
            yield lines.get(name, 1), f"{name} is {_displayed(values[name])}; allowed: {allowed}"
    style = values.get("bibtex_default_style", "alpha")
    if isinstance(style, str) and style not in (styles := _styles()):
        names = ", ".join(styles)
        yield (
            lines["bibtex_default_style"],
            f"no style is called {_displayed(style)}; allowed: {names}",
        )
    if "setup" in values and not _takes_one(values["setup"]):
        code = getattr(values["setup"], "__code__", None)
        line = code.co_firstlineno if code else lines.get("setup", 1)
        yield line, "setup is no function of one argument, the application"
    extensions = values.get("extensions", [])
    if not _list_of_text(extensions):
        return
    for name in extensions:
        if not _exists(name):
            yield _line_of(name, source, lines), f'there is no extension "{name}" to import'
    for name in REQUIRED_EXTENSIONS:
        if name not in extensions:
            yield lines.get("extensions", 1), f'extensions must name "{name}"'


def _styles() -> list[str]:
    """Return the names of the styles for sources, ours among them."""
    from pybtex.plugin import enumerate_plugin_names

    return sorted({*enumerate_plugin_names("pybtex.style.formatting"), "linked"})


def _takes_one(value: object) -> bool:
    try:
        inspect.signature(value).bind(None)  # type: ignore[arg-type]  # what is no function is said
    except (TypeError, ValueError):
        return False
    return True


def _displayed(value: object) -> str:
    text = " ".join(re.sub(r" at 0x[0-9a-f]+", "", ascii(value)).split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def _line_of(name: str, source: str, lines: Mapping[str, int]) -> int:
    """Return the line that names an extension, or that of the setting."""
    quoted = re.compile(rf"""(["'])(?:{re.escape(name)})\1""")
    numbers = (n for n, line in enumerate(source.splitlines(), 1) if quoted.search(line))
    return next(numbers, lines.get("extensions", 1))

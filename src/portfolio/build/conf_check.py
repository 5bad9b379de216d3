"""``conf.py`` is author's input: each mistake in it is a message at its line.

The values that stand there as literals are checked before Sphinx starts, since a value of the
wrong type would otherwise end in an exception somewhere in an extension. What is computed cannot
be judged without running it; an exception there is reported at its line by the build.
"""

import ast
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path

from portfolio.content.diagnostic import Diagnostic

_Shape = tuple[str, Callable[[object], bool]]


def _text(value: object) -> bool:
    return isinstance(value, str)


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


def _person(value: object) -> bool:
    return isinstance(value, dict) and all(
        _list_of_text(part) if name == "links" else _text(part) for name, part in value.items()
    )


TEXT = "text in quotes", _text
NAMES = 'a list of texts, as ["a", "b"]', _list_of_text
LISTS = 'a list of lists of texts, as [["a", "b"]]', _lists_of_text
TABLE = 'a mapping of texts to texts, as {"a": "b"}', _texts_by_text
NUMBERS = 'a mapping of texts to numbers, as {"a": 1.5}', _numbers_by_text
SWITCH = "True or False", lambda value: isinstance(value, bool)
MONTH = (
    'a month such as "2022-08"',
    lambda value: isinstance(value, str) and bool(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value)),
)
LEVEL = "a whole number from 0 to 7", lambda value: type(value) is int and 0 <= value <= 7
PERSON = "a mapping of texts, with a list of texts for links", _person

SHAPES: dict[str, _Shape] = {
    **dict.fromkeys(("project", "author", "language", "html_theme", "html_title"), TEXT),
    **dict.fromkeys(("html_favicon", "bibtex_default_style", "html_baseurl", "root_doc"), TEXT),
    **dict.fromkeys(("extensions", "html_static_path", "exclude_patterns"), NAMES),
    **dict.fromkeys(("myst_enable_extensions", "bibtex_bibfiles", "templates_path"), NAMES),
    **dict.fromkeys(("nitpicky", "html_use_index", "html_copy_source"), SWITCH),
    **dict.fromkeys(("html_show_sourcelink", "html_show_sphinx", "html_show_copyright"), SWITCH),
    **dict.fromkeys(("myst_title_to_header", "myst_footnote_transition"), SWITCH),
    "copyright": TEXT,
    "myst_heading_anchors": LEVEL,
    "redirects": TABLE,
    "portfolio_profile_date": MONTH,
    "portfolio_topics": TABLE,
    "portfolio_person": PERSON,
    "portfolio_feed_authority": TEXT,
    "portfolio_abbreviations": TABLE,
    "portfolio_repository": TEXT,
    **{
        f"{prefix}_{name}": shape
        for prefix in ("search", "sitesearch")
        for name, shape in {
            "facets": TABLE,
            "kinds": TABLE,
            "weights": NUMBERS,
            "stop_words": NAMES,
            "synonyms": LISTS,
        }.items()
    },
}


def check(path: Path, file: str) -> list[Diagnostic]:
    """Return the mistakes of the configuration at *path*, which messages call *file*."""
    try:
        tree = ast.parse(path.read_bytes(), filename=str(path))
    except SyntaxError as error:
        return [Diagnostic(file, error.lineno or 1, f"{type(error).__name__}: {error.msg}")]
    except (ValueError, RecursionError, MemoryError) as error:
        return [Diagnostic(file, 1, f"{type(error).__name__}: {error}")]
    return [Diagnostic(file, line, text) for line, text in _judge(tree)]


def _judge(tree: ast.Module) -> Iterator[tuple[int, str]]:
    first: dict[str, int] = {}
    for statement in tree.body:
        if not (isinstance(statement, ast.Assign) and len(statement.targets) == 1):
            continue
        target = statement.targets[0]
        if not isinstance(target, ast.Name):
            continue
        name, line = target.id, statement.lineno
        if name in first:
            yield line, f"{name} is set twice, first in line {first[name]}"
        first.setdefault(name, line)
        if name.startswith("portfolio_") and name not in SHAPES:
            near = get_close_matches(name, SHAPES, n=1)
            yield line, f"unknown setting {name}" + (f"; did you mean {near[0]}?" if near else "")
        try:
            value = ast.literal_eval(statement.value)
        except (ValueError, TypeError, RecursionError, MemoryError):
            continue  # computed
        if name in SHAPES and not SHAPES[name][1](value):
            value_text = ast.unparse(statement.value)
            value_text = value_text if len(value_text) <= 40 else f"{value_text[:39]}…"
            yield line, f"{name} is {value_text}; allowed: {SHAPES[name][0]}"

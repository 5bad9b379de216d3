"""Front matter: the YAML block at the top of a page, each value with the line it stands on."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from portfolio.content.diagnostic import ContentError, Diagnostic
from portfolio.content.encoding import first_bad_byte

FENCE = "---"


@dataclass(frozen=True)
class Field:
    """One value and the line, counted from 1 in the file, where its key or item begins.

    *value* is a scalar, a tuple of fields (a YAML list) or a dictionary of fields.
    """

    value: object
    line: int


def read(path: Path, file: str) -> dict[str, Field]:
    """Return the front matter of the page at *path*, which messages call *file*.

    Raises :class:`ContentError` if the page is not UTF-8, has no front matter, or the front
    matter is not a YAML mapping with each key once.
    """
    return parse(_decode(path.read_bytes(), file), file)


def parse(text: str, file: str) -> dict[str, Field]:
    """Return the front matter of *text*, a page; raises as :func:`read` does."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != FENCE:
        raise ContentError(
            [Diagnostic(file, 1, f'no front matter; the page must begin with "{FENCE}"')]
        )
    if closed := end_line(lines):
        return _parse("\n".join(lines[1:closed]), file)
    last = next((n for n in range(1, len(lines)) if not _LINE.match(lines[n])), len(lines))
    raise ContentError(
        [Diagnostic(file, last + 1, f'front matter without an end; close it with "{FENCE}"')]
    )


_LINE = re.compile(r"\s+\S|[\w-]+:(\s|$)|- |#")
"""What a line of front matter looks like."""


def is_attempted(text: str) -> bool:
    r"""Tell whether *text* begins with front matter, or with what was meant to be one.

    >>> is_attempted("----\ntitle: A"), is_attempted("title: A\n---"), is_attempted("Note: words.")
    (True, True, False)
    """
    first, *following = text.splitlines()[:40] or [""]
    if re.fullmatch(r"-{2,}\s*", first):
        return bool(following and _LINE.match(following[0])) or first.rstrip() == FENCE
    return bool(re.match(r"[\w-]+:\s", first)) and FENCE in following


def body(text: str) -> str:
    """Return *text* without the lines of its front matter, or of what was meant to be one."""
    lines = text.splitlines()
    return "\n".join(lines[end_line(lines) + 1 :])


def end_line(lines: list[str]) -> int:
    """Return the place of the line that ends the front matter of a page, or 0 if none does."""
    return next((n for n in range(1, len(lines)) if lines[n].rstrip() == FENCE), 0)


def _decode(content: bytes, file: str) -> str:
    if bad := first_bad_byte(content):
        raise ContentError([Diagnostic(file, *bad)])
    return content.decode("utf-8-sig")


def _parse(text: str, file: str) -> dict[str, Field]:
    # libyaml's parser is ten times faster than the one in Python, and messages must not
    # depend on which is there; every wheel of PyYAML has it.
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise ContentError([Diagnostic(file, 2, "front matter must be lines of “key: value”")])
        if _size(node, {}) > LARGEST:
            raise ContentError([Diagnostic(file, 2, "front matter repeats itself without end")])
        mistakes: list[Diagnostic] = []
        value = _mapping(loader, node, file, mistakes)
    except yaml.YAMLError as error:
        # An unclosed quote or bracket is noticed far below; the context is where it was opened.
        # That of a block is the first line of the block, which says nothing.
        if isinstance(error, yaml.reader.ReaderError):
            raise ContentError([_unprintable(text, file)]) from None
        block = "block" in (getattr(error, "context", None) or "block")
        opened = None if block else getattr(error, "context_mark", None)
        mark = opened or getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        problem = getattr(error, "problem", None) or "unreadable"
        raise ContentError([Diagnostic(file, line, f"malformed YAML: {problem}")]) from None
    except RecursionError:
        anchor = re.search(r"&(\w+)\b.*?\*\1\b", text, re.DOTALL)
        line = text.count("\n", 0, anchor.start()) + 2 if anchor else 2
        raise ContentError(
            [Diagnostic(file, line, "malformed YAML: an alias inside itself")]
        ) from None
    finally:
        loader.dispose()
    if mistakes:
        raise ContentError(mistakes)
    return value


def _unprintable(text: str, file: str) -> Diagnostic:
    match = yaml.reader.Reader.NON_PRINTABLE.search(text)
    line, sign = (text.count("\n", 0, match.start()) + 2, match[0]) if match else (2, "?")
    return Diagnostic(file, line, f"malformed YAML: {sign!r} is no sign of text")


LARGEST = 5000
"""Values that the front matter of a page may have; an alias counts as what it stands for."""


def _size(node: yaml.Node, sizes: dict[int, int]) -> int:
    """Count the values of *node*, with those of aliases as often as they are named."""
    if id(node) not in sizes:
        parts = node.value if isinstance(node, yaml.SequenceNode) else ()
        if isinstance(node, yaml.MappingNode):
            parts = [part for pair in node.value for part in pair]
        sizes[id(node)] = 1 + sum(_size(part, sizes) for part in parts)
    return sizes[id(node)]


def _constructed(loader: yaml.CSafeLoader, node: yaml.Node) -> object:
    try:
        return loader.construct_object(node, deep=True)
    except (ValueError, TypeError, OverflowError, LookupError, AttributeError) as error:
        problem = f"{node.value!r} is no {node.tag.rpartition(':')[2]}"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark) from error


def _mapping(
    loader: yaml.CSafeLoader, node: yaml.MappingNode, file: str, mistakes: list[Diagnostic]
) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2  # marks count from 0, after the opening fence
        key = str(_constructed(loader, key_node))
        if key in fields:
            text = f'key "{key}" is given twice, first in line {fields[key].line}'
            mistakes.append(Diagnostic(file, line, text))
        fields[key] = Field(_value(loader, value_node, file, mistakes), line)
    return fields


def _value(
    loader: yaml.CSafeLoader, node: yaml.Node, file: str, mistakes: list[Diagnostic]
) -> object:
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, file, mistakes)
    if isinstance(node, yaml.SequenceNode):
        return tuple(
            Field(_value(loader, item, file, mistakes), item.start_mark.line + 2)
            for item in node.value
        )
    if node.tag == "tag:yaml.org,2002:timestamp" and re.match(r"\d{4}-\d", str(node.value)):
        return node.value  # dates are ours to judge: YAML would refuse 2020-99-99 in its own words
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    if plain and re.fullmatch(r"[“‘„].*[”’“‘]", str(node.value)):
        line, quotes = node.start_mark.line + 2, f"{node.value[0]} and {node.value[-1]}"
        text = f"{quotes} would be shown; a value stands in plain quotes, or in none"
        mistakes.append(Diagnostic(file, line, text))
    return _constructed(loader, node)

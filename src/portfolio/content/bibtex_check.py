r"""Checks ``references.bib``: each mistake in it becomes a message at its line.

The file is checked before anything reads it, since parsers stop at the first mistake and name no
place in it. Checked are the form (braces, commas, keys), the kinds of entries and the fields that
the site's style needs, names, dates, DOIs and addresses. What reference managers write in their
own way, such as ``\_`` in an address or a DOI with ``https://doi.org/`` before it, is no mistake;
:func:`address` and :func:`doi` return what is meant.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.config import Config

from portfolio.content import biblatex, bibliography, tex
from portfolio.content.bibliography import MONTHS
from portfolio.content.diagnostic import ContentError, Diagnostic
from portfolio.content.encoding import MISREAD, control_sign, first_bad_byte
from portfolio.content.period import is_date

REQUIRED = {
    "article": ("title", "journal", "year"),
    "book": ("title", "publisher", "year"),
    "booklet": ("title",),
    "inbook": ("title", "publisher", "year"),
    "incollection": ("title", "booktitle", "year"),
    "inproceedings": ("title", "booktitle", "year"),
    "manual": ("title",),
    "mastersthesis": ("title", "school", "year"),
    "misc": ("title",),
    "phdthesis": ("title", "school", "year"),
    "proceedings": ("title", "year"),
    "techreport": ("title", "institution", "year"),
    "unpublished": ("title", "note"),
}
"""The kinds of entries that the site's style can write, each with the fields that it needs."""

MONTH_NUMBERS = {str(n) for n in range(1, 13)} | {f"{n:02}" for n in range(1, 10)}
INHERITED_AS = {"booktitle": "title"}
"""Fields that an entry with a ``crossref`` takes from another field of the entry it names."""
_NOT_INHERITED = {"title", "url", "pdf", "slides", "video", "doi", "urldate", "keywords", "pages"}
_SHOWN = {"title", "booktitle", "journal", "publisher", "author", "editor", "note", "school",
          "institution", "address", "series", "howpublished", "organization", "edition",
          "chapter", "type"}  # fmt: skip
_ADDRESSES = ("url", "pdf", "slides", "video")
_DOI = re.compile(r"10\.\d+(?:\.\d+)*/\S+")
_KEY = re.compile(r"[^\s{}\"#%~,=\\]+")
_NAME = re.compile(r"[A-Za-z][\w:.+-]*")
_NEXT = re.compile(r"\n[ \t]*(?:@[A-Za-z]+[ \t]*[{(]|[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\d])")


@dataclass
class _Entry:
    kind: str
    key: str
    line: int
    fields: dict[str, tuple[str, int]] = field(default_factory=dict)


class _FormError(ValueError):
    def __init__(self, position: int, text: str) -> None:
        self.position = position
        super().__init__(text)


def address(text: str) -> str:
    r"""Return an address without the escapes that reference managers add.

    >>> address(r"https://example.org/a\_b\%20c\#d")
    'https://example.org/a_b%20c#d'
    """
    plain = re.sub(r"\\([_&%#$~{}^])(?:\{\})?", r"\1", text)
    return re.sub(r"\\(?:textasciitilde|string~)(?:\{\}| )?|\{\\textasciitilde\}", "~", plain)


def doi(text: str) -> str:
    r"""Return a DOI by itself, however it is given.

    >>> doi("https://doi.org/10.1000/a\\_b"), doi("doi:10.1000/x")
    ('10.1000/a_b', '10.1000/x')
    """
    return re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", address(text).strip())


def check(text: str) -> list[tuple[int, str]]:
    """Return every mistake in *text*, the content of a ``.bib`` file, with its line from 1.

    >>> check("@misc{a, author={A}, title={T}}")
    []
    """
    mistakes: list[tuple[int, str]] = []
    entries: dict[str, _Entry] = {}
    macros = set(MONTHS)
    position = 0
    while (start := text.find("@", position)) >= 0:
        if between := re.search(r"\S.*", _uncommented(text[position:start])):
            at = _line(text, position + text[position:start].find(between[0].strip()))
            mistakes.append((at, _stray(between[0])))
        try:
            entry, position = _parse(text, start, macros, mistakes)
        except _FormError as error:
            mistakes.append((_line(text, error.position), str(error)))
            following = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
            after = following.search(text, max(start + 1, error.position))
            position = after.start() if after else len(text)
            continue
        if entry is None:
            continue
        entry = _as_bibtex(entry)
        first = entries.setdefault(entry.key.lower(), entry)
        if first is not entry:
            where = f"the first stands in line {first.line}"
            mistakes.append((entry.line, f'the key "{entry.key}" is given twice; {where}'))
            mistakes += _judge(entry, entries)
    for entry in entries.values():
        mistakes += _judge(entry, entries)
    if odd := control_sign(text.replace("\r", "")):
        mistakes.append(odd)
    if not entries and not mistakes:
        mistakes.append((1, "there is no entry in this file"))
    if rest := re.search(r"\S.*", _uncommented(text[position:])):
        at = _line(text, position + text[position:].find(rest[0].strip()))
        mistakes.append((at, _stray(rest[0])))
    return sorted(set(mistakes))


def _as_bibtex(entry: _Entry) -> _Entry:
    """Return *entry* as BibTeX has it; each field keeps the line it was read from."""
    given = entry.fields
    kind, fields = biblatex.as_bibtex(
        entry.kind, {name: value for name, (value, _) in given.items()}
    )
    lines = {name: given[name if name in given else biblatex.ORIGIN[name]][1] for name in fields}
    return _Entry(kind, entry.key, entry.line, {n: (fields[n], lines[n]) for n in fields})


def _stray(text: str) -> str:
    return f'"{text.strip()[:40]}" stands in no entry; a comment begins with %'


def _uncommented(text: str) -> str:
    return re.sub(r"^[ \t]*%.*", "", text, flags=re.MULTILINE)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _skip(text: str, position: int) -> int:
    """Return the position of the next sign that is neither white space nor in a comment line."""
    while position < len(text):
        if text[position].isspace():
            position += 1
        elif text[position] == "%":
            position = (text.find("\n", position) + 1) or len(text)
        else:
            break
    return position


def _parse(
    text: str, start: int, macros: set[str], mistakes: list[tuple[int, str]]
) -> tuple[_Entry | None, int]:
    """Read what begins with the ``@`` at *start*; return it and where it ends."""
    name = _NAME.match(text, start + 1)
    if not name:
        raise _FormError(start, "an entry begins with @ and its kind, as in @misc{key,")
    kind = name[0].lower()
    position = _skip(text, name.end())
    if position >= len(text) or text[position] not in "{(":
        raise _FormError(start, f"@{kind} is not followed by a brace")
    closing = {"{": "}", "(": ")"}[text[position]]
    if kind in {"comment", "preamble"}:
        return None, _value(text, position, macros, mistakes)[1]
    entry = _Entry(kind, "", _line(text, start))
    position = _skip(text, position + 1)
    if kind != "string":
        key = _KEY.match(text, position)
        if not key:
            raise _FormError(start, f"@{kind} has no key; write @{kind}{{key,")
        entry.key = key[0]
        position = _skip(text, key.end())
        if position < len(text) and text[position] == "=":
            raise _FormError(start, f"@{kind} has no key; write @{kind}{{key,")
        if position < len(text) and text[position] not in "," + closing:
            raise _FormError(key.end(), f'no comma after the key "{entry.key}"')
        position = _skip(text, position + 1) if text[position : position + 1] == "," else position
    while True:
        if position >= len(text):
            raise _FormError(start, f"@{kind} has no closing brace")
        if text[position] == closing:
            break
        name = _NAME.match(text, position)
        if not name:
            at = _last_sign(text, position)
            raise _FormError(at, f'"{text[position]}" stands where a field or the end must be')
        equals = _skip(text, name.end())
        if text[equals : equals + 1] != "=":
            raise _FormError(position, f'no equals sign after "{name[0]}"')
        value, end = _value(text, _skip(text, equals + 1), macros, mistakes)
        field_name = name[0].lower()
        line = _line(text, position)
        if field_name in entry.fields:
            where = f"the first stands in line {entry.fields[field_name][1]}"
            mistakes.append((line, f'the field "{field_name}" is given twice; {where}'))
        entry.fields[field_name] = value, line
        position = _skip(text, end)
        if text[position : position + 1] == ",":
            position = _skip(text, position + 1)
        elif text[position : position + 1] not in ("", closing):
            raise _FormError(end - 1, f'no comma after the value of "{field_name}"')
    if kind == "string":
        macros.update(entry.fields)
        return None, position + 1
    return entry, position + 1


def _last_sign(text: str, position: int) -> int:
    """Return the position of the last sign before *position*, where what is missing belongs."""
    return len(text[:position].rstrip()) - 1 if text[:position].strip() else position


def _value(
    text: str, position: int, macros: set[str], mistakes: list[tuple[int, str]]
) -> tuple[str, int]:
    """Read a value: braces, quotes, a number or an abbreviation, joined by ``#``."""
    parts = []
    while True:
        opening = text[position : position + 1]
        if opening in ("{", '"'):
            end = _closing(text, position)
            parts.append(text[position + 1 : end - 1])
        elif bare := re.compile(r"[\w.:+-]+").match(text, position):
            end = bare.end()
            if not bare[0].isdigit() and bare[0].lower() not in macros:
                near = get_close_matches(bare[0].lower(), sorted(macros), n=1, cutoff=0.5)
                hint = f"; did you mean {near[0]}?" if near else ""
                message = f'unknown abbreviation "{bare[0]}"{hint} (other text stands in braces)'
                mistakes.append((_line(text, position), message))
            parts.append(bare[0])
        else:
            raise _FormError(_last_sign(text, position), "a value is missing or has no brace")
        after = _skip(text, end)
        if text[after : after + 1] != "#":
            return "".join(parts), end
        position = _skip(text, after + 1)


def _closing(text: str, start: int) -> int:
    """Return the position after the sign that closes the brace or quote at *start*."""
    quoted, depth, position = text[start] == '"', 0, start
    while position < len(text):
        sign = text[position]
        if sign == "\\":
            position += 2
            continue
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and not quoted:
                return position + 1
            if depth < 0:
                break
        elif sign == '"' and quoted and depth == 0 and position > start:
            return position + 1
        elif sign == "\n" and _NEXT.match(text, position):
            break
        position += 1
    what = "quote" if quoted else "brace"
    raise _FormError(start, f"the value that begins here has no closing {what}")


def _judge(entry: _Entry, entries: Mapping[str, _Entry]) -> Iterator[tuple[int, str]]:
    """Find what is wrong with the content of an entry, one of *entries*."""
    if entry.kind not in REQUIRED:
        allowed = ", ".join(REQUIRED)
        yield entry.line, f"unknown kind of entry @{entry.kind}; allowed: {allowed}"
    parent = entries.get(" ".join(entry.fields.get("crossref", ("", 0))[0].split()).lower())
    missing = [
        name for name in REQUIRED.get(entry.kind, ("title",)) if not _has(entry, name, parent)
    ]
    if not _has(entry, "author", parent) and not _has(entry, "editor", parent):
        missing.insert(0, "author")
    own = "own" in (word.strip() for word in entry.fields.get("keywords", ("", 0))[0].split(","))
    needed = ("author", "year") if own else ()
    missing += [name for name in needed if name not in missing and not _has(entry, name, parent)]
    if "date" in entry.fields and "year" in missing:
        missing.remove("year")  # what is wrong with the date is said
    if missing:
        yield entry.line, f'"{entry.key}" has no {", no ".join(missing)}'
    for name, (value, line) in entry.fields.items():
        plain = " ".join(value.split())
        if name in ("author", "editor"):
            yield from ((line, text) for text in _names(name, plain))
        elif name == "year" and not re.fullmatch(r"\d{4}", plain):
            yield line, f'year is "{plain}"; allowed: four digits'
        elif name == "date":  # one that was not understood
            yield line, f'date is "{plain}"; allowed: a date such as 2022-07-11, 2022-07 or 2022'
        elif name == "month" and plain[:3].lower() not in MONTHS and plain not in MONTH_NUMBERS:
            yield line, f'month is "{plain}"; allowed: {", ".join(MONTHS)}'
        elif name == "urldate" and not is_date(plain):
            yield line, f'urldate is "{plain}"; allowed: a date such as 2022-08-31'
        elif name == "doi" and not _DOI.fullmatch(doi(plain)):
            yield line, f'doi is "{plain}"; allowed: a DOI such as 10.1145/3372297'
        elif name in _ADDRESSES and not re.fullmatch(r"https?://[^\s/]+\S*", address(plain)):
            yield line, f'{name} is "{plain}"; allowed: an address that begins with https://'
        elif name == "crossref":
            yield from ((line, text) for text in _crossref(entry, parent, plain))
        if name in _SHOWN:
            if misread := MISREAD.search(plain):
                yield line, f'{name} has "{misread[0]}", read in a wrong encoding; paste it again'
            for command in tex.not_understood(plain):
                yield line, f'{name} has "{command}", which is no TeX that this site can show'


def _has(entry: _Entry, name: str, parent: _Entry | None) -> bool:
    names = {name, INHERITED_AS.get(name, name)} if parent else set()
    fields = [entry.fields.get(name), *(parent.fields.get(name) for name in names if parent)]
    return any(field and field[0].strip() for field in fields)


def _crossref(entry: _Entry, parent: _Entry | None, key: str) -> Iterator[str]:
    if parent is None:
        yield f'crossref is "{key}", which is the key of no entry'
    elif parent.key.lower() == entry.key.lower():
        yield "the entry refers to itself"
    elif "crossref" in parent.fields:
        yield f'crossref is "{key}", which has a crossref itself'


def _names(name: str, value: str) -> Iterator[str]:
    if not value:
        yield f"{name} is empty"
        return
    bare = re.sub(r"\{[^{}]*\}", "x", value)
    for person in re.split(r"\s+and\s+", bare):
        if not person.strip(" ,") or re.search(r"(?:^|\s)and$|^and\s", person):
            yield f"{name} has an empty name; names are joined by “and”"
        elif person.count(",") > 2:
            yield f'{name} has "{person}" with too many commas; names are joined by “and”'


def _check_files(app: Sphinx, config: Config) -> None:
    """Check the files before they are parsed; raises :class:`ContentError`."""
    mistakes = []
    if config.bibtex_bibfiles is None:
        conf = Path(app.confdir, "conf.py")
        last = len(conf.read_text("utf-8", "replace").splitlines())
        text = 'bibtex_bibfiles is not set; write bibtex_bibfiles = ["references.bib"]'
        mistakes.append(Diagnostic(f"{conf.parent.name}/{conf.name}", last, text))
    for name in config.bibtex_bibfiles or ():
        path = Path(app.srcdir, name)
        file = f"{Path(app.srcdir).name}/{name}"
        if not path.is_file():
            text = "there is no such file; bibtex_bibfiles in conf.py names it"
            mistakes.append(Diagnostic(file, 1, text))
            continue
        content = path.read_bytes()
        if bad := first_bad_byte(content):
            mistakes.append(Diagnostic(file, *bad))
        else:
            wrong = check(content.decode("utf-8-sig"))
            mistakes += [Diagnostic(file, line, text) for line, text in wrong]
    if mistakes:
        raise ContentError(mistakes)


def _normalize(app: Sphinx) -> None:
    """Write addresses and DOIs as they are meant, and give an entry what its crossref has."""
    entries = bibliography.entries(app.env)
    for entry in entries.values():
        kind, fields = biblatex.as_bibtex(entry.type, entry.fields)
        if kind != entry.type:
            entry.type = entry.original_type = kind
        entry.fields.clear()
        entry.fields.update(fields)
    for entry in entries.values():
        if parent := entries.get(entry.fields.pop("crossref", "")):
            _inherit(entry, parent)
        for name in (*_ADDRESSES, "doi"):
            if name in entry.fields:
                entry.fields[name] = (doi if name == "doi" else address)(entry.fields[name])


def _inherit(entry: Entry, parent: Entry) -> None:
    for name, other in INHERITED_AS.items():
        if other in parent.fields:
            entry.fields.setdefault(name, parent.fields[other])
    for name in parent.fields.keys() - _NOT_INHERITED:
        entry.fields.setdefault(name, parent.fields[name])
    for role, people in parent.persons.items():
        entry.persons.setdefault(role, people)


def setup(app: Sphinx) -> None:
    """Check the files when their names are known; mend the entries once they are parsed."""
    app.connect("config-inited", _check_files)
    app.connect("builder-inited", _normalize, priority=600)

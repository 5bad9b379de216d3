"""Translates the warnings that Sphinx logs into mistakes of an author, one clear line for each.

Sphinx, MyST and our own parts report what is wrong in a page as warnings in Sphinx's log.
:class:`WarningCollector` takes the log in, and :func:`translate` makes a mistake of each entry:
file, line, what is wrong and what is allowed, in the words of somebody who writes pages. What it
does not recognize passes through, shortened to one line.

The log is read as text, from the stream that Sphinx is given. A handler of :mod:`logging` would
get records, but Sphinx removes all handlers of its logger when it starts, and one that an
extension adds later misses what is logged before that extension is loaded.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio.build.page_titles import NO_TITLE
from portfolio.content.bibliography import PUBLICATION
from portfolio.content.diagnostic import Diagnostic, display_path

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_LOG = re.compile(
    r"(?:(?P<location>[^\n]*?): )?(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<message>.*?)"
    r"(?: \[(?P<kind>[a-z_.]+)\])?\s*",
    re.DOTALL,
)
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
"""Signs that do not show, and may be all that is wrong with a name."""
_ESCAPES = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Entry:
    """One entry of Sphinx's log: where, what, and its *kind* (``myst.xref_missing``)."""

    file: str
    line: int
    message: str
    kind: str


class WarningCollector:
    """A stream for Sphinx's warnings: each write is one entry of the log."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def write(self, text: str) -> int:
        """Take one entry in."""
        if match := _LOG.fullmatch(_ESCAPES.sub("", text)):
            file, line = _place(match["location"] or "")
            self.entries.append(Entry(file, line, match["message"], match["kind"] or ""))
        elif text.strip():
            self.entries.append(Entry("", 1, text.strip(), ""))
        return len(text)

    def says(self, kind: str, file: Path) -> bool:
        """Tell whether there is an entry of this kind about *file*."""
        return any((entry.kind, entry.file) == (kind, str(file)) for entry in self.entries)

    def flush(self) -> None:
        """Do nothing: entries are not buffered."""


def _place(location: str) -> tuple[str, int]:
    match = re.fullmatch(r"(?P<file>.*?)(?::(?P<line>\d*))?", location, re.DOTALL)
    assert match  # every text matches
    return match["file"], max(1, int(match["line"] or 1))


def translate(
    entries: Iterable[Entry], source: Path, base: Path, env: "BuildEnvironment | None"
) -> list[Diagnostic]:
    """Turn Sphinx's log into mistakes, sorted by file and line, each only once.

    Files are named relative to *base* where they are below it. *env*, when a build got that
    far, knows the names that a misspelt one may have meant. A mistake that only follows from
    another (a table of contents that lists a page which could not be read) is left out.
    """
    entries = _without_consequences(list(entries), source, env)
    unreadable = {entry.file for entry in entries if entry.kind in _PAGE_IS_LOST}
    judged = {entry.file for entry in entries if entry.kind == "portfolio.front_matter"}
    untitled = {entry.file for entry in entries if entry.kind == "portfolio.title"}
    mistakes = set()
    for entry in entries:
        if entry.kind == "toc.not_included" and str(source / "index.md") in untitled:
            continue  # the home page is empty, and its tables of contents are gone
        if (lost := _page_meant(entry, source)) and lost in unreadable:
            continue
        if entry.file in judged and entry.kind != "portfolio.front_matter":
            continue  # what Sphinx made of a page whose front matter is wrong
        message, needle = _rewrite(entry, source, env)
        message = _UNSEEN.sub(lambda match: ascii(match[0])[1:-1], message)
        if not entry.file:  # not about a page: about a setting, if the message names one
            line = line_of_setting(entry.message, source / "conf.py") or 1
            mistakes.add(Diagnostic(display_path(source / "conf.py", base), line, message))
            continue
        path = Path(entry.file)
        line = _locate(path, entry.line, needle)
        mistakes.add(Diagnostic(display_path(path, base), line, message.replace(f"{base}/", "")))
    return sorted(mistakes)


def _without_consequences(
    entries: list[Entry], source: Path, env: "BuildEnvironment | None"
) -> list[Entry]:
    """Put one entry in the place of many that follow from it.

    A table of contents inside another block is not read, and all its pages are in none; without
    a list of publications, no link to one leads anywhere; a bibliography that was cut off lacks
    most keys.
    """
    invalid = [entry for entry in entries if "myst configuration invalid" in entry.message]
    if invalid or env is None:  # MyST then reads every page in another way than its author meant
        return invalid or entries
    entries = list(_without_title(entries))
    at_lines = {(e.file, e.message) for e in entries if e.kind == "portfolio.policy" and e.line > 1}
    entries = [  # what was seen in the page is seen again in what is written
        entry for entry in entries if entry.line > 1 or (entry.file, entry.message) not in at_lines
    ]
    if any(entry.kind == "toc.not_included" for entry in entries):
        unread = list(_unread_contents(source, env))
        spoken_for = {entry.file for entry in entries if entry.kind == "portfolio.fence"}
        if unread or spoken_for:
            entries = [entry for entry in entries if entry.kind != "toc.not_included"]
            entries += [entry for entry in unread if entry.file not in spoken_for]
    entries = list(_without_unlisted(entries, source))
    if others := [entry for entry in entries if entry.kind != "search.synonyms"]:
        entries = others  # the page that says a synonym may be one that is lost
    untitled = [
        entry for entry in entries if entry.kind in ("portfolio.title", "portfolio.untitled")
    ]
    if len(untitled) >= MANY and not env.config.myst_title_to_header:
        text = "myst_title_to_header is not True; pages have their titles in their front matter"
        entries = [Entry("", 1, text, "portfolio.titles")]
    entries = _few_unknown_keys(_without_links_to_removed(entries), source, env)
    labels = env.domaindata["std"]["anonlabels"]
    page = source / "publications.md"
    if page.is_file() and not any(name.startswith(PUBLICATION) for name in labels):
        others = [e for e in entries if e.kind != "ref.ref" or f"'{PUBLICATION}" not in e.message]
        if others != entries:
            text = "no page has the {publication-list} that links to a publication lead to"
            last = len(page.read_text("utf-8", "replace").splitlines())
            entries = [*others, Entry(str(page), max(1, last), text, "portfolio.publications")]
    return entries


def _without_title(entries: list[Entry]) -> Iterator[Entry]:
    """Say of a page whose headings begin too low that its title is missing, once."""
    low = {e.file for e in entries if e.kind == "myst.header" and "start at" in e.message}
    for file in sorted(low):
        yield Entry(file, 1, NO_TITLE, "portfolio.untitled")
    for entry in entries:
        if entry.file not in low or entry.kind not in ("myst.header", "portfolio.title"):
            yield entry


def _without_unlisted(entries: list[Entry], source: Path) -> Iterator[Entry]:
    """Leave out pages that are in no contents since the line that lists them was not understood.

    That is a pattern which matches nothing, or names that stand in one line.
    """
    patterns = any("toctree glob pattern" in entry.message for entry in entries)
    names: set[str] = set()
    for entry in entries:
        if entry.kind == "toc.not_readable" and (match := re.search("'(.*)'", entry.message)):
            patterns |= "*" in match[1]
            names.update(match[1].split() if " " in match[1] else ())
    for entry in entries:
        page = entry.file.removeprefix(f"{source}/").removesuffix(".md")
        listed = patterns or any(page.endswith(name) for name in names)
        if entry.kind != "toc.not_included" or not listed:
            yield entry


def _without_links_to_removed(entries: list[Entry]) -> list[Entry]:
    """Leave out links that a page's parts make to a page whose address is known to be gone."""
    gone = {
        match[1]
        for entry in entries
        if entry.kind == "portfolio.addresses"
        and (match := re.search(r"published page '(.*)' is gone", entry.message))
    }
    links = (re.search(r"unknown document: '/?(.*)'", entry.message) for entry in entries)
    return [
        entry
        for entry, link in zip(entries, links, strict=True)
        if entry.kind != "ref.doc" or not link or link[1] not in gone
    ]


def _few_unknown_keys(entries: list[Entry], source: Path, env: "BuildEnvironment") -> list[Entry]:
    """Make one entry of citations that no bibliography has, if they are of many keys."""
    keys = set(KnownNames(source, env).keys())
    unknown: dict[str, Entry] = {}
    for entry in entries:
        match = re.search(r'key "(.*)"', entry.message)
        if entry.kind == "bibtex.key_not_found" and match and match[1] not in keys:
            unknown.setdefault(match[1], entry)
    files = sorted(env.domaindata["cite"]["bibdata"].bibfiles)
    remaining = [entry for entry in entries if entry.kind != "bibtex.key_not_found"]
    if unknown and not files:
        text = "bibtex_bibfiles names no file; pages cite sources"
        return [*remaining, Entry("", 1, text, "portfolio.keys")]
    if len(unknown) < MANY:
        return entries
    places = []
    for key, entry in sorted(unknown.items()):
        page = Path(entry.file)
        line = _locate(page, entry.line, key)
        places.append(f'"{key}" ({page.relative_to(source).as_posix()}:{line})')
    more = ", …" if len(places) > MANY else ""
    text = f"pages cite {len(places)} keys that are not here: {', '.join(places[:MANY])}{more}"
    last = len(Path(files[0]).read_text("utf-8", "replace").splitlines())
    return [*remaining, Entry(files[0], max(1, last), text, "portfolio.keys")]


MANY = 4
"""From so many unknown keys on, the bibliography has lost a part rather than a page its way."""


def _unread_contents(source: Path, env: "BuildEnvironment") -> Iterator[Entry]:
    """Yield an entry for each ``{toctree}`` that lists nothing or is in another block."""
    from portfolio.build.leftovers import empty_contents, swallowing

    for page in sorted(page for page in env.found_docs if not env.toctree_includes.get(page)):
        path = Path(env.doc2path(page))
        if path.suffix != ".md":
            continue
        lines = path.read_text("utf-8", "replace").splitlines()
        for line in empty_contents(lines):
            yield Entry(str(path), line, "this {toctree} lists no page", "portfolio.toctree")
        for line, opening in swallowing(lines):
            text = f"{opening} contains a {{toctree}}, which is not read there; close it before"
            yield Entry(str(path), line, text, "portfolio.toctree")


_PAGE_IS_LOST = {
    "portfolio.encoding", "portfolio.front_matter", "portfolio.title", "portfolio.untitled",
    "myst.topmatter",
}  # fmt: skip


def _page_meant(entry: Entry, source: Path) -> str:
    """Return the page that *entry* misses, when it is about a missing or untitled page."""
    match = re.search(
        r"document '([^']+)'|source document '([^']+)'|unknown document: '([^']+)'", entry.message
    )
    if not match:
        return ""
    name = next(group for group in match.groups() if group)
    return str(source / f"{name.lstrip('/')}.md")


def _rewrite(entry: Entry, source: Path, env: "BuildEnvironment | None") -> tuple[str, str]:
    """Return the words for *entry*, and the text to look for in the source, or ``""``."""
    for kind, pattern, rewrite in _RULES:
        if entry.kind == kind and (match := re.search(pattern, entry.message, re.DOTALL)):
            needle = match["name"] if "name" in match.re.groupindex else ""
            return rewrite(match, KnownNames(source, env)), needle
    message = " ".join(entry.message.split())
    return (message if len(message) <= LONGEST else f"{message[: LONGEST - 1]}…"), ""


LONGEST = 300
"""Letters of a message that is not ours; some repeat a whole page."""


class KnownNames:
    """The names a page may use, for "nearest" suggestions."""

    def __init__(self, source: Path, env: "BuildEnvironment | None") -> None:
        self.source = source
        self.env = env

    def pages(self) -> list[str]:
        """Return all pages, as a link writes them."""
        return [f"{name}.md" for name in sorted(self.env.found_docs)] if self.env else []

    def terms(self) -> list[str]:
        """Return all glossary terms."""
        if self.env is None:
            return []
        objects = self.env.domaindata["std"]["objects"]
        return sorted(name for kind, name in objects if kind == "term")

    def anchors(self, page: str) -> list[str]:
        """Return the anchors of *page*'s headings; of all pages when *page* is empty."""
        if self.env is None:
            return []
        pages = [page] if page else sorted(self.env.metadata)
        return [a for name in pages for a in self.env.metadata[name].get("myst_slugs", {})]

    def labels(self) -> list[str]:
        """Return all labels that ``{ref}`` accepts."""
        return sorted(self.env.domaindata["std"]["labels"]) if self.env else []

    def keys(self) -> list[str]:
        """Return all citation keys."""
        if self.env is None:
            return []
        files = self.env.domaindata["cite"]["bibdata"].bibfiles.values()
        return sorted({key for file in files for key in file.keys})

    def roles(self) -> list[str]:
        """Return the roles that exist."""
        from docutils.parsers.rst import roles
        from docutils.parsers.rst.languages import en

        return sorted({*roles._roles, *en.roles, *self._of_domains("roles")})  # type: ignore[attr-defined]

    def directives(self) -> list[str]:
        """Return the directives that exist."""
        from docutils.parsers.rst import directives
        from docutils.parsers.rst.languages import en

        registered = directives._directives  # type: ignore[attr-defined]
        return sorted({*registered, *en.directives, *self._of_domains("directives")})

    def _of_domains(self, table: str) -> list[str]:
        if self.env is None:
            return []
        standard = self.env.domains.standard_domain
        return list(getattr(standard, table))


def nearest(name: str, candidates: Iterable[str]) -> str:
    """Return ``; nearest: a, b`` with the known names most like *name*, or ``""``.

    The suffix of a page does not count, or all pages would look alike.

    >>> nearest("lightnign.md", ["lightning.md", "ekko.md"])
    '; nearest: lightning.md'
    """
    names: dict[str, str] = {}
    for other in candidates:
        names.setdefault(other.removesuffix(".md"), other)
    matches = get_close_matches(name.lower().removesuffix(".md"), names, n=3, cutoff=0.65)
    return f"; nearest: {', '.join(names[match] for match in matches)}" if matches else ""


MessageFormatter = Callable[["re.Match[str]", KnownNames], str]


def _citation(match: "re.Match[str]", names: KnownNames) -> str:
    key = match["name"]
    keys = names.keys()
    if key in keys:
        return f"a page cites with {{footcite:p}}`{key}`, and lists its sources where it says"
    return f'unknown citation key "{key}"{nearest(key, keys)} (keys are in references.bib)'


def _term(match: "re.Match[str]", names: KnownNames) -> str:
    term = match["name"]
    return (
        f'unknown glossary term "{term}"{nearest(term, names.terms())} (terms are in glossary.md)'
    )


def _link(match: "re.Match[str]", names: KnownNames) -> str:
    target = match["name"]
    targets = [*names.pages(), *names.anchors(""), *names.labels()]
    suggestion = nearest(target, [name for name in targets if name != target])
    return (
        f'broken link: no page, file, heading of this page or label is called "{target}"'
        f"{suggestion}"
    )


def _page(match: "re.Match[str]", names: KnownNames) -> str:
    page = match["name"]
    return f'broken link: there is no page "{page}.md"{nearest(page + ".md", names.pages())}'


def _anchor(match: "re.Match[str]", names: KnownNames) -> str:
    page, anchor = match["page"], match["name"]
    suggestion = nearest(anchor, names.anchors(page))
    return f'broken link: {page}.md has no heading with the anchor "{anchor}"{suggestion}'


def _label(match: "re.Match[str]", names: KnownNames) -> str:
    label = match["name"]
    return f'broken link: there is no label "{label}"{nearest(label, names.labels())}'


def _role(match: "re.Match[str]", names: KnownNames) -> str:
    return f'unknown role "{match["name"]}"{nearest(match["name"], names.roles())}'


def _directive(match: "re.Match[str]", names: KnownNames) -> str:
    return f'unknown directive "{match["name"]}"{nearest(match["name"], names.directives())}'


def _option(match: "re.Match[str]", _: KnownNames) -> str:
    allowed = ", ".join(re.findall(r"'([^']+)'", match["allowed"]))
    return f'unknown option "{match["name"]}" of "{match["of"]}"; allowed: {allowed}'


def _listed(match: "re.Match[str]", names: KnownNames) -> str:
    page = match["name"]
    pages = [name.removesuffix(".md") for name in names.pages()]
    return f'the table of contents lists "{page}", but there is no such page{nearest(page, pages)}'


def _unmatched(match: "re.Match[str]", _: KnownNames) -> str:
    return f'the table of contents lists "{match["name"]}", which no other page matches'


def _unlisted(_: "re.Match[str]", __: KnownNames) -> str:
    return "this page is in no table of contents; list it in the {toctree} of another page"


def _image(match: "re.Match[str]", names: KnownNames) -> str:
    folder = names.source.name
    return f'there is no image file "{match["name"]}"; its path is relative to {folder}/'


def _download(match: "re.Match[str]", _: KnownNames) -> str:
    return f'there is no file "{match["name"]}" to download'


def _include(match: "re.Match[str]", _: KnownNames) -> str:
    return f'there is no file "{match["name"]}" to include'


def _level(match: "re.Match[str]", _: KnownNames) -> str:
    above, level = int(match["above"]), int(match["level"])
    return (
        f"the heading skips a level: after a heading of level {above} comes level {above + 1} "
        f'("{"#" * (above + 1)}"), not {level}'
    )


def _language(match: "re.Match[str]", _: KnownNames) -> str:
    return f'unknown language "{match["name"]}" of a code block; a name Pygments knows, or "text"'


def _unlexed(match: "re.Match[str]", _: KnownNames) -> str:
    return f"the code is no {match['name']}: {match['token']} was not understood"


def _verbatim(match: "re.Match[str]", _: KnownNames) -> str:
    return match.string


_RULES: list[tuple[str, str, MessageFormatter]] = [
    ("bibtex.key_not_found", r'key "(?P<name>.*)"', _citation),
    ("ref.term", r"glossary: '(?P<name>.*)'", _term),
    ("myst.xref_missing", r"in doc '(?P<page>.*)': '(?P<name>.*)'", _anchor),
    ("myst.xref_missing", r"source document '(?P<name>.*)'", _page),
    ("myst.xref_missing", r"not found: '(?P<name>.*)'", _link),
    ("ref.doc", r"document: '(?P<name>.*)'", _page),
    ("ref.ref", r"label: '(?P<name>.*)'", _label),
    ("myst.role_unknown", r'role "(?P<name>.*?)"', _role),
    ("myst.directive_unknown", r"type: '(?P<name>.*?)'", _directive),
    (
        "myst.directive_option",
        r"'(?P<of>.*?)': Unknown option keys?: '(?P<name>.*?)' \(allowed: (?P<allowed>.*)\)",
        _option,
    ),
    ("toc.not_readable", r"document '(?P<name>.*)'", _listed),
    ("", r"toctree glob pattern '(?P<name>.*)' didn't match", _unmatched),
    ("toc.empty_glob", r"toctree glob pattern '(?P<name>.*)' didn't match", _unmatched),
    ("toc.not_included", r"", _unlisted),
    ("image.not_readable", r"readable: (?P<name>.*)", _image),
    ("download.not_readable", r"readable: (?:.*/)?(?P<name>.*)", _download),
    ("portfolio.alternative", r"""image "(?P<name>.*?)" has""", _verbatim),
    ("docutils", r"[Ff]ile(?: not found:)? '(?:[^']*/)?(?P<name>[^'/]*)'", _include),
    ("myst.header", r"H(?P<above>\d) to H(?P<level>\d)", _level),
    (
        "misc.highlighting_failure",
        r'as "(?P<name>[^"]*)" resulted in .*token: (?P<token>.*?)\. Retry',
        _unlexed,
    ),
    ("misc.highlighting_failure", r"lexer name '(?P<name>.*)'", _language),
]


def _locate(file: Path, line: int, needle: str) -> int:
    """Return the line at or after *line*, within its paragraph or fence, that contains *needle*.

    MyST knows where a paragraph starts, not where in it a link stands.
    """
    if not needle or not file.is_file():
        return line
    text = file.read_text(encoding="utf-8", errors="replace").splitlines()
    fence = re.match(r"\s*(`{3,}|:{3,})", text[line - 1] if line <= len(text) else "")
    for number, content in enumerate(text[line - 1 :], start=line):
        if needle in content:
            return number
        if content.strip() == (fence[1] if fence else ""):
            break
    return line


def line_of_setting(message: str, conf: Path) -> int | None:
    """Return the line of *conf* that assigns a name or has a value mentioned in *message*."""
    mentioned = set(re.findall(r"\w+", message))
    values = [
        f"{quote}{name}{quote}" for name in re.findall(r"'(.+?)'", message) for quote in "'\""
    ]
    lines = conf.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        if (match := re.match(r"(\w+)\s*=", line)) and match[1] in mentioned:
            return number
    having = (n for n, line in enumerate(lines, start=1) if any(v in line for v in values))
    return next(having, None)

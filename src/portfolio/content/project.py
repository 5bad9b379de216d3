"""A project: what its page's front matter says, validated.

Reading never stops at the first mistake: :func:`parse` returns the project, or all that is
wrong with it. What needs other pages (relations, titles) is judged in
:mod:`portfolio.content.catalogue`.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from portfolio.content.diagnostic import Diagnostic
from portfolio.content.frontmatter import Field
from portfolio.content.period import Period, PeriodError, is_date

INVERSE = {"uses": "used by", "part of": "includes", "shares ideas with": "shares ideas with"}
"""The kinds of relation a page may state, each with the name of its other direction."""

REQUIRED = (
    "title",
    "claim",
    "role",
    "period",
    "organization",
    "collaborators",
    "venue",
    "status",
    "topics",
    "keywords",
    "related",
    "publications",
)
OPTIONAL = ("order", "mentor", "lab", "figure", "headline", "updated")
KEYS = REQUIRED + OPTIONAL

SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
SLUG_RULE = "small letters, digits and single hyphens, beginning with a letter"


@dataclass(frozen=True)
class Vocabulary:
    """The names front matter may use: topics (slug → label), citation keys, labs."""

    topics: Mapping[str, str]
    citations: Collection[str]
    labs: Collection[str]


@dataclass(frozen=True)
class Relation:
    """*kind* of relation to the project *slug*, why, and the line that states it."""

    kind: str
    slug: str
    why: str
    line: int


@dataclass(frozen=True)
class Headline:
    """A project's one number: "2.4 s", what it measures, and the citation key of its source."""

    value: str
    label: str
    source: str


@dataclass(frozen=True)
class Project:
    """One project page's facts; field by field the keys of its front matter."""

    slug: str
    file: str
    title_line: int
    title: str
    claim: str
    role: str
    period: Period
    organization: str
    collaborators: tuple[str, ...]
    venue: str | None
    status: str
    topics: tuple[str, ...]
    keywords: tuple[str, ...]
    related: tuple[Relation, ...]
    publications: tuple[str, ...]
    order: int | None
    mentor: str | None
    lab: str | None
    figure: str | None
    headline: Headline | None

    @property
    def docname(self) -> str:
        """The page's name for Sphinx."""
        return f"projects/{self.slug}"


def parse(
    slug: str, file: str, fields: Mapping[str, Field], vocabulary: Vocabulary
) -> tuple[Project, list[Diagnostic]]:
    """Return the project that *fields* describe, and every mistake in them.

    With mistakes, the project has blanks; it serves to look for mistakes between pages only.
    """
    reader = _Reader(file, fields)
    reader.keys(KEYS, REQUIRED)
    project = Project(
        slug=slug,
        file=file,
        title_line=fields["title"].line if "title" in fields else 1,
        title=reader.text("title"),
        claim=reader.claim(),
        role=reader.text("role"),
        period=reader.period(),
        organization=reader.text("organization"),
        collaborators=reader.texts("collaborators"),
        venue=reader.text_or_none("venue"),
        status=reader.text("status"),
        topics=reader.names("topics", "topic", vocabulary.topics),
        keywords=reader.texts("keywords"),
        related=reader.related(),
        publications=reader.names("publications", "citation key", vocabulary.citations),
        order=reader.order(),
        mentor=reader.text_or_none("mentor"),
        lab=reader.lab(vocabulary.labs),
        figure=reader.text_or_none("figure"),
        headline=reader.headline(vocabulary.citations),
    )
    reader.date("updated")
    if "topics" in fields and fields["topics"].value == ():
        reader.add(fields["topics"].line, f"topics is empty; allowed: {_list(vocabulary.topics)}")
    return project, reader.mistakes


def unknown(noun: str, name: str, allowed: Collection[str]) -> str:
    """Say that *name* is unknown and what is allowed: the nearest if there are many.

    >>> unknown("topic", "compiler", ["compilers", "serverless"])
    'unknown topic "compiler"; allowed: compilers, serverless'
    """
    if len(allowed) <= 20:
        return f'unknown {noun} "{name}"; allowed: {_list(allowed)}'
    near = get_close_matches(name, sorted(allowed), n=3, cutoff=0.5) or sorted(allowed)[:3]
    return f'unknown {noun} "{name}"; nearest of {len(allowed)} known: {", ".join(near)}'


def _list(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


class _Reader:
    """Takes values out of one page's fields and remembers every mistake."""

    def __init__(self, file: str, fields: Mapping[str, Field]) -> None:
        self.file = file
        self.fields = fields
        self.mistakes: list[Diagnostic] = []

    def add(self, line: int, text: str) -> None:
        self.mistakes.append(Diagnostic(self.file, line, text))

    def keys(self, allowed: Collection[str], required: Collection[str]) -> None:
        meant = set()
        for key, field in self.fields.items():
            if key not in allowed:
                near = get_close_matches(key, allowed, n=1)
                meant.update(near)
                hint = f'; did you mean "{near[0]}"?' if near else ";"
                self.add(field.line, f'unknown key "{key}"{hint} allowed: {", ".join(allowed)}')
        for key in required:
            if key not in self.fields and key not in meant:
                text = f'missing key "{key}"; required: {", ".join(required)}'
                self.add(1, text)

    def text(self, key: str, *, nullable: bool = False) -> str:
        field = self.fields.get(key)
        return "" if field is None else self._text(key, field, " or null" if nullable else "")

    def text_or_none(self, key: str) -> str | None:
        field = self.fields.get(key)
        return None if field is None or field.value is None else self.text(key, nullable=True)

    def _text(self, noun: str, field: Field, alternative: str = "") -> str:
        if isinstance(field.value, str) and field.value.strip():
            return field.value.strip()
        expected = f"text{alternative}, not {_kind(field.value)}"
        if isinstance(field.value, int | float):
            expected += "; put it in quotes"
        self.add(field.line, f"{noun} must be {expected}")
        return ""

    def items(self, key: str) -> tuple[Field, ...]:
        field = self.fields.get(key)
        if field is None:
            return ()
        if isinstance(field.value, tuple):
            return field.value
        self.add(field.line, f"{key} must be a list in [ ], not {_kind(field.value)}")
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        line_of: dict[str, int] = {}
        for item in self.items(key):
            text = self._text(f"each of {key}", item)
            if text in line_of:
                self.add(item.line, f'{key} has "{text}" twice')
            line_of[text] = item.line
        return tuple(line_of)

    def names(self, key: str, noun: str, allowed: Collection[str]) -> tuple[str, ...]:
        for item in self.items(key):
            if isinstance(item.value, str) and item.value.strip() not in allowed:
                self.add(item.line, unknown(noun, item.value, allowed))
        return self.texts(key)

    def claim(self) -> str:
        claim = self.text("claim")
        if claim and not re.fullmatch(r"[^\n]*[.!?]", claim):
            self.add(self.fields["claim"].line, "claim must be one sentence with its period")
        return claim

    def period(self) -> Period:
        text = self.text("period")
        try:
            return Period.parse(text) if text else Period.PLACEHOLDER
        except PeriodError as error:
            self.add(self.fields["period"].line, str(error))
            return Period.PLACEHOLDER

    def order(self) -> int | None:
        field = self.fields.get("order")
        if field is None or field.value is None:
            return None
        if type(field.value) is not int or field.value < 1:
            self.add(field.line, f'order is "{field.value}"; allowed: a whole number from 1')
            return None
        return field.value

    def lab(self, labs: Collection[str]) -> str | None:
        lab = self.text_or_none("lab")
        if lab and lab not in labs:
            self.add(self.fields["lab"].line, unknown("lab", lab, labs))
        return lab

    def date(self, key: str) -> None:
        """Check a date; the feed and the sitemap read it, as of any page's front matter."""
        field = self.fields.get(key)
        if field and not is_date(str(field.value)):
            self.add(field.line, f'{key} is "{field.value}"; allowed: a date such as 2022-08-31')

    def related(self) -> tuple[Relation, ...]:
        relations = []
        for item in self.items("related"):
            if not isinstance(item.value, dict):
                self.add(item.line, 'each of related must be "kind: project" and "why: …"')
                continue
            inner = _Reader(self.file, item.value)
            kinds = [key for key in item.value if key != "why"]
            for kind in kinds:
                if kind not in INVERSE:
                    line = item.value[kind].line
                    inner.add(line, unknown("kind of relation", kind, INVERSE))
            if len(kinds) != 1:
                text = f"a relation states one kind, not {len(kinds)}; allowed: {_list(INVERSE)}"
                inner.add(item.line, text)
            if "why" not in item.value:
                inner.add(item.line, 'a relation needs "why", one short clause')
            why = inner.text("why")
            for kind in kinds:
                slug, line = inner.text(kind), item.value[kind].line
                relations.append(Relation(kind, slug, why, line))
            self.mistakes += inner.mistakes
        return tuple(relations)

    def headline(self, citations: Collection[str]) -> Headline | None:
        field = self.fields.get("headline")
        if field is None or field.value is None:
            return None
        if not isinstance(field.value, dict):
            text = f"headline must be {{value, label, source}} or null, not {_kind(field.value)}"
            self.add(field.line, text)
            return None
        parts = ("value", "label", "source")
        inner = _Reader(self.file, field.value)
        for key, part in field.value.items():
            if key not in parts:
                inner.add(
                    part.line, f'unknown key "{key}" in headline; allowed: {", ".join(parts)}'
                )
        for key in parts:
            if key not in field.value:
                inner.add(field.line, f"headline without {key}; it needs {', '.join(parts)}")
        headline = Headline(*(inner.text(part) for part in parts))
        if headline.source and headline.source not in citations:
            line = field.value["source"].line
            inner.add(line, unknown("citation key", headline.source, citations))
        self.mistakes += inner.mistakes
        return headline


def _kind(value: object) -> str:
    """Name the type of a YAML value in an author's words."""
    match value:
        case None:
            return "null"
        case bool():
            return "a yes-or-no value"
        case int() | float():
            return "a number"
        case str():
            return "text" if value.strip() else "empty text"
        case tuple():
            return "a list"
        case _:
            return "a mapping"

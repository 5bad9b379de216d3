"""The bibliography: the sources that pages cite, and the owner's papers among them.

The ``.bib`` files are parsed once, by sphinxcontrib-bibtex. An entry is the owner's if it has
the keyword ``own``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from pybtex.database import Entry, Person
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.domain import BibtexDomain

from portfolio.content import period, tex
from portfolio.content.project import Project

MONTHS = {name.lower(): f"{number:02}" for number, name in enumerate(period.MONTHS, 1)}
"""BibTeX's names of the months, and their numbers."""
OFFERED = {"title", "booktitle", "journal", "year", "month", "volume", "number", "pages", "series",
           "publisher", "address", "organization", "institution", "school", "edition", "chapter",
           "howpublished", "note", "type", "doi", "url", "isbn", "issn", "eprint", "archiveprefix",
           "primaryclass"}  # fmt: skip
"""Fields that visitors get; reference managers add others, such as the path of a file."""
PUBLICATION = "publication-"
"""How the labels begin that lead to one of the owner's papers in their list."""
LINKS = {"pdf": "PDF", "slides": "Slides", "video": "Talk", "url": "Publisher’s page"}
"""Fields of an entry that are addresses, each with the words of its link; one link an address."""


@dataclass(frozen=True)
class Author:
    """The name of a person or a group, whose *given* name is empty."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class Paper:
    """One publication; fields that the entry lacks are empty strings.

    *date* is ``YYYY`` or ``YYYY-MM``; *kind* is the BibTeX type, lower case.
    """

    key: str
    kind: str
    title: str
    authors: tuple[Author, ...]
    date: str
    conference: str = ""
    journal: str = ""
    publisher: str = ""
    place: str = ""
    isbn: str = ""
    doi: str = ""
    first_page: str = ""
    last_page: str = ""
    volume: str = ""
    url: str = ""


def bibtex_domain(env: BuildEnvironment) -> BibtexDomain:
    """Return the domain in which sphinxcontrib-bibtex keeps the parsed files."""
    return cast(BibtexDomain, env.get_domain("cite"))


def entries(env: BuildEnvironment) -> Mapping[str, Entry]:
    """Return every entry by its key."""
    return cast(Mapping[str, Entry], bibtex_domain(env).bibdata.data.entries)


def is_own(entry: Entry) -> bool:
    """Tell whether an entry is the owner's work."""
    return "own" in (word.strip() for word in entry.fields.get("keywords", "").split(","))


def own_papers(env: BuildEnvironment) -> list[Paper]:
    """Return the owner's papers, newest first."""
    papers = [read_paper(key, entry) for key, entry in entries(env).items() if is_own(entry)]
    papers.sort(key=lambda paper: paper.key)
    return sorted(papers, key=lambda paper: paper.date, reverse=True)


def paper_of(env: BuildEnvironment, project: Project | None) -> Paper | None:
    """Return the paper that *project* is about: the owner's first that it lists, if any."""
    papers = {paper.key: paper for paper in own_papers(env)}
    listed = project.publications if project else ()
    return next((papers[key] for key in listed if key in papers), None)


def read_paper(key: str, entry: Entry) -> Paper:
    """Return an entry as a record of plain text."""
    fields = entry.fields
    first, _, last = fields.get("pages", "").replace("–", "-").replace("--", "-").partition("-")
    month = fields.get("month", "")
    month = f"{int(month):02}" if month.isdecimal() else MONTHS.get(month[:3].lower(), "")
    return Paper(
        key=key,
        kind=entry.type.lower(),
        title=tex.plain(fields["title"]),
        authors=tuple(_author(person) for person in entry.persons["author"]),
        date=fields["year"] + (f"-{month}" if month else ""),
        conference=tex.plain(fields.get("booktitle", "")),
        journal=tex.plain(fields.get("journal", "")),
        publisher=tex.plain(fields.get("publisher", "")),
        place=tex.plain(fields.get("address", "")),
        isbn=fields.get("isbn", ""),
        doi=fields.get("doi", ""),
        first_page=first,
        last_page=last,
        volume=fields.get("volume", ""),
        url=fields.get("url", ""),
    )


def author_year(entry: Entry) -> str:
    """Return a citation in author–year form: one name, two, or the first "et al."."""
    authors = entry.persons.get("author", [])
    names = [tex.plain(" ".join(person.last_names)) for person in authors]
    match names:
        case []:
            label = tex.plain(entry.fields.get("title", entry.key))
        case [name]:
            label = name
        case [first, second] if second != "others":
            label = f"{first} and {second}"
        case [first, *_]:
            label = f"{first} et\N{NO-BREAK SPACE}al."
    year = entry.fields.get("year")
    return f"{label}\N{NO-BREAK SPACE}{year}" if year else label


def source_url(entry: Entry) -> str | None:
    """Return where a source is published, if its entry says."""
    if "doi" in entry.fields:
        return f"https://doi.org/{entry.fields['doi']}"
    url = entry.fields.get("url")
    return None if url is None else str(url).replace("\\", "")


def bibtex(entry: Entry) -> str:
    """Return the entry as BibTeX, without what only this site or a reference manager reads."""
    fields = {role: " and ".join(map(str, people)) for role, people in entry.persons.items()}
    fields |= {name: value for name, value in entry.fields.items() if name in OFFERED}
    lines = (f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{entry.original_type}{{{entry.key},\n{f',{chr(10)}'.join(lines)}\n}}\n"


def csl_path(key: str) -> str:
    """Return the path of a paper's CSL-JSON file, relative to the site's address."""
    return f"csl/{key}.json"


def _author(person: Person) -> Author:
    family = [*person.prelast_names, *person.last_names, *person.lineage_names]
    given = [*person.first_names, *person.middle_names]
    return Author(tex.plain(" ".join(family)), tex.plain(" ".join(given)))

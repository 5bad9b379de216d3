"""The owner's papers as data, from the one ``.bib`` file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pybtex.database import Entry, Person, parse_file
from pybtex.richtext import Text
from sphinx.application import Sphinx

from portfolio.content.domain import records
from portfolio.directives.references import is_own

MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}


@dataclass(frozen=True)
class Paper:
    """One publication; fields that the entry lacks are empty strings.

    *date* is ``YYYY`` or ``YYYY-MM``; *kind* is the BibTeX type, lower case.
    """

    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
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


def own_papers(app: Sphinx) -> list[Paper]:
    """Return the owner's papers, newest first."""
    found: list[Paper] = []
    for name in app.config.bibtex_bibfiles:
        found += read_papers(Path(app.srcdir) / name)
    return sorted(found, key=_newest, reverse=True)


def read_papers(path: Path) -> list[Paper]:
    """Return the owner's papers in one ``.bib`` file, newest first."""
    return sorted(_read(path, path.stat().st_mtime_ns), key=_newest, reverse=True)


def _newest(paper: Paper) -> tuple[str, str]:
    return paper.date, paper.key


@cache
def _read(path: Path, _modified: int) -> tuple[Paper, ...]:
    entries = parse_file(str(path), bib_format="bibtex").entries
    return tuple(_paper(key, entry) for key, entry in entries.items() if is_own(entry))


def paper_of_page(app: Sphinx, docname: str) -> Paper | None:
    """Return the paper that a project's page is about: the first it lists, if any."""
    one = records(app.env).catalogue.at(docname)
    papers = {paper.key: paper for paper in own_papers(app)}
    return next((papers[key] for key in one.publications if key in papers), None) if one else None


def csl_path(key: str) -> str:
    """Return the path of a paper's CSL-JSON file, relative to the site's address."""
    return f"csl/{key}.json"


def _paper(key: str, entry: Entry) -> Paper:
    fields = entry.fields
    first, _, last = fields.get("pages", "").replace("–", "-").replace("--", "-").partition("-")
    month = MONTHS.get(fields.get("month", "")[:3].lower(), "")
    return Paper(
        key=key,
        kind=entry.type.lower(),
        title=_plain(fields["title"]),
        authors=tuple(_name(person) for person in entry.persons["author"]),
        date=fields["year"] + (f"-{month}" if month else ""),
        conference=_plain(fields.get("booktitle", "")),
        journal=_plain(fields.get("journal", "")),
        publisher=_plain(fields.get("publisher", "")),
        place=_plain(fields.get("address", "")),
        isbn=fields.get("isbn", ""),
        doi=fields.get("doi", ""),
        first_page=first,
        last_page=last,
        volume=fields.get("volume", ""),
        url=fields.get("url", ""),
    )


def _name(person: Person) -> str:
    return _plain(
        " ".join(
            [
                *person.first_names,
                *person.middle_names,
                *person.prelast_names,
                *person.last_names,
                *person.lineage_names,
            ]
        )
    )


def _plain(latex: str) -> str:
    return str(Text.from_latex(latex)).strip()

"""``python -m portfolio.metadata.cff``: write ``CITATION.cff`` from the project's own facts.

How to cite the repository (version, licence, author from ``pyproject.toml``) and the paper it
is mostly about (the newest of the owner's entries in ``references.bib``). Citation File Format
1.2.0; a test keeps the committed file current.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

from portfolio.metadata.papers import Paper, read_papers

ROOT = Path(__file__).parents[3]
CFF_TYPES = {"inproceedings": "conference-paper", "article": "article"}


def citation(project: dict[str, Any], papers: list[Paper]) -> str:
    """Return the file's content; *project* is ``pyproject.toml``'s ``[project]`` table."""
    (author,) = project["authors"]
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Cite this file for the site, and the papers below for the work.",
        "type": "software",
        "title": f"{author['name']}: a portfolio of executable models",
        "version": project["version"],
        "license": ["MIT", "CC-BY-4.0"],
        "authors": [_person(author["name"])],
        "references": [_reference(paper) for paper in papers],
    }
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=90)


def _reference(paper: Paper) -> dict[str, Any]:
    year, _, month = paper.date.partition("-")
    entry: dict[str, Any] = {
        "type": CFF_TYPES.get(paper.kind, "generic"),
        "title": paper.title,
        "authors": [_person(name) for name in paper.authors],
        "year": int(year),
    }
    if month:
        entry["month"] = int(month)
    if paper.conference:
        entry["conference"] = {"name": paper.conference}
    if paper.journal:
        entry["journal"] = paper.journal
    if paper.first_page:
        entry["start"], entry["end"] = int(paper.first_page), int(paper.last_page)
    for field, value in (("isbn", paper.isbn), ("doi", paper.doi), ("url", paper.url)):
        if value:
            entry[field] = value
    return entry


def _person(name: str) -> dict[str, str]:
    given, _, family = name.rpartition(" ")
    return {"family-names": family, "given-names": given}


def current() -> str:
    """Return what ``CITATION.cff`` should say now."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return citation(project, read_papers(ROOT / "docs" / "references.bib"))


def main() -> None:
    """Print the file's content."""
    sys.stdout.write(current())


if __name__ == "__main__":
    main()

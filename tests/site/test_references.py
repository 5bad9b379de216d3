"""The bibliography: in order, and nothing in it that no page cites."""

import re
from pathlib import Path

from pybtex.database import parse_file

from labs.kernel.formatting import in_words
from portfolio.directives.references import is_own

DOCS = Path(__file__).parents[2] / "docs"
BIBLIOGRAPHY = DOCS / "references.bib"


def _cited() -> set[str]:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md")))
    roles = re.findall(r"\{foot(?:full)?cite(?::\w+)?\}`([^`]+)`", pages)
    return {key.strip() for role in roles for key in role.split(",")}


def test_every_reference_is_cited_or_the_owners_own() -> None:
    entries = parse_file(str(BIBLIOGRAPHY), bib_format="bibtex").entries
    cited = _cited()

    assert cited, "no citation was found: has the role another name?"
    assert [key for key, entry in entries.items() if key not in cited and not is_own(entry)] == []


def test_references_are_sorted_by_key() -> None:
    keys = re.findall(r"^@\w+\{([^,]+),", BIBLIOGRAPHY.read_text(encoding="utf-8"), re.M)

    assert keys == sorted(keys)


def test_the_cv_counts_co_authors_as_the_bibliography_does() -> None:
    entries = parse_file(str(BIBLIOGRAPHY), bib_format="bibtex").entries
    about = (DOCS / "about.md").read_text(encoding="utf-8")
    said = re.findall(r"with (\w+) co-authors,[^\n]*\{footcite:p\}`(\w+)`", about)

    assert {key for _, key in said} == {key for key, entry in entries.items() if is_own(entry)}
    assert said == [(in_words(len(entries[key].persons["author"]) - 1), key) for _, key in said]

"""The bibliography: in order and in form, and nothing in it that no page cites."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pybtex.database import Entry, parse_file, parse_string

from labs.kernel.formatting import in_words
from portfolio.content.bibliography import is_own
from support.pages import pages

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


def _faults(key: str, entry: Entry) -> Iterator[str]:
    """Yield what the form of an entry lacks."""
    fields, authors = entry.fields, entry.persons.get("author", [])
    if not fields.get("title", "").strip():
        yield f"{key}: no title"
    if re.match(r"\W*D\d+\b:|Report on|Digest of", fields.get("title", "")):
        yield f"{key}: that is no title of a work"
    if not authors:
        yield f"{key}: no author"
    for person in authors:
        organization = str(person).startswith("{")
        if str(person) == "others" or not (organization or person.first_names):
            yield f"{key}: {person} is not a full name"
    if not re.fullmatch(r"\d{4}", fields.get("year", "")):
        try:
            datetime.date.fromisoformat(fields.get("urldate", ""))
        except ValueError:
            yield f"{key}: neither year nor date of access"
    doi, url = fields.get("doi", ""), fields.get("url", "")
    if not re.fullmatch(r"10\.\d{4,}/\S+", doi) and not url.startswith("https://"):
        yield f"{key}: neither DOI nor address"
    if doi and url:
        yield f"{key}: a DOI needs no address beside it"
    if re.search(r"github\.com/[^/]+/[^/]+/(blob|tree|commit)/(?![0-9a-f]{40}(/|$))", url):
        yield f"{key}: the address moves; name the whole commit"
    if re.fullmatch(r"https://github\.com/[^/]+/[^/]+/?", url):
        yield f"{key}: a whole repository is no evidence"


def test_every_entry_has_title_authors_date_and_address() -> None:
    entries = parse_file(str(BIBLIOGRAPHY), bib_format="bibtex").entries

    assert [fault for key, entry in entries.items() for fault in _faults(key, entry)] == []


BAD = {
    "title = {D1: what it does}": "that is no title of a work",
    "title = {T}, author = {Ada Lovelace and others}": "others is not a full name",
    "title = {T}, author = {Lovelace}": "Lovelace is not a full name",
    "title = {T}, year = {}": "neither year nor date of access",
    "title = {T}, url = {}": "neither DOI nor address",
    "title = {T}, doi = {10.1234/x}": "a DOI needs no address beside it",
    "title = {T}, url = {https://github.com/a/b/blob/main/c}": "the address moves",
    "title = {T}, url = {https://github.com/a/b/commit/0487c17}": "name the whole commit",
    "title = {T}, url = {https://github.com/a/b}": "a whole repository is no evidence",
}


@pytest.mark.parametrize("fields", BAD)
def test_a_fault_of_form_is_found(fields: str) -> None:
    good = {"author": "Ada Lovelace", "year": "2026", "url": "https://example.org/"}
    rest = "".join(f", {name} = {{{good[name]}}}" for name in good if f"{name} =" not in fields)
    entry = parse_string(f"@misc{{key, {fields}{rest}}}", "bibtex").entries["key"]

    assert [BAD[fields] in fault for fault in _faults("key", entry)] == [True]


def test_titles_are_links_and_addresses_are_not_printed(site: Path) -> None:
    notes = 0
    for path, page in pages(site).items():
        for note in page.select("aside.footnote"):
            notes += 1
            assert note.select_one('a.external[href^="https://"]'), f"{path}: {note.get_text()}"
            assert "://" not in note.get_text(), f"{path}: {note.get_text()}"
    assert notes > 50

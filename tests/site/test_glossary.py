"""The glossary: many terms, one plain sentence each, in order, and used."""

import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag

TERMS = 40


def glossary(site: Path) -> Tag:
    page = BeautifulSoup((site / "glossary.html").read_text(encoding="utf-8"), "html5lib")
    found = page.select_one("dl.glossary")
    assert found
    return found


def test_there_are_enough_terms(site: Path) -> None:
    assert len(glossary(site).find_all("dd")) >= TERMS


def test_every_term_has_one_sentence(site: Path) -> None:
    wrong = []
    for meaning in glossary(site).select("dd > p:first-child"):
        text = meaning.get_text().strip()
        if not re.fullmatch(r"[A-Z][^.!?]*\.", text):
            wrong.append(text)
    assert wrong == []


def test_terms_are_in_alphabetical_order() -> None:
    source = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
    block = source.split("```{glossary}\n")[1].split("\n```")[0]
    entries = [entry.splitlines()[0].lower() for entry in block.split("\n\n")]

    assert entries == sorted(entries)


def test_every_term_is_linked_from_the_prose(site: Path) -> None:
    linked = set()
    for page in site.rglob("*.html"):
        if page.name not in ("glossary.html", "genindex.html"):
            linked |= set(re.findall(r'glossary\.html#(term-[^"]+)"', page.read_text("utf-8")))
    entries: list[set[str]] = [set()]
    for child in glossary(site).find_all(["dt", "dd"], recursive=False):
        if child.name == "dd":
            entries.append(set())
        else:
            entries[-1].add(str(child["id"]))
    unused = sorted("/".join(sorted(names)) for names in entries if names and not names & linked)

    assert unused == []


def test_every_letter_and_every_use_is_a_way(site: Path) -> None:
    page = BeautifulSoup((site / "glossary.html").read_text(encoding="utf-8"), "html5lib")
    letters = page.select(".glossary-letters a")
    firsts = {dt.get_text()[0].upper() for dt in glossary(site).select("dt:not(dt + dt)")}

    assert {a.get_text() for a in letters} == firsts
    for a in letters:
        assert page.find(id=str(a["href"])[1:]), a
    for use in page.select(".glossary-uses a"):
        term = use.find_parent("dd").find_previous_sibling("dt")  # type: ignore[union-attr]
        html = (site / str(use["href"])).read_text(encoding="utf-8")
        names = term.find_parent("dl").select("dt")  # type: ignore[union-attr]
        assert any(f'glossary.html#{name["id"]}"' in html for name in names), use
    assert len(page.select(".glossary-uses")) > 50

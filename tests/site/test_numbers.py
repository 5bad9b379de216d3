"""Every number in prose has its evidence beside it.

A number is any word with a digit, or a number from thirteen to ninety-nine written out (smaller
ones count what the page itself lists). It needs, in the same sentence or the same table row, a
citation, unless code computed it (it stands in an element of class ``pf-computed`` or is part of
a lab). A citation directly after the full stop belongs to the sentence it follows. In a table
row, a link to an address outside the site serves as well: a table of patches links each of them.

Not counted are

* code, formulas, headings, the list of sources, and whatever a directive generates from front
  matter (there, a number's source is a required key) or from measurements;
* names that have digits in them: a letter with digits attached (``D53245``, ``r345353``,
  ``x86-64``, ``SHA-256``, ``C++17``); the number of a bug, pull request, review or revision
  (“bug 37929”); a conference with its year (“OSDI ’22”, “VLDB 2017”); a version of a program or
  standard in :data:`VERSIONED` (“LLVM 7.0 to 9.0”); the phases of Paxos (“phase 2”).

Anything else, plain years included, is a claim and needs its source.
"""

import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docutils import nodes

from portfolio.directives.elements import HtmlElement

CITED = "\ue000"  # stands for a citation
OPAQUE = "\ue001"  # stands for code, a formula or a computed number

VERSIONED = ("LLVM", "Clang", "clang", "Python", "WebAssembly", "WCAG", "CC BY", "Pyodide")
_VERSION = r"\d+(?:\.\d+)+"
NAMES = re.compile(
    r"|".join(
        (
            r"(?<![\w.])[A-Za-z]+(?:\+\+)?\d[A-Za-z\d]*(?:-\d+)?(?![\w%]|\.\d)",
            r"(?<![\w.])[A-Z]{2,}-\d+(?![\w%])",
            r"\b(?:[Bb]ugs?|[Pp]ull requests?|[Rr]evisions?|[Rr]eviews?|PRs?)"
            r" #?\d+(?:(?:,| and) #?\d+)*",
            r"\b[A-Z][A-Za-z]*[A-Z] (?:[’'‘]\d\d|(?:19|20)\d\d)\b",
            rf"\b(?:{'|'.join(VERSIONED)}) {_VERSION}(?:(?: to |, | and |, and |–){_VERSION})*",
            r"\b[Pp]hases? [12][ab]?(?: and (?:phase )?[12][ab]?)?\b",
        )
    )
)
SPELLED = re.compile(
    r"\b(?:(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y\b|ie))",
    re.IGNORECASE,
)
DATES = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4}\b"
)
ABBREVIATIONS = ("e.g.", "i.e.", "et al.", "vs.", "cf.", "Prof.", "Dr.", "approx.")
END = re.compile(rf"[.!?…][\"'”’)\]]*{CITED}*(?=\s+[^a-z\s]|\s*$)")


def sentences(text: str) -> Iterator[str]:
    """Split prose at full stops; a citation directly after one stays with its sentence."""
    start = 0
    for match in END.finditer(text):
        if text[: match.start() + 1].endswith(ABBREVIATIONS):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def bare_numbers(text: str) -> list[str]:
    """Return the words of *text* that are numbers and not names."""
    return [
        word.strip("(),.;:!?")
        for word in NAMES.sub("", text).split()
        if re.search(r"\d", word) or SPELLED.search(word)
    ]


def without_evidence(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence of *text* that has numbers but no citation, with those numbers."""
    for sentence in sentences(text):
        if CITED not in sentence and (numbers := bare_numbers(sentence)):
            yield sentence, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It takes 2.4 s.", [["2.4"]]),
        (f"It takes 2.4 s {CITED}.", []),
        (f"It takes 2.4 s.{CITED} And 3 more.", [["3"]]),
        (f"And 3 more. It takes 2.4 s.{CITED}", [["3"]]),
        (f"It takes 2.4 s. {CITED} is a citation of what follows.", [["2.4"]]),
        (f"It takes {OPAQUE} s.", []),
        ("In 2020 it began.", [["2020"]]),
        ("Up to 30 % less, or 1980×.", [["30", "1980×"]]),
        ("30% of (12) users", [["30%", "12"]]),
        ("D53245 became r345353 on x86-64 with SHA-256, in C++17 and IPv6.", []),
        ("The 2nd reproducer of bug 37929, and pull requests 92525 and 95369.", [["2nd"]]),
        ("It appeared at OSDI ’22 and VLDB 2017.", []),
        ("It appeared in Boston 2017.", [["2017"]]),
        ("Since LLVM 7.0, 8.0 and 9.0 it is there, as in Python 3.11.", []),
        ("Since Ekko 7.0 it is there.", [["7.0"]]),
        ("Only phase 2 runs; phases 1 and 2 are Paxos.", []),
        ("Only phase 3 runs.", [["3"]]),
        (f"Sima et al. say 3 {CITED}.", []),
        ("Ten milliseconds.", []),
        ("Forty-seven bits and fifteen tries.", [["Forty-seven", "fifteen"]]),
        (f"Nineteen patches {CITED}.", []),
        ("A fortieth of the weighty eighteenth.", [["fortieth", "eighteenth"]]),
        ("v2.4s and top-10", [["v2.4s", "top-10"]]),
    ],
)
def test_rule(text: str, found: list[list[str]]) -> None:
    assert [numbers for _, numbers in without_evidence(text)] == found


SKIPPED = (
    nodes.title,
    nodes.footnote,
    nodes.citation,
    nodes.literal_block,
    nodes.math_block,
    nodes.raw,
    nodes.comment,
    nodes.field_list,
    nodes.docinfo,
    nodes.meta,
    nodes.caption,
    nodes.system_message,
)


def is_computed(node: nodes.Element) -> bool:
    """Tell whether code wrote the node's words."""
    return any(name == "pf-computed" or name.startswith("lab-") for name in node.get("classes", ()))


def prose(node: nodes.Node) -> str:
    """Return the words of a block, with citations, code and computed parts as one mark each."""
    match node:
        case nodes.Text():
            return node.astext()
        case nodes.footnote_reference() | nodes.citation_reference():
            return CITED
        case nodes.literal() | nodes.math() | nodes.image() | nodes.raw():
            return OPAQUE
    assert isinstance(node, nodes.Element)
    if is_computed(node):
        return OPAQUE
    if node.get("refdomain") == "cite":
        return CITED
    return "".join(map(prose, node.children))


def blocks(node: nodes.Element) -> Iterator[tuple[int, str]]:
    """Yield (line, words) of each paragraph and each table row below *node*."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, SKIPPED) or is_computed(child):
            continue
        if isinstance(child, HtmlElement) and child["tag"] not in ("figure", "figcaption"):
            continue  # generated from front matter
        if isinstance(child, nodes.row):
            # One sentence, however many its cells have: the row's citation is for all of it.
            cells = " ".join(prose(cell).replace(".", " .") for cell in child.children)
            linked = any("://" in link.get("refuri", "") for link in child.findall(nodes.reference))
            evidence = CITED if linked else ""
            yield child.line or _line(child), evidence + re.sub(r"[.!?…](?=\s)", ";", cells)
        elif isinstance(child, nodes.paragraph | nodes.term | nodes.line | nodes.attribution):
            yield child.line or _line(child), prose(child)
        else:
            yield from blocks(child)


def _line(node: nodes.Element) -> int:
    return next((inner.line for inner in node.findall(nodes.Element) if inner.line), 0)


def pages(site: Path) -> Iterator[tuple[str, nodes.document]]:
    """Yield (file, doctree) of every page of the real site."""
    folder = site.parent / "draft" / "doctrees"
    for path in sorted(folder.rglob("*.doctree")):
        file = "docs" / path.relative_to(folder).with_suffix(".md")
        yield str(file), pickle.loads(path.read_bytes())


def test_every_number_on_a_page_has_its_evidence(site: Path) -> None:
    found, looked_at = [], 0
    for file, document in pages(site):
        for line, text in blocks(document):
            looked_at += 1
            for sentence, numbers in without_evidence(text):
                shown = sentence.replace(CITED, "[cited]").replace(OPAQUE, "[computed]")
                found.append(f"{file}:{line}: {', '.join(numbers)} in “{' '.join(shown.split())}”")
    assert looked_at > 5, "no prose was found: has the place of the doctrees changed?"
    assert not found, "numbers without a citation in their sentence:\n" + "\n".join(found)


def test_every_number_in_front_matter_has_its_evidence(site: Path) -> None:
    """Claim, role, status and relations have no room for a citation: no numbers but dates."""
    found = []
    for project in json.loads((site / "projects.json").read_text())["projects"]:
        texts = [project["claim"], project["role"], project["status"]]
        texts += [relation["why"] for relation in project["related"]]
        for text in texts:
            for sentence, numbers in without_evidence(DATES.sub("", text)):
                found.append(f"{project['slug']}: {', '.join(numbers)} in “{sentence}”")
    assert not found, "\n".join(found)

"""The site's own queries: the right page first, as tests/search/queries.tsv says.

The same file is what ``make bench-search`` measures through the interface; this is the gate.
"""

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from search.node import ask

QUERIES = Path(__file__).with_name("queries.tsv")
KINDS = {
    "exact", "stem", "prefix", "typo1", "typo2", "joined", "identifier", "number", "people",
    "synonym", "multi", "chinese", "nonsense",
}  # fmt: skip

Row = tuple[str, str, list[str]]


def rows() -> list[Row]:
    lines = [line.split("\t") for line in QUERIES.read_text("utf-8").splitlines()]
    return [(kind, query, [] if pages == "-" else pages.split("|")) for kind, query, pages in lines]


@pytest.fixture(scope="module")
def answers(site: Path) -> list[tuple[Row, list[str], dict[str, Any]]]:
    """Return every row with the pages found, and its whole answer from an empty store."""
    folder = str(site / "_static/search")
    texts = [query for _, query, _ in rows()]
    found = ask(folder=folder, queries=texts, cold=True, rows=3)["answers"]
    return [
        (row, [r["url"].removesuffix(".html") for r in answer["results"]], answer)
        for row, answer in zip(rows(), found, strict=True)
    ]


def test_the_set_has_every_kind_and_its_pages_exist(site: Path) -> None:
    kinds = Counter(kind for kind, _, _ in rows())
    assert kinds.keys() == KINDS
    assert min(kinds.values()) >= 5
    assert len(rows()) >= 150
    assert len({query.lower() for _, query, _ in rows()}) == len(rows())
    pages = {page for _, _, wanted in rows() for page in wanted}
    assert [page for page in sorted(pages) if not (site / f"{page}.html").is_file()] == []


def test_right_page_first(answers: list[tuple[Row, list[str], dict[str, Any]]]) -> None:
    ours = [(row, found) for row, found, _ in answers if row[2]]
    wrong = [(row, found) for row, found in ours if found[:1] == [] or found[0] not in row[2]]
    lost = [row for row, found in ours if not set(found[:3]) & set(row[2])]

    assert 1 - len(wrong) / len(ours) >= 0.97, wrong
    assert 1 - len(lost) / len(ours) >= 0.99, lost


def test_nothing_for_nonsense(answers: list[tuple[Row, list[str], dict[str, Any]]]) -> None:
    answered = [(row[1], found) for row, found, _ in answers if not row[2] and found]

    assert answered == []


def test_a_first_query_is_light(
    site: Path, answers: list[tuple[Row, list[str], dict[str, Any]]]
) -> None:
    """Code, index and sentences, packed: 20 kB for an ordinary query, never 32."""

    def packed(name: str) -> int:
        return len(gzip.compress((site / "_static/search" / name).read_bytes(), 9, mtime=0))

    code = sum(packed(name) for name in ("boot.js", "app.js", "search.css"))
    sizes = sorted(
        (code + sum(packed(f"{name}.js") for name in answer["loaded"]), row[1])
        for row, _, answer in answers
    )

    assert sizes[len(sizes) // 2][0] <= 18_000
    assert sizes[int(len(sizes) * 0.8)][0] <= 20_000, sizes[-50:]
    assert sizes[-1][0] <= 32_000, sizes[-1]

"""The site's own queries: the right page first, as tests/sitesearch/queries.tsv says.

The same file is what ``make bench-search`` measures through the interface; this is the gate.
"""

import gzip
import re
import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sitesearch.tokens import is_cjk
from support import ROOT
from support.search_node import ask

QUERIES = Path(__file__).with_name("queries.tsv")
KINDS = {
    "exact", "stem", "prefix", "typo1", "typo2", "joined", "identifier", "number", "people",
    "synonym", "multi", "chinese", "nonsense",
}  # fmt: skip

FIGURE = re.compile(r"^[^.]{1,50} · [\d.,−-]+( [^ ]{1,3})?$|^[\d.,−-]+( \S+)?$")
Row = tuple[str, str, list[str]]


def rows(file: str = "queries.tsv", of: str = "") -> list[Row]:
    """Return the rows of a *file*: kind, query, pages; of strangers' those *of* one set."""
    lines = [line.split("\t") for line in QUERIES.with_name(file).read_text("utf-8").splitlines()]
    if of:
        lines = [row for name, *row in lines if name == of]
    return [(kind, query, [] if pages == "-" else pages.split("|")) for kind, query, pages in lines]


@pytest.fixture(scope="module")
def answers(site: Path) -> list[tuple[Row, list[str], dict[str, Any]]]:
    """Return every row with the pages found, and its whole answer from an empty store."""
    folder = str(site / "_static/search")
    texts = [query for _, query, _ in rows()]
    found = ask(folder=folder, queries=texts, cold=True, rows=5)["answers"]
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


@pytest.mark.parametrize(
    ("name", "first", "among_three", "loudest"),
    [
        ("names.tsv", 0.95, 1.0, 0),  # a project's name and one more word
        ("summary", 0.94, 0.96, 1),  # written from the owner's summary, before looking
        ("round 1", 0.95, 0.97, 2),  # 300 more; .782 and .859 before anything was repaired
        ("round 2", 0.94, 0.97, 1),  # 303 more; .890 and .954 before, then repaired too
        ("round 3", 0.94, 0.97, 0),  # 152 more; .882 and .951 before, then repaired too
        # 153 more, 42 of them in earlier sets too. .945 and .972 when first asked, the others
        # alone .933 and .971; nothing was repaired after that.
        ("round 4", 0.93, 0.96, 0),
        # None of these in an earlier set. First asked: .879 and .929, then repaired,
        ("new words 1", 0.94, 0.96, 0),
        # .887 and .897, then repaired too,
        ("new words 2", 0.92, 0.92, 1),
        # .927 and .948, Chinese 30 of 30, then one more word for money and one for joining.
        ("new words 3", 0.93, 0.96, 1),
        # .935 and .985, Chinese 36 of 38, no nonsense answered, then repaired,
        ("blind 1", 0.965, 0.99, 0),
        # .935 and .971, Chinese 34 of 38, 2 of 25 for nonsense, then repaired too.
        ("blind 2", 0.96, 0.99, 1),
        # 413 written from the pages' twins; .886 and .926, Chinese 91 of 99, 6 of 46 for nonsense.
        # Three that ask for words no page has are left out since.
        ("twins 1", 0.97, 0.98, 1),
        # 197 more after that: .932 and .972, Chinese 40 of 40, 3 of 20 for nonsense.
        ("twins 2", 0.94, 0.97, 3),
        # Another's 300: .898 and .949, Chinese 33 of 38, 1 of 25; after the repair of the others
        # .920 and .964, Chinese 35, 2 of 25.
        ("blind 3", 0.93, 0.97, 1),
        # Two more of 300: .913 and .960, .898 and .945 when first asked, no nonsense answered;
        # rules were repaired after that, for units, decimals and words that no page has.
        ("blind 4", 0.93, 0.97, 0),
        ("blind 5", 0.90, 0.945, 0),
        ("typos.tsv", 0.95, 0.96, 0),  # one error in a term of the site; .938 and .954 before
    ],
)
def test_what_strangers_type(
    site: Path, name: str, first: float, among_three: float, loudest: int
) -> None:
    asked = rows(name) if name.endswith(".tsv") else rows("strangers.tsv", name)
    assert asked
    folder = str(site / "_static/search")
    answers = ask(folder=folder, queries=[query for _, query, _ in asked], rows=3)["answers"]
    results = [[r["url"].removesuffix(".html") for r in a["results"]] for a in answers]
    pairs = [(row, found) for row, found in zip(asked, results, strict=True) if row[2]]
    wrong = [(row, found) for row, found in pairs if not found or found[0] not in row[2]]
    lost = [row for row, found in pairs if not set(found) & set(row[2])]
    loud = [row for row, found in zip(asked, results, strict=True) if not row[2] and found]

    assert 1 - len(wrong) / len(pairs) >= first, wrong
    assert 1 - len(lost) / len(pairs) >= among_three, lost
    assert len(loud) <= loudest, loud  # words of the site, in a question about something else


@pytest.mark.parametrize(
    ("forms", "page"),
    [
        (["0.15 s", "0.15s", "0.15 sec", "0.15 Secs", "0.15 seconds"], "projects/llvm"),
        (["111.7 ms", "111.7ms", "111.7 msec", "111.7 milliseconds"], "projects/consensus"),
        (["40 TB", "40TB", "40 terabytes", "40 terabyte"], "projects/ekko"),
    ],
)
def test_a_unit_is_one_word_however_it_is_written(site: Path, forms: list[str], page: str) -> None:
    answers = ask(folder=str(site / "_static/search"), queries=forms, rows=3)["answers"]
    found = [[result["url"] for result in answer["results"]] for answer in answers]

    assert found[0][0] == f"{page}.html"
    assert all(urls[0] == found[0][0] for urls in found), found


@pytest.mark.parametrize(
    ("query", "left", "page"),
    [
        ("amortise batch cost", "amortise", "projects/consensus"),  # a word that no page has
        ("analysing update latency", "analysing", "projects/ekko"),  # only pages without the rest
    ],
)
def test_a_word_that_silences_the_rest_is_left_out(
    site: Path, query: str, left: str, page: str
) -> None:
    (answer,) = ask(folder=str(site / "_static/search"), queries=[query], rows=1)["answers"]

    assert (answer["left"], answer["results"][0]["url"]) == (left, f"{page}.html")


def test_two_misspelt_words_are_found_among_the_titles(site: Path) -> None:
    folder = str(site / "_static/search")
    (answer,) = ask(folder=folder, queries=["konsensus algoritm"], rows=1)["answers"]

    assert answer["corrected"] == "consensus algorithm"
    assert answer["results"][0]["url"] == "projects/consensus.html"


def test_first_rows_do_not_show_the_bibliography(site: Path) -> None:
    asked = [row[1] for row in rows() + rows("strangers.tsv", "summary") if row[2]]
    answers = ask(folder=str(site / "_static/search"), queries=asked, rows=1)["answers"]
    first = [
        (query, a["results"][0]) for query, a in zip(asked, answers, strict=True) if a["results"]
    ]
    cited = [query for query, result in first if result["cited"]]

    assert len(cited) <= 0.02 * len(first), cited


def test_numbers_of_labs_are_never_a_snippet(site: Path) -> None:
    """A row of a table, a name and its number, explains nothing: a sentence beside it does."""
    asked = [
        row[1]
        for found in (rows("strangers.tsv", "summary"), rows("strangers.tsv", "round 1"), rows())
        for row in found
        if row[2]
    ]
    answers = ask(folder=str(site / "_static/search"), queries=asked, rows=5)["answers"]
    shown = [
        (query, "".join(piece["text"] for piece in result["snippet"]))
        for query, answer in zip(asked, answers, strict=True)
        for result in answer["results"]
    ]

    assert len(shown) > 2_000
    assert [pair for pair in shown if FIGURE.search(pair[1])] == []


def test_every_group_has_its_chinese_and_every_chinese_word_a_group() -> None:
    settings: dict[str, Any] = runpy.run_path(str(ROOT / "docs/conf.py"))
    groups = settings["sitesearch_synonyms"]

    assert [group for group in groups if not any(is_cjk(phrase) for phrase in group)] == []
    assert [group for group in groups if all(is_cjk(phrase) for phrase in group)] == []
    pages = [path for path in (ROOT / "docs").rglob("*.md") if is_cjk(path.read_text("utf-8"))]
    assert pages == []  # a page's own Chinese would be half a vocabulary: it belongs to a group


IN_LATIN_LETTERS = {"LLVM", "Semi-NCA", "multi-Paxos"}  # names that Chinese writes so too


def test_every_term_of_the_glossary_has_its_chinese() -> None:
    settings: dict[str, Any] = runpy.run_path(str(ROOT / "docs/conf.py"))
    grouped = {phrase.lower() for group in settings["sitesearch_synonyms"] for phrase in group}
    text = (ROOT / "docs/glossary.md").read_text("utf-8").partition("```{glossary}\n")[2]
    entries = [
        entry.split("\n  ")[0].split("\n") for entry in text.partition("\n```")[0].split("\n\n")
    ]
    assert len(entries) > 60
    assert [
        entry
        for entry in entries
        if not {t.lower() for t in entry} & grouped and not IN_LATIN_LETTERS & {*entry}
    ] == []


# What needs most files: many words, many errors, nothing that is there.
HARD = [
    "how does the recommender system keep its models fresh across many data centres",
    "which techniques make webassembly functions start quickly in a multi tenant storage service",
    "abstract binding cache delta edge function graph hash index join kernel latency",
    "ekko lightning elastic consensus llvm paxos webassembly serverless compilers recommender",
    "banana giraffe umbrella volcano dinosaur strawberry pizza yoga knitting chocolate",
    "blorptang frobnitz gribblewonk snorfle plixomater drazzlequin cravistule squambish",
    "recomnder systme modle updats latancy",
    "onsensus ibrary atency hroughput",
    "parameterserver messagequeue dominatortree machinelearning",
    "speeding recommending isolating scheduling compiling batching updating preserving",
    "applyUpdates DomTreeUpdater insertEdge deleteEdge recalculate",
    "model-update-latency-of-recommender-systems-across-data-centres-with-versions",
    "a b c d e f g h i j k l m n o p",
    "cluster cost reduction",
    "cheap flights paris",
    "推荐系统 编译器 支配树 微信 无服务器 共识",
]  # fmt: skip


def packed(site: Path, *names: str) -> int:
    """Return the bytes of files of the search as a host sends them."""
    folder = site / "_static/search"
    return sum(len(gzip.compress((folder / name).read_bytes(), 6, mtime=0)) for name in set(names))


def heaviest(site: Path, answers: list[dict[str, Any]], texts: list[str]) -> tuple[int, str]:
    """Return the most that a first query transfers: code with the starter, index and sentences."""
    code = packed(site, "boot.js", "app.js", "search.css")
    return max(
        (code + packed(site, *(f"{name}.js" for name in answer["loaded"])), text)
        for text, answer in zip(texts, answers, strict=True)
    )


def test_every_first_query_is_light(site: Path) -> None:
    asked = [*(row[1] for row in rows() + rows("strangers.tsv", "summary")), *HARD]
    folder = str(site / "_static/search")
    found = ask(folder=folder, queries=asked, cold=True, rows=5)["answers"]

    assert all(answer["loaded"][0] == "core" for answer in found)
    assert heaviest(site, found, asked)[0] <= 20_000, heaviest(site, found, asked)


def test_so_it_is_when_every_key_was_answered_on_the_way(site: Path) -> None:
    texts = [query for _, query, _ in rows()]
    folder = str(site / "_static/search")
    found = ask(folder=folder, queries=texts, cold=True, rows=5, typed=True)["answers"]

    assert heaviest(site, found, texts)[0] <= 20_000, heaviest(site, found, texts)

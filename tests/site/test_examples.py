"""Every interactive Python example in the pages gives what the page says."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if ">>> " in page.read_text(encoding="utf-8"))


def test_there_are_examples() -> None:
    assert [page.relative_to(DOCS).as_posix() for page in PAGES] == [
        "projects/consensus.md",
        "projects/ekko-elastic.md",
        "projects/ekko.md",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_give_what_the_page_says(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("\n```\n", "\n\n")
    examples = doctest.DocTestParser().get_doctest(text, {}, page.stem, str(page), 0)

    results = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(examples)

    assert results.attempted > 0
    assert results.failed == 0

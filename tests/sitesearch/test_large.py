"""A site of many pages: what every query loads stays small, and all of it can be found."""

import json
from pathlib import Path
from typing import Any

import pytest

from sitesearch import write
from sitesearch.index import Page, build, shards
from sitesearch.sections import Section
from support.search_node import ask

COUNT = 3 * write.PAGES + 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = []
    for number in range(COUNT):
        text = f"Text of the page numbered {number}."
        title = f"Page {number}"
        if number == COUNT - 1:
            title, text = "Asynchronous io", "It waits for nothing."
        pages.append(Page(f"p{number}", f"p{number}.html", title, [Section("", title, text)]))
    target = tmp_path_factory.mktemp("large")
    index = build(pages, ["of", "the", "for"])
    write.write(target, write.files(index, lambda word: word, {}, {}, 600))
    return target


def answer(folder: Path, query: str) -> dict[str, Any]:
    (found,) = ask(folder=str(folder), queries=[query])["answers"]
    return dict(found)


def test_titles_and_addresses_are_loaded_for_the_results_only(folder: Path) -> None:
    found = answer(folder, "asynchronous")

    assert [result["url"] for result in found["results"]] == [f"p{COUNT - 1}.html"]
    assert [name for name in found["loaded"] if name[0] == "p"] == ["p3"]
    core = (folder / "core.js").read_text("utf-8")
    assert "Asynchronous" not in core
    assert json.dumps(write.PAGES) in core


@pytest.mark.parametrize("query", ["io", "io ", "waits io", "IO"])
def test_a_word_of_two_letters_is_found(folder: Path, query: str) -> None:
    assert [result["url"] for result in answer(folder, query)["results"]] == [f"p{COUNT - 1}.html"]


def test_an_error_in_the_first_letter_is_found_among_many_words(folder: Path) -> None:
    found = answer(folder, "in no way zsynchronous at all")

    assert found["results"] == []
    found = answer(folder, "page text numbered zsynchronous waits")
    assert "asynchronous" in found["corrected"]


def test_where_nothing_is_like_it_titles_are_offered(folder: Path) -> None:
    """As many as a site may have pages that it is about: the weightiest, in their order."""
    assert answer(folder, "77777777")["near"] == [f"Page {number}" for number in range(7)]


def test_words_that_begin_alike_are_in_one_file() -> None:
    """The misspelling of a common word that one page quotes still finds the word."""
    texts = ["dominated dominator edge"] * 150 + ["dominater"] * 80
    sections = [Section(f"s{number}", "", text) for number, text in enumerate(texts)]
    ranges = shards(build([Page("p", "p.html", "Page", sections)]), str)
    firsts = [shard.first for shard in ranges]

    assert len(firsts) > 1
    assert [first for first in firsts if "dominater" < first <= "dominator"] == []

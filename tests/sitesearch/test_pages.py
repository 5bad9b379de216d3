"""From the environment to the pages of the index."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sitesearch.index import Page
from sitesearch.options import DEFAULTS
from sitesearch.pages import LARGE, PASSAGE, SearchDomain, block, collect, passage, values
from sitesearch.sections import Record, Section
from support.search_corpus import build, write
from support.search_node import first


def test_an_unknown_value_of_a_facet_is_a_warning_at_its_page(tmp_path: Path) -> None:
    settings = (
        "sitesearch_facets = {'topics': 'Topic'}\nsitesearch_values = {'topics': {'clouds': 'C'}}"
    )
    _, said = build(write(tmp_path, settings))

    assert (
        'lightning.rst: WARNING: unknown topics "sandboxes"; sitesearch_values allows: clouds'
        in said
    )
    assert "ekko.rst" not in said


def test_another_extension_may_add_facts(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        "import sys, pathlib; sys.path.insert(0, str(pathlib.Path(__file__).parent))",
        extensions=("facts",),
    )
    (source / "facts.py").write_text(
        "def add(app, page):\n"
        "    if page.docname == 'ekko':\n"
        "        page.keywords.append('Edinburgh')\n"
        "def setup(app):\n"
        "    app.connect('sitesearch-page', add)\n",
        "utf-8",
    )
    folder, _ = build(source)

    assert first(folder, "edinburgh") == ["ekko.html"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, []), ("", []), ("a b, c", ["a b", "c"]), (["a", " b "], ["a", "b"]),
        ('["a, b", "c"]', ["a, b", "c"]), ("[a]", ["a"]), (7, ["7"]), (("a", ""), ["a"]),
    ],
)  # fmt: skip
def test_a_value_of_metadata_is_a_list_of_texts(value: object, expected: list[str]) -> None:
    assert values(value) == expected


def app(records: dict[str, Record], **settings: object) -> Any:
    """Return an application whose pages have left *records*."""
    domain = SimpleNamespace(records=records)
    env = SimpleNamespace(get_domain=lambda _: domain, metadata={})
    builder = SimpleNamespace(get_target_uri=lambda name: f"{name}.html")
    config = SimpleNamespace(**DEFAULTS | settings)
    return SimpleNamespace(env=env, builder=builder, config=config, emit=lambda *_: None)


def test_a_page_has_what_its_metadata_say_as_the_settings_tell() -> None:
    record = Record([Section("", "Title", "Text.")], "Described.", ["key"])
    given = app(
        {"p/a": record, "p/b": Record([Section("", "")]), "hidden": Record([Section("", "H")])},
        sitesearch_facets={"kind": "Kind", "topics": "Topic"},
        sitesearch_kinds={"p/*": "project"},
        sitesearch_weights={"p/a": 2.5},
        sitesearch_text=["claim"],
        sitesearch_facts=["role", "year"],
    )
    given.env.metadata = {
        "hidden": {"nosearch": ""},
        "p/a": {"topics": '["x"]', "aliases": "b, c", "claim": "It does.", "role": "R", "year": 7},
    }
    first, second = collect(given)

    assert (first.title, first.url, first.weight, first.facts) == (
        "Title",
        "p/a.html",
        2.5,
        "R · 7",
    )
    assert first.sections[0].text == "It does.\nDescribed.\nText."
    assert first.keywords == ["key", "b", "c"]
    assert first.facets == {"kind": ["project"], "topics": ["x"]}
    assert (second.title, second.weight) == ("p/b", 1.0)
    assert record.sections[0].text == "Text.", "what is kept of the page stays as it is"


def test_a_large_site_has_longer_passages_and_fewer_files() -> None:
    small = [Page("a", "a", "A", [Section("", "", "x" * 10)])]
    large = [Page("a", "a", "A", [Section("", "", "x" * LARGE)])]

    assert (passage(small), block(small)) == (PASSAGE, 0)
    assert passage(large) == block(large) > PASSAGE


def test_records_of_other_processes_are_taken_over_and_pages_that_go_are_forgotten() -> None:
    domain = SearchDomain.__new__(SearchDomain)
    domain.data = {"records": {"a": Record()}}
    domain.merge_domaindata(["b", "c"], {"records": {"b": Record(), "z": Record()}})
    assert list(domain.records) == ["a", "b"]

    domain.clear_doc("a")
    domain.clear_doc("none")
    assert list(domain.records) == ["b"]

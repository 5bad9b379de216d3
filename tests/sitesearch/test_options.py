"""The settings of the search are checked before anything is read."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import ConfigError

from sitesearch.options import DEFAULTS, check, first_match, synonyms
from support.search_corpus import build, write


def config(settings: str) -> Any:
    """Return the configuration that *settings*, lines of conf.py, make."""
    made: dict[str, Any] = {}
    exec(settings, made)
    return SimpleNamespace(**{name: made.get(name, value) for name, value in DEFAULTS.items()})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("sitesearch_facets = ['topics']", "sitesearch_facets"),
        ("sitesearch_facets = {'topics': 3}", "sitesearch_facets may only contain texts, not 3"),
        ("sitesearch_values = {'topic': {}}", "sitesearch_values['topic']: no such facet"),
        ("sitesearch_kinds = {'*': ''}", "sitesearch_kinds may only contain texts, not ''"),
        (
            "sitesearch_weights = {'*': 0}",
            "sitesearch_weights['*'] must be a number above 0, not 0",
        ),
        (
            "sitesearch_weights = {'*': True}",
            "sitesearch_weights['*'] must be a number above 0, not True",
        ),
        ("sitesearch_keywords = [1]", "sitesearch_keywords may only contain texts, not 1"),
        ("sitesearch_stems = [7]", "sitesearch_stems may only contain texts, not 7"),
        ("sitesearch_stop_words = ['']", "sitesearch_stop_words may only contain texts, not ''"),
        (
            "sitesearch_abbreviations = {'A': 1}",
            "sitesearch_abbreviations may only contain texts, not 1",
        ),
        (
            "sitesearch_synonyms = ['ab']",
            "sitesearch_synonyms[0] must be a list of two or more phrases",
        ),
        (
            "sitesearch_synonyms = [['a']]",
            "sitesearch_synonyms[0] must be a list of two or more phrases",
        ),
        (
            "sitesearch_synonyms = [['a', 'b'], ['c', 'A']]",
            "sitesearch_synonyms[1] repeats 'A' of sitesearch_synonyms[0]; join the groups",
        ),
    ],
)
def test_a_wrong_setting_is_one_clear_error(settings: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check(None, config(settings))  # type: ignore[arg-type]

    assert message in str(caught.value)


def test_a_wrong_setting_ends_the_build(tmp_path: Path) -> None:
    _, said = build(write(tmp_path, "sitesearch_keywords = [1]"), "-W", fail=True)

    assert "sitesearch_keywords may only contain texts, not 1" in said
    assert "Configuration error" in said


def test_what_nobody_sets_is_right() -> None:
    check(None, config(""))  # type: ignore[arg-type]


def test_an_abbreviation_that_is_in_a_group_is_no_group_of_its_own() -> None:
    settings = "sitesearch_synonyms = [['SFI', 'sandbox']]\n"
    settings += "sitesearch_abbreviations = {'sfi': 'software fault isolation', 'PS': 'server'}"

    assert synonyms(config(settings)) == [["SFI", "sandbox"], ("PS", "server")]


@pytest.mark.parametrize(
    ("page", "expected"), [("projects/a", 2), ("projects/index", 1), ("about", None)]
)
def test_the_first_glob_that_matches_counts(page: str, expected: int | None) -> None:
    assert first_match({"projects/index": 1, "projects/*": 2}, page) == expected

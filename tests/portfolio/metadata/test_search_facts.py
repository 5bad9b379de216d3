"""What the search learns from the site's own settings."""

from types import SimpleNamespace
from typing import Any, cast

from portfolio.metadata.search_facts import _add_abbreviations
from sitesearch import options


def test_an_abbreviation_and_its_words_find_each_other() -> None:
    config = SimpleNamespace(
        sitesearch_synonyms=[["machine learning", "ML", "机器学习"]],
        portfolio_abbreviations={"ML": "machine learning", "JIT": "just in time"},
    )

    _add_abbreviations(cast("Any", None), cast("Any", config))

    assert options.synonyms(cast("Any", config)) == [
        ["machine learning", "ML", "机器学习"],
        ("JIT", "just in time"),
    ]

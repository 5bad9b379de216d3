"""Remembered stems are Sphinx's stems."""

from pathlib import Path

import pytest
from sphinx.search.en import SearchEnglish

from portfolio.build.stems import RememberedEnglish
from portfolio.cache import Memory

WORDS = ["Updates", "updating", "flush_barrier", "dominators", "caching", "ünïcode", "a"]


def test_stems_are_those_of_sphinx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, remembered = SearchEnglish({}), RememberedEnglish({})
    expected = [plain.stem(word) for word in WORDS]
    monkeypatch.setattr(RememberedEnglish, "known", Memory(tmp_path / "stems.json", "code"))

    assert [remembered.stem(word) for word in WORDS * 2] == expected * 2
    monkeypatch.setattr(RememberedEnglish, "known", None)
    assert [remembered.stem(word) for word in WORDS] == expected

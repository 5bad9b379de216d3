"""The disk cache computes once, and forgets what is no longer asked for or is of other code."""

from pathlib import Path

import pytest

from portfolio.cache import DiskCache


@pytest.mark.parametrize("text", ["word", "a page " * 20])
def test_an_answer_is_computed_once_and_kept(tmp_path: Path, text: str) -> None:
    asked: list[str] = []

    def compute(words: str) -> str:
        asked.append(words)
        return words.upper()

    for _ in range(2):
        memory = DiskCache(tmp_path / "m.json", "code")
        assert [memory.get_or_compute(text, compute) for _ in range(2)] == [text.upper()] * 2
        memory.save()

    assert asked == [text]


def test_what_was_not_asked_for_is_forgotten(tmp_path: Path) -> None:
    first = DiskCache(tmp_path / "m.json", "code")
    first.get_or_compute("old", str.upper)
    first.save()
    second = DiskCache(tmp_path / "m.json", "code")
    second.get_or_compute("new", str.upper)
    second.save()

    assert DiskCache(tmp_path / "m.json", "code").get_or_compute("old", str.title) == "Old"


def test_another_state_of_the_code_forgets_everything(tmp_path: Path) -> None:
    before = DiskCache(tmp_path / "m.json", "code")
    before.get_or_compute("word", str.upper)
    before.save()

    assert DiskCache(tmp_path / "m.json", "other code").get_or_compute("word", str.title) == "Word"


def test_a_half_written_cache_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text('{"code": "co')

    assert DiskCache(tmp_path / "m.json", "code").get_or_compute("word", str.upper) == "WORD"

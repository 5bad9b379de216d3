"""Plug-ins of pybtex are looked for once."""

from types import SimpleNamespace

import pybtex.plugin
import pytest

from portfolio.build import pybtex_patch


def test_a_second_question_is_answered_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pybtex.plugin, "entry_points", lambda group: asked.append(group) or group)
    for _ in range(2):  # also set up twice, as by two builds of one process
        pybtex_patch.setup(SimpleNamespace())  # type: ignore[arg-type]

    answers = [pybtex.plugin.entry_points(group) for group in ("a", "a", "b")]
    assert (answers, asked) == (["a", "a", "b"], ["a", "b"])


def test_pybtex_still_asks_by_this_name() -> None:
    assert "entry_points" in pybtex.plugin.find_plugin.__globals__

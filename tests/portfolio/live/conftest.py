"""A registry with one lab that tests know all about."""

from collections.abc import Iterator

import pytest

from labs import registry
from live_labs.ring import LAB
from portfolio.live import found


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the site know the lab "ring" and no other."""
    monkeypatch.setattr(registry, "NAMES", ("ring",))
    monkeypatch.setattr(registry, "get", lambda _name: LAB)
    found.view.cache_clear()
    yield
    found.view.cache_clear()

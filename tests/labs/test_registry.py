"""Labs, figures and values by name, and one error that lists the names there are."""

import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from labs import registry
from labs.kernel.model import UnknownNameError

PAGE = """
from threading import active_count
from labs.kernel.model import number_text

def overview() -> str:
    return "<svg/>"

def sum() -> str:
    return "3"

def of(number: int) -> str:
    return "4"

def _part() -> str:
    return "<svg/>"
"""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the consensus lab have other figures and values."""
    module = ModuleType("labs.consensus.page")
    exec(PAGE, module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(registry, "packages", lambda: ["consensus"])
    for cached in (registry.figure, registry.value):
        cached.cache_clear()
    yield
    for cached in (registry.figure, registry.value):
        cached.cache_clear()


def test_every_lab_with_controls_has_figures_too() -> None:
    assert set(registry.NAMES) <= set(registry.packages())
    assert "kernel" not in registry.packages()


@pytest.mark.usefixtures("page")
def test_functions_without_arguments_are_figures_or_values() -> None:
    assert registry.figure("consensus.overview") == "<svg/>"
    assert registry.value("consensus.sum") == "3"


def test_a_value_may_be_one_of_a_scenario() -> None:
    updates = registry.lab("dominators").picture("fan").values["updates"]
    assert registry.value("dominators.fan.updates") == str(updates)
    assert registry.value("dominators.fan.one by one") == "36,900"


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("look_up", "name", "message"),
    [
        (registry.figure, "abacus.sum", "There is no lab “abacus”; there are: consensus."),
        (registry.figure, "", "There is no lab “”; there are: consensus."),
        (
            registry.figure,
            "consensus.active_count",
            "There is no figure of consensus “active_count”; there are: overview, sum.",
        ),
        (registry.figure, "consensus.of", "There is no figure of consensus “of”"),
        (registry.figure, "consensus._part", "There is no figure of consensus “_part”"),
        (registry.figure, "consensus.sum", "There is no figure “consensus.sum”"),
        (registry.value, "consensus.overview", "There is no value “consensus.overview”"),
        (registry.value, "consensus.number_text", "There is no value of consensus"),
        (registry.value, "abacus.a.b", "There is no lab “abacus”; there are: ekko, dominators"),
        (
            registry.value,
            "dominators.sum.vertices",
            "There is no scenario of dominators “sum”; there are: fan, ",
        ),
        (
            registry.value,
            "dominators.fan.sum",
            "There is no value of dominators.fan “sum”; there are: vertices, updates, ",
        ),
        (registry.lab, "kernel", "There is no lab “kernel”; there are: ekko, dominators"),
    ],
)
def test_an_unknown_name_is_answered_with_those_there_are(
    look_up: Callable[[str], object], name: str, message: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        look_up(name)
    assert str(caught.value).startswith(message)

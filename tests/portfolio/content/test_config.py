"""The settings are registered with their types, and the owner is checked."""

from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import ConfigError

from portfolio.content.config import PREFIX, SETTINGS, Person, person

COMPLETE = {"name": "A", "job": "B", "employer": "C", "university": "D"}


def config(**fields: object) -> Any:
    return SimpleNamespace(portfolio_person=fields)


def test_a_person_is_read_and_its_links_are_kept_in_order() -> None:
    assert person(config(**COMPLETE)) == Person("A", "B", "C", "D")
    given = person(config(**COMPLETE, links=["y", "x"], since="2020-07"))
    assert (given.links, given.since) == (("y", "x"), "2020-07")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "A", "job": "B"}, "portfolio_person needs employer, university"),
        (COMPLETE | {"link": []}, "portfolio_person has no 'link'; it has "),
    ],
)
def test_an_incomplete_or_unknown_field_is_named(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        person(config(**fields))

    assert str(caught.value).startswith(message)


def test_a_setting_is_named_once_and_says_what_it_is_for() -> None:
    names = [setting.name for setting in SETTINGS]

    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith(PREFIX)]
    assert all(setting.purpose for setting in SETTINGS)

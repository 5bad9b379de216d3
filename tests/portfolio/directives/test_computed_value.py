"""The role that takes a number from a lab."""

from pathlib import Path

import pytest

from labs import registry
from portfolio.directives.computed_value import NumberError, number
from support.sites import build, write


def test_a_number_is_what_the_lab_says() -> None:
    assert number("ekko.leader_copies") == "3"


def test_a_number_may_be_a_value_of_a_scenario() -> None:
    updates = registry.get("dominators").show("fan").values["updates"]
    assert number("dominators.fan.updates") == str(updates)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("abacus.sum", 'no lab "abacus"; one of: '),
        ("dominators.sum", 'lab "dominators" has no numbers.py'),
        ("ekko.sum", 'lab "ekko" has no number "sum"; it has: changed_share_seconds'),
        ("ekko._compared", 'lab "ekko" has no number "_compared"'),
        (
            "dominators.fan.sum",
            "the scenario “dominators.fan” has no value “sum”; it has: vertices",
        ),
        ("dominators.sum.vertices", "unknown scenario “dominators.sum”"),
        ("ekko.fixed", 'lab "ekko" has no number "fixed"'),
    ],
)
def test_a_number_that_does_not_exist_is_named_with_those_that_do(name: str, message: str) -> None:
    with pytest.raises(NumberError, match=message):
        number(name)


def test_in_a_page_it_is_marked_as_computed_and_a_mistake_ends_the_build(tmp_path: Path) -> None:
    write(tmp_path, index="# Index\n\nIt takes {modelled}`ekko.leader_copies` copies.\n")
    done = build(tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    assert '<span class="pf-computed">3</span>' in page

    write(tmp_path, index="# Index\n\nIt takes\n{modelled}`ekko.sum` copies.\n")
    done = build(tmp_path)
    assert done.returncode != 0
    assert "index.md:" in done.stderr
    assert 'lab "ekko" has no number "sum"' in done.stderr

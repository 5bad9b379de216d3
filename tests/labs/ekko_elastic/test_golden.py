"""Drawings and words of every scenario are what somebody has looked at and found right."""

import pytest

from labs.ekko_elastic import page
from labs.ekko_elastic.lab import LAB
from support import goldens

SCENARIOS = [scenario.name for scenario in LAB.scenarios]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario_is_drawn_and_described_as_before(scenario: str) -> None:
    picture = LAB.picture(scenario)

    goldens.check(f"ekko_elastic/{scenario}.svg", picture.svg + "\n")
    goldens.check(f"ekko_elastic/{scenario}.txt", f"{picture.headline}\n{picture.text}\n")


def test_thumbnail_is_drawn_as_before() -> None:
    goldens.check("ekko_elastic/thumbnail.svg", page.thumbnail() + "\n")


def test_no_golden_file_is_left_over() -> None:
    names = {f"{name}.{kind}" for name in SCENARIOS for kind in ("svg", "txt")}
    goldens.only("ekko_elastic", names | {"thumbnail.svg"})

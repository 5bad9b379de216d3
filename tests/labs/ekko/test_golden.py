"""Drawings and words of every scenario are what somebody has looked at and found right."""

import pytest

from labs.ekko import page
from labs.ekko.lab import LAB
from support import goldens

SCENARIOS = [scenario.name for scenario in LAB.scenarios]
FIGURES = ["overview", "thumbnail"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario_is_drawn_and_described_as_before(scenario: str) -> None:
    picture = LAB.picture(scenario)

    goldens.check(f"ekko/{scenario}.svg", picture.svg + "\n")
    goldens.check(f"ekko/{scenario}.txt", picture.text + "\n")


@pytest.mark.parametrize("figure", FIGURES)
def test_figure_is_drawn_as_before(figure: str) -> None:
    goldens.check(f"ekko/{figure}.svg", getattr(page, figure)() + "\n")


def test_no_golden_file_is_left_over() -> None:
    texts = {f"{scenario}.txt" for scenario in SCENARIOS}
    goldens.only("ekko", texts | {f"{name}.svg" for name in [*SCENARIOS, *FIGURES]})

"""Drawings and text of every scenario are what somebody has looked at and approved."""

import pytest

from labs.lightning import page
from labs.lightning.lab import LAB
from support import goldens

SCENARIOS = [scenario.name for scenario in LAB.scenarios]
FIGURES = ["overview", "thumbnail"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario_is_drawn_and_described_as_before(scenario: str) -> None:
    picture = LAB.picture(scenario)

    goldens.check(f"lightning/{scenario}.svg", picture.svg + "\n")
    goldens.check(f"lightning/{scenario}.txt", picture.text + "\n")


@pytest.mark.parametrize("figure", FIGURES)
def test_figure_is_drawn_as_before(figure: str) -> None:
    goldens.check(f"lightning/{figure}.svg", getattr(page, figure)() + "\n")


def test_no_golden_file_is_left_over() -> None:
    texts = {f"{scenario}.txt" for scenario in SCENARIOS}
    goldens.only("lightning", texts | {f"{name}.svg" for name in [*SCENARIOS, *FIGURES]})

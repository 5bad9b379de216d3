"""Drawings and words of every scenario are what somebody has looked at and found right."""

import pytest

from labs.consensus import page
from labs.consensus.lab import LAB
from support import goldens

SCENARIOS = [scenario.name for scenario in LAB.scenarios]
FIGURES = ["overview", "quorums", "thumbnail"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario_is_drawn_and_described_as_before(scenario: str) -> None:
    view = LAB.picture(scenario)

    goldens.check(f"consensus/{scenario}.svg", view.svg + "\n")
    goldens.check(f"consensus/{scenario}.txt", view.text + "\n")


@pytest.mark.parametrize("figure", FIGURES)
def test_figure_is_drawn_as_before(figure: str) -> None:
    goldens.check(f"consensus/{figure}.svg", getattr(page, figure)() + "\n")


def test_no_golden_file_is_left_over() -> None:
    texts = {f"{scenario}.txt" for scenario in SCENARIOS}
    goldens.only("consensus", texts | {f"{name}.svg" for name in [*SCENARIOS, *FIGURES]})

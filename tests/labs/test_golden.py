"""Drawings and words of every lab are what somebody has looked at and found right."""

import pytest

from labs import registry
from support import goldens
from support.drawn import figures

SCENARIOS = {lab: [scenario.name for scenario in registry.lab(lab).scenarios]
             for lab in registry.NAMES}  # fmt: skip
FIGURES = {lab: figures(lab) for lab in registry.NAMES}


@pytest.mark.parametrize(
    ("lab", "scenario"), [(lab, name) for lab, names in SCENARIOS.items() for name in names]
)
def test_scenario_is_drawn_and_described_as_before(lab: str, scenario: str) -> None:
    picture = registry.lab(lab).picture(scenario)

    goldens.check(f"{lab}/{scenario}.svg", picture.svg + "\n")
    goldens.check(f"{lab}/{scenario}.txt", picture.text + "\n")


@pytest.mark.parametrize(
    ("lab", "figure"), [(lab, name) for lab, drawings in FIGURES.items() for name in drawings]
)
def test_figure_is_drawn_as_before(lab: str, figure: str) -> None:
    goldens.check(f"{lab}/{figure}.svg", FIGURES[lab][figure]() + "\n")


@pytest.mark.parametrize("lab", registry.NAMES)
def test_no_golden_file_is_left_over(lab: str) -> None:
    texts = {f"{scenario}.txt" for scenario in SCENARIOS[lab]}
    goldens.only(lab, texts | {f"{name}.svg" for name in [*SCENARIOS[lab], *FIGURES[lab]]})

"""The panel of a lab: what its page holds, and what is refused."""

from dataclasses import replace
from typing import Any

import pytest

from labs import registry
from support.live_labs.ring import LAB
from support.small import Site, text

pytestmark = pytest.mark.usefixtures("ring")


def test_a_lab_has_one_panel_on_a_page(small: Site) -> None:
    small.page("a", "A", "Text.\n\n```{lab} ring\n```\n\n```{lab} ring\n```")
    (told,) = small.build()
    assert "a.md:8: the lab “ring” is on this page already" in told


def test_each_scenario_is_picked_by_two_words_and_a_small_drawing(panel: Any) -> None:
    tabs = panel.select("fieldset input[type=radio]")
    assert [tab["value"] for tab in tabs] == ["small", "large", "own", "pair"]
    assert [tab["value"] for tab in tabs if tab.has_attr("checked")] == ["small"]
    assert len({tab["name"] for tab in tabs}) == 1
    for tab, scenario in zip(tabs, LAB.scenarios, strict=True):
        label = panel.select_one(f'label[for="{tab["id"]}"]')
        assert (text(label).strip(), label["title"]) == (scenario.label, scenario.title)
        assert (label.img["alt"], label.img["loading"]) == ("", "lazy")


def test_a_page_has_one_figure_and_the_rest_has_all(panel: Any, rest: Any) -> None:
    (shown,) = panel.select("figure")
    assert shown["data-scenario"] == "small"
    (image,) = shown.select(".lab-picture img")
    assert (image["src"], image["loading"]) == ("_static/lab/still/ring.small.1.svg", "lazy")
    for scenario in LAB.scenarios:
        figure = rest.select_one(f'[data-scenario="{scenario.name}"]')
        view = LAB.picture(scenario.name)
        for part in [figure, shown] if scenario.name == "small" else [figure]:
            assert text(part.select_one(".lab-text")) == view.text
            assert text(part.select_one(".lab-headline")) == view.headline
            cells = [text(cell) for cell in part.select(".lab-values td")]
            assert cells == [number for _, number in view.rows]


def test_more_scenarios_than_tabs_are_refused(small: Site, monkeypatch: pytest.MonkeyPatch) -> None:

    many = tuple(replace(LAB.scenarios[0], name=f"s{number}") for number in range(13))
    monkeypatch.setattr(registry, "lab", lambda _name: replace(LAB, scenarios=many))
    small.page("a", "A", "Text.\n\n```{lab} ring\n```")
    told = small.build()
    assert len(told) == 1
    assert "has 13 scenarios; a panel holds at most 12" in told[0]

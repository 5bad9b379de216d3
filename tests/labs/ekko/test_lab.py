"""The lab as readers meet it: scenarios, pictures with their words, and refusals."""

import re
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from typing import Any

import pytest

from labs.cli import main
from labs.ekko import page
from labs.ekko.lab import LAB
from support import pictures
from support.drawn import outside, texts

SCENARIOS = [scenario.name for scenario in LAB.scenarios]
show, refusal = partial(pictures.show, LAB), partial(pictures.refusal, LAB)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_picture_is_whole_and_its_words_have_all_its_numbers(scenario: str) -> None:
    for picture in pictures.every_step(LAB, scenario):
        described = set(re.findall(r"\d+(?:\.\d+)?", picture.text.replace(",", "")))
        for words in texts(picture.svg, "text"):
            if not is_tick(words):
                numbers = re.findall(r"\d+(?:\.\d+)?", words.replace(",", ""))
                assert set(numbers) <= described, (words, picture.step)


def is_tick(words: str) -> bool:
    """Return whether a text may be a number at an axis: a round one, alone."""
    number = words.replace(",", "")
    return number.replace(".", "", 1).isdigit() and float(number) * 4 % 1 == 0


def test_every_view_has_a_scenario() -> None:
    assert pictures.views_of_scenarios(LAB)


def test_a_slow_link_delays_its_own_site_and_every_site_behind_it_in_a_chain() -> None:
    values = LAB.picture("slow-link").values

    assert values["Ekko sites delayed more than 5 s"] == 1
    assert values["chain sites delayed more than 5 s"] == 3
    assert values["two-phase sites delayed more than 5 s"] == 4
    text = LAB.picture("slow-link").text
    assert "At 18 seconds, in the slow period of eu-west-1, seconds behind" in text
    assert float(values["Ekko worst staleness"]) > 8
    assert values["writes"] == 894


def test_on_equal_links_a_chain_wins_and_the_headline_says_so() -> None:
    picture = LAB.picture("healthy")

    assert picture.headline.startswith("Mean latency on equal links: chain 0.16 s, Ekko 0.2")
    assert float(picture.values["chain mean"]) < float(picture.values["Ekko mean"])
    assert float(picture.values["chain wide-area MB"]) < float(picture.values["Ekko wide-area MB"])


def test_each_rule_removes_the_next_bottleneck() -> None:
    values = LAB.picture("rules").values
    means = [float(value) for name, value in values.items() if name.endswith("mean")]

    assert means == sorted(means, reverse=True)
    assert values["no rule comparisons"] == 912_000
    assert values["update cache comparisons"] == 736_000
    assert "Settings chosen so that each step shows" in LAB.picture("rules").text
    assert LAB.run({"view": "rules", "rate": 15}).view.steps() == 4


def test_past_its_link_a_log_falls_behind() -> None:
    values = LAB.picture("load").values

    assert values["limit of Ekko’s cycle in s"] == 20.3
    assert values["chain at 320 per second"] == "without limit"
    assert values["crossing load"] == 152.0


def test_the_top_fifth_first_halves_the_importance_that_is_missing() -> None:
    values = {k: float(v) for k, v in LAB.picture("lanes").values.items()}

    assert values["weighted delay"] < 0.6 * values["weighted delay without lanes"]
    assert values["delay of important"] < 0.2 < values["delay of the rest"]
    found = {
        percentile: float(
            show(view="lanes", rate=100, percentile=percentile).values["weighted delay"]
        )
        for percentile in (0, 80, 99)
    }
    assert found[80] < min(found[0], found[99])


def test_every_interleaving_of_the_scenario() -> None:
    picture = LAB.picture("every-run")

    assert picture.values["states"] == 5_381
    assert picture.values["length of the shortest failure"] == "none"
    assert picture.headline.startswith("In none of 5,381 states does a replica claim what it lacks")


@pytest.mark.parametrize(
    ("rule", "writers", "events"), [("early", 1, 3), ("outside", 1, 5), ("clock", 2, 5)]
)
def test_a_wrong_rule_is_shown_event_by_event(rule: str, writers: int, events: int) -> None:
    picture = show(view="search", rule=rule, writers=writers)

    assert picture.steps == events
    assert picture.values["length of the shortest failure"] == events
    assert f"{events}. " in picture.text
    assert "but lacks it." in picture.text


def test_a_rule_that_no_run_of_this_size_breaks_has_one_picture() -> None:
    assert show(view="search", rule="clock", writers=1).steps == 1
    assert show(view="search", rule="outside", updates=1).steps == 1
    assert show(view="search", rule="early", losses=0).steps >= 1


def test_pressing_a_box_writes_its_row() -> None:
    svg = show(view="pull").svg

    assert 'data-parameter="script"' in svg
    assert 'data-label="A writes h"' in svg
    assert "data-press=" not in show(view="pull", script="T: a\n" * 13).svg


@pytest.mark.parametrize("early", [False, True])
def test_a_broken_pull_is_told_phase_by_phase(early: bool) -> None:
    picture = show(4, view="pull", script="T: a b c\nA < T 1\nA < T", packet=1, early=early)

    assert "The rest of the answer is lost: b and c." in picture.text
    assert ("Wrong: A claims" in picture.text) == early


@pytest.mark.parametrize(
    ("parameters", "errors"),
    [
        (
            {"view": "pull", "script": "T: a\nA > T"},
            {
                "script": "Line 2: a line is a write such as “T: a b”, a pull such as “A < T”, or"
                " a pull that breaks off such as “A < T 1”, not “A > T”."
            },
        ),
        (
            {"view": "race", "rate": 320, "fault": "cut"},
            {
                "start": "With 320 updates a second the run lasts 4.7 seconds: the fault at 8"
                " would never happen."
            },
        ),
        (
            {"view": "lanes", "percentile": 100},
            {"percentile": "Percentile must be a whole number from 0 to 99, not “100”."},
        ),
        (
            {"view": "search", "rule": "late"},
            {"rule": "Rule must be described, early, outside or clock, not “late”."},
        ),
    ],
)
def test_bad_input_is_refused_beside_its_control(
    parameters: dict[str, Any], errors: dict[str, str]
) -> None:
    assert refusal(**parameters) == errors


def test_what_goes_together_is_settled() -> None:
    settled = LAB.run({"view": "race", "sites": 1, "fault": "slow", "start": 25, "lasts": 20})
    assert settled.values["place"] == "us-west-1"
    assert settled.values["lasts"] == 5
    assert LAB.run({"view": "rules", "sites": 5, "replicas": 8, "pause": 20}).values["pause"] == 160
    three = LAB.run({"view": "search", "members": 3, "updates": 3, "writers": 2})
    assert (three.values["updates"], three.values["writers"]) == (2, 1)


def test_the_fastest_and_the_fullest_settings_are_drawn() -> None:
    for parameters in (
        {"view": "race", "rate": 320, "sites": 5, "replicas": 8},
        {"view": "race", "rate": 1, "sites": 1, "replicas": 1, "link": 100},
        {"view": "race", "fault": "crash", "source": "nearest", "place": "us-west-1"},
        {"view": "load", "sites": 5, "replicas": 8, "egress": 0.5, "link": 0.5},
        {"view": "load", "egress": 100, "link": 100, "distance": 0, "hot": 0.1},
        {"view": "lanes", "rate": 1, "percentile": 0, "fresh": 20},
        {"view": "lanes", "rate": 320, "link": 0.5},
        {"view": "rules", "rate": 1, "shards": 5000, "hot": 100},
        {"view": "search", "members": 3, "losses": 2},
    ):
        picture = show(**parameters)
        assert outside(picture.svg) == [], parameters
        assert picture.headline.endswith(".")


def test_the_command_line_plays_a_script() -> None:
    out, err = StringIO(), StringIO()
    assert main(["ekko", "--view", "pull", "--script", "T: a\nA < T"], out, err) == 0
    assert "All has arrived: A now knows T up to 1." in out.getvalue()
    assert main(["ekko", "--script", "T < T", "--view", "pull"], out, err) == 2
    assert "T cannot pull from itself." in err.getvalue()
    with redirect_stdout(out), pytest.raises(SystemExit):
        main(["ekko", "--help"])
    assert "slow-link" in out.getvalue()


def test_the_values_of_the_page() -> None:
    assert (page.direct_copies(), page.leader_copies()) == ("12", "3")
    assert page.whole_model() == "800"

"""The lab as readers meet it: findings, pictures with their words, and refusals."""

import re
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.consensus.lab import LAB
from labs.consensus.load_view import BEST, FREE, LOADS, LoadView, Place
from labs.consensus.wan import NAMED
from support import pictures
from support.drawn import outside, texts

SCENARIOS = [scenario.name for scenario in LAB.scenarios]
show, refusal = partial(pictures.show, LAB), partial(pictures.refusal, LAB)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_picture_is_whole_and_its_words_have_every_number(scenario: str) -> None:
    for picture in pictures.every_step(LAB, scenario):
        said = set(re.findall(r"[\d.,]*\d", picture.text))
        for first, last in re.findall(r"(\d+) to (\d+)", picture.text):
            said |= set(map(str, range(int(first), int(last))))
        drawn = {n for text in texts(picture.svg, "text") for n in re.findall(r"[\d.,]*\d", text)}
        assert drawn - said == set()


def test_every_view_has_a_scenario() -> None:
    assert pictures.views_of_scenarios(LAB)


HEADLINES = {
    "window": "Eight slots are chosen in 181.7 ms; one at a time, they would take 893.6 ms.",
    "late": ("Slot 3 is late, and slots 4 to 8, chosen before, wait up to 24.5 ms for it."),
    "flood": (
        "An open window of 1,024 fills the slowest disk’s queue: 4.1 s; one that listens, 0.12 s."
    ),
    "apart": (
        "A quorum of 2 and one of 1 that miss each other: ten steps suffice to decide twice."
    ),
    "flexible": "Three to elect and one to decide: all 289 states agree.",
}


@pytest.mark.parametrize("scenario", HEADLINES)
def test_findings(scenario: str) -> None:
    assert LAB.picture(scenario).headline == HEADLINES[scenario]


def test_a_successor_fills_the_hole_that_a_crash_left() -> None:
    picture = LAB.picture("hole")

    assert re.fullmatch(
        r"The successor, \w+, fills one hole with a command that does nothing, \d\.\d s after the"
        r" crash\.",
        picture.headline,
    )
    assert picture.values["no-ops"] == 1
    assert picture.values["ballots"] == 2


@pytest.mark.parametrize("group", NAMED)
@pytest.mark.parametrize("own", ["beside", "before"])
def test_a_batch_cut_when_the_disk_is_free_is_as_fast_as_the_best_fixed_size(
    group: str, own: str
) -> None:
    run = LAB.run({"view": "load", "group": group, "own": own, "window": 1_024})
    assert isinstance(run.view, LoadView)

    for load, free, best in zip(LOADS, run.view.runs[FREE], run.view.runs[BEST], strict=True):
        slack = 1.02 if group != "building" else 1.6  # a millisecond is the disk's own write
        assert free.median <= best.median * slack, load


def test_no_fixed_size_is_as_fast_at_every_load() -> None:
    view = LAB.run({"view": "load", "window": 1_024}).view
    assert isinstance(view, LoadView)

    for size in (1, 5, 50, 500):
        fixed = LoadView(view.place, view.fixed._replace(size=size))
        medians = [
            found.median for found in fixed.runs[next(k for k in fixed.runs if "fixed" in k)]
        ]
        best = [found.median for found in view.runs[FREE]]
        assert max(mine / other for mine, other in zip(medians, best, strict=True)) > 1.1


def test_slow_followers_drown_in_an_open_window_and_not_in_one_that_listens() -> None:
    values = LAB.picture("flood").values

    assert float(values["largest window: median ms"]) > 4_000
    assert float(values["listening: median ms"]) < 160
    assert values["best window"] == 16


def test_the_second_reading_of_parallel_phase_2_saves_one_write_at_most() -> None:
    beside, before = (
        show(view="window", own=own, window=64, load=10).values["largest window: median ms"]
        for own in ("beside", "before")
    )

    assert float(before) - float(beside) == pytest.approx(1.0)


@pytest.mark.parametrize("rule", ["leader", "promise", "vote"])
def test_a_forgotten_rule_decides_twice(rule: str) -> None:
    picture = show(view="every", rule=rule)

    assert (
        picture.headline.endswith(
            " that forget the votes reported to it, twelve steps suffice to decide twice."
        )
        or "twelve steps" in picture.headline
    )
    assert picture.values["verdict"] == "decides twice"
    assert picture.text.endswith("Chosen so far: A and B in slot 1.")


def test_a_search_that_is_too_long_says_how_far_it_came() -> None:
    picture = show(view="every", acceptors=4, ballots=3, phase1=3, phase2=3)

    assert re.fullmatch(
        r"More than 20,000 states: no disagreement in the first \d+ steps; fewer ballots or slots"
        r" can be searched to the end\.",
        picture.headline,
    )


def test_a_lost_majority_is_a_finding_and_no_mistake() -> None:
    faults = "at 200 crash California\nat 210 crash Tokyo\nat 220 crash Virginia"
    picture = show(faults=faults)

    assert picture.headline == (
        "Crashing 3 of 5 regions for good leaves no majority: nothing is chosen after 191.7 ms."
    )


def test_touching_a_message_adds_a_line_that_loses_it() -> None:
    picture = show(20, commands=3)
    lines = re.findall(r'data-press="(at \d+ lose [^"]+)"', picture.svg)

    assert lines
    for line in lines[:5]:
        assert LAB.run({"commands": 3, "faults": line}).view.values()["messages lost"] == 1


def test_one_vote_in_words() -> None:
    run = LAB.run({"commands": 3})
    told = " ".join(run.picture(step).text for step in range(run.view.steps()))

    assert "Tokyo votes for slot 3 in ballot 0." in told
    assert "Tokyo’s vote for slot 3 counts: 3 of 3 votes." in told
    assert "California proposes 1 command for slot 1 in ballot 0." in told


@pytest.mark.parametrize(
    ("parameters", "parameter", "sentence"),
    [
        (
            {"faults": "at 5 crash Tokyo\nat 9 crash Paris"},
            "faults",
            "Line 2 of the faults names “Paris”; there are California, Virginia, Ireland, Tokyo"
            " and Singapore.",
        ),
        ({"quorum": 6}, "quorum", "A quorum of 6 needs six regions, and there are 5."),
        (
            {"group": "typed", "trips": "A B 9\nB C 7"},
            "trips",
            "The pair A–C has no round trip.",
        ),
        (
            {"view": "every", "phase1": 4},
            "phase1",
            "A quorum of 4 needs four acceptors, and there are 3.",
        ),
        (
            {"commands": 61},
            "commands",
            "Commands must be a whole number from 1 to 60, not “61”.",
        ),
    ],
)
def test_bad_input_gets_a_sentence(
    parameters: dict[str, Any], parameter: str, sentence: str
) -> None:
    assert refusal(**parameters) == {parameter: sentence}


def test_a_leader_that_the_group_has_not_is_the_best_place() -> None:
    assert show(group="asia", leader="Virginia").parameters["leader"] == "best"
    assert show(group="asia", leader="Osaka").parameters["leader"] == "Osaka"
    assert show(group="typed").parameters["leader"] == "best"


@settings(max_examples=30, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "group": st.sampled_from([*NAMED, "typed"]),
            "leader": st.sampled_from(["best", "Tokyo", "A"]),
            "quorum": st.integers(0, 3),
            "window": st.sampled_from([1, 8, 4_096]),
            "policy": st.sampled_from(["one", "fixed", "place", "clock", "listen"]),
            "commands": st.integers(1, 20),
            "gap": st.floats(0, 50),
            "loss": st.integers(0, 30),
            "seed": st.integers(0, 99),
        }
    )
)
def test_any_run_can_be_drawn_and_told(parameters: dict[str, Any]) -> None:
    run = LAB.run(parameters)

    for step in {0, run.view.steps() // 2, run.view.steps() - 1}:
        picture = run.picture(step)
        assert outside(picture.svg) == []
        assert picture.headline.endswith(".")


def test_places_are_the_same_place_for_the_cache() -> None:
    first, second = (LAB.run({"view": "load"}).view for _ in range(2))
    assert isinstance(first, LoadView)
    assert isinstance(second, LoadView)
    assert isinstance(first.place, Place)
    assert first.place == second.place


def test_a_load_whose_slots_cost_nothing_is_drawn() -> None:
    free = {"quorum": 1, "disk": 0, "message": 0, "command": 0.0}

    for view in ("load", "window"):
        picture = show(view=view, **free)
        assert outside(picture.svg) == []
        assert " 0.1 " in picture.text

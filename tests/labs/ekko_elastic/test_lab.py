"""The lab as readers meet it: scenarios, pictures with their words, numbers and refusals."""

import re
from functools import partial
from xml.etree import ElementTree

import pytest

from labs.ekko_elastic.lab import LAB
from labs.ekko_elastic.pack_view import TITLES
from labs.kernel.model import HasSeries, Picture
from support import pictures
from support.drawn import SVG

SCENARIOS = [scenario.name for scenario in LAB.scenarios]
show, refusal = partial(pictures.show, LAB), partial(pictures.refusal, LAB)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_picture_is_whole_and_has_its_words(scenario: str) -> None:
    for picture in pictures.every_step(LAB, scenario):
        said = f"{picture.text} {picture.headline}".replace(",", "")
        # numbers along an axis, and only they, need no words
        for written in _labels(picture.svg):
            for number in re.findall(r"\d+(?:\.\d+)?", written.replace(",", "")):
                assert number in said, (written, said)


def _labels(svg: str) -> list[str]:
    every = ElementTree.fromstring(svg).iter(SVG + "text")
    return [e.text or "" for e in every if e.attrib["class"].startswith("fig-label")]


@pytest.mark.parametrize(
    ("scenario", "finding"),
    [
        (
            "share",
            "Models that strain different resources share machines: 71 instead of 123, and"
            " nothing costs less.",
        ),
        (
            "apart",
            "With at most 2 shards of a model on a machine, nothing costs less than 80; without"
            " that limit, 71 would do.",
        ),
        ("proof", "Seven nodes prove that nothing costs less than 71."),
        ("triplets", "Perfect fits: no greedy rule is ever right, and the solver proves 10 of 10."),
        ("month", "Following the load saves 23 %; sharing machines saves 3 points more."),
    ],
)
def test_a_scenario_says_what_it_found(scenario: str, finding: str) -> None:
    assert LAB.picture(scenario).headline == finding


def test_replicas_apart_cost_nothing_down_to_three_on_a_machine() -> None:
    costs = [show(view="pack", apart=apart).values["cost"] for apart in range(1, 7)]

    assert costs == [99, 80, 71, 71, 71, 71]


def test_prices_of_the_example_and_its_floor() -> None:
    picture = LAB.picture("prices")

    assert "Prices: A 2.5, B 2.5, C 5, D 1.25." in picture.text
    assert (picture.values["floor"], picture.values["patterns there are"]) == ("67.5", "254")
    view = LAB.run({"view": "prices"}).view
    assert isinstance(view, HasSeries)
    floors = [value for name, _, value in view.series() if name == "floor"]
    assert floors == sorted(floors)


@pytest.mark.parametrize("rule", [rule for rule in TITLES if rule != "hand"])
@pytest.mark.parametrize("demand", ["example", "triplets", "trace"])
def test_every_rule_packs_every_demand(rule: str, demand: str) -> None:
    picture = show(view="pack", rule=rule, demand=demand, effort=1)

    assert int(picture.values["cost"]) >= int(picture.values["floor"]) > 0
    assert "Still to place" not in picture.text


def test_shards_placed_by_hand_can_be_finished() -> None:
    moves = ["A > large", "A > 1", "B > 1", "B > 1", "C > 1", "C > 1"]
    picture = show(view="pack", rule="hand", moves="\n".join(moves), scale=34)
    done = show(view="pack", rule="hand", moves="A > large\nB > 1\nC > 1\nD > 1", scale=10)

    assert picture.headline.startswith("Still to place: 1 A, 1 B, 1 C, 3 D.")
    assert 'data-drag="' in picture.svg
    assert (done.values["proved"], done.headline) == ("yes", "By hand: 20, and nothing costs less.")


@pytest.mark.parametrize(
    ("parameter", "text", "sentence"),
    [
        (
            "shards",
            "A 1 1 1 1\nB 1 1 1 1\nA 6 72",
            "Line 3: a line is a name and four whole numbers (processor, memory, network, count),"
            " such as “A 6 72 2 6”, not “A 6 72”.",
        ),
        ("shards", "A 6 72 2 6\nA 6 72 2 6", "Line 2: the name “A” is taken by line 1."),
        (
            "shards",
            "A 1 1 1 1\nB 1 1 1 1\nC 1 1 1 1\nD 1 x 1 1",
            "Line 4: memory must be a whole number from 0 to 100,000, not “x”.",
        ),
        ("shards", "A 0 0 0 6", "Line 1: a shard needs something; “A 0 0 0 6” needs nothing."),
        (
            "shards",
            "A 1 1 1 1\nC 1 300 1 1",
            "No machine holds a shard of “C”: it needs 300 of memory, and the most is 256.",
        ),
        (
            "shards",
            "\n".join(f"c{i} 1 1 1 1" for i in range(13)),
            "There are 13 classes; the lab takes at most 12.",
        ),
        ("shards", "A 1 1 1 480", "There are 480 shards; at most 400 are packed."),
        (
            "shards",
            "A 1 000000000999999 1 6",
            "Line 1: memory must be a whole number from 0 to 100,000, not “000000000999999”.",
        ),
        ("shards", "# none", "There are no shards: type at least one line such as “A 6 72 2 6”."),
        (
            "machines",
            "large 64 256 25 20\nsmall 32 128 10 0",
            "Line 2: a price must be a whole number from 1 to 10,000, not “0”.",
        ),
        (
            "machines",
            "",
            "There are no machines: type at least one line such as “large 64 256 25 20”.",
        ),
        (
            "machines",
            "\n".join(f"m{i} 64 256 25 20" for i in range(5)),
            "There are 5 machine types; the lab takes at most 4.",
        ),
    ],
)
def test_bad_shards_and_machines_are_refused(parameter: str, text: str, sentence: str) -> None:
    for view in ("pack", "prices", "proof"):
        given = {"view": view, "demand": "typed", parameter: text}
        assert refusal(**given) == {parameter: sentence}


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        ("A", "Line 1: a move is a class and a machine, such as “A > 1” or “A > large”, not “A”."),
        ("A > 1", "Line 1: there is no machine 1 yet."),
        ("A > memory\n" + "A > 1\n" * 3, "Line 4: a shard of “A” does not fit on machine 1."),
        ("D > large\n" + "D > 1\n" * 6, "Line 7: all shards of “D” are placed."),
    ],
)
def test_bad_moves_are_refused(moves: str, sentence: str) -> None:
    assert refusal(view="pack", rule="hand", moves=moves) == {"moves": sentence}


def test_machines_that_hold_no_shard_of_the_example_are_refused_where_they_are_typed() -> None:
    assert refusal(view="pack", machines="tiny 1 1 1 1") == {
        "machines": "No machine holds a shard of “A”: it needs 6 of processor, and the most is 1."
    }


def test_little_effort_leaves_a_gap_and_says_so() -> None:
    picture = show(view="proof", effort=1)

    assert picture.values["proved"] == "no"
    assert picture.headline == "One node leaves a gap of 4.4 % between 68 and 71."


def test_the_picture_of_a_scenario_keeps_its_size() -> None:
    for scenario in SCENARIOS:
        sizes = {ElementTree.fromstring(p.svg).attrib["viewBox"] for p in _steps(scenario)}
        assert len(sizes) == 1, (scenario, sizes)


def _steps(scenario: str) -> list[Picture]:
    run = LAB.run(LAB.settings_of(LAB.scenario(scenario)))
    return [run.picture(step) for step in range(run.view.steps())]


def test_twelve_classes_lie_side_by_side_to_be_placed_by_hand() -> None:
    shards = "\n".join(f"class{i} 1 1 1 2" for i in range(12))
    picture = show(view="pack", demand="typed", shards=shards, rule="hand", moves="")
    groups = ElementTree.fromstring(picture.svg).iter(f"{SVG}g")
    boxes = [group.find(f"{SVG}rect") for group in groups if "data-drag" in group.attrib]
    corners = {(box.attrib["x"], box.attrib["y"]) for box in boxes if box is not None}

    assert len(corners) == 12


def test_a_class_with_an_arrow_in_its_name_is_placed_by_hand() -> None:
    given = {"view": "pack", "demand": "typed", "shards": "a>b 6 72 2 2", "rule": "hand"}
    picture = show(**given, moves="a>b > large\na>b > 1")

    assert "1 large with 2 a (a>b)." in picture.text
    assert picture.values["cost"] == 20


def test_nodes_without_a_finished_relaxation_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labs.ekko_elastic.picture.WORK", 1500)
    run = LAB.run({"view": "proof"})

    assert run.picture(None).headline == "Three nodes leave a gap of 4.4 % between 68 and 71."
    assert "large > 3: at least 68. Floor 68" in run.picture(None).text

"""The drawings say in words what they show; the values are those of the table by hand."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from labs.consensus import page
from labs.consensus.phase2 import MAJORITY, SITES, commit_ms, decider, round_trips_ms, run
from labs.kernel.drawing import THUMBNAIL, WIDTH
from support.drawn import SVG, outside, texts


@pytest.mark.parametrize("draw", [page.overview, page.quorums])
def test_every_mark_stays_inside_the_drawing(draw: Callable[[], str]) -> None:
    root = ElementTree.fromstring(draw())

    assert float(root.attrib["viewBox"].split()[2]) == WIDTH
    assert outside(draw()) == []


def test_overview_draws_one_dot_for_each_chosen_slot() -> None:
    svg = page.overview()
    one = run(page.LEADER, 1, page.UNTIL)
    many = run(page.LEADER, page.WINDOW, page.UNTIL, page.GAP)

    assert len(list(ElementTree.fromstring(svg).iter(SVG + "circle"))) == len(one) + len(many)
    assert f"One slot in flight: {len(one)} chosen" in texts(svg, "text")
    assert f"{len(many)} slots are chosen" in texts(svg, "desc")[0]


def test_quorums_names_every_place_and_its_majority() -> None:
    svg = page.quorums()

    for site, place in SITES.items():
        assert place in texts(svg, "text")
        assert f"{commit_ms(site):.0f}" in texts(svg, "text")


def test_thumbnail_is_small_and_wordless() -> None:
    svg = page.thumbnail()

    assert tuple(map(float, ElementTree.fromstring(svg).attrib["viewBox"].split()[2:])) == THUMBNAIL
    assert texts(svg, "text") == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (page.best_leader_ms, "70.5"),  # Virginia waits for Ireland
        (page.worst_leader_ms, "181.3"),  # Singapore waits for California
        (page.majority_ms, "111.7"),  # California waits for Tokyo
        (page.two_votes_ms, "59.9"),  # California waits for Virginia
        (page.window, "four"),
        (page.one_at_a_time, "9"),  # 1000 / 111.696 is 8.95
    ],
)
def test_number(number: object, expected: str) -> None:
    assert callable(number)
    assert number() == expected


def test_what_the_captions_say_of_the_votes() -> None:
    assert (SITES[page.LEADER], len(SITES), MAJORITY) == ("California", 5, 3)
    assert SITES[next(iter(round_trips_ms(page.LEADER)))] == "Virginia"
    assert SITES[decider(page.LEADER)] == "Tokyo"
    waits = [round(commit_ms(site), 1) for site in SITES]
    assert len(set(waits)) == len(SITES) - 1, "two leaders wait equally long, no other two"
    assert round(commit_ms("ap-northeast-1"), 1) == round(commit_ms(page.LEADER), 1)

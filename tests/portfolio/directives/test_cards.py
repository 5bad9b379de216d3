"""Cards: on the home page all projects, on a topic's page its own."""

import pytest
from bs4 import Tag

from support.small import Site, words

HEADLINE = "{value: 2.4 s, label: mean delay, source: own2003}"


def slugs(page: Tag) -> list[str]:
    return [str(card["data-project"]) for card in page.select(".pf-cards > .pf-card")]


def test_a_card_has_picture_title_venue_number_and_claim(small: Site) -> None:
    small.page("cards", "Cards", "```{project-cards}\n```")
    small.project("a", title="First thing", venue="OSDI '22", headline=HEADLINE, lab="consensus")
    small.project("b", title="Second thing")
    assert small.build() == []
    page = small.article("cards")

    assert slugs(page) == ["a", "b"]
    first, second = page.select(".pf-card")
    assert first.select("svg title")[0].get("id") != second.select("svg title")[0].get("id")
    assert words(second.select("svg text")[0]) == "ST"
    assert first.select(".pf-card__title a")[0]["href"] == "projects/a.html"
    assert words(first.select(".pf-card__title .pf-venue")[0]) == "OSDI ’22"
    assert words(first.select(".pf-card__claim")[0]) == "It does what it says."
    assert words(first.select(".pf-card__headline")[0]) == "2.4 s mean delay Sima and Other 2003"
    citation = first.select(".pf-card__headline a")[0]
    assert citation["href"] == "publications.html#publication-own2003"
    assert second.select(".pf-card__headline, .pf-venue") == []


@pytest.mark.parametrize(
    ("count", "halves", "five"),
    [(1, 0, False), (3, 0, False), (4, 4, False), (5, 2, True), (7, 4, False)],
)
def test_every_row_of_cards_is_full(small: Site, count: int, halves: int, five: bool) -> None:
    small.page("cards", "Cards", "```{project-cards}\n```")
    for number in range(count):
        small.project(f"p{number}")
    assert small.build() == []
    (cards,) = small.article("cards").select(".pf-cards")

    wide = ["pf-card--half" in item["class"] for item in cards.select(".pf-card")]
    assert wide == [True] * halves + [False] * (count - halves)
    assert ("pf-cards--five" in cards["class"]) == five


def test_only_a_project_whose_page_has_its_panel_runs(small: Site) -> None:
    """Front matter names a lab for its pictures; what runs is told by the page."""
    small.page("cards", "Cards", "```{project-cards}\n```")
    small.project("a", "```{lab} dominators\n```", lab="dominators")
    small.project("b", lab="consensus")
    assert small.build() == []
    first, second = small.article("cards").select(".pf-card")

    assert first.select(".runs")[0]["href"] == "projects/a.html#lab-dominators"
    assert words(first.select(".pf-card__runs")[0]) == "runs in your browser"
    assert second.select(".runs, .pf-card__runs") == []

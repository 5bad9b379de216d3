"""Cards: on the home page all projects, on a topic's page its own."""

from bs4 import Tag

from support.small import Site, words

HEADLINE = "{value: 2.4 s, label: mean delay, source: own2003}"


def slugs(page: Tag) -> list[str]:
    return [str(card["data-project"]) for card in page.select(".pf-cards > .pf-card")]


def test_a_card_has_picture_title_claim_role_period_and_number(small: Site) -> None:
    small.page("cards", "Cards", "```{project-cards}\n```")
    small.project("a", title="First thing", headline=HEADLINE, lab="consensus")
    small.project("b", title="Second thing")
    assert small.build() == []
    page = small.article("cards")

    assert slugs(page) == ["a", "b"]
    first, second = page.select(".pf-card")
    assert first.select("svg title")[0].get("id") != second.select("svg title")[0].get("id")
    assert words(second.select("svg text")[0]) == "ST"
    assert first.select(".pf-card__title a")[0]["href"] == "projects/a.html"
    assert words(first.select(".pf-card__claim")[0]) == "It does what it says."
    assert words(first.select(".pf-card__role")[0]) == "Made it"
    assert words(first.select(".pf-card__period")[0]) == "Jul 2020 to present"
    assert words(first.select(".pf-card__headline")[0]) == "2.4 s mean delay Sima and Other 2003"
    citation = first.select(".pf-card__headline a")[0]
    assert citation["href"] == "publications.html#publication-own2003"
    assert second.select(".pf-card__headline") == []


def test_a_topic_shows_its_projects(small: Site) -> None:
    small.page("topics/compilers", "Compilers", "```{topic-projects} compilers\n```")
    small.project("a", topics="[compilers]")
    small.project("b", topics="[cloud-systems]")
    small.project("c", topics="[cloud-systems, compilers]")
    assert small.build() == []

    assert slugs(small.article("topics/compilers")) == ["a", "c"]


def test_a_topic_must_exist_and_have_projects(small: Site) -> None:
    small.page(
        "one", "One", "```{topic-projects} compiler\n```\n\n```{topic-projects} compilers\n```"
    )
    small.project("a")

    assert small.build() == [
        'docs/one.md:3: unknown topic "compiler"; allowed: cloud-systems, compilers',
        'docs/one.md:6: no project has the topic "compilers"',
    ]

"""The box of facts on a project's page."""

from support.small import Site, words

BOX = "```{at-a-glance}\n```"


def facts(site: Site, slug: str) -> dict[str, str]:
    rows = site.article(f"projects/{slug}").select(".pf-glance__row")
    return {words(row.select("dt")[0]): words(row.select("dd")[0]) for row in rows}


def test_shows_every_fact_with_its_links(small: Site) -> None:
    small.project(
        "a",
        BOX,
        claim="It's fast.",
        collaborators="[Ann Other, Bob Other]",
        venue="OSDI '22",
        topics="[compilers, cloud-systems]",
        publications="[own2003]",
        headline="{value: 2.4 s, label: mean delay, source: elsewhere2001}",
    )
    assert small.build() == []
    box = small.article("projects/a").select(".pf-glance")[0]

    assert box["data-project"] == "a"
    assert words(box.select(".pf-glance__claim")[0]) == "It’s fast."
    assert facts(small, "a") == {
        "Role": "Made it",
        "Period": "Jul 2020 to present",
        "Where": "Tencent",
        "With": "Ann Other, Bob Other",
        "Status": "In use",
        "Venue": "OSDI ’22",
        "Publications": "Sima and Other 2003",
        "Topics": "Compilers , Cloud systems",
    }
    line = [words(fact) for fact in box.select(".pf-glance__line > span")]
    assert line == ["Tencent", "Jul 2020 to present (as of Aug 2022)", "In use", "OSDI ’22"]
    number = box.select(".pf-glance__headline")[0]
    assert words(number) == "2.4 s mean delay Other and Other 2001"
    assert [link["href"] for link in box.select("a")] == [
        "https://doi.org/10.1/x",
        "../publications.html#publication-own2003",
        "../topics/compilers.html",
        "../topics/cloud-systems.html",
    ]


def test_leaves_out_what_a_project_does_not_have(small: Site) -> None:
    small.project("a", BOX)
    assert small.build() == []

    assert list(facts(small, "a")) == ["Role", "Period", "Where", "Status", "Topics"]


def test_shows_the_figure_that_front_matter_names_with_its_caption(small: Site) -> None:
    box = "```{at-a-glance}\nWhat it shows.\n```"
    small.project("a", box, lab="consensus", figure="consensus.overview")
    assert small.build() == []
    figure = small.article("projects/a").select(".pf-glance__figure")[0]

    assert figure.select("svg")
    assert words(figure.select("figcaption")[0]) == "What it shows."


def test_a_figure_must_exist(small: Site) -> None:
    small.project("a", BOX, lab="consensus", figure="consensus.nothing")
    (mistake,) = small.build()

    assert mistake.startswith("docs/projects/a.md:")
    assert "nothing" in mistake


def test_the_button_leads_to_the_panel_on_the_page(small: Site) -> None:
    small.project("a", f"{BOX}\n\n```{{lab}} dominators\n```", lab="dominators")
    small.project("b", BOX, lab="consensus")
    assert small.build() == []

    (button,) = small.article("projects/a").select(".pf-glance .pf-button")
    assert button["href"] == "#lab-dominators"
    assert small.article("projects/b").select(".pf-glance .pf-button") == []


def test_belongs_on_a_project_page(small: Site) -> None:
    small.page("other", "Other", BOX)

    assert small.build() == [
        "docs/other.md:3: at-a-glance belongs on a project page, projects/<slug>.md"
    ]

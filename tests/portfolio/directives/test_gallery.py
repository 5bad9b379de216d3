"""The gallery: a plain list whose items say what they can be filtered by."""

from support.small import Site, words


def test_items_carry_their_facets(small: Site) -> None:
    small.page("gallery", "Gallery", "```{project-gallery}\n```")
    small.project(
        "a",
        role="Design and implementation, with colleagues",
        venue="OSDI '22",
        topics="[compilers, cloud-systems]",
    )
    small.project("b", period="2018-05 to 2019-02", organization="LLVM", role="Speed-up of updates")
    assert small.build() == []
    first, second = small.article("gallery").select("ul.pf-gallery > li.pf-gallery__item")

    def facets(item: object) -> dict[str, str]:
        attributes = item.attrs  # type: ignore[attr-defined]
        return {key: value for key, value in attributes.items() if key.startswith("data-")}

    assert facets(first) == {
        "data-project": "a",
        "data-topic": "compilers cloud-systems",
        "data-role": "design implementation",
        "data-organization": "Tencent",
        "data-year": "2020 2021 2022",
        "data-venue": "OSDI '22",
    }
    assert facets(second) == {
        "data-project": "b",
        "data-topic": "cloud-systems",
        "data-role": "speed-up",
        "data-organization": "LLVM",
        "data-year": "2018 2019",
        "data-venue": "",
    }
    assert words(second.select(".pf-gallery__facts")[0]) == (
        "Speed-up of updates · LLVM · May 2018 to Feb 2019"
    )
    assert [link["href"] for link in first.select("a")] == [
        "projects/a.html",
        "topics/compilers.html",
        "topics/cloud-systems.html",
    ]


def test_a_topic_shows_its_projects(small: Site) -> None:
    small.page("topics/compilers", "Compilers", "```{topic-projects} compilers\n```")
    small.project("a", topics="[compilers]")
    small.project("b", topics="[cloud-systems]")
    small.project("c", topics="[cloud-systems, compilers]")
    assert small.build() == []
    items = small.article("topics/compilers").select(".pf-gallery > .pf-gallery__item")

    assert [item["data-project"] for item in items] == ["a", "c"]


def test_a_topic_must_exist_and_have_projects(small: Site) -> None:
    small.page(
        "one", "One", "```{topic-projects} compiler\n```\n\n```{topic-projects} compilers\n```"
    )
    small.project("a")

    assert small.build() == [
        'docs/one.md:3: unknown topic "compiler"; allowed: cloud-systems, compilers',
        'docs/one.md:6: no project has the topic "compilers"',
    ]

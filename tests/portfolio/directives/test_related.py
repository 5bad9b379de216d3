"""Related projects: stated once, shown on both pages."""

from support.small import Site, words

LIST = "```{related-projects}\n```"


def shown(site: Site, slug: str) -> list[tuple[str, str, str]]:
    items = site.article(f"projects/{slug}").select(".pf-related__item")
    return [
        (
            words(item.select(".pf-related__kind")[0]),
            str(item.select("a")[0]["href"]),
            words(item.select(".pf-related__why")[0]),
        )
        for item in items
    ]


def test_shows_both_directions(small: Site) -> None:
    small.project("a", LIST, related="[{uses: b, why: for speed}]")
    small.project("b", LIST)
    small.project("c", LIST)
    assert small.build() == []

    assert shown(small, "a") == [("Uses", "b.html", "for speed")]
    assert shown(small, "b") == [("Used by", "a.html", "for speed")]
    assert words(small.article("projects/c").select(".pf-related__none")[0]) == (
        "None of the other projects."
    )


def test_follows_a_relation_that_is_withdrawn(small: Site) -> None:
    small.project("a", LIST, related="[{uses: b, why: for speed}]")
    small.project("b", LIST)
    assert small.build() == []

    small.project("a", LIST)

    assert small.build() == []
    assert shown(small, "b") == []

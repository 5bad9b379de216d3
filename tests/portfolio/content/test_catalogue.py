"""The catalogue: relations in both directions, order, and what is wrong between pages."""

from support.small import Site, mistakes


def relations(site: Site, slug: str) -> list[tuple[str, str, str]]:
    found = site.catalogue().relations(slug)
    return [(kind, other.slug, why) for kind, other, why in found]


def test_a_relation_is_seen_from_both_ends(small: Site) -> None:
    small.project(
        "a",
        related="[{shares ideas with: c, why: ideas}, {part of: c, why: part},"
        " {uses: b, why: use}]",
    )
    small.project("b")
    small.project("c")

    assert relations(small, "a") == [
        ("uses", "b", "use"),
        ("part of", "c", "part"),
        ("shares ideas with", "c", "ideas"),
    ]
    assert relations(small, "b") == [("used by", "a", "use")]
    assert relations(small, "c") == [("shares ideas with", "a", "ideas"), ("includes", "a", "part")]


def test_running_ones_come_first_then_new_then_published_then_by_title(small: Site) -> None:
    small.project("ended", period="2021-01 to 2022-01")
    small.project("old", period="2018-05 to present")
    small.project("zebra")
    small.project("ant")
    small.project("with-paper", publications="[own2003]")
    small.write("projects/index.md", "# Not a project\n")

    assert [one.slug for one in small.catalogue()] == ["with-paper", "ant", "zebra", "old", "ended"]


def test_a_stated_order_comes_before_all_that(small: Site) -> None:
    small.project("a", order="3")
    small.project("b", period="2001-01 to 2002-01", order="1")
    small.project("c", publications="[own2003]")

    assert [one.slug for one in small.catalogue()] == ["b", "a", "c"]


def test_projects_are_found_by_what_they_name(small: Site) -> None:
    small.project("a", topics="[compilers]", publications="[own2003]", lab="consensus")
    small.project("b")
    catalogue = small.catalogue()
    a, b = catalogue.get("a"), catalogue.get("b")

    assert (catalogue.in_topic("compilers"), catalogue.in_topic("cloud-systems")) == ((a,), (b,))
    assert catalogue.with_publication("own2003") == (a,)
    assert (catalogue.with_lab("consensus"), catalogue.with_lab("ekko")) == (a, None)
    assert (catalogue.at("projects/b"), catalogue.at("projects/c")) == (b, None)


def test_a_title_belongs_to_one_page(small: Site) -> None:
    small.project("a", title="The same")
    small.project("b", title="the Same")

    assert mistakes(small) == [
        'docs/projects/b.md:2: title "the Same" is already that of docs/projects/a.md:2'
    ]


def test_a_relation_is_stated_on_one_page(small: Site) -> None:
    small.project("a", related="[{shares ideas with: b, why: x}, {uses: b, why: x}]")
    small.project("b", related="[{shares ideas with: a, why: y}, {uses: a, why: y}]")

    assert mistakes(small) == [
        "docs/projects/b.md:12: this relation is already stated in docs/projects/a.md:12;"
        " state it once"
    ]


def test_mistakes_of_all_pages_are_reported_together_in_order(small: Site) -> None:
    small.project("c", related="[{uses: nowhere, why: x}]", period="soon", topics="[x]")
    small.project("b", title=None, related="[{uses: c, why: x}]")
    small.write("projects/a.md", "no front matter")

    catalogue, found = small.load()

    assert [(one.file[-4:], one.line) for one in found] == [
        ("a.md", 1),
        ("b.md", 1),
        ("c.md", 5),
        ("c.md", 10),
        ("c.md", 12),
    ]
    assert (catalogue.projects, catalogue.sound) == ((), False)

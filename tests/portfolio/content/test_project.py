"""A project's front matter: every mistake is one message with its line and what is allowed."""

from pathlib import Path

import pytest

from portfolio.content.project import Headline, Relation
from support.small import Site, mistakes

PAGES = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8").split("\n\n")[1:]


@pytest.mark.parametrize(("change", "message"), [page.strip().split("\n") for page in PAGES])
def test_mistake(small: Site, change: str, message: str) -> None:
    """Each kind of mistake is one message with its line and what is allowed."""
    key, _, value = change.partition(": ")
    small.project("a", **({key.lstrip("-"): value or None}))
    small.project("b")

    assert mistakes(small) == [f"docs/projects/a.md:{message}"]


def test_a_file_name_must_be_a_slug(small: Site) -> None:
    small.project("Bad_Name")

    assert mistakes(small) == [
        'docs/projects/Bad_Name.md:1: bad file name "Bad_Name.md"; allowed: small letters, digits'
        " and single hyphens, beginning with a letter, as in my-project.md"
    ]


def test_many_names_are_not_listed_but_the_nearest(small: Site) -> None:
    many = "".join(f"@misc{{key{number:04}, title={{T}}}}\n" for number in range(2000, 2030))
    small.write("references.bib", many)
    small.project("a", publications="[kye2012]")

    assert mistakes(small) == [
        'docs/projects/a.md:13: unknown citation key "kye2012"; nearest of 30 known:'
        " key2012, key2029, key2028"
    ]


def test_what_is_right_is_accepted(small: Site) -> None:
    small.project(
        "a",
        collaborators="[Ada Lovelace]",
        venue="OSDI '22",
        keywords="[x, y]",
        publications="[own2003]",
        lab="consensus",
        headline="{value: 2.4 s, label: x, source: elsewhere2001}",
        related="[{uses: b, why: x}, {part of: b, why: y}]",
    )
    small.project("b", lab="null", headline="null", topics="[compilers, cloud-systems]")

    one, _ = small.catalogue().projects
    assert one.venue == "OSDI '22"
    assert one.headline == Headline("2.4 s", "x", "elsewhere2001")
    assert one.related == (Relation("uses", "b", "x", 12), Relation("part of", "b", "y", 12))

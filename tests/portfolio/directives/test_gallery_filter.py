"""The form above the gallery offers what the listed projects have, and nothing else."""

import pytest
from bs4 import BeautifulSoup

from portfolio.content.period import Month
from portfolio.directives.gallery_filter import contributions, form
from support.small import Site

TOPICS = {"compilers": "Compilers & <co>", "networks": "Networks", "cloud-systems": "Cloud"}


def choices(html: str) -> dict[str, dict[str, str]]:
    """Return the choices of each select by their values."""
    return {
        str(select["name"]): {str(o["value"]): o.get_text() for o in select.select("option")}
        for select in BeautifulSoup(html, "html5lib").select("select")
    }


def test_only_what_a_project_has_can_be_chosen(small: Site) -> None:
    small.project("a", role="Design and implementation", topics="[compilers]")
    small.project(
        "b", role="Design of parts", organization='"R&D"', period="2018-12 to 2019-02",
        topics="[cloud-systems]",
    )  # fmt: skip
    html = form(small.catalogue(), TOPICS, Month(2021, 3))

    assert choices(html) == {
        "topic": {"": "Any", "compilers": "Compilers & <co>", "cloud-systems": "Cloud"},
        "role": {"": "Any", "design": "Design", "implementation": "Implementation"},
        "organization": {"": "Any", "R&D": "R&D", "Tencent": "Tencent"},
        "year": {"": "Any"} | {year: year for year in ("2021", "2020", "2019", "2018")},
    }
    assert "2 projects" in html


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Speed-up of updates", ["speed-up"]),
        ("Design, implementation, and evaluation", ["design", "implementation", "evaluation"]),
        ("Implementation, with design by others", ["implementation"]),
        ("Wrote all", []),
    ],
)
def test_what_was_done_is_what_opens_the_parts_of_a_role(role: str, expected: list[str]) -> None:
    assert contributions(role) == expected

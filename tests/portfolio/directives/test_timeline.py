"""The time line: bars on a scale of years, and the same in words."""

import xml.etree.ElementTree as ET

import pytest

from labs.kernel.drawing import WIDTH
from portfolio.content.period import Month
from portfolio.directives.timeline import draw
from support.small import Site, words

SVG = "{http://www.w3.org/2000/svg}"


def rows(site: Site, profile_date: str = "2022-08") -> dict[str, ET.Element]:
    root = ET.fromstring(draw(site.catalogue(), Month.parse(profile_date)))
    return {row.attrib["data-project"]: row for row in root.iter(f"{SVG}g")}


def number(element: ET.Element | None, name: str) -> float:
    assert element is not None
    return float(element.attrib[name])


def test_lengths_are_in_proportion_to_months(small: Site) -> None:
    small.project("a", period="2020-01 to 2020-12")
    small.project("b", period="2021-01 to 2021-06")
    a, b = rows(small)["a"].find(f"{SVG}rect"), rows(small)["b"].find(f"{SVG}rect")

    assert number(a, "width") == pytest.approx(2 * number(b, "width"))
    assert number(b, "x") == pytest.approx(number(a, "x") + number(a, "width"))


def test_only_what_goes_on_has_an_arrow(small: Site) -> None:
    small.project("a", period="2020-01 to 2020-12")
    small.project("b")

    assert rows(small)["a"].find(f"{SVG}polygon") is None
    assert rows(small)["b"].find(f"{SVG}polygon") is not None


def test_a_late_start_keeps_its_title_in_the_picture(small: Site) -> None:
    small.project("a", period="2010-01 to present")
    small.project("b", title="A title of many letters, as titles are", period="2022-08 to present")
    label = rows(small)["b"].find(f"{SVG}text")

    assert number(label, "x") + 38 * 13 * 0.6 < WIDTH


def test_says_the_same_in_words(small: Site) -> None:
    small.page("line", "Line", "```{time-line}\n```")
    small.project("a")
    small.project("b", period="2018-05 to 2019-02")
    assert small.build() == []
    figure = small.article("line").select("figure.pf-timeline")[0]

    said = ["b: May 2018 to Feb 2019", "a: Jul 2020 to present"]
    assert words(figure.select("svg desc")[0]) == ". ".join(said) + "."
    assert [words(item).replace(" :", ":") for item in figure.select("details li")] == said

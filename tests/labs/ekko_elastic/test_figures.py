"""The drawings show what the packings are."""

from xml.etree import ElementTree

from labs.ekko_elastic import figures, numbers
from labs.ekko_elastic.packing import packings
from labs.ekko_elastic.problem import EXAMPLE, Machine

SVG = "{http://www.w3.org/2000/svg}"


def test_overview_draws_three_columns_a_machine() -> None:
    root = ElementTree.fromstring(figures.overview())
    columns = [e for e in root.iter(SVG + "rect") if e.get("class") == "fig-box"]

    assert len(columns) == len(EXAMPLE.resources) * (7 + 5 + 4)


def test_overview_fills_no_column_beyond_its_machine() -> None:
    room = 0.0
    for shape in ElementTree.fromstring(figures.overview()).iter(SVG + "rect"):
        if shape.get("class") == "fig-box":
            room = float(shape.attrib["height"]) + 0.05  # both are rounded
        elif "fig-area" in shape.attrib["class"]:
            room -= float(shape.attrib["height"])
            assert room >= 0


def test_bounds_names_every_added_pattern() -> None:
    words = [e.text for e in ElementTree.fromstring(figures.bounds()).iter(SVG + "text")]

    assert "large: 2A 2B 2C" in words
    assert words.count("none is worth adding") == 1


def test_numbers_of_the_page() -> None:
    assert numbers.static_packing() == "7 machines for 140"
    assert numbers.greedy_packing() == "5 machines for 100"
    assert numbers.cheapest_packing() == "4 machines for 71"
    assert numbers.relaxation() == "67.5"
    assert (numbers.patterns_used(), numbers.patterns()) == ("11", "254")
    assert numbers.greedy_network_full() == "two"


def test_what_the_page_says_of_the_packings() -> None:
    static, greedy, cheapest = packings(EXAMPLE).values()

    for machine in static[:-1]:
        idle = sum(share < 0.5 for share in _shares(machine))
        assert (idle, max(_shares(machine)) > 0.8) == (len(EXAMPLE.resources) - 1, True)
    assert sum(greedy[-1].pattern) == 1, "one shard is stranded on the last machine"
    assert {machine.type.name for machine in cheapest} == {"large", "small"}


def _shares(machine: Machine) -> list[float]:
    used = EXAMPLE.load(machine.pattern)
    return [u / room for u, room in zip(used, machine.type.capacity, strict=True)]

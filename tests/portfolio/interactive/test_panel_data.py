"""The file that completes a panel, and HTML outside of any page."""

import json

import pytest
from docutils import nodes

from portfolio.directives.elements import element, svg
from portfolio.interactive.panel_data import markup, panel_data
from portfolio.interactive.source_pages import reference
from support.live_labs.ring import LAB


def at(page: str) -> str:
    return f"{page}.html?a&b"


def test_an_element_is_written_with_its_names_and_attributes() -> None:
    node = element("p", "a b", 'x < "y"', element("br"), ids=["i"], data_x='"&')

    assert markup(node, at) == ('<p id="i" class="a b" data-x="&quot;&amp;">x &lt; "y"<br></p>')


def test_a_table_has_no_group_around_its_rows() -> None:
    row = element("tr", "", element("td", "", "1"))
    table = element("table", "", element("tbody", "", row))

    assert markup(table, at) == "<table><tbody><tr><td>1</td></tr></tbody></table>"


def test_drawings_stay_as_they_are_and_words_are_escaped() -> None:
    assert markup(svg("<svg/>"), at) == "<svg/>"
    assert markup(nodes.Text("<b>"), at) == "&lt;b&gt;"


def test_a_module_is_linked_from_the_top_of_the_site() -> None:
    assert markup(reference("labs.kernel.drawing"), at) == (
        '<a class="reference" href="model/labs/kernel/drawing.html?a&amp;b">'
        "<code>labs.kernel.drawing</code></a>"
    )


@pytest.mark.usefixtures("ring")
def test_the_file_tells_where_each_scenario_starts() -> None:
    text = panel_data(LAB, "large", at)
    data = json.loads(text)

    assert list(data["scenarios"]) == sorted(scenario.name for scenario in LAB.scenarios)
    assert data["scenarios"]["small"] | {"parameters": 0} == {
        "parameters": 0, "step": 3, "steps": 8,
    }  # fmt: skip
    assert data["scenarios"]["large"]["parameters"]["size"] == 1500
    assert data["headlines"] == [LAB.picture(s.name).longest_headline for s in LAB.scenarios]
    assert "labs ring --scenario large" in data["rest"]
    assert text == panel_data(LAB, "large", at)

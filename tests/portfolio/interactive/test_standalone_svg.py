"""Drawings as files of their own."""

import re
import xml.etree.ElementTree as ET

from portfolio.interactive.figure import SVG
from portfolio.interactive.standalone_svg import picker_drawing, standalone
from portfolio.theme import CSS
from support.live_labs.ring import LAB
from support.small import Site

LISTING = (
    f'<svg xmlns="{SVG}" class="fig fig-panel" width="320" height="40" viewBox="0 0 320 40">'
    '<text x="20" y="14" text-anchor="end">1</text><text x="31" y="14" text-anchor="start">a</text>'
    '<text x="20" y="31" text-anchor="end">2</text>'
    '<text x="31" y="31" text-anchor="start">a longer line</text>{more}</svg>'
)


def shapes(svg: str) -> list[ET.Element]:
    return [element for element in ET.fromstring(svg) if element.tag != f"{{{SVG}}}title"]


def test_a_small_drawing_of_a_listing_shows_its_lines_as_bars() -> None:
    first, second = shapes(picker_drawing(LISTING.format(more="")))

    assert (first.tag, second.tag) == (f"{{{SVG}}}rect", f"{{{SVG}}}rect")
    assert float(second.get("y", 0)) - float(first.get("y", 0)) == 31 - 14
    assert float(second.get("width", 0)) == 13 * float(first.get("width", 0))


def test_a_small_drawing_of_a_chart_has_no_text() -> None:
    chart = '<path d="M0 0V9"/><path d="M0 9H9"/><path d="M1 1H9"/><path d="M2 2H9"/>'
    kept = shapes(picker_drawing(LISTING.format(more=chart)))

    assert [element.tag for element in kept] == [f"{{{SVG}}}path"] * 4


def test_a_scenario_is_picked_by_its_first_panel_without_text(panel_site: Site) -> None:
    drawing = ET.parse(panel_site.file("_static/lab/still/ring.pair.small.svg")).getroot()
    assert drawing.get("viewBox") == "0 0 320 100"
    assert len(drawing.findall(f"{{{SVG}}}circle")) == 1
    assert not list(drawing.iter(f"{{{SVG}}}text"))


def test_a_drawing_takes_the_colors_that_it_uses_along() -> None:
    drawing = LAB.picture("small").svg
    style = re.search("<style>(.*)</style>", standalone(drawing, "llvm", CSS), re.DOTALL)
    assert style
    used = set(re.findall(r"var\((--[\w-]+)\)", style[1]))
    plain, contrast = style[1].split("@media(prefers-contrast:more)", 1)
    assert used
    assert used <= set(re.findall(r"(--[\w-]+):", plain))
    assert "color-scheme:light dark" in plain
    assert "--site-hue:var(--hue-llvm)" in plain
    assert "--site-ink:" in contrast

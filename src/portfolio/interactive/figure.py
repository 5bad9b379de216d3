"""Figures of a lab as nodes: headline, picture, words and numbers, complete without a script.

A picture is one or more panels, each shown at natural size in a row that wraps. It has one name,
its headline, and one description, its words; both are text on the page, so the drawing itself
carries neither.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from docutils import nodes

from labs.kernel.model import Picture
from portfolio.directives.elements import HtmlElement, element, svg

SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", SVG)

ATTRIBUTES = ("role", "aria-labelledby", "aria-describedby", "x", "y")
"""What an ``<svg>`` has as a picture of its own, or as a part of one, and not as a panel."""


@dataclass(frozen=True)
class Panel:
    """One panel of a picture: its SVG, and its natural size."""

    svg: str
    width: str
    height: str


@cache
def panels(drawing: str) -> tuple[Panel, ...]:
    """Take *drawing* apart into its panels, without title and description.

    ``static/lab/picture.js`` does the same to a drawing that comes from the worker.
    """
    root = ET.fromstring(drawing)
    parts = []
    for panel in root.findall(f"{{{SVG}}}svg") or [root]:
        for child in list(panel):
            if child.tag in {f"{{{SVG}}}title", f"{{{SVG}}}desc"}:
                panel.remove(child)
        _, _, width, height = panel.attrib["viewBox"].split()
        for name in ATTRIBUTES:
            panel.attrib.pop(name, None)
        panel.attrib |= {"class": "fig fig-panel", "width": width, "height": height}
        parts.append(Panel(ET.tostring(panel, encoding="unicode"), width, height))
    return tuple(parts)


def verbatim(
    tag: str, css: str, *words: str, ids: Iterable[str] = (), **attributes: str
) -> HtmlElement:
    """Return an element whose *words* are written as the lab wrote them, quotes and arrows too."""
    node = element(tag, css, *(nodes.Text(word) for word in words), ids=ids, **attributes)
    node["support_smartquotes"] = False
    return node


def picture(view: Picture, name: str, images: Iterable[str] = ()) -> HtmlElement:
    """Return the panels of *view*, drawn or as *images* (addresses); *name* starts its ids."""
    parts = panels(view.svg)
    drawn: list[nodes.Node] = [svg(panel.svg) for panel in parts]
    if images:
        drawn = [
            element(
                "img", "fig fig-panel", src=address, alt="", loading="lazy",
                width=panel.width, height=panel.height,
            )
            for panel, address in zip(parts, images, strict=True)
        ]  # fmt: skip
    return element(
        "div",
        "fig-panels",
        *drawn,
        role="img",
        aria_labelledby=f"{name}-headline",
        aria_describedby=f"{name}-text",
    )


def sizes(view: Picture) -> str:
    """Return the sizes of the panels, such as "320x240 320x120"."""
    return " ".join(f"{panel.width}x{panel.height}" for panel in panels(view.svg))


def words_and_numbers(view: Picture, name: str) -> list[HtmlElement]:
    """Return what belongs under a picture: its words and the run's numbers, folded."""
    return [
        element(
            "details",
            "lab-words",
            element("summary", "", "In words"),
            verbatim("p", "lab-text", view.text, ids=[f"{name}-text"]),
        ),
        element("details", "lab-numbers", element("summary", "", "Numbers"), numbers(view)),
    ]


def settings(view: Picture) -> HtmlElement:
    """Return the parameters that made the picture, as far as they have a meaning there."""
    listed = element("dl", "lab-settings simple pf-computed")
    for label, value in view.settings:
        pair = verbatim("dt", "", label), verbatim("dd", "", value)
        listed += element("div", "lab-setting", *pair)
    return listed


def numbers(view: Picture) -> HtmlElement:
    """Return the table of a run's numbers."""
    rows = [
        element("tr", "", verbatim("th", "", label, scope="row"), verbatim("td", "", number))
        for label, number in view.rows
    ]
    return element("table", "lab-values pf-computed", element("tbody", "", *rows))

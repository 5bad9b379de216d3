"""A view of a lab as nodes: picture, settings, words and numbers, complete without a script."""

from collections.abc import Iterable, Mapping
from typing import Any

from docutils import nodes

from labs.kernel.model import Lab
from labs.kernel.parameters import Value
from labs.kernel.result import Number, View
from portfolio.directives.elements import HtmlElement, element, svg
from portfolio.interactive import formatting
from portfolio.interactive.svg_ids import prefixed


def exact(
    tag: str, css: str, *words: str, ids: Iterable[str] = (), **attributes: str
) -> HtmlElement:
    """Return an element whose *words* are written as the lab wrote them, quotes and arrows too."""
    node = element(tag, css, *(nodes.Text(word) for word in words), ids=ids, **attributes)
    node["support_smartquotes"] = False
    return node


def parts(lab: Lab[Any], view: View, picture: nodes.Node) -> list[HtmlElement]:
    """Return *picture*, drawn or as an image, and what belongs under it."""
    return [
        element("div", "lab-picture", picture),
        settings(lab, view.parameters),
        element(
            "details",
            "lab-words",
            element("summary", "", "In words"),
            exact("p", "lab-text", view.text),
        ),
        element(
            "details",
            "lab-numbers",
            element("summary", "", "Numbers"),
            numbers(view.values),
        ),
    ]


def drawn(view: View, prefix: str) -> nodes.Node:
    """Return the drawing itself; *prefix* keeps its ids unique on the page."""
    return svg(prefixed(view.svg, prefix))


def settings(lab: Lab[Any], values: Mapping[str, Value]) -> HtmlElement:
    """Return the parameters that made the picture, as far as they have a meaning there."""
    listed = element("dl", "lab-settings simple pf-computed")
    for parameter in lab.parameters:
        if parameter.matters(values):
            listed += element(
                "div",
                "lab-setting",
                exact("dt", "", parameter.label),
                exact("dd", "", formatting.setting(parameter, values[parameter.name])),
            )
    return listed


def numbers(values: Mapping[str, Number]) -> HtmlElement:
    """Return the table of a result's numbers."""
    rows = [
        element(
            "tr",
            "",
            exact("th", "", formatting.label(name), scope="row"),
            exact("td", "", formatting.number(value)),
        )
        for name, value in values.items()
    ]
    return element("table", "lab-values pf-computed", element("tbody", "", *rows))

"""A view of a lab as nodes: picture, settings, words and numbers, complete without a script."""

from collections.abc import Iterable, Mapping
from typing import Any

from docutils import nodes

from labs.kernel.lab import Lab
from labs.kernel.parameters import Value
from labs.kernel.result import Number, View
from portfolio.html import HtmlElement, element, svg
from portfolio.live import shown
from portfolio.live.ids import prefixed


def exact(
    tag: str, css: str, *words: str, ids: Iterable[str] = (), **attributes: str
) -> HtmlElement:
    """Return an element whose *words* are written as the lab wrote them, quotes and arrows too."""
    node = element(tag, css, *(nodes.Text(word) for word in words), ids=ids, **attributes)
    node["support_smartquotes"] = False
    return node


def parts(lab: Lab[Any], view: View, prefix: str) -> list[HtmlElement]:
    """Return the picture and what belongs under it; *prefix* keeps its ids unique on the page."""
    return [
        element("div", "lab-picture", svg(prefixed(view.svg, prefix))),
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


def placeholder(link: nodes.Node) -> list[HtmlElement]:
    """Return the same parts without their content, which the live model fills in.

    *link* leads to the page that has them for readers without a script.
    """
    return [
        element("div", "lab-picture", element("p", "lab-elsewhere", link)),
        element("dl", "lab-settings simple pf-computed"),
        element(
            "details", "lab-words", element("summary", "", "In words"), element("p", "lab-text")
        ),
        element(
            "details",
            "lab-numbers",
            element("summary", "", "Numbers"),
            element("table", "lab-values pf-computed", element("tbody")),
        ),
    ]


def settings(lab: Lab[Any], values: Mapping[str, Value]) -> HtmlElement:
    """Return the parameters that made the picture; those without a meaning here are hidden."""
    listed = element("dl", "lab-settings simple pf-computed")
    for parameter in lab.parameters:
        hidden = {} if parameter.matters(values) else {"hidden": ""}
        listed += element(
            "div",
            "lab-setting",
            exact("dt", "", parameter.label),
            exact("dd", "", shown.setting(parameter, values[parameter.name])),
            data_parameter=parameter.name,
            **hidden,
        )
    return listed


def numbers(values: Mapping[str, Number]) -> HtmlElement:
    """Return the table of a result's numbers."""
    rows = [
        element(
            "tr",
            "",
            exact("th", "", shown.label(name), scope="row"),
            exact("td", "", shown.number(value)),
        )
        for name, value in values.items()
    ]
    return element("table", "lab-values pf-computed", element("tbody", "", *rows))

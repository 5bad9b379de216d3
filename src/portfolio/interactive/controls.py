"""The form of a panel: one control for each declared parameter."""

import json
from collections.abc import Mapping
from math import log10
from typing import Any

from labs.kernel.formatting import fixed
from labs.kernel.model import Lab
from labs.kernel.parameters import Parameter, Value
from portfolio.directives.elements import HtmlElement, element
from portfolio.interactive.figure import exact

SLIDER = 1000
"""A logarithmic slider has this many positions."""


def form(lab: Lab[Any], values: Mapping[str, Value], panel: str) -> HtmlElement:
    """Return the controls of *lab* that matter beside *values*; *panel* starts every id."""
    shown = [one for one in every(lab, values, panel) if "hidden" not in one["html"]]
    return element(
        "form",
        "lab-controls",
        *shown,
        aria_label="Parameters",
        autocomplete="off",
        novalidate="",  # the model judges, in words
    )


def every(lab: Lab[Any], values: Mapping[str, Value], panel: str) -> list[HtmlElement]:
    """Return all controls of *lab*, set to *values*; those without a meaning there are hidden."""
    return [control(one, values, f"{panel}-{one.name}") for one in lab.parameters]


def control(parameter: Parameter, values: Mapping[str, Value], name: str) -> HtmlElement:
    """Return one control: label, input, help, and a place for what is wrong with its value."""
    value = values[parameter.name]
    described = {"aria_describedby": f"{name}-help {name}-error"}
    match parameter.kind:
        case "int" | "float":
            inputs = _number(parameter, float(value), name, described)
        case "choice":
            inputs = [_choice(parameter, value, name, described)]
        case "text" if parameter.lines == 1:
            line = {"value": str(value), "spellcheck": "false"}
            inputs = [_input("text", parameter, name, **line, **described)]
        case "text":
            inputs = [_text(parameter, str(value), name, described)]
        case "flag":
            checked = {"checked": ""} if value else {}
            inputs = [_input("checkbox", parameter, name, **described, **checked)]
    when = [{"parameter": w.parameter, "values": list(w.values)} for w in parameter.when]
    return element(
        "div",
        f"lab-control lab-control-{parameter.kind}",
        exact("label", "lab-label", parameter.label, **{"for": name}),
        *inputs,
        exact("p", "lab-help", parameter.help, ids=[f"{name}-help"]),
        element("p", "lab-error", ids=[f"{name}-error"], hidden=""),
        data_parameter=parameter.name,
        data_label=parameter.label,
        data_unit=parameter.unit,
        data_kind=parameter.kind,
        **({"data_when": json.dumps(when)} if when else {}),
        **({} if parameter.matters(values) else {"hidden": ""}),
    )


def position(parameter: Parameter, value: float) -> float:
    """Return where the slider of *parameter* stands for *value*: 0 to :data:`SLIDER`, or itself."""
    if not parameter.logarithmic:
        return value
    low, high = log10(parameter.low), log10(parameter.high)
    return SLIDER * (log10(value) - low) / (high - low)


def _number(
    parameter: Parameter, value: float, name: str, described: dict[str, str]
) -> list[HtmlElement]:
    low, high, step = (fixed(n, 6) for n in (parameter.low, parameter.high, parameter.step))
    bounds = {"min": low, "max": high, "step": step}
    slider = bounds | {"data_scale": "linear"}
    if parameter.logarithmic:
        slider = {"min": "0", "max": str(SLIDER), "step": "1", "data_scale": "log"}
    unit = [exact("span", "lab-unit", parameter.unit)] if parameter.unit else []
    return [
        element(
            "input",
            "lab-slider",
            type="range",
            aria_label=f"{parameter.label}, slider",
            value=fixed(position(parameter, value), 6),
            **slider,
        ),
        element(
            "span",
            "lab-exact",
            _input(
                "text",
                parameter,
                name,
                value=fixed(value, 6),
                inputmode="numeric" if parameter.kind == "int" else "decimal",
                data_min=low,
                data_max=high,
                data_step=step,
                **described,
            ),
            *unit,
        ),
    ]


def _choice(
    parameter: Parameter, value: Value, name: str, described: dict[str, str]
) -> HtmlElement:
    options = [
        exact(
            "option",
            "",
            choice.label,
            value=choice.value,
            **({"selected": ""} if choice.value == value else {}),
        )
        for choice in parameter.choices
    ]
    return element("select", "lab-input", *options, ids=[name], name=parameter.name, **described)


def _text(parameter: Parameter, value: str, name: str, described: dict[str, str]) -> HtmlElement:
    return exact(
        "textarea",
        "lab-input",
        "\n" + value,  # HTML drops the first line break of a text area
        ids=[name],
        name=parameter.name,
        rows=str(parameter.lines),
        spellcheck="false",
        **described,
    )


def _input(kind: str, parameter: Parameter, name: str, **attributes: str) -> HtmlElement:
    return element("input", "lab-input", ids=[name], type=kind, name=parameter.name, **attributes)

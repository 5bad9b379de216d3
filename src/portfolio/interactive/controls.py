"""The form of a panel: one control for each declared parameter."""

import json
from math import log10
from string import Formatter

from docutils import nodes

from labs.kernel.formatting import fixed
from labs.kernel.model import VIEW, Lab, Picture, ViewType, code_parameters
from labs.kernel.parameters import Parameter, Value
from portfolio.directives.elements import HtmlElement, element
from portfolio.interactive.figure import verbatim

SLIDER = 1000
"""A logarithmic slider has this many positions."""


def parts(lab: Lab, picture: Picture, panel: str) -> list[HtmlElement]:
    """Return every part of the form: code with parameters in it, and the other controls.

    Values are those of *picture*, or the defaults; what has no meaning there is hidden.
    """
    controls: list[HtmlElement] = []
    in_code: set[str] = set()
    for view in lab.views:
        if view.code:
            in_code |= {*code_parameters(view.code)}
            hidden = {} if view.name == picture.parameters[VIEW] else {"hidden": ""}
            controls.append(_code(view, picture, panel, hidden))
    for parameter in lab.parameters:
        if parameter.name in in_code:
            continue
        views = [view.name for view in lab.views if parameter in view.parameters]
        relevant = picture.parameters[VIEW] in views and parameter.is_relevant(picture.parameters)
        value = picture.parameters.get(parameter.name, parameter.default)
        node = control(parameter, value, panel)
        node["html"] |= {"data-views": " ".join(views), "data-part": parameter.name}
        if not relevant:
            node["html"]["hidden"] = ""
        controls.append(node)
    return controls


def control(parameter: Parameter, value: Value, panel: str) -> HtmlElement:
    """Return one control: label, input, help, and a place for what is wrong with its value."""
    name = f"{panel}-{parameter.name}"
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
    conditions = [
        {"parameter": c.parameter, "values": list(c.values)} for c in parameter.visible_if
    ]
    return element(
        "div",
        f"lab-control lab-control-{parameter.kind}",
        verbatim("label", "lab-label", parameter.label, **{"for": name}),
        *inputs,
        verbatim("p", "lab-help", parameter.help, ids=[f"{name}-help"]),
        element("p", "lab-error", ids=[f"{name}-error"], hidden=""),
        data_parameter=parameter.name,
        data_kind=parameter.kind,
        **({"data_visible_if": json.dumps(conditions)} if conditions else {}),
    )


def _code(view: ViewType, picture: Picture, panel: str, hidden: dict[str, str]) -> HtmlElement:
    """Return the code of *view*, with a field in the place of each parameter."""
    declared = {parameter.name: parameter for parameter in view.parameters}
    code = element("code", "")
    code["support_smartquotes"] = False
    for text, name, _, _ in Formatter().parse(view.code):
        code += nodes.Text(text)
        if not name:
            continue
        parameter = declared[name]
        ids = f"{panel}-{name}"
        value = fixed(float(picture.parameters.get(name, parameter.default)), 6)
        low, high, step = (fixed(n, 6) for n in (parameter.low, parameter.high, parameter.step))
        code += element(
            "span",
            "lab-control lab-control-code",
            _input(
                "text", parameter, ids, value=value, size=str(len(high)), inputmode="numeric",
                data_min=low, data_max=high, data_step=step, title=parameter.help,
                aria_label=parameter.label, aria_describedby=f"{ids}-help {ids}-error",
            ),
            verbatim("span", "lab-legend", parameter.help, ids=[f"{ids}-help"]),
            element("span", "lab-error", ids=[f"{ids}-error"], hidden=""),
            data_parameter=name,
            data_kind=parameter.kind,
            data_views=view.name,
        )  # fmt: skip
    return element(
        "pre", "lab-code", code, data_views=view.name, data_part=f"code-{view.name}", **hidden
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
    unit = [verbatim("span", "lab-unit", parameter.unit)] if parameter.unit else []
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
        verbatim(
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
    return verbatim(
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

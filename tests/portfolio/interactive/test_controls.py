"""The form of a panel has a control for each parameter."""

from typing import Any

import pytest

from support.live_labs.ring import LAB
from support.small import text

pytestmark = pytest.mark.usefixtures("ring")


def test_each_parameter_has_its_control(data: Any, rest: Any) -> None:
    """Those without a meaning for the scenario that is shown are hidden."""
    for name, start in data["scenarios"].items():
        view = LAB.picture(name)
        assert start == {
            "parameters": dict(view.parameters), "step": view.step, "steps": view.steps,
        }  # fmt: skip
    controls = {str(tag["data-parameter"]): tag for tag in rest.select(".lab-control")}
    assert list(controls) == [parameter.name for parameter in LAB.parameters]
    for parameter in LAB.parameters:
        control = controls[parameter.name]
        field = control.select_one(f'[name="{parameter.name}"]')
        label = control.select_one("label")
        assert (text(label), label["for"]) == (parameter.label, field["id"])
        help_id, error_id = field["aria-describedby"].split()
        assert text(control.select_one(f"#{help_id}")) == parameter.help
        assert control.select_one(f"#{error_id}").has_attr("hidden")

    size, factor = controls["size"], controls["factor"]
    assert size.select_one("[name]")["value"] == "8"
    assert text(size.select_one(".lab-unit")) == "vertices"
    slider = size.select_one("[type=range]")
    assert (slider["min"], slider["max"], slider["value"]) == ("2", "2000", "8")
    assert factor.select_one("[type=range]")["value"] == "500", "10 is half way from 1 to 100"
    options = {tag["value"]: text(tag) for tag in controls["shape"].select("option")}
    assert options == {"ring": "A ring", "own": "Your own <shape>"}
    assert text(controls["edges"].select_one("textarea")) == "\nA -> B\n B -> C"
    assert controls["edges"].has_attr("hidden"), "it matters for another shape only"
    assert controls["filled"].select_one("[type=checkbox]").has_attr("checked")

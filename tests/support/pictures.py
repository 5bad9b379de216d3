"""What the tests of every lab do with it: run it, be refused, and look at its pictures."""

from typing import Any

from labs.kernel.model import Lab, Picture
from labs.service import call
from support.drawn import outside, texts


def show(lab: Lab, step: int | None = None, **parameters: Any) -> Picture:
    """Return a picture of a run with *parameters*, the last unless *step* is given."""
    return lab.run(parameters).picture(step)


def refusal(lab: Lab, **parameters: Any) -> dict[str, str]:
    """Return what the service says of parameters that it refuses, by parameter."""
    reply = call({"request": "run", "lab": lab.name, "parameters": parameters})
    assert reply["ok"] is False
    return {error["parameter"]: error["message"] for error in reply["errors"]}


def every_step(lab: Lab, scenario: str) -> list[Picture]:
    """Return every picture of *scenario*, once it is seen to be whole and unlike the others."""
    run = lab.run(lab.settings_of(lab.scenario(scenario)))
    pictures = [run.picture(step) for step in range(run.view.steps())]
    for picture in pictures:
        assert outside(picture.svg) == []
        assert texts(picture.svg, "desc") == [picture.text]
        assert texts(picture.svg, "title") == [picture.headline]
        assert picture.headline.endswith(".")
        assert picture.steps == len(pictures)
    assert len({picture.svg for picture in pictures}) == len(pictures)
    return pictures


def views_of_scenarios(lab: Lab) -> bool:
    """Return whether every view has a scenario."""
    return {scenario.view for scenario in lab.scenarios} == {view.name for view in lab.views}

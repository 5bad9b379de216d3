"""Requests to the labs: every scenario at several steps, and random parameters from a seed."""

import random
from typing import Any

from labs import registry
from labs.kernel.model import VIEW, Lab
from labs.kernel.parameters import Parameter

RANDOM_SETS = 60
"""For each lab."""


def requests() -> list[dict[str, Any]]:
    """Return the same requests every time."""
    found: list[dict[str, Any]] = []
    for name in registry.NAMES:
        lab = registry.lab(name)
        found += [*of_scenarios(lab), *at_random(lab)]
    return found


def of_scenarios(lab: Lab) -> list[dict[str, Any]]:
    """Return requests for each scenario: its own picture, the first, the last, and between."""
    found = []
    for scenario in lab.scenarios:
        settings = lab.settings_of(scenario)
        steps = lab.run(settings).view.steps()
        for step in sorted({0, steps // 3, steps // 2, steps - 1}):
            found.append(run(lab, settings, step))
        found.append(run(lab, settings, scenario.step))
    return found


def at_random(lab: Lab) -> list[dict[str, Any]]:
    """Return requests with parameters drawn from what is declared, some of them refused."""
    luck = random.Random(lab.name)
    texts = _texts(lab)
    found = []
    for _ in range(RANDOM_SETS):
        view = luck.choice(lab.views)
        drawn = {one.name: draw(one, texts, luck) for one in view.parameters}
        found.append(run(lab, {VIEW: view.name, **drawn}, luck.choice([None, 0])))
    return found


def draw(parameter: Parameter, texts: dict[str, list[str]], luck: random.Random) -> Any:
    """Return a value for *parameter*: mostly small, sometimes any, seldom one that is refused."""
    match parameter.kind:
        case "int":
            high = int(parameter.high if luck.random() < 0.1 else min(parameter.high, 60))
            return luck.randint(int(parameter.low), max(int(parameter.low), high))
        case "float":
            return luck.uniform(parameter.low, parameter.high)
        case "choice":
            return luck.choice(parameter.choices).value
        case "flag":
            return luck.random() < 0.5
        case "text":
            text = luck.choice(texts[parameter.name])
            return text if luck.random() < 0.8 else "".join(luck.sample(text, len(text)))


def run(lab: Lab, parameters: Any, step: int | None) -> dict[str, Any]:
    """Return one request."""
    return {"request": "run", "lab": lab.name, "parameters": dict(parameters), "step": step}


def _texts(lab: Lab) -> dict[str, list[str]]:
    """Return the texts that the lab's defaults and scenarios use, by parameter."""
    return {
        one.name: [str(one.default)]
        + [str(s.parameters[one.name]) for s in lab.scenarios if one.name in s.parameters]
        for one in lab.parameters
        if one.kind == "text"
    }

"""The record by which a lab is known to pages, browser and command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from labs.kernel.parameters import InputError, Parameter, Values, validate
from labs.kernel.result import Number, View
from labs.kernel.scenario import Scenario

R = TypeVar("R")


def _as_given(values: Values) -> Values:
    return values


def _one(result: object) -> int:
    """Return 1: a lab without steps has one picture."""
    return 1


@dataclass(frozen=True, kw_only=True)
class Lab(Generic[R]):
    """An executable model of a system.

    ``run`` makes a result from validated values, and may raise
    :class:`~labs.kernel.parameters.InputError`. A result has ``steps(result)`` pictures, counted
    from 0, each drawn and described on its own: forward and back are the same to a lab.
    ``describe`` gives the true text equivalent of ``draw``. ``values`` names the numbers that
    prose and downloads use.
    """

    name: str
    title: str
    leaves_out: tuple[str, ...]
    """What the model does not claim to show, one clause each."""
    sources: tuple[str, ...]
    """The modules that are the model, in reading order, for "read the model"."""
    parameters: tuple[Parameter, ...]
    scenarios: tuple[Scenario, ...]
    run: Callable[[Values], R]
    draw: Callable[[R, int], str]
    describe: Callable[[R, int], str]
    values: Callable[[R], Mapping[str, Number]]
    steps: Callable[[R], int] = _one
    settle: Callable[[Values], Values] = _as_given
    """What validated values amount to together, where one goes along with another."""

    def scenario(self, name: str) -> Scenario:
        """Return the scenario called *name*; KeyError lists those there are."""
        for scenario in self.scenarios:
            if scenario.name == name:
                return scenario
        names = ", ".join(scenario.name for scenario in self.scenarios)
        raise KeyError(f"the lab {self.name} has no scenario “{name}”; it has {names}")

    def result(self, raw: Mapping[str, object]) -> tuple[Values, R]:
        """Validate *raw* and run the model on it."""
        values = self.settle(validate(self.parameters, raw))
        return values, self.run(values)

    def view(self, values: Values, result: R, step: int | None = None) -> View:
        """Return picture *step* of *result*, the last if None; InputError if there is none such."""
        steps = self.steps(result)
        if step is None:
            step = steps - 1
        if not 0 <= step < steps:
            raise InputError({"step": f"Step must be a whole number from 0 to {steps - 1}."})
        return View(
            parameters=values,
            steps=steps,
            step=step,
            svg=self.draw(result, step),
            text=self.describe(result, step),
            values=self.values(result),
        )

    def show(self, scenario: str) -> View:
        """Run *scenario* and return the picture that stands for it."""
        chosen = self.scenario(scenario)
        return self.view(*self.result(chosen.parameters), chosen.step)

    def as_json(self) -> dict[str, object]:
        """Return everything a form needs to know."""
        return {
            "name": self.name,
            "title": self.title,
            "leaves_out": list(self.leaves_out),
            "sources": list(self.sources),
            "parameters": [parameter.as_json() for parameter in self.parameters],
            "scenarios": [
                {
                    "name": scenario.name,
                    "title": scenario.title,
                    "parameters": dict(scenario.parameters),
                    "step": scenario.step,
                }
                for scenario in self.scenarios
            ],
        }

"""The interface of every lab: what it declares, and what one run of it returns.

A :class:`Lab` has views, each a kind of picture with parameters of its own, and scenarios: named
settings that show something. A scenario implies its view, so no form has a control for the view;
in requests and addresses it is the implied parameter :data:`VIEW`.

Running a view gives a :class:`View`, which draws and describes each of its pictures. What leaves
the lab is a :class:`Picture`: text and numbers only, so it travels as JSON and has the same bytes
under every Python.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from csv import writer
from dataclasses import dataclass, field, replace
from io import StringIO
from string import Formatter
from typing import Protocol, runtime_checkable

from labs.kernel.formatting import fixed, grouped, listing
from labs.kernel.parameters import InputError, Parameter, Value, Values, quoted, validate

Number = int | float | str
"""A named number of a run; text where the number needs words ("k²", "never")."""

VIEW = "view"
"""The implied parameter: the name of the :class:`ViewType` to run."""

PLACES = 4
"""Decimals of a number in a table for readers."""


class UnknownNameError(LookupError):
    """Nothing has that name; the message lists what there is."""

    def __init__(self, kind: str, name: str, names: Iterable[str]) -> None:
        listed = ", ".join(names) or "none"
        super().__init__(f"There is no {kind} {quoted(name)}; there are: {listed}.")


class View(Protocol):
    """The result of one run: pictures, counted from 0, and numbers."""

    def steps(self) -> int:
        """Return the number of pictures, at least 1."""
        ...

    def headline(self, step: int) -> str:
        """Return one sentence with this run's numbers: what picture *step* shows."""
        ...

    def draw(self, step: int) -> str:
        """Return picture *step* as SVG, drawn by :mod:`labs.kernel.drawing`."""
        ...

    def describe(self, step: int) -> str:
        """Return the text equivalent of picture *step*, with all its numbers."""
        ...

    def values(self) -> Mapping[str, Number]:
        """Return the run's numbers by name."""
        ...


@runtime_checkable
class HasSeries(Protocol):
    """A view that draws series offers them for download, besides its :meth:`View.values`."""

    def series(self) -> Iterable[tuple[str, float, float]]:
        """Yield the name of a series with x and y of one of its points, for every point."""
        ...


def identity(values: Values) -> Values:
    """Return *values*: every combination is meant as it was given."""
    return values


@dataclass(frozen=True, kw_only=True)
class ViewType:
    """One kind of picture that a lab makes, with the parameters that it needs.

    ``run`` may raise :class:`~labs.kernel.parameters.InputError` for what shows only once
    parameters are seen together. ``normalize`` returns what validated values mean together, where
    the value of one parameter follows from another's.
    """

    name: str
    label: str
    parameters: tuple[Parameter, ...]
    run: Callable[[Values], View]
    code: str = ""
    """Lines that show what parameters do; a reader changes the parameter "{name}" in place."""
    normalize: Callable[[Values], Values] = identity


def view_type(
    name: str, label: str, run: Callable[[Values], View], *parameters: Parameter,
    normalize: Callable[[Values], Values] = identity,
) -> ViewType:  # fmt: skip
    """Return a :class:`ViewType` without code, its parameters written as arguments."""
    return ViewType(name=name, label=label, parameters=parameters, run=run, normalize=normalize)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A named setting of a lab, chosen because it shows something.

    ``name`` is a slug, used in pages, addresses and on the command line; ``label`` is two words
    for the picture picker; ``title`` says what to look at. ``parameters`` holds what differs from
    the defaults of ``view``, and ``step`` the picture that stands for the scenario where only one
    can be shown (None: the last).
    """

    name: str
    label: str
    title: str
    view: str
    parameters: Mapping[str, Value] = field(default_factory=dict)
    step: int | None = None


def scenario(
    name: str, label: str, view: str, title: str, step: int | None = None, **parameters: Value
) -> Scenario:
    """Return a :class:`Scenario` whose parameters are written as arguments."""
    return Scenario(
        name=name, label=label, title=title, view=view, parameters=parameters, step=step
    )


@dataclass(frozen=True)
class Picture:
    """Picture *step* of *steps*, with everything that a page or a program says about it.

    ``rows`` are the run's numbers and ``settings`` the relevant parameters, both as pairs of a
    label and a text, ready to be shown. ``parameters`` holds every parameter with the value that
    was used, the view among them. ``csv`` is the run as a file to save.
    """

    parameters: Mapping[str, Value]
    steps: int
    step: int
    headline: str
    svg: str
    text: str
    values: Mapping[str, Number]
    rows: list[list[str]]
    settings: list[list[str]]
    csv: str
    longest_headline: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the same as JSON values."""
        return {
            "parameters": dict(self.parameters),
            "steps": self.steps,
            "step": self.step,
            "headline": self.headline,
            "svg": self.svg,
            "text": self.text,
            "values": dict(self.values),
            "rows": self.rows,
            "settings": self.settings,
            "csv": self.csv,
        }


@dataclass(frozen=True)
class Run:
    """A view with the values that made it."""

    view_type: ViewType
    values: Values
    view: View

    def picture(self, step: int | None = None) -> Picture:
        """Return picture *step*, the last if None; InputError if there is no such step."""
        steps = self.view.steps()
        if step is None:
            step = steps - 1
        if not 0 <= step < steps:
            raise InputError({"step": f"Step must be a whole number from 0 to {steps - 1}."})
        values = self.view.values()
        series = self.view.series() if isinstance(self.view, HasSeries) else ()
        return Picture(
            parameters={VIEW: self.view_type.name, **self.values},
            steps=steps,
            step=step,
            headline=self.view.headline(step),
            svg=self.view.draw(step),
            text=self.view.describe(step),
            values=values,
            rows=[[number_label(name), number_text(value)] for name, value in values.items()],
            settings=[
                [parameter.label, setting_text(parameter, self.values[parameter.name])]
                for parameter in self.view_type.parameters
                if parameter.is_relevant(self.values)
            ],
            csv=to_csv(values, series),
        )


@dataclass(frozen=True, kw_only=True)
class Lab:
    """An executable model of a system, as pages, browser and command line see it.

    ``leaves_out`` says, one clause each, what the model does not claim to show. ``sources`` names
    the modules that are the model, in reading order, for "read the model". ValueError on creation
    if a name is used twice, or a scenario names a view or a parameter that does not exist.
    """

    name: str
    title: str
    leaves_out: tuple[str, ...]
    sources: tuple[str, ...]
    views: tuple[ViewType, ...]
    scenarios: tuple[Scenario, ...]

    def __post_init__(self) -> None:
        for problem in self._problems():
            raise ValueError(f"The lab {self.name}: {problem}")

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter of some view, once, in the order of the views."""
        every = {p.name: p for view in self.views for p in view.parameters}
        return tuple(every.values())

    def view_type(self, name: str) -> ViewType:
        """Return the view called *name*; UnknownNameError lists those there are."""
        for view in self.views:
            if view.name == name:
                return view
        raise UnknownNameError(f"view of {self.name}", name, [view.name for view in self.views])

    def scenario(self, name: str) -> Scenario:
        """Return the scenario called *name*; UnknownNameError lists those there are."""
        for scenario in self.scenarios:
            if scenario.name == name:
                return scenario
        names = [scenario.name for scenario in self.scenarios]
        raise UnknownNameError(f"scenario of {self.name}", name, names)

    def read(self, raw: Mapping[str, object]) -> tuple[ViewType, Values]:
        """Return the view that *raw* names, the first by default, and its validated values.

        InputError names every parameter that is wrong, or belongs to another view.
        """
        settings = dict(raw)
        name = settings.pop(VIEW, self.views[0].name)
        names = [view.name for view in self.views]
        if not isinstance(name, str) or name not in names:
            views = listing(names, joined="or")
            raise InputError({VIEW: f"View must be {views}, not {quoted(name)}."})
        view = self.view_type(name)
        return view, view.normalize(validate(view.parameters, settings))

    def run(self, raw: Mapping[str, object]) -> Run:
        """Validate *raw* and run the view that it names; InputError if either refuses it."""
        view, values = self.read(raw)
        return Run(view, values, view.run(values))

    def settings_of(self, scenario: Scenario) -> dict[str, Value]:
        """Return what *scenario* asks for: its view and what differs from the defaults."""
        return {VIEW: scenario.view, **scenario.parameters}

    def picture(self, scenario: str) -> Picture:
        """Run *scenario* and return the picture that stands for it."""
        chosen = self.scenario(scenario)
        run = self.run(self.settings_of(chosen))
        headlines = map(run.view.headline, range(run.view.steps()))
        return replace(run.picture(chosen.step), longest_headline=max(headlines, key=len))

    def _problems(self) -> Iterator[str]:
        names = [view.name for view in self.views]
        if not names or len({*names}) < len(names):
            yield "it needs views, each with a name of its own."
        slugs = [scenario.name for scenario in self.scenarios]
        if not slugs or len({*slugs}) < len(slugs):
            yield "it needs scenarios, each with a name of its own."
        declared: dict[str, Parameter] = {}
        for view in self.views:
            for parameter in view.parameters:
                if declared.setdefault(parameter.name, parameter) is not parameter:
                    yield f"the parameter {parameter.name} is declared twice."
                if parameter.name in {VIEW, "scenario", "step"}:
                    yield f"no parameter may be called {parameter.name}."
            for name in code_parameters(view.code):
                owners = [v.name for v in self.views if name in {p.name for p in v.parameters}]
                if owners != [view.name]:
                    yield f"the parameter {name} in code must be one of that view alone."
        for scenario in self.scenarios:
            if scenario.view not in names:
                yield f"the scenario {scenario.name} names no view of it."
                continue
            taken = {parameter.name for parameter in self.view_type(scenario.view).parameters}
            for name in scenario.parameters.keys() - taken:
                yield f"the view of the scenario {scenario.name} has no parameter {name}."


def code_parameters(code: str) -> list[str]:
    """Return the names of the parameters in the code of a view, in their order."""
    return [name for _, name, _, _ in Formatter().parse(code) if name]


def number_text(value: Number) -> str:
    """Return a number of a run for readers: fractions to four digits, thousands apart.

    >>> number_text(12345), number_text(0.12345), number_text(73026.39), number_text("k²")
    ('12,345', '0.1235', '73,026', 'k²')
    """
    if isinstance(value, str):
        return value
    whole = str(abs(int(value))).lstrip("0")
    return grouped(value, max(PLACES - len(whole), 0))


def number_label(name: str) -> str:
    """Return the name of a number for readers.

    >>> number_label("vertices_visited")
    'Vertices visited'
    """
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def setting_text(parameter: Parameter, value: Value) -> str:
    """Return a parameter's value for readers: with its unit, as its label, or as yes and no."""
    match parameter.kind:
        case "int" | "float":
            unit = f" {parameter.unit}" if parameter.unit else ""
            return f"{grouped(float(value), PLACES)}{unit}"
        case "choice":
            return next(c.label for c in parameter.choices if c.value == value)
        case "text":
            lines = [line.strip() for line in str(value).splitlines() if line.strip()]
            return "; ".join(lines) or "–"
        case "flag":
            return "yes" if value else "no"


def to_csv(values: Mapping[str, Number], series: Iterable[tuple[str, float, float]] = ()) -> str:
    """Return the numbers of a run as CSV, one line for each; points of *series* have an x too."""
    file = StringIO()
    lines = writer(file, lineterminator="\n")
    points = list(series)
    lines.writerow(["name", "x", "value"] if points else ["name", "value"])
    for name, value in values.items():
        lines.writerow([name, "", _cell(value)] if points else [name, _cell(value)])
    for name, x, y in points:
        lines.writerow([name, _cell(x), _cell(y)])
    return file.getvalue()


def _cell(value: Number) -> Number:
    return fixed(value, 6) if isinstance(value, float) else value

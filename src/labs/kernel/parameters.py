"""Parameters of a lab, each declared once for its control, its option and its validation.

A lab lists its :class:`Parameter` records. From them come the form on the page, the options of
the command line, the documentation and the validation: :func:`validate` turns raw input (JSON
values, or the strings of an address bar or a terminal) into :class:`Values`, or raises
:class:`InputError` with one sentence for each parameter that is wrong.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, ParamSpec, TypeVar

from labs.kernel.formatting import grouped, listing

P = ParamSpec("P")
T = TypeVar("T")

Kind = Literal["int", "float", "choice", "text", "flag"]
Value = int | float | str | bool

FLAGS = {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}
"""How a flag is spelled where only text can be given."""


LONGEST = 40
"""How many characters of refused input a message repeats."""


class InputError(ValueError):
    """Input that a lab refuses: *errors* maps a parameter's name to one clear sentence.

    A lab raises it from ``run`` too, for what only shows once parameters are seen together.
    """

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Choice:
    """One value a choice may take, and how it is shown."""

    value: str
    label: str


@dataclass(frozen=True)
class VisibleIf:
    """A parameter is relevant only while *parameter* has one of *values*; else it is hidden."""

    parameter: str
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One thing a reader can set.

    ``name`` is a Python identifier; ``label`` starts a sentence ("Size must be …"); ``help`` is
    one line. Numbers have ``low`` and ``high`` (both allowed), in ``unit``. A choice has
    ``choices``. A text has ``limit`` characters and is edited on ``lines`` lines; ``check`` may
    refuse it by raising ValueError with the sentence to show.
    """

    name: str
    label: str
    kind: Kind
    default: Value
    help: str
    unit: str = ""
    low: float = 0
    high: float = 0
    step: float = 1
    logarithmic: bool = False
    """Whether a slider should move by factors rather than by differences."""
    choices: tuple[Choice, ...] = ()
    limit: int = 0
    lines: int = 1
    check: Callable[[str], object] | None = None
    visible_if: tuple[VisibleIf, ...] = ()
    """All of these must hold for the parameter to be relevant; each names one of its view."""

    def __post_init__(self) -> None:
        self.read(self.default)

    def read(self, raw: object) -> Value:
        """Return *raw* as a value of this parameter; ValueError says in words what is wrong."""
        match self.kind:
            case "int" | "float":
                return self._number(raw)
            case "choice":
                return self._choice(raw)
            case "text":
                return self._text(raw)
            case "flag":
                return self._flag(raw)

    def allowed(self) -> str:
        """Say what a value may be, as the end of a sentence that begins "must be"."""
        match self.kind:
            case "int" | "float":
                unit = f" {self.unit}" if self.unit else ""
                kind = "a whole number" if self.kind == "int" else "a number"
                low, high = (grouped(bound, 3) for bound in (self.low, self.high))
                return f"{kind} from {low} to {high}{unit}"
            case "choice":
                return listing((choice.value for choice in self.choices), joined="or")
            case "text":
                return f"text of at most {grouped(self.limit)} characters"
            case "flag":
                return "true or false"

    def is_relevant(self, values: Mapping[str, Value]) -> bool:
        """Return whether this parameter has a meaning beside the other *values*."""
        return all(values[cond.parameter] in cond.values for cond in self.visible_if)

    def _refuse(self, got: object) -> ValueError:
        return ValueError(f"{self.label} must be {self.allowed()}, not {quoted(got)}.")

    def _number(self, raw: object) -> Value:
        number: float
        if isinstance(raw, bool) or not isinstance(raw, int | float | str):
            raise self._refuse(raw)
        try:
            # int() first: a whole number of any size stays exact
            number = float(raw) if self.kind == "float" else _whole(raw)
        except (ValueError, OverflowError):
            raise self._refuse(raw) from None
        if not self.low <= number <= self.high:  # nor is not-a-number between any two
            raise self._refuse(raw)
        return number

    def _choice(self, raw: object) -> Value:
        for choice in self.choices:
            if raw == choice.value:
                return choice.value
        raise self._refuse(raw)

    def _text(self, raw: object) -> Value:
        if not isinstance(raw, str):
            raise self._refuse(raw)
        if len(raw) > self.limit:
            raise ValueError(
                f"{self.label} must be {self.allowed()}, and this has {grouped(len(raw))}."
            )
        if self.check is not None:
            self.check(raw)
        return raw

    def _flag(self, raw: object) -> Value:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw in FLAGS:
            return FLAGS[raw]
        raise self._refuse(raw)


class Values(Mapping[str, Value]):
    """Validated values by name, in the order of declaration, read with the type they have."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def whole(self, name: str) -> int:
        """Return the whole number *name*."""
        return int(self._values[name])

    def number(self, name: str) -> float:
        """Return the number *name*."""
        return float(self._values[name])

    def text(self, name: str) -> str:
        """Return the text or choice *name*."""
        return str(self._values[name])

    def flag(self, name: str) -> bool:
        """Return whether *name* is set."""
        return bool(self._values[name])


def number(
    name: str, label: str, default: float, span: tuple[float, float], help_: str, unit: str = "",
    *, step: float = 1, logarithmic: bool = False, visible_if: tuple[VisibleIf, ...] = (),
) -> Parameter:  # fmt: skip
    """Return a number within *span*: a whole one, unless *step* is smaller than 1."""
    return Parameter(
        name=name, label=label, kind="int" if step == 1 else "float", default=default, help=help_,
        unit=unit, low=span[0], high=span[1], step=step, logarithmic=logarithmic,
        visible_if=visible_if,
    )  # fmt: skip


def choice(
    name: str, label: str, choices: Mapping[str, str], help_: str, default: str = "",
    visible_if: tuple[VisibleIf, ...] = (),
) -> Parameter:  # fmt: skip
    """Return a choice of *choices*, value to label; the first is the default, if none is given."""
    return Parameter(
        name=name, label=label, kind="choice", default=default or next(iter(choices)), help=help_,
        choices=tuple(Choice(*pair) for pair in choices.items()), visible_if=visible_if,
    )  # fmt: skip


def text(
    name: str, label: str, default: str, help_: str, limit: int, lines: int,
    check: Callable[[str], object] | None = None, visible_if: tuple[VisibleIf, ...] = (),
) -> Parameter:  # fmt: skip
    """Return a text of at most *limit* characters, edited on *lines* lines."""
    return Parameter(
        name=name, label=label, kind="text", default=default, help=help_, limit=limit, lines=lines,
        check=check, visible_if=visible_if,
    )  # fmt: skip


def flag(name: str, label: str, default: bool, help_: str) -> Parameter:
    """Return something that is on or off."""
    return Parameter(name=name, label=label, kind="flag", default=default, help=help_)


def validate(parameters: Sequence[Parameter], raw: Mapping[Any, object]) -> Values:
    """Return *raw* as :class:`Values`, defaults filled in; InputError names every mistake."""
    declared = {parameter.name: parameter for parameter in parameters}
    errors: dict[str, str] = {}
    for name in raw:
        if not isinstance(name, str):
            errors[quoted(name)] = "The name of a parameter must be text."
        elif name not in declared:
            names = ", ".join(declared) or "none"
            errors[name[:LONGEST]] = (
                f"There is no parameter {quoted(name)} here; there are {names}."
            )
    values: dict[str, Value] = {}
    for name, parameter in declared.items():
        try:
            values[name] = parameter.read(raw.get(name, parameter.default))
        except ValueError as error:
            errors[name] = str(error)
    if errors:
        raise InputError(errors)
    return Values(values)


def quoted(raw: object) -> str:
    """Return *raw* as a message quotes it: at most :data:`LONGEST` characters, in one line.

    Only a scalar is written out. A list may be nested more deeply than it can be written, and
    Python refuses to write a whole number of more than 4,300 digits.
    """
    if raw is None:
        return "nothing"
    if isinstance(raw, int) and abs(raw) >= 10**LONGEST:
        return f"a whole number of more than {LONGEST} digits"
    if isinstance(raw, str | int | float):
        signs = (sign if sign.isprintable() else ascii(sign)[1:-1] for sign in str(raw)[:LONGEST])
        return f"“{''.join(signs)[:LONGEST]}”"
    return "a list" if isinstance(raw, list | tuple) else "an object"


def typed_lines(text: str, first: int = 1) -> Iterator[tuple[int, str]]:
    """Yield number and content of each line that is not blank; the first has the number *first*.

    "#" begins a comment.
    """
    for number, line in enumerate(text.splitlines(), first):
        if content := line.partition("#")[0].strip():
            yield number, content


def _whole(raw: int | float | str) -> int:
    if isinstance(raw, float) and raw != int(raw):
        raise ValueError(raw)
    return int(raw)


def refuse(parameter: str, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what *make* makes; a ValueError becomes an InputError about *parameter*."""
    try:
        return make(*args, **kwargs)
    except ValueError as error:
        raise InputError({parameter: str(error)}) from None

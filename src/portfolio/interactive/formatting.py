"""How values are written for readers; ``static/lab/shown.js`` writes them the same way."""

from labs.kernel.formatting import grouped
from labs.kernel.parameters import Parameter, Value
from labs.kernel.result import Number

PLACES = 4


def number(value: Number) -> str:
    """Return a result's number: at most four decimals, thousands apart; text as it is.

    >>> number(12345), number(0.12345), number("k²")
    ('12,345', '0.1235', 'k²')
    """
    return value if isinstance(value, str) else grouped(value, PLACES)


def label(name: str) -> str:
    """Return the name of a number as words.

    >>> label("vertices_visited")
    'Vertices visited'
    """
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def setting(parameter: Parameter, value: Value) -> str:
    """Return a parameter's value: with its unit, as its label, or as yes and no."""
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

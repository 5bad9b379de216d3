"""Numbers and lists as text, the same on every Python."""

from collections.abc import Iterable


def fixed(value: float, places: int = 2) -> str:
    """Return *value* with at most *places* decimals, without trailing zeros or ``-0``.

    Drawings and descriptions use this and never ``str(float)``, so that a figure is the same
    bytes wherever it is drawn.
    """
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def grouped(value: float, places: int = 0) -> str:
    """Return *value* as :func:`fixed` does, with commas between groups of three digits."""
    text = fixed(abs(value), places)
    whole, dot, decimals = text.partition(".")
    sign = "-" if value < 0 and text != "0" else ""
    return f"{sign}{int(whole):,}{dot}{decimals}"


def cut(text: str, room: int) -> str:
    """Return *text* in at most *room* characters, the last of them "…" where it was longer."""
    return text if len(text) <= room else text[: room - 1] + "…"


WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def in_words(value: int) -> str:
    """Return a count as prose writes it: a word up to twelve, digits beyond."""
    return WORDS[value] if 0 <= value < len(WORDS) else grouped(value)


def listing(items: Iterable[str], none: str = "nothing", joined: str = "and") -> str:
    """Return items as a sentence lists them: *none*, "a", "a and b", or "a, b and c".

    *joined* is the word before the last.
    """
    *most, last = [*items] or [none]
    return f"{', '.join(most)} {joined} {last}" if most else last


def many(count: int, noun: str, number: str = "") -> str:
    """Return a count with its noun: "1 row", "2 rows"."""
    return f"{number or count} {noun}{'' if count == 1 else 's'}"


def rounded(value: float, digits: int = 2) -> str:
    """Return a positive *value* to *digits* significant digits, grouped: 1980 → 2,000."""
    if value <= 0:
        return grouped(value)
    exponent = int(f"{value:e}".partition("e")[2])
    places = digits - 1 - exponent
    return grouped(round(value, places), max(places, 0))

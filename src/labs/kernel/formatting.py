"""Numbers as text, the same on every Python."""


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


def rounded(value: float, digits: int = 2) -> str:
    """Return a positive *value* to *digits* significant digits, grouped: 1980 → 2,000."""
    if value <= 0:
        return grouped(value)
    exponent = int(f"{value:e}".partition("e")[2])
    places = digits - 1 - exponent
    return grouped(round(value, places), max(places, 0))

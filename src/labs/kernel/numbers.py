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

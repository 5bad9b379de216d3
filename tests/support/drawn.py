"""What every drawing of a lab must be: whole, inside its frame, and readable."""

from collections.abc import Callable
from xml.etree import ElementTree

from labs import registry
from labs.kernel.drawing import LABEL, NOTE

SVG = "{http://www.w3.org/2000/svg}"


def figures(lab: str) -> dict[str, Callable[[], str]]:
    """Return the functions that draw the figures of *lab* for pages, by name."""
    functions = registry.page_functions(lab)
    return {name: draw for name, draw in functions.items() if draw().startswith("<svg")}


def texts(svg: str, tag: str) -> list[str]:
    """Return the text of every element called *tag*."""
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(SVG + tag)]


def outside(svg: str) -> list[str]:
    """Return a complaint for every mark that is not inside the view box of its panel."""
    root = ElementTree.fromstring(svg)
    panels = root.findall(f"{SVG}svg") or [root]
    return [complaint for panel in panels for complaint in _outside(panel)]


def _outside(root: ElementTree.Element) -> list[str]:
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    complaints = []

    def check(what: str, x: float, y: float) -> None:
        if not (0 <= x <= width and 0 <= y <= height):
            complaints.append(f"{what} at {x:g}, {y:g}")

    for element in root.iter():
        tag = element.tag.removeprefix(SVG)
        number = {k: float(v) for k, v in element.attrib.items() if _is_number(v)}
        if tag == "line":
            check(tag, number["x1"], number["y1"])
            check(tag, number["x2"], number["y2"])
        elif tag == "rect":
            check(tag, number["x"], number["y"])
            check(tag, number["x"] + number["width"], number["y"] + number["height"])
        elif tag == "circle":
            r = number["r"]
            check(tag, number["cx"] - r, number["cy"] - r)
            check(tag, number["cx"] + r, number["cy"] + r)
        elif tag in {"polyline", "polygon"}:
            for pair in element.attrib["points"].split():
                check(tag, *map(float, pair.split(",")))
        elif tag == "text":
            size = NOTE if "note" in element.attrib["class"] else LABEL
            # a sans serif's mean advance, and that of its digits
            length = size * sum(0.62 if c.isdigit() else 0.52 for c in element.text or "")
            before = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.attrib["text-anchor"]]
            x = number["x"] - before * length
            check(f"text “{element.text}”", x, number["y"] - size * 0.75)
            check(f"text “{element.text}”", x + length, number["y"])
    return complaints


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()

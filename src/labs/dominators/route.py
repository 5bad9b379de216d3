"""The way an edge takes between two boxes: straight if it can, else bowed past what is between."""

from collections.abc import Iterable

from labs.kernel.trees import Place

Curve = tuple[Place, Place, Place]
"""A quadratic curve: start, control point, end."""

Frame = tuple[float, float, float]
"""A box: the place of its middle, and half its width; every box is :data:`HALF` high."""

HALF = 9.0
CLEAR = 3.0
"""How near an edge may come to the box of another vertex."""
BENDS = [0.0, *(side * bend for bend in range(6, 97, 6) for side in (1.0, -1.0))]
"""What is tried in turn: how far the middle of the curve is beside the straight way."""
SAMPLES = 24


def route(
    source: Frame, target: Frame, others: Iterable[Frame], low: Place, high: Place, aside: bool
) -> Curve:
    """Return a curve from the edge of *source* to the edge of *target*.

    It stays between the corners *low* and *high* and clear of *others*, if some bend does; *aside*
    asks for a bow to the left of its own direction even so, for one of two edges that face each
    other.
    """
    (x1, y1, _), (x2, y2, _) = source, target
    obstacles = list(others)
    curves = (_curve((x1, y1), (x2, y2), bend) for bend in BENDS if not aside or bend > 0)
    best = next((c for c in curves if _clear(c, obstacles, low, high)), None)
    curve = best or _curve((x1, y1), (x2, y2), 6.0 if aside else 0.0)
    ts = [i / 64 for i in range(65)]
    begin = next((t for t in ts if not _inside(_at(curve, t), source, 0.0)), 0.0)
    end = next((t for t in reversed(ts) if not _inside(_at(curve, t), target, 1.0)), 1.0)
    return _part(curve, begin, max(begin, end))


def _curve(start: Place, end: Place, bend: float) -> Curve:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    # the middle of a quadratic curve is half way between chord and control point
    x = (start[0] + end[0]) / 2 + dy / length * bend * 2
    y = (start[1] + end[1]) / 2 - dx / length * bend * 2
    return start, (x, y), end


def _at(curve: Curve, t: float) -> Place:
    (ax, ay), (bx, by), (cx, cy) = curve
    a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
    return a * ax + b * bx + c * cx, a * ay + b * by + c * cy


def _part(curve: Curve, begin: float, end: float) -> Curve:
    """Return the part of *curve* between two parameters, again as a quadratic curve."""
    (ax, ay), (bx, by), (cx, cy) = curve
    u, v = 1 - begin, 1 - end
    # the blossom of the curve at (begin, end) is the part's control point
    mixed = begin * v + end * u
    control = (
        u * v * ax + mixed * bx + begin * end * cx,
        u * v * ay + mixed * by + begin * end * cy,
    )
    return _at(curve, begin), control, _at(curve, end)


def _inside(place: Place, frame: Frame, margin: float) -> bool:
    x, y, half = frame
    return abs(place[0] - x) < half + margin and abs(place[1] - y) < HALF + margin


def _clear(curve: Curve, obstacles: list[Frame], low: Place, high: Place) -> bool:
    for i in range(SAMPLES + 1):
        place = _at(curve, i / SAMPLES)
        if not (low[0] <= place[0] <= high[0] and low[1] <= place[1] <= high[1]):
            return False
        if any(_inside(place, frame, CLEAR) for frame in obstacles):
            return False
    return True

"""A lab for the tests: a ring of vertices, with a parameter of every kind, and a second view."""

from math import cos, pi, sin

from labs.kernel.drawing import Drawing, panel, render_panels
from labs.kernel.model import Lab, Number, Scenario, ViewType
from labs.kernel.parameters import Choice, Parameter, Values, VisibleIf

SIZE = Parameter(
    name="size", label="Size", kind="int", default=8, low=2, high=2000,
    unit="vertices", help="How many.",
)  # fmt: skip
FACTOR = Parameter(
    name="factor", label="Factor", kind="float", default=10, low=1, high=100,
    step=0.5, logarithmic=True, help="A factor.",
)  # fmt: skip
SHAPE = Parameter(
    name="shape", label="Shape", kind="choice", default="ring", help="Which.",
    choices=(Choice("ring", "A ring"), Choice("own", "Your own <shape>")),
)  # fmt: skip
EDGES = Parameter(
    name="edges", label="Edges", kind="text", default="\nA -> B\n B -> C", limit=100,
    lines=4, help="One a line.", visible_if=(VisibleIf("shape", ("own",)),),
)  # fmt: skip
FILLED = Parameter(name="filled", label="Filled", kind="flag", default=True, help="Whether.")


class RingView:
    """A ring; picture k has k + 1 vertices in the accent."""

    def __init__(self, values: Values) -> None:
        self._size = values.whole("size")

    def steps(self) -> int:
        return self._size

    def headline(self, step: int) -> str:
        return f"A ring of {self._size}."

    def draw(self, step: int) -> str:
        drawing = Drawing("ring", self.headline(step), self.describe(step), 200)
        for vertex in range(self._size):
            angle = 2 * pi * vertex / self._size
            css = "fig-dot-accent" if vertex <= step else "fig-dot"
            drawing.circle(200 + 80 * cos(angle), 100 + 80 * sin(angle), 5, css)
        return drawing.render()

    def describe(self, step: int) -> str:
        return f'{self._size} "vertices" -- step {step} -> done.'

    def values(self) -> dict[str, Number]:
        return {"vertices_drawn": self._size, "share": 1 / self._size, "law": "k²"}


class PairView(RingView):
    """Two panels side by side, without steps."""

    def steps(self) -> int:
        return 1

    def draw(self, step: int) -> str:
        panels = [panel(320, 100), panel(300, 80)]
        for drawing in panels:
            drawing.circle(50, 50, 5)
        return render_panels("pair", self.headline(step), self.describe(step), panels)


LAB = Lab(
    name="ring",
    title="Rings",
    leaves_out=("chains",),
    sources=("labs.kernel.drawing", "labs.kernel"),
    views=(
        ViewType(
            name="ring",
            label="One ring",
            parameters=(SIZE, FACTOR, SHAPE, EDGES, FILLED),
            run=RingView,
        ),
        ViewType(name="pair", label="A pair", parameters=(SIZE,), run=PairView),
    ),
    scenarios=(
        Scenario(name="small", label="Small ring", title="A small ring", view="ring", step=3),
        Scenario(
            name="large",
            label="Large ring",
            title="A large ring",
            view="ring",
            parameters={"size": 1500},
        ),
        Scenario(
            name="own", label="Own ring", title="Your own", view="ring",
            parameters={"shape": "own"},
        ),
        Scenario(name="pair", label="Two panels", title="A pair", view="pair"),
    ),
)  # fmt: skip

"""A lab for the tests: a ring of vertices, with a parameter of every kind."""

from math import cos, pi, sin

from labs.kernel.drawing import Drawing
from labs.kernel.model import Lab
from labs.kernel.parameters import Choice, Parameter, Values, When
from labs.kernel.result import Number
from labs.kernel.scenario import Scenario


def draw(values: Values, step: int) -> str:
    drawing = Drawing("ring", "A ring", describe(values, step), 200)
    size = values.whole("size")
    for vertex in range(size):
        angle = 2 * pi * vertex / size
        css = "fig-dot-accent" if vertex <= step else "fig-dot"
        drawing.circle(200 + 80 * cos(angle), 100 + 80 * sin(angle), 5, css)
    return drawing.render()


def describe(values: Values, step: int) -> str:
    return f'{values.whole("size")} "vertices" -- step {step} -> done.'


def numbers(values: Values) -> dict[str, Number]:
    return {"vertices_drawn": values.whole("size"), "share": 1 / values.whole("size"), "law": "k²"}


LAB = Lab(
    name="ring",
    title="Rings",
    leaves_out=("chains",),
    sources=("labs.kernel.drawing", "labs.kernel"),
    parameters=(
        Parameter(
            name="size", label="Size", kind="int", default=8, low=2, high=2000,
            unit="vertices", help="How many.",
        ),
        Parameter(
            name="factor", label="Factor", kind="float", default=10, low=1, high=100,
            step=0.5, logarithmic=True, help="A factor.",
        ),
        Parameter(
            name="shape", label="Shape", kind="choice", default="ring", help="Which.",
            choices=(Choice("ring", "A ring"), Choice("own", "Your own <shape>")),
        ),
        Parameter(
            name="edges", label="Edges", kind="text", default="\nA -> B\n B -> C", limit=100,
            lines=4, help="One a line.", when=(When("shape", ("own",)),),
        ),
        Parameter(name="filled", label="Filled", kind="flag", default=True, help="Whether."),
    ),
    scenarios=(
        Scenario("small", "A small ring", step=3),
        Scenario("large", "A large ring", {"size": 1500}),
        Scenario("own", "Your own", {"shape": "own"}),
    ),
    run=lambda values: values,
    draw=draw,
    describe=describe,
    values=numbers,
    steps=lambda values: values.whole("size"),
)  # fmt: skip

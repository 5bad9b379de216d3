"""The lab as pages, browser and command line know it: parameters, scenarios, four views.

Each view is a class in a module of its own; what they share is the protocol :class:`View`.
"""

from collections.abc import Callable, Mapping
from typing import ParamSpec, Protocol, TypeVar

from labs.dominators.batch import RebuildRule
from labs.dominators.batch_view import BatchView
from labs.dominators.edit_view import EditView, exit_graph
from labs.dominators.families import FAMILIES
from labs.dominators.functions import EDITS as EDITS_OF_FUNCTIONS
from labs.dominators.functions import FUNCTIONS, read_function
from labs.dominators.graph import Graph
from labs.dominators.step_view import StepView
from labs.dominators.stories import STORIES
from labs.dominators.text import read_edits, read_graph, set_entry
from labs.dominators.textbook import TEXTBOOK
from labs.dominators.worst_view import WorstView
from labs.kernel.model import Lab
from labs.kernel.parameters import Choice, InputError, Parameter, Values, When
from labs.kernel.result import Number
from labs.kernel.scenario import Scenario

P = ParamSpec("P")
T = TypeVar("T")


class View(Protocol):
    """What a run leaves behind: pictures with their text, and numbers."""

    def steps(self) -> int:
        """Return the number of pictures."""
        ...

    def draw(self, step: int) -> str:
        """Return picture *step* as SVG."""
        ...

    def describe(self, step: int) -> str:
        """Return the same in words."""
        ...

    def values(self) -> Mapping[str, Number]:
        """Return the run's numbers by name."""
        ...


TYPED = "typed"
GRAPHS = (
    Choice(TYPED, "Typed below"),
    *(Choice(name, example.title) for name, example in TEXTBOOK.items()),
    *(Choice(name, f"Family {family.title}, size k") for name, family in FAMILIES.items()),
    *(Choice(name, f"SQLite: {name}") for name in FUNCTIONS),
)
EDITS = {
    TYPED: "",
    **{name: example.edits for name, example in TEXTBOOK.items()},
    **{name: family.edits for name, family in FAMILIES.items()},
    **EDITS_OF_FUNCTIONS,
}
"""The edits that a reader finds at each graph."""
ON_A_GRAPH = When("view", ("steps", "edit"))
IN_BATCHES = When("view", ("batch",))
ON_FAMILIES = When("view", ("worst",))

PARAMETERS = (
    Parameter(
        name="view",
        label="View",
        kind="choice",
        default="steps",
        help="What to watch.",
        choices=(
            Choice("steps", "Semi-NCA step by step"),
            Choice("edit", "Edit edges"),
            Choice("batch", "Many updates at once"),
            Choice("worst", "Worst cases"),
        ),
    ),
    Parameter(
        name="graph",
        label="Graph",
        kind="choice",
        default="lt1",
        help="A textbook figure, a family, a real function, or one of your own.",
        choices=GRAPHS,
        when=(ON_A_GRAPH,),
    ),
    Parameter(
        name="edges",
        label="Edges",
        kind="text",
        default=TEXTBOOK["loop"].text,
        help="One line for a vertex, such as “A -> B C”; the first vertex is the entry.",
        limit=40_000,
        lines=8,
        when=(ON_A_GRAPH, When("graph", (TYPED,))),
    ),
    Parameter(
        name="size",
        label="Size k",
        kind="int",
        default=5,
        help="How large a graph of the family.",
        low=2,
        high=50,
        when=(ON_A_GRAPH, When("graph", tuple(FAMILIES))),
    ),
    Parameter(
        name="entry",
        label="Entry",
        kind="text",
        default="",
        help="The vertex where control comes in, if not the first.",
        limit=12,
        when=(ON_A_GRAPH,),
    ),
    Parameter(
        name="tree",
        label="Tree",
        kind="choice",
        default="dominators",
        help="Dominators from the entry, or post-dominators from a virtual exit.",
        choices=(
            Choice("dominators", "Dominators"),
            Choice("post-dominators", "Post-dominators"),
        ),
        when=(ON_A_GRAPH,),
    ),
    Parameter(
        name="edits",
        label="Edits",
        kind="text",
        default=EDITS["lt1"],
        help="One line for an edge: “+ A -> B” inserts it, “- A -> B” deletes it.",
        limit=4_000,
        lines=6,
        when=(When("view", ("edit",)),),
    ),
    Parameter(
        name="story",
        label="Story",
        kind="choice",
        default="fan",
        help="Which edges of which graph change.",
        choices=tuple(Choice(name, story.title) for name, story in STORIES.items()),
        when=(IN_BATCHES,),
    ),
    Parameter(
        name="largest",
        label="Largest graph",
        kind="int",
        default=250,
        help="Costs are counted up to this size.",
        unit="vertices",
        low=25,
        high=1600,
        logarithmic=True,
        when=(IN_BATCHES,),
    ),
    Parameter(
        name="share",
        label="Changed edges",
        kind="int",
        default=10,
        help="How many of the edges that could change do.",
        unit="%",
        low=1,
        high=100,
        when=(IN_BATCHES,),
    ),
    Parameter(
        name="small",
        label="Small tree",
        kind="int",
        default=100,
        help="Up to this size the rule rebuilds only for more updates than vertices; LLVM: 100.",
        unit="vertices",
        low=0,
        high=1600,
        when=(IN_BATCHES,),
    ),
    Parameter(
        name="divisor",
        label="Vertices per update",
        kind="int",
        default=40,
        help="In a larger tree it rebuilds for more than one update in so many; LLVM: 40.",
        unit="vertices",
        low=1,
        high=1600,
        logarithmic=True,
        when=(IN_BATCHES,),
    ),
    Parameter(
        name="family",
        label="Family",
        kind="choice",
        default="sncaworst",
        help="Graphs of growing size that are hard for some algorithm.",
        choices=tuple(Choice(name, f"{f.title}: {f.hard_for}") for name, f in FAMILIES.items()),
        when=(ON_FAMILIES,),
    ),
    Parameter(
        name="largest_k",
        label="Largest k",
        kind="int",
        default=64,
        help="Costs are counted at this size, its half, and so on.",
        low=8,
        high=256,
        logarithmic=True,
        when=(ON_FAMILIES,),
    ),
)

SCENARIOS = (
    Scenario("steps", "Follow Semi-NCA on a textbook figure", {"view": "steps"}, step=32),
    Scenario(
        "edit",
        "Edit edges, and see what moves",
        {"view": "edit", "graph": "loop", "edits": EDITS["loop"]},
        step=1,
    ),
    Scenario(
        "real",
        "Edit one edge among the 1,676 blocks of a real function",
        {"view": "edit", "graph": "sqlite3VdbeExec", "edits": EDITS["sqlite3VdbeExec"]},
        step=1,
    ),
    Scenario("fan", "Delete many edges: one by one, in a batch, lazily", {"view": "batch"}),
    Scenario(
        "islands", "Where the rule costs more", {"view": "batch", "story": "islands", "share": 25}
    ),
    Scenario("sncaworst", "The worst case of Semi-NCA", {"view": "worst", "family": "sncaworst"}),
    Scenario(
        "iterative",
        "The worst case of the iterative algorithm",
        {"view": "worst", "family": "itworst", "largest_k": 16},
    ),
)


def settle(values: Values) -> Values:
    """Return *values* with the graph's own edits, where those given were left from another graph.

    They are, if they do not fit this one and are what a reader finds at some other.
    """
    edits = values.text("edits")
    if values.text("view") != "edit" or edits not in EDITS.values():
        return values
    try:
        read_edits(edits, _graph(values))
    except InputError:
        return values  # the graph itself is wrong; run says how
    except ValueError:
        return Values({**values, "edits": EDITS[values.text("graph")]})
    return values


def run(values: Values) -> View:
    """Return the view that *values* ask for."""
    match values.text("view"):
        case "steps":
            graph = _graph(values)
            return _refuse("graph", StepView, _directed(graph, values))
        case "edit":
            graph = _graph(values)
            updates = _refuse("edits", read_edits, values.text("edits"), graph)
            return EditView(graph, updates, values.text("tree") == "post-dominators")
        case "batch":
            rule = RebuildRule(values.whole("small"), values.whole("divisor"))
            share = values.whole("share") / 100
            return BatchView(values.text("story"), values.whole("largest"), share, rule)
        case _:
            return WorstView(values.text("family"), values.whole("largest_k"))


def _graph(values: Values) -> Graph:
    """Return the graph that was picked or typed, with its entry."""
    chosen = values.text("graph")
    if chosen == TYPED:
        graph = _refuse("edges", read_graph, values.text("edges"))
    elif chosen in TEXTBOOK:
        graph = read_graph(TEXTBOOK[chosen].text)
    elif chosen in FAMILIES:
        graph = FAMILIES[chosen].build(values.whole("size"))
    else:
        graph = read_function(chosen)
    _refuse("entry" if values.text("entry") else "edges", set_entry, graph, values.text("entry"))
    return graph


def _directed(graph: Graph, values: Values) -> Graph:
    return exit_graph(graph) if values.text("tree") == "post-dominators" else graph


def _refuse(parameter: str, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what *make* makes; a ValueError becomes a refusal of *parameter*."""
    try:
        return make(*args, **kwargs)
    except ValueError as error:
        raise InputError({parameter: str(error)}) from None


LAB = Lab(
    name="dominators",
    title="Dominator trees that keep up",
    leaves_out=(
        "time: costs are counted operations, each of them constant, not seconds",
        "memory, caches and pointers, which decide between algorithms of equal count",
        "the numbers of a depth-first walk of the tree, by which LLVM answers repeated queries",
        "instructions: a block is a vertex, and passes are the edits they make",
    ),
    sources=(
        "labs.dominators",
        "labs.dominators.graph",
        "labs.dominators.search",
        "labs.dominators.semi_nca",
        "labs.dominators.trace",
        "labs.dominators.iterative",
        "labs.dominators.lengauer_tarjan",
        "labs.dominators.roots",
        "labs.dominators.tree",
        "labs.dominators.insertion",
        "labs.dominators.deletion",
        "labs.dominators.batch",
        "labs.dominators.updater",
        "labs.dominators.verify",
        "labs.dominators.reference",
        "labs.dominators.families",
        "labs.dominators.stories",
    ),
    parameters=PARAMETERS,
    scenarios=SCENARIOS,
    settle=settle,
    run=run,
    draw=lambda view, step: view.draw(step),
    describe=lambda view, step: view.describe(step),
    values=lambda view: view.values(),
    steps=lambda view: view.steps(),
)

"""The lab that pages, browser and command line see: parameters, four views, scenarios."""

from labs.dominators.batch import RebuildRule
from labs.dominators.edit_view import EditView, exit_graph
from labs.dominators.families import FAMILIES
from labs.dominators.functions import EDITS as EDITS_OF_FUNCTIONS
from labs.dominators.functions import FUNCTIONS, read_function
from labs.dominators.graph import Graph
from labs.dominators.race_view import RaceView
from labs.dominators.step_view import StepView
from labs.dominators.text import read_edits, read_graph, set_entry
from labs.dominators.textbook import TEXTBOOK
from labs.dominators.workloads import WORKLOADS
from labs.dominators.worst_view import WorstView
from labs.kernel.model import Lab, Scenario, ViewType
from labs.kernel.parameters import Choice, InputError, Parameter, Values, VisibleIf, refuse

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

GRAPH = Parameter(
    name="graph",
    label="Graph",
    kind="choice",
    default="lt1",
    help="A textbook figure, a family, a real function, or one of your own.",
    choices=GRAPHS,
)
EDGES = Parameter(
    name="edges",
    label="Edges",
    kind="text",
    default=TEXTBOOK["loop"].text,
    help="One line for a vertex, such as “A -> B C”; the first vertex is the entry.",
    limit=40_000,
    lines=8,
    visible_if=(VisibleIf("graph", (TYPED,)),),
)
SIZE = Parameter(
    name="size",
    label="Size k",
    kind="int",
    default=5,
    help="How large a graph of the family.",
    low=2,
    high=50,
    visible_if=(VisibleIf("graph", tuple(FAMILIES)),),
)
ENTRY = Parameter(
    name="entry",
    label="Entry",
    kind="text",
    default="",
    help="The vertex where control comes in, if not the first.",
    limit=12,
)
TREE = Parameter(
    name="tree",
    label="Tree",
    kind="choice",
    default="dominators",
    help="Dominators from the entry, or post-dominators from a virtual exit.",
    choices=(
        Choice("dominators", "Dominators"),
        Choice("post-dominators", "Post-dominators"),
    ),
)
EDITS_TYPED = Parameter(
    name="edits",
    label="Edits",
    kind="text",
    default=EDITS["lt1"],
    help="One line for an edge: “+ A -> B” inserts it, “- A -> B” deletes it.",
    limit=4_000,
    lines=6,
)
WORKLOAD = Parameter(
    name="workload",
    label="Workload",
    kind="choice",
    default="fan",
    help="Which edges of which graph change.",
    choices=tuple(Choice(name, workload.title) for name, workload in WORKLOADS.items()),
)
LARGEST = Parameter(
    name="largest",
    label="Graph",
    kind="int",
    default=250,
    help="The race is run at this size; the chart ends with it.",
    unit="vertices",
    low=25,
    high=1600,
    logarithmic=True,
)
SHARE = Parameter(
    name="share",
    label="Changed edges",
    kind="int",
    default=10,
    help="How many of the edges that could change do.",
    unit="%",
    low=1,
    high=100,
)
SMALL = Parameter(
    name="small",
    label="Small tree",
    kind="int",
    default=100,
    help="Up to this size the rule rebuilds only for more updates than vertices; LLVM: 100.",
    unit="vertices",
    low=0,
    high=1600,
)
DIVISOR = Parameter(
    name="divisor",
    label="Vertices per update",
    kind="int",
    default=40,
    help="In a larger tree it rebuilds for more than one update in so many; LLVM: 40.",
    unit="vertices",
    low=1,
    high=1600,
    logarithmic=True,
)
EVERY = Parameter(
    name="every",
    label="All approaches",
    kind="flag",
    default=False,
    help="Draw a batch without the rule and a lazy updater too.",
)
FAMILY = Parameter(
    name="family",
    label="Family",
    kind="choice",
    default="sncaworst",
    help="Graphs of growing size that are hard for some algorithm.",
    choices=tuple(Choice(name, f"{f.title}: {f.hard_for}") for name, f in FAMILIES.items()),
)
LARGEST_K = Parameter(
    name="largest_k",
    label="Largest k",
    kind="int",
    default=64,
    help="Costs are counted at this size, its half, and so on.",
    low=8,
    high=256,
    logarithmic=True,
)

RULE_AS_CODE = """\
if (tree.size() <= {small} ? updates > tree.size()
                     : updates > tree.size() / {divisor})
  rebuild();
else applyOneByOne();"""
"""The rule of D53245, in our own words and C++."""

ON_A_GRAPH = (GRAPH, EDGES, SIZE, ENTRY, TREE)

SCENARIOS = (
    Scenario(
        name="fan",
        label="The race",
        title="Race LLVM’s rule: many edges go, one by one or in a batch",
        view="batch",
    ),
    Scenario(
        name="islands",
        label="Rule loses",
        title="Where the rule costs more",
        view="batch",
        parameters={"workload": "islands", "share": 25},
    ),
    Scenario(
        name="edit",
        label="Edit edges",
        title="Edit edges, and see what moves",
        view="edit",
        parameters={"graph": "loop", "edits": EDITS["loop"]},
        step=1,
    ),
    Scenario(
        name="real",
        label="Real function",
        title="Edit one edge among the 1,676 blocks of a real function",
        view="edit",
        parameters={"graph": "sqlite3VdbeExec", "edits": EDITS["sqlite3VdbeExec"]},
        step=1,
    ),
    Scenario(
        name="steps",
        label="Semi-NCA steps",
        title="Follow Semi-NCA on a textbook figure",
        view="steps",
        step=0,
    ),
    Scenario(
        name="sncaworst",
        label="Hard: Semi-NCA",
        title="The worst case of Semi-NCA",
        view="worst",
        parameters={"family": "sncaworst"},
    ),
    Scenario(
        name="iterative",
        label="Hard: iterative",
        title="The worst case of the iterative algorithm",
        view="worst",
        parameters={"family": "itworst", "largest_k": 16},
    ),
)


def edits_of_graph(values: Values) -> Values:
    """Return *values* with the graph's own edits, where those given were left from another graph.

    They were if they do not fit this graph and are what a reader finds at some other.
    """
    edits = values.text("edits")
    if edits not in EDITS.values():
        return values
    try:
        read_edits(edits, _graph(values))
    except InputError:
        return values  # the graph itself is wrong; running the view says how
    except ValueError:
        return Values({**values, "edits": EDITS[values.text("graph")]})
    return values


def _steps(values: Values) -> StepView:
    graph = _graph(values)
    post = values.text("tree") == "post-dominators"
    return refuse("graph", StepView, exit_graph(graph) if post else graph)


def _edit(values: Values) -> EditView:
    graph = _graph(values)
    updates = refuse("edits", read_edits, values.text("edits"), graph)
    return EditView(graph, updates, values.text("tree") == "post-dominators")


def _race(values: Values) -> RaceView:
    rule = RebuildRule(values.whole("small"), values.whole("divisor"))
    share = values.whole("share") / 100
    return RaceView(
        values.text("workload"), values.whole("largest"), share, rule, values.flag("every")
    )


def _worst(values: Values) -> WorstView:
    return WorstView(values.text("family"), values.whole("largest_k"))


def _graph(values: Values) -> Graph:
    """Return the graph that was picked or typed, with its entry."""
    chosen = values.text("graph")
    if chosen == TYPED:
        graph = refuse("edges", read_graph, values.text("edges"))
    elif chosen in TEXTBOOK:
        graph = read_graph(TEXTBOOK[chosen].text)
    elif chosen in FAMILIES:
        graph = FAMILIES[chosen].build(values.whole("size"))
    else:
        graph = read_function(chosen)
    refuse("entry" if values.text("entry") else "edges", set_entry, graph, values.text("entry"))
    return graph


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
        "labs.dominators.workloads",
    ),
    views=(
        ViewType(name="steps", label="Step by step", parameters=ON_A_GRAPH, run=_steps),
        ViewType(
            name="edit",
            label="Edit edges",
            parameters=(*ON_A_GRAPH, EDITS_TYPED),
            run=_edit,
            normalize=edits_of_graph,
        ),
        ViewType(
            name="batch",
            label="Many updates",
            parameters=(WORKLOAD, LARGEST, SHARE, SMALL, DIVISOR, EVERY),
            run=_race,
            code=RULE_AS_CODE,
        ),
        ViewType(name="worst", label="Worst cases", parameters=(FAMILY, LARGEST_K), run=_worst),
    ),
    scenarios=SCENARIOS,
)

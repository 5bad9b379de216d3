"""The lab that pages, browser and command line see: parameters, five views, scenarios."""

from labs.kernel.model import Lab, Scenario, ViewType
from labs.kernel.parameters import Choice, Parameter, Values, VisibleIf
from labs.lightning.call import Budget, Call, read_call
from labs.lightning.code_view import CodeView
from labs.lightning.cost_view import DataView, TiersView
from labs.lightning.programs import GUESTS, LONGEST_CHAIN, PROGRAMS
from labs.lightning.step_view import StepView
from labs.lightning.tenants import Setting
from labs.lightning.tenants_view import TenantsView
from labs.lightning.tier_up import Costs

MODEL = """
opcodes module binary sexpr literals text validate arith linear_memory fuel instance interpreter
symbolic control compiler call tier_up tenants trace programs
"""
"""The modules that compute; the others draw."""
TYPED = "typed"
PROGRAM = Parameter(
    name="program",
    label="Program",
    kind="choice",
    default="sum",
    help="A storage function, or one of your own.",
    choices=(
        *(Choice(name, program.title) for name, program in PROGRAMS.items()),
        Choice(TYPED, "Typed below"),
    ),
)
TEXT = Parameter(
    name="text", label="Module", kind="text", default=PROGRAMS["sum"].text,
    help="A module in the text format; the first exported function is called.", limit=6_000,
    lines=14, visible_if=(VisibleIf("program", (TYPED,)),),
)  # fmt: skip
CALL = Parameter(
    name="call", label="Call", kind="text", default="",
    help="An exported function and its arguments, such as sum(0, 12); empty: the program's own.",
    limit=120,
)  # fmt: skip
FUEL = Parameter(
    name="fuel", label="Fuel", kind="int", default=2_000,
    help="Instructions that a call may spend.", low=1, high=200_000, logarithmic=True,
)  # fmt: skip
PAGES = Parameter(
    name="pages", label="Memory", kind="int", default=2,
    help="What a tenant may have, 64 KiB each.", unit="pages", low=1, high=64,
)  # fmt: skip
DEPTH = Parameter(
    name="depth", label="Depth", kind="int", default=100, help="Calls inside calls.", low=1,
    high=200,
)  # fmt: skip
BULK = Parameter(
    name="bulk", label="Bulk copies cost", kind="choice", default="bytes",
    help="What an instruction that moves many bytes is billed.",
    choices=(Choice("bytes", "by the byte"), Choice("flat", "like any other")),
)  # fmt: skip


CALLS = Parameter(
    name="calls", label="Calls", kind="int", default=1_000,
    help="How often the function is called.", low=1, high=100_000, logarithmic=True,
)  # fmt: skip
INTERPRETED = Parameter(
    name="interpreted", label="Interpreted instruction", kind="int", default=14,
    help="Its time, in compiled ones; 14 is measured on this engine.", unit="ticks", low=1,
    high=100,
)  # fmt: skip
COMPILING = Parameter(
    name="compiling", label="Compiling", kind="int", default=1_400,
    help="Time to compile one instruction of code.", unit="ticks", low=0, high=10_000,
)  # fmt: skip
LOADING = Parameter(
    name="loading", label="Loading", kind="int", default=20,
    help="Time to load one instruction of code from the cache.", unit="ticks", low=0, high=1_000,
)  # fmt: skip
TENANTS = Parameter(
    name="tenants", label="Tenants", kind="int", default=4,
    help="How many share the processor, the guest among them.", low=2, high=8,
)  # fmt: skip
GUEST = Parameter(
    name="guest",
    label="Guest",
    kind="choice",
    default="spin",
    help="What the last tenant runs.",
    choices=(
        Choice("none", "nothing"),
        *(Choice(name, PROGRAMS[name].title.lower()) for name in GUESTS),
    ),
)
LIMITED = Parameter(
    name="limited", label="Budget", kind="flag", default=True, help="Whether fuel is limited.",
)  # fmt: skip
SLICE = Parameter(
    name="slice", label="Slice", kind="int", default=0,
    help="Ticks until another tenant's turn; 0: a call keeps the processor until it ends.",
    unit="ticks", low=0, high=10_000,
)  # fmt: skip
START = Parameter(
    name="start",
    label="Compiled code",
    kind="choice",
    default="shared",
    help="How a neighbor's code gets ready: compiled for each call, once each, once for all.",
    choices=(
        Choice("cold", "for each call"),
        Choice("own", "cached by each tenant"),
        Choice("shared", "cached for all"),
    ),
)
READS = Parameter(
    name="reads", label="Reads", kind="int", default=16,
    help="Records of the chain, each found through the one before.", low=1, high=LONGEST_CHAIN,
)  # fmt: skip
TRIP = Parameter(
    name="trip", label="Round trip", kind="int", default=50,
    help="From client to store and back; assumed.", unit="µs", low=1, high=200_000,
    logarithmic=True,
)  # fmt: skip
TICK = Parameter(
    name="tick", label="Instruction", kind="float", default=1.0,
    help="Time of one compiled instruction; assumed.", unit="ns", low=0.1, high=100, step=0.1,
    logarithmic=True,
)  # fmt: skip


def chosen_call(values: Values) -> Call:
    """Return the call that *values* ask for."""
    name, call = values.text("program"), values.text("call") if "call" in values else ""
    text = values.text("text") if name == TYPED else PROGRAMS[name].text
    if not call.strip():
        call = next((program.call for program in PROGRAMS.values() if program.text == text), "")
    return read_call(text, call, _budget(values))


def _budget(values: Values) -> Budget:
    """Return the budget, with defaults for what a view does not ask for."""
    given = {key: values.whole(key) for key in ("fuel", "pages", "depth") if key in values}
    return Budget(**given, bulk="bulk" not in values or values.text("bulk") == "bytes")


def own_call(values: Values) -> Values:
    """Return *values* with the program's own call where one was left from another program."""
    name, call = values.text("program"), values.text("call").strip()
    others = {program.call for other, program in PROGRAMS.items() if other != name}
    if name != TYPED and call in others:
        return Values({**values, "call": ""})
    return values


def _costs(values: Values) -> Costs:
    return Costs(values.whole("interpreted"), values.whole("compiling"), values.whole("loading"))


def _tenants(values: Values) -> TenantsView:
    guest = values.text("guest")
    setting = Setting(
        tenants=values.whole("tenants"),
        guest=None if guest == "none" else guest,
        budget=_budget(values),
        metered=values.flag("limited"),
        slice=values.whole("slice"),
        start=values.text("start"),
        costs=Costs(compiling=values.whole("compiling"), loading=values.whole("loading")),
    )
    return TenantsView(setting)


LAB = Lab(
    name="lightning",
    title="Other people's code, held to a budget",
    leaves_out=(
        "everything that is not public about Lightning: this is an engine of the published"
        " standard",
        "machine code: the compiled tier makes Python, and its prices are ratios measured on it",
        "hardware guard pages: a stray access is caught by the end of an array instead",
        "clocks: a tick is the time of one compiled instruction, and costs are counted",
        "threads, SIMD, garbage collection and what else came after version 1.0",
        "the network and the store around the function",
    ),
    sources=("labs.lightning", *(f"labs.lightning.{name}" for name in MODEL.split())),
    views=(
        ViewType(
            name="step",
            label="Step by step",
            parameters=(PROGRAM, TEXT, CALL, FUEL, PAGES, DEPTH, BULK),
            run=lambda values: StepView(chosen_call(values)),
            normalize=own_call,
        ),
        ViewType(
            name="code",
            label="Compiled code",
            parameters=(PROGRAM, TEXT, DEPTH),
            run=lambda values: CodeView(chosen_call(values)),
        ),
        ViewType(
            name="tiers",
            label="Tiers, cache",
            parameters=(PROGRAM, TEXT, CALL, FUEL, CALLS, INTERPRETED, COMPILING, LOADING),
            run=lambda values: TiersView(
                chosen_call(values), values.whole("calls"), _costs(values)
            ),
            normalize=own_call,
        ),
        ViewType(
            name="tenants",
            label="Tenants",
            parameters=(
                *(GUEST, LIMITED, FUEL, PAGES, DEPTH, BULK, TENANTS, SLICE, START),
                *(COMPILING, LOADING),
            ),
            run=_tenants,
        ),
        ViewType(
            name="data",
            label="Beside data",
            parameters=(READS, TRIP, TICK),
            run=lambda values: DataView(
                values.whole("reads"), values.whole("trip"), values.number("tick")
            ),
        ),
    ),
    scenarios=(
        Scenario(
            name="sum",
            label="Sum records",
            title="Follow a storage function, instruction by instruction",
            view="step",
        ),
        Scenario(
            name="loop",
            label="Endless loop",
            title="An endless loop among tenants, each held to a budget",
            view="tenants",
        ),
        Scenario(
            name="unmetered",
            label="No budget",
            title="The same loop without a budget",
            view="tenants",
            parameters={"limited": False},
        ),
        Scenario(
            name="copy",
            label="Bulk copies",
            title="Few instructions that move many bytes, billed like any other",
            view="tenants",
            parameters={"guest": "copy", "bulk": "flat"},
        ),
        Scenario(
            name="stray",
            label="Stray index",
            title="See where a stray index is stopped",
            view="step",
            parameters={"program": "stray"},
        ),
        Scenario(
            name="code",
            label="Sandbox, compiled",
            title="What of the compiled code is there for the budget",
            view="code",
        ),
        Scenario(
            name="tiers",
            label="When compiling",
            title="From which call compiling pays",
            view="tiers",
        ),
        Scenario(
            name="walk",
            label="Beside data",
            title="The function beside the data against fetching record by record",
            view="data",
        ),
    ),
)  # fmt: skip

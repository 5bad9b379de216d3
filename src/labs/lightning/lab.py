"""The lab that pages, browser and command line see: parameters, five views, scenarios."""

from functools import partial

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
symbolic compiler call tier_up tenants trace programs
"""
"""The modules that compute; the others draw."""
TYPED = "typed"


def _choice(name: str, label: str, default: str, words: str, **choices: str) -> Parameter:
    return Parameter(
        name=name, label=label, kind="choice", default=default, help=words,
        choices=tuple(Choice(value, text) for value, text in choices.items()),
    )  # fmt: skip


_whole = partial(Parameter, kind="int")

PROGRAM = _choice(
    "program", "Program", "sum", "A storage function, or one of your own.",
    **{name: program.title for name, program in PROGRAMS.items()}, typed="Typed below",
)  # fmt: skip
TEXT = Parameter(
    name="text", label="Module", kind="text", default=PROGRAMS["sum"].text,
    help="A module in the text format; the first exported function is called.", limit=6_000,
    lines=14, visible_if=(VisibleIf("program", (TYPED,)),),
)  # fmt: skip
CALL = Parameter(
    name="call", label="Call", kind="text", default="", limit=120,
    help="An exported function and its arguments, such as sum(0, 12); empty: the program's own.",
)  # fmt: skip
FUEL = _whole(
    name="fuel", label="Fuel", default=2_000, low=1, high=200_000, logarithmic=True,
    help="Instructions that a call may spend.",
)  # fmt: skip
PAGES = _whole(
    name="pages", label="Memory", default=2, low=1, high=64, unit="pages",
    help="What a tenant may have, 64 KiB each.",
)  # fmt: skip
DEPTH = _whole(
    name="depth", label="Depth", default=100, low=1, high=200, help="Calls inside calls."
)
BULK = _choice(
    "bulk", "Bulk copies cost", "bytes", "What an instruction that moves many bytes is billed.",
    bytes="by the byte", flat="like any other",
)  # fmt: skip
CALLS = _whole(
    name="calls", label="Calls", default=1_000, low=1, high=100_000, logarithmic=True,
    help="How often the function is called.",
)  # fmt: skip
INTERPRETED = _whole(
    name="interpreted", label="Interpreted instruction", default=14, low=1, high=100, unit="ticks",
    help="Its time, in compiled ones; 14 is measured on this engine.",
)  # fmt: skip
COMPILING = _whole(
    name="compiling", label="Compiling", default=1_400, high=10_000, unit="ticks",
    help="Time to compile one instruction of code.",
)  # fmt: skip
LOADING = _whole(
    name="loading", label="Loading", default=20, high=1_000, unit="ticks",
    help="Time to load one instruction of code from the cache.",
)  # fmt: skip
TENANTS = _whole(
    name="tenants", label="Tenants", default=4, low=2, high=8,
    help="How many share the processor, the guest among them.",
)  # fmt: skip
GUEST = _choice(
    "guest", "Guest", "spin", "What the last tenant runs.", none="nothing",
    **{name: PROGRAMS[name].title.lower() for name in GUESTS},
)  # fmt: skip
LIMITED = Parameter(
    name="limited", label="Budget", kind="flag", default=True, help="Whether fuel is limited.",
)  # fmt: skip
SLICE = _whole(
    name="slice", label="Slice", default=0, high=10_000, unit="ticks",
    help="Ticks until another tenant's turn; 0: a call keeps the processor until it ends.",
)  # fmt: skip
START = _choice(
    "start", "Compiled code", "shared",
    "How a neighbor's code gets ready: compiled for each call, once each, once for all.",
    cold="for each call", own="cached by each tenant", shared="cached for all",
)  # fmt: skip
READS = _whole(
    name="reads", label="Reads", default=16, low=1, high=LONGEST_CHAIN,
    help="Records of the chain, each found through the one before.",
)  # fmt: skip
TRIP = _whole(
    name="trip", label="Round trip", default=50, unit="µs", low=1, high=200_000, logarithmic=True,
    help="From client to store and back; assumed.",
)  # fmt: skip
TICK = Parameter(
    name="tick", label="Instruction", kind="float", default=1.0, unit="ns", low=0.1, high=100,
    step=0.1, logarithmic=True, help="Time of one compiled instruction; assumed.",
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
    names = [name for name in ("interpreted", "compiling", "loading") if name in values]
    return Costs(**{name: values.whole(name) for name in names})


def _tenants(values: Values) -> TenantsView:
    guest = None if values.text("guest") == "none" else values.text("guest")
    return TenantsView(
        Setting(
            values.whole("tenants"), guest, _budget(values), values.flag("limited"),
            values.whole("slice"), values.text("start"), _costs(values),
        )
    )  # fmt: skip


def _data(values: Values) -> DataView:
    return DataView(values.whole("reads"), values.whole("trip"), values.number("tick"))


def _tiers(values: Values) -> TiersView:
    return TiersView(chosen_call(values), values.whole("calls"), _costs(values))


def _scenario(view: str, name: str, label: str, title: str, **parameters: bool | str) -> Scenario:
    return Scenario(name=name, label=label, title=title, view=view, parameters=parameters)


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
            name="step", label="Step by step", normalize=own_call,
            parameters=(PROGRAM, TEXT, CALL, FUEL, PAGES, DEPTH, BULK),
            run=lambda values: StepView(chosen_call(values)),
        ),
        ViewType(
            name="code", label="Compiled code", parameters=(PROGRAM, TEXT, DEPTH),
            run=lambda values: CodeView(chosen_call(values)),
        ),
        ViewType(
            name="tiers", label="Tiers, cache", normalize=own_call, run=_tiers,
            parameters=(PROGRAM, TEXT, CALL, FUEL, CALLS, INTERPRETED, COMPILING, LOADING),
        ),
        ViewType(
            name="tenants", label="Tenants", run=_tenants,
            parameters=(
                *(GUEST, LIMITED, FUEL, PAGES, DEPTH, BULK, TENANTS, SLICE, START),
                *(COMPILING, LOADING),
            ),
        ),
        ViewType(name="data", label="Beside data", parameters=(READS, TRIP, TICK), run=_data),
    ),
    scenarios=(
        _scenario(
            "step", "sum", "Sum records", "Follow a storage function, instruction by instruction"
        ),
        _scenario(
            "tenants", "loop", "Endless loop",
            "An endless loop among tenants, each held to a budget",
        ),
        _scenario(
            "tenants", "unmetered", "No budget", "The same loop without a budget", limited=False
        ),
        _scenario(
            "tenants", "copy", "Bulk copies",
            "Few instructions that move many bytes, billed like any other",
            guest="copy", bulk="flat",
        ),
        _scenario(
            "step", "stray", "Stray index", "See where a stray index is stopped", program="stray"
        ),
        _scenario(
            "code", "code", "Sandbox, compiled",
            "What of the compiled code is there for the budget",
        ),
        _scenario("tiers", "tiers", "When compiling", "From which call compiling pays"),
        _scenario(
            "data", "walk", "Beside data",
            "The function beside the data against fetching record by record",
        ),
    ),
)  # fmt: skip

"""The lab that pages, browser and command line see: parameters, five views, scenarios."""

from labs.kernel.model import Lab, scenario, view_type
from labs.kernel.parameters import Values, VisibleIf, choice, flag, number, text
from labs.lightning.call import Budget, Call, read_call
from labs.lightning.code_view import CodeView
from labs.lightning.cost_view import DataView, TiersView
from labs.lightning.programs import GUESTS, LONGEST_CHAIN, PROGRAMS
from labs.lightning.step_view import StepView
from labs.lightning.tenants import Setting
from labs.lightning.tenants_view import TenantsView
from labs.lightning.tier_up import Costs

MODEL = """
opcodes structure binary lexical text validate arith linear_memory fuel instance interpreter
symbolic compiler call tier_up tenants trace programs
"""
"""The modules that compute; the others draw."""
TYPED = "typed"

PROGRAM = choice("program", "Program", {n: p.title for n, p in PROGRAMS.items()} | {
    TYPED: "Typed below"}, "A storage function, or one of your own.")  # fmt: skip
TEXT = text("text", "Module", PROGRAMS["sum"].text,
            "A module in the text format; the first exported function is called.", 6_000, 14,
            visible_if=(VisibleIf("program", (TYPED,)),))  # fmt: skip
CALL = text("call", "Call", "", "An exported function and its arguments, such as sum(0, 12);"
            " empty: the program's own.", 120, 1)  # fmt: skip
FUEL = number("fuel", "Fuel", 2_000, (1, 200_000), "Instructions that a call may spend.",
              logarithmic=True)  # fmt: skip
PAGES = number("pages", "Memory", 2, (1, 64), "What a tenant may have, 64 KiB each.", "pages")
DEPTH = number("depth", "Depth", 100, (1, 200), "Calls inside calls.")
BULK = choice("bulk", "Bulk copies cost", {"bytes": "by the byte", "flat": "like any other"},
              "What an instruction that moves many bytes is billed.")  # fmt: skip
CALLS = number("calls", "Calls", 1_000, (1, 100_000), "How often the function is called.",
               logarithmic=True)  # fmt: skip
INTERPRETED = number("interpreted", "Interpreted instruction", 13, (1, 100),
                     "Its time, in compiled ones; 13 is measured on this engine.",
                     "ticks")  # fmt: skip
COMPILING = number("compiling", "Compiling", 900, (0, 10_000),
                   "Time to compile one instruction of code.", "ticks")  # fmt: skip
LOADING = number("loading", "Loading", 14, (0, 1_000),
                 "Time to load one instruction of code from the cache.", "ticks")  # fmt: skip
TENANTS = number("tenants", "Tenants", 4, (2, 8),
                 "How many share the processor, the guest among them.")  # fmt: skip
GUEST = choice("guest", "Guest", {"none": "nothing"} | {
    name: PROGRAMS[name].title.lower() for name in GUESTS}, "What the last tenant runs.",
    "spin")  # fmt: skip
LIMITED = flag("limited", "Budget", True, "Whether fuel is limited.")
SLICE = number("slice", "Slice", 0, (0, 10_000), "Ticks until another tenant's turn; 0: a call"
               " keeps the processor until it ends.", "ticks")  # fmt: skip
START = choice("start", "Compiled code", {
    "cold": "for each call", "own": "cached by each tenant", "shared": "cached for all"},
    "How a neighbor's code gets ready: compiled for each call, once each, once for all.",
    "shared")  # fmt: skip
READS = number("reads", "Reads", 16, (1, LONGEST_CHAIN),
               "Records of the chain, each found through the one before.")  # fmt: skip
TRIP = number("trip", "Round trip", 50, (1, 200_000),
              "From client to store and back; assumed.", "µs", logarithmic=True)  # fmt: skip
TICK = number("tick", "Instruction", 1.0, (0.1, 100), "Time of one compiled instruction; assumed.",
              "ns", step=0.1, logarithmic=True)  # fmt: skip


def chosen_call(values: Values) -> Call:
    """Return the call that *values* ask for."""
    name, call = values.text("program"), str(values.get("call", ""))
    text = values.text("text") if name == TYPED else PROGRAMS[name].text
    if not call.strip():
        call = next((program.call for program in PROGRAMS.values() if program.text == text), "")
    return read_call(text, call, _budget(values))


def _given(values: Values, names: str) -> dict[str, int]:
    """Return whole numbers by their names, without what the view does not ask for."""
    return {name: values.whole(name) for name in names.split() if name in values}


def _budget(values: Values) -> Budget:
    return Budget(**_given(values, "fuel pages depth"), bulk=values.get("bulk") != "flat")


def _costs(values: Values) -> Costs:
    return Costs(**_given(values, "interpreted compiling loading"))


def own_call(values: Values) -> Values:
    """Return *values* with the program's own call where one was left from another program."""
    name, call = values.text("program"), values.text("call").strip()
    others = {program.call for other, program in PROGRAMS.items() if other != name}
    return Values({**values, "call": ""}) if name != TYPED and call in others else values


def _tenants(values: Values) -> TenantsView:
    guest = None if values.text("guest") == "none" else values.text("guest")
    budget, slice_ = _budget(values), values.whole("slice")
    limited, start = values.flag("limited"), values.text("start")
    count = values.whole("tenants")
    return TenantsView(Setting(count, guest, budget, limited, slice_, start, _costs(values)))


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
        view_type("step", "Step by step", lambda values: StepView(chosen_call(values)),
                  PROGRAM, TEXT, CALL, FUEL, PAGES, DEPTH, BULK, normalize=own_call),
        view_type("code", "Compiled code", lambda values: CodeView(chosen_call(values)),
                  PROGRAM, TEXT, DEPTH),
        view_type("tiers", "Tiers, cache", lambda values: TiersView(
            chosen_call(values), values.whole("calls"), _costs(values)), PROGRAM, TEXT, CALL, FUEL,
                  CALLS, INTERPRETED, COMPILING, LOADING, normalize=own_call),
        view_type("tenants", "Tenants", _tenants, GUEST, LIMITED, FUEL, PAGES, DEPTH, BULK, TENANTS,
                  SLICE, START, COMPILING, LOADING),
        view_type("data", "Beside data", lambda values: DataView(
            values.whole("reads"), values.whole("trip"), values.number("tick")), READS, TRIP, TICK),
    ),
    scenarios=(
        scenario("sum", "Sum records", "step",
                 "Follow a storage function, instruction by instruction"),
        scenario("loop", "Endless loop", "tenants",
                 "An endless loop among tenants, each held to a budget"),
        scenario("unmetered", "No budget", "tenants", "The same loop without a budget",
                 limited=False),
        scenario("copy", "Bulk copies", "tenants",
                 "Few instructions that move many bytes, billed like any other",
                 guest="copy", bulk="flat"),
        scenario("stray", "Stray index", "step", "See where a stray index is stopped",
                 program="stray"),
        scenario("code", "Sandbox, compiled", "code",
                 "What of the compiled code is there for the budget"),
        scenario("tiers", "When compiling", "tiers", "From which call compiling pays"),
        scenario("walk", "Beside data", "data",
                 "The function beside the data against fetching record by record"),
    ),
)  # fmt: skip

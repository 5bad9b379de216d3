"""``make bench-lightning``: both tiers beside pwasm and pywasm, and what holds over many runs.

Times are processor time, the best of rounds taken in turn; ratios are geometric means. pwasm keeps
compiled code on disk unless told otherwise, and is told. The official suite is read from LAB_DATA,
and runs in this Python and, whole, in Pyodide; redraws are measured on the page in _build/html.
With an argument (``cd tests; python -m bench.lightning 100000``), so many random programs are
compared with Wasmtime as well.
"""

import json
import marshal
import os
import platform
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from math import prod
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

os.environ["PWASM_CACHE_DIR"] = ""
sys.path.insert(0, str(Path(__file__).parents[1]))

import pwasm
import pywasm
from playwright.sync_api import sync_playwright
from pwasm.executor import Limits

from bench import live
from labs.kernel.formatting import fixed, grouped, rounded
from labs.lightning.binary import decode
from labs.lightning.compiler import Settings, compiled, program
from labs.lightning.instance import Instance
from labs.lightning.interpreter import interpreted
from labs.lightning.lab import LAB
from labs.lightning.text import load
from labs.lightning.validate import validate
from parity import pythons
from support.browsers import chromium_path
from support.lightning import compiled as real
from support.lightning.kernels import KERNELS
from support.lightning.official import scripts
from support.lightning.peers import compare, unmetered
from support.lightning.pyodide import run_scripts
from support.lightning.random_modules import random_module
from support.lightning.scripts import run_script

TARGET = Path(__file__).parents[2] / "docs" / "measured" / "lightning.json"
ROUNDS = 7
PAGES = ["projects/lightning.html", "projects/llvm.html"]
SMALLER = {"fib": 12, "sieve": 1_000, "list": 1, "crc": 200, "matmul": 6, "xorshift": 1_000}
"""Sizes for pywasm, which is far slower; sizes not here are divided by ten."""

Contestant = Callable[[], object]


def best(contestants: dict[str, Contestant], rounds: int = ROUNDS) -> dict[str, float]:
    """Return milliseconds of processor time, after checking that answers agree."""
    answers = {name: int(str(run())) & 0xFFFFFFFF for name, run in contestants.items()}
    assert len(set(answers.values())) == 1, answers
    times = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, run in contestants.items():
            begun = process_time()
            run()
            times[name] = min(times[name], (process_time() - begun) * 1000)
    return times


def pwasm_run(content: bytes, size: int, fuel: int | None) -> Contestant:
    """Return a call of a module compiled by pwasm."""
    limits = Limits(fuel=fuel) if fuel else None
    instance = pwasm.instantiate(pwasm.decode_module(content), mode="compile", limits=limits)
    return lambda: instance.exports.run(size)


def ours(text: str, size: int, tier: object) -> Contestant:
    """Return a call of a module run by one of our tiers."""
    instance = Instance(load(text)[0], tier)  # type: ignore[arg-type]
    return lambda: instance.invoke("run", [size])


def pywasm_run(content: bytes, size: int) -> Contestant:
    """Return a call of a module interpreted by pywasm."""
    path = TARGET.parents[2] / "_build" / "bench.wasm"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    runtime = pywasm.core.Runtime()
    instance = runtime.instance_from_file(str(path))
    return lambda: runtime.invocate(instance, "run", [size])[0]


def parses(module: real.Compiled, text: str) -> dict[str, Contestant]:
    """Return parses of *text* by a module that a C compiler made."""
    valid = validate(decode(module.content))
    contestants: dict[str, Contestant] = {}
    for name, fuel in (("pwasm", None), ("pwasm, fuel", 10**12)):
        limits = Limits(fuel=fuel) if fuel else None
        decoded = pwasm.decode_module(module.content)
        peer = pwasm.instantiate(decoded, mode="compile", limits=limits)
        peer.exports.memory.grow(real.HEAP)

        def asked(peer: object = peer) -> int:
            exports, memory = peer.exports, peer.exports.memory  # type: ignore[attr-defined]
            return real.asked(
                module,
                text,
                lambda called, given: exports[called](*given),
                lambda at, content: memory.data.__setitem__(slice(at, at + len(content)), content),
            )

        contestants[name] = asked
    tiers = {"compiled": unmetered, "compiled, fuel": compiled, "interpreted": interpreted}
    for name, tier in tiers.items():
        instance = Instance(valid, tier)
        instance.memory.grow(real.HEAP)
        contestants[name] = partial(real.ours, module, text, instance)
    return contestants


def mean(rows: list[dict[str, float]], slower: str, faster: str) -> float:
    """Return the geometric mean of how many times as fast *faster* is."""
    return float(prod(row[slower] / row[faster] for row in rows) ** (1 / len(rows)))


def price(text: str, size: int, run: float) -> tuple[float, float]:
    """Return what compiling and loading an instruction cost, in executed compiled ones."""
    module, _ = load(text)
    instance = Instance(module, compiled)
    before = instance.store.fuel[0]
    instance.invoke("run", [size])
    tick = run / (before - instance.store.fuel[0])
    count = module.size
    compiling = loading = float("inf")
    for _ in range(ROUNDS):
        begun = process_time()
        programs = [program(module, i, Settings()) for i in range(len(module.codes))]
        between = process_time()
        kept = [marshal.dumps(code) for code in programs]
        restored = process_time()
        for function, code in zip(instance.functions, kept, strict=True):
            compiled(instance, function, make=lambda *_, code=code: marshal.loads(code))
        compiling = min(compiling, between - begun)
        loading = min(loading, process_time() - restored)
    return compiling * 1000 / count / tick, loading * 1000 / count / tick


def suite() -> tuple[int, int, float]:
    """Return commands of the official suite, how many pass in both tiers, and seconds compiled."""
    commands = failures = 0
    for text in scripts().values():
        failures += len(run_script(text, interpreted).failures)
    begun = process_time()
    for text in scripts().values():
        outcome = run_script(text, compiled)
        commands += outcome.commands
        failures += len(outcome.failures)
    return commands, commands - failures, process_time() - begun


def in_pyodide() -> str:
    """Return how many commands of the official suite pass in Pyodide, of how many."""
    with TemporaryDirectory() as folder:
        outcomes = run_scripts(pythons.unpack(Path(folder)), list(scripts().values()))
    commands = sum(commands for commands, _ in outcomes) // 2
    failures = sum(len(failures) for _, failures in outcomes)
    return f"{grouped(commands - failures)} of {grouped(commands)}"


def in_browser() -> str:
    """Return how long redraws and the first picture take, on the pages that ``make html`` built."""
    site = TARGET.parents[2] / "_build" / "html"
    with live.serve(site) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        address = f"http://127.0.0.1:{server.server_port}"
        rows = live.redraws(
            browser.new_page(), address, LAB, PAGES[0], tiers="loading", tenants="loading"
        )
        first: dict[str, list[float]] = {page: [] for page in PAGES}
        for page in PAGES * live.TURNS:
            context = browser.new_context()
            first[page].append(live.first_picture(context, server, address, place=page)[0])
            context.close()
        chromium = browser.version
        browser.close()
    return f"In Chromium {chromium}, medians of {live.MOVES} redraws in milliseconds: " + (
        "; ".join(f"{name} {fixed(float(took), 1)}" for name, took, *_ in rows)
        + ". First live picture with nothing in the cache, in turns: "
        + " and ".join(f"{fixed(median(first[page]), 0)} on {page}" for page in PAGES)
        + "."
    )


def main() -> None:
    """Measure, and write docs/measured/lightning.json."""
    rows, small, costs = [], [], []
    for name, (text, size) in KERNELS.items():
        content = load(text)[1].content
        times = best(
            {
                "pwasm": pwasm_run(content, size, None),
                "pwasm, fuel": pwasm_run(content, size, 10**12),
                "compiled": ours(text, size, unmetered),
                "compiled, fuel": ours(text, size, compiled),
                "interpreted": ours(text, size, interpreted),
            }
        )
        rows.append({"name": name, **times})
        less = SMALLER.get(name, size // 10)
        small.append(
            best(
                {
                    "pywasm": pywasm_run(content, less),
                    "interpreted": ours(text, less, interpreted),
                    "compiled, fuel": ours(text, less, compiled),
                },
                rounds=2,
            )
        )
        costs.append(price(text, size, times["compiled, fuel"]))
    for name, module in real.modules().items():
        rows.append({"name": name, **best(parses(module, real.javascript(60)))})
    real_rows = [{k: v for k, v in row.items() if isinstance(v, float)} for row in rows[-2:]]
    rows_of_kernels = rows[:-2]
    numbers = [{k: v for k, v in row.items() if isinstance(v, float)} for row in rows_of_kernels]
    commands, passed, seconds = suite()
    notes = [
        f"Of the {grouped(commands)} commands of the official core suite of WebAssembly 1.0,"
        f" {grouped(passed)} pass in both tiers; the compiled run takes {fixed(seconds, 1)} s of"
        " processor time.",
        in_browser(),
        f"In Pyodide, where addresses have 32 bits, {in_pyodide()} commands pass, in both tiers.",
        "Two lexers that a C compiler made, from packages of npm, give the same answers as in"
        " pwasm; without fuel this engine is"
        f" {fixed(mean(real_rows, 'pwasm', 'compiled'))} times as fast as pwasm there, with fuel"
        f" {fixed(mean(real_rows, 'pwasm, fuel', 'compiled, fuel'))} times.",
        "Geometric means of the small programs: compiled without fuel"
        f" {fixed(mean(numbers, 'pwasm', 'compiled'))} times as fast as pwasm, with fuel"
        f" {fixed(mean(numbers, 'pwasm, fuel', 'compiled, fuel'))} times as fast as pwasm with"
        f" fuel; interpreted {fixed(mean(small, 'pywasm', 'interpreted'), 1)} times as fast as"
        " pywasm at smaller sizes. pwasm counts loops and calls, this engine every instruction.",
        f"Fuel costs {fixed(100 * mean(numbers, 'compiled, fuel', 'compiled') - 100, 0)} % of"
        " time; an interpreted instruction takes"
        f" {fixed(mean(numbers, 'interpreted', 'compiled, fuel'), 1)} times as long as a compiled"
        " one. In the time of compiled instructions, compiling one instruction of code costs"
        f" {rounded(prod(c for c, _ in costs) ** (1 / len(costs)))} and loading it from a cache"
        f" {rounded(prod(c for _, c in costs) ** (1 / len(costs)))}.",
    ]
    if len(sys.argv) > 1:
        count = int(sys.argv[1])
        tiers = {"interpreter": interpreted, "compiler": compiled, "unmetered": unmetered}
        wrong = [w for seed in range(count) for w in compare(*random_module(seed), tiers)]
        notes.append(
            f"{grouped(count)} random programs compared with Wasmtime: {len(wrong)} differences."
        )
        print(*wrong[:5], sep="\n")  # noqa: T201 - what the command shows
    columns = ["pwasm", "pwasm, fuel", "compiled", "compiled, fuel", "interpreted"]
    table = {
        "caption": "Seven small programs, and two parses by compiled C, in milliseconds of"
        " processor time, the best of runs taken in turn; pwasm compiles WebAssembly to Python too",
        "command": "make bench-lightning",
        "machine": f"{platform.system()} {platform.machine()}",
        "versions": {
            "Python": platform.python_version(),
            **{name: version(name) for name in ("pwasm", "pywasm", "wasmtime")},
        },
        "columns": ["Program", *columns],
        "rows": [[str(row["name"]), *(fixed(float(row[c]), 1) for c in columns)] for row in rows],
        "notes": notes,
    }
    TARGET.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(*notes, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()

"""``make bench-live``: how soon a lab is alive after a reader's first sign of interest.

The site's own way is measured beside stock Pyodide, beside each step between the two, and beside
a cell of JupyterLite (``jupyterlite.py``) that runs the same lab: in turns, each time in a
browser that has nothing in its cache, once on loopback and once over a slow link. The host that
is imitated compresses scripts, JSON and WebAssembly, as GitHub Pages and Read the Docs do, and no
archives. Then the panel itself: the first live picture after intent, and how long a picture takes
when a control is moved, or the cell is run again.
"""

import gzip
import io
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import jupyterlite
from labs import registry
from labs.kernel.formatting import fixed
from labs.kernel.model import Lab
from labs.service import call
from portfolio.interactive import bundle, modules
from portfolio.interactive.pyodide import runtime
from portfolio.npm import NODE
from support import ROOT
from support.browsers import chromium_path

HERE = Path(__file__).parent
TARGET = ROOT / "docs/measured/live.json"

TURNS = 5
SLOW_TURNS = 2
MOVES = 20
PAGE = "projects/llvm.html"
LAB = registry.lab("dominators")
QUESTION = {
    "request": "run",
    "lab": LAB.name,
    "parameters": dict(LAB.scenarios[0].parameters),
    "step": None,
}
COMPRESSED = (".js", ".mjs", ".json", ".wasm", ".html", ".css", ".svg")
WAYS = {
    "stock": "Stock Pyodide, its whole library",
    "trimmed": "… the library cut down to what the labs import",
    "compiled": "… and compiled",
    "labs": "… the labs compiled too",
    "site": "… all compressed at build, and asked for at once: this site",
    "snapshot": "Not adopted: memory as it is when the labs are imported",
}
WORDS = WAYS | {
    "page": "On the page: from the first touch to the first live picture",
    "page again": "… on the next visit",
    "cell": "JupyterLite: from opening it to the picture in its cell",
    "cell again": "… on the next visit",
}
LINK = "10 Mbit/s, 50 ms"
DELAY = 0.05
"""Seconds until a host on the slow link answers."""
RATE = 10e6 / 8
"""Bytes a second over the slow link, for all answers together."""


PIECE = 16_384


class Host(SimpleHTTPRequestHandler):
    """A static host; ``server.sent`` counts the bytes of its answers."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed if it is of a kind that hosts compress."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        server: Any = self.server
        content = server.content(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        server.sent += len(content)
        if not server.slow:
            self.wfile.write(content)
            return
        time.sleep(DELAY)
        for start in range(0, len(content), PIECE):
            with server.link:
                server.free = max(server.free, time.monotonic()) + PIECE / RATE
                until = server.free
            time.sleep(max(until - time.monotonic(), 0))
            self.wfile.write(content[start : start + PIECE])

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that does not mind browsers that hang up."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell of what is wrong here, and not of a browser that was closed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve(folder: Path) -> Iterator[Any]:
    """Serve *folder* on loopback; everything is compressed beforehand."""
    packed = {
        path: gzip.compress(path.read_bytes(), 6)
        if path.suffix in COMPRESSED
        else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    server: Any = Server(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    server.sent, server.slow = 0, False
    server.link, server.free = threading.Lock(), 0.0  # when the slow link has sent what it has
    server.content = packed.__getitem__
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def build(target: Path) -> Path:
    """Build the site, and beside it the folder ``variants`` with the other ways to start."""
    command = [sys.executable, "-m", "portfolio.build", ROOT / "docs", target]
    subprocess.run(command, check=True, cwd=ROOT)
    site = target / "html"
    (lab,) = (path.parent for path in site.glob("_static/lab/*/lab.js"))
    variants = site / "variants"
    variants.mkdir()
    stock = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
    for name in (*stock, "pyodide-lock.json"):
        shutil.copy(runtime.PYODIDE / name, variants)
    compiled = zlib.decompress((lab / "python/library.bin").read_bytes(), 31)
    with (
        zipfile.ZipFile(io.BytesIO(compiled)) as kept,
        zipfile.ZipFile(runtime.PYODIDE / "python_stdlib.zip") as whole,
        zipfile.ZipFile(variants / "trimmed.zip", "w", zipfile.ZIP_DEFLATED) as trimmed,
        zipfile.ZipFile(variants / "compiled.zip", "w", zipfile.ZIP_DEFLATED) as bytecode,
        zipfile.ZipFile(variants / "empty.zip", "w"),
    ):
        for name in kept.namelist():
            trimmed.writestr(name.removesuffix("c"), whole.read(name.removesuffix("c")))
            bytecode.writestr(name, kept.read(name))
    sources = bundle.pack(modules.shipped_modules())
    for name, archive in (("labs", sources), ("labs-compiled", runtime.compiled("labs", sources))):
        with (
            zipfile.ZipFile(io.BytesIO(archive)) as stored,
            zipfile.ZipFile(variants / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as deflated,
        ):
            for entry in stored.infolist():
                deflated.writestr(entry.filename, stored.read(entry))
    memory = target / "memory"
    files = [runtime.PYODIDE, variants / "compiled.zip", variants / "labs-compiled.zip", memory]
    subprocess.run([NODE, HERE / "snapshot.mjs", *files], check=True)
    (variants / "snapshot.bin").write_bytes(gzip.compress(memory.read_bytes(), 9, mtime=0))
    jupyterlite.build(site / "jupyterlite")
    shutil.copy(HERE / "live.js", variants)
    page = f'<!doctype html><title>Bench</title><body data-lab="_static/lab/{lab.name}/">'
    (site / "bench.html").write_text(page, encoding="utf-8")
    return site


START = """async ([way, question]) => {
  const began = performance.now();
  const site = way === "site";
  const base = new URL(document.body.dataset.lab, location.href).href;
  const script = site ? `${base}worker.js` : "variants/live.js";
  const worker = new Worker(script, { type: "module" });
  const answer = await new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(event.message);
    worker.onmessage = ({ data }) => {
      if (!site) return resolve(data);
      if (data.kind === "error") reject(data.message);
      if (data.kind !== "result") return;
      if (data.id === 1) worker.postMessage({ id: 2, kind: "run", question });
      else resolve(data.answer);
    };
    worker.postMessage(site ? { id: 1, kind: "init", files: {
      runtime: `${base}python/`, program: `${base}python/python.bin`,
      library: `${base}python/library.bin`,
      archives: ["kernel", question.lab].map((name) => ({ name, address: `${base}${name}.bin` })),
    } } : { way, question });
  });
  worker.terminate();
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return performance.now() - began;
}"""


def start(browser: Browser, server: Any, address: str, way: str) -> tuple[float, int]:
    """Return milliseconds to the first answer, and the bytes that were sent for it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/bench.html")
    before = server.sent
    took = page.evaluate(START, [way, QUESTION])
    sent = server.sent - before
    context.close()
    return took, sent


# A picture is there when the observer hears of it; the time to paint it is the browser's own.
FIRST = """async () => {
  const panel = document.querySelector(".lab");
  const drawn = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no live picture in a minute")), 60000);
    new MutationObserver((_, observer) => {
      if (!panel.querySelector(".fig-panels[data-live]")) return;
      observer.disconnect();
      resolve(performance.now());
    }).observe(panel, { childList: true, subtree: true });
  });
  const began = performance.now();
  [...document.querySelectorAll(".lab-picture")].find((one) => one.checkVisibility()).focus();
  return await drawn - began;
}"""

MOVE = """async ([name, value]) => {
  const panel = document.querySelector(".lab");
  const picture = [...panel.querySelectorAll(".lab-picture")].find((one) => one.checkVisibility());
  const field = panel.querySelector(`[data-parameter="${name}"] .lab-slider`);
  const began = performance.now();
  const drawn = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`${name} ${value} changes nothing`)), 20000);
    new MutationObserver((_, observer) => {
      observer.disconnect();
      resolve(performance.now() - began);
    }).observe(picture, { childList: true, subtree: true });
  });
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return await drawn;
}"""

STEP = MOVE.replace('[data-parameter="${name}"] .lab-slider', ".lab-position")


def first_picture(
    context: BrowserContext, server: Any, address: str, place: str = PAGE
) -> tuple[float, int]:
    """Return milliseconds from the focus to the first live picture, and the bytes for it."""
    page = context.new_page()
    page.goto(f"{address}/{place}", wait_until="networkidle")
    before = server.sent
    took = page.evaluate(FIRST)
    sent = server.sent - before
    page.close()
    return took, sent


CELL_DRAWN = """() => new Promise((resolve) => {
  const output = () => document.querySelector(".jp-CodeConsole .jp-RenderedSVG img");
  new MutationObserver((_, observer) => {
    if (!output()) return;
    observer.disconnect();
    resolve(performance.timeOrigin + performance.now());
  }).observe(document, { childList: true, subtree: true });
})"""

CELL_AGAIN = """() => {
  const pictures = () => document.querySelectorAll(".jp-CodeConsole .jp-RenderedSVG img").length;
  const before = pictures();
  globalThis.again = new Promise((resolve) => {
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") globalThis.began = performance.now();
    }, { capture: true });
    new MutationObserver((_, observer) => {
      if (pictures() === before) return;
      observer.disconnect();
      resolve(performance.now() - globalThis.began);
    }).observe(document, { childList: true, subtree: true });
  });
}"""


def cell(context: BrowserContext, server: Any, address: str) -> tuple[float, int]:
    """Return milliseconds from opening JupyterLite to its first picture, and the bytes for it."""
    page = context.new_page()
    page.goto(f"{address}/bench.html")
    before = server.sent
    began = page.evaluate("performance.timeOrigin + performance.now()")
    page.goto(f"{address}/jupyterlite/{jupyterlite.address(QUESTION)}", wait_until="commit")
    took = page.evaluate(CELL_DRAWN) - began
    sent = server.sent - before
    page.close()
    return took, sent


def cell_again(browser: Browser, address: str) -> float:
    """Return the median milliseconds from running a changed cell to its picture."""
    page = browser.new_page()
    page.goto(f"{address}/jupyterlite/{jupyterlite.address(QUESTION)}", wait_until="commit")
    page.evaluate(CELL_DRAWN)
    picture = page.locator(".jp-RenderedSVG img").first.get_attribute("src") or ""
    drawn = unquote(picture).partition(",")[2]  # IPython wrote the same elements anew
    if ET.canonicalize(drawn) != ET.canonicalize(call(QUESTION)["view"]["svg"]):
        raise AssertionError("the cell drew another picture")
    took = []
    for move in range(MOVES):
        question = QUESTION | {"step": move % 2}
        page.locator(".jp-CodeConsole-promptCell .cm-content").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(jupyterlite.cell(question))
        page.evaluate(CELL_AGAIN)
        page.keyboard.press("Shift+Enter")
        took.append(page.evaluate("globalThis.again"))
    page.close()
    return statistics.median(took)


def redraws(
    page: Page, address: str, lab: Lab = LAB, place: str = PAGE, **controls: str
) -> list[list[str | float]]:
    """Return, for each scenario, the median of many moves of a control, and of many steps.

    The control is the view's first that has a number, or the one that *controls* names for it;
    each move of it must change the picture.
    """
    rows: list[list[str | float]] = []
    for scenario in lab.scenarios:
        page.goto(f"{address}/{place}")
        page.reload()
        panel = page.locator(".lab")
        panel.locator(f'.lab-tab[value="{scenario.name}"] + label').click()
        panel.locator(".lab-picture:visible").focus()
        panel.and_(page.locator("[data-state=ready]")).wait_for(timeout=120_000)
        view = lab.picture(scenario.name)
        moved = []
        own = [p for p in lab.parameters if p.name in view.parameters]
        numbers = [p for p in own if p.kind in ("int", "float")]
        chosen = controls.get(scenario.view)
        named = [p for p in numbers if chosen in (None, p.name)]
        if control := next((p for p in named if p.is_relevant(view.parameters)), None):
            slider = panel.locator(f'[data-parameter="{control.name}"] .lab-slider')
            at = float(slider.input_value())
            top = float(slider.get_attribute("max") or 0)
            for move in range(MOVES):
                value = at if move % 2 else (at + 1 if at < top else at - 1)
                moved.append(page.evaluate(MOVE, [control.name, str(value)]))
        stepped = []
        if view.steps > 1:
            last = view.steps - 1
            near = min(view.step, last - 1)
            for move in range(MOVES):
                stepped.append(page.evaluate(STEP, ["", str(near + (move + 1) % 2)]))
        for what, times in (("a control moves", moved), ("a step", stepped)):
            if times:
                median = round(statistics.median(times), 1)
                rows.append([f"“{scenario.title}”: {what}", median, "–", "–", "–"])
    return rows


def on_page(lab: Lab, place: str, **controls: str) -> str:
    """Return, as a sentence, how long a redraw takes on the page that ``make html`` built.

    The page *place* has the *lab*; *controls* are those of :func:`redraws`.
    """
    with serve(ROOT / "_build/html") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        address = f"http://127.0.0.1:{server.server_port}"
        rows = redraws(browser.new_page(), address, lab, place, **controls)
        chromium = browser.version
        browser.close()
    return f"In Chromium {chromium}, medians of {MOVES} redraws in milliseconds: " + (
        "; ".join(f"{name} {fixed(float(median), 1)}" for name, median, *_ in rows) + "."
    )


def starts(browser: Browser, server: Any, address: str) -> Iterator[tuple[str, float, int]]:
    """Yield, once for each way to a first picture, its name, milliseconds and bytes."""
    for way in WAYS:
        yield way, *start(browser, server, address, way)
    context = browser.new_context()
    yield "page", *first_picture(context, server, address)
    yield "page again", *first_picture(context, server, address)
    context.close()
    context = browser.new_context()
    yield "cell", *cell(context, server, address)
    yield "cell again", *cell(context, server, address)
    context.close()


def main() -> None:
    """Measure everything and write the table."""
    with (
        tempfile.TemporaryDirectory() as name,
        serve(build(Path(name))) as server,
        sync_playwright() as playwright,
    ):
        address = f"http://127.0.0.1:{server.server_port}"
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        found: dict[str, list[tuple[float, int]]] = {}
        slow: dict[str, list[float]] = {}
        for turn in range(TURNS + SLOW_TURNS):
            server.slow = turn >= TURNS
            for what, took, sent in starts(browser, server, address):
                if server.slow:
                    slow.setdefault(what, []).append(took)
                else:
                    found.setdefault(what, []).append((took, sent))
        server.slow = False
        moves = redraws(browser.new_page(), address)
        again = cell_again(browser, address)
        moves.append(["JupyterLite: the cell is run again", round(again, 1), "–", "–", "–"])
        chromium = browser.version
        browser.close()
    stock = [took for took, _ in found["stock"]]

    def row(what: str, measured: list[tuple[float, int]]) -> list[str | float]:
        took = [one for one, _ in measured]
        ratio = round(statistics.median(a / b for a, b in zip(stock, took, strict=True)), 1)
        size = statistics.median(sent for _, sent in measured) / 1e6
        over = round(statistics.median(slow[what]))
        return [WORDS[what], round(statistics.median(took)), ratio, round(size, 2), over]

    rows = [row(what, found[what]) for what in WORDS]
    pyodide = json.loads((runtime.PYODIDE / "package.json").read_text(encoding="utf-8"))
    result = {
        "caption": "From a reader’s first touch to a live picture, and from a move to the next",
        "command": "make bench-live",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "versions": {
            "pyodide": pyodide["version"],
            "JupyterLite": jupyterlite.VERSION,
            "Chromium": chromium,
        },
        "columns": ["What", "Median, ms", "Times as fast as stock", "Loaded, MB", f"{LINK}: ms"],
        "rows": [*rows, *moves],
        "notes": [
            f"Medians of {TURNS} starts in turns, each with an empty cache unless it is a second "
            f"visit, of {SLOW_TURNS} over the slow link, and of {MOVES} moves.",
            "The host compresses scripts, JSON and WebAssembly, as GitHub Pages and Read the Docs "
            "do, and no archives.",
            "JupyterLite’s packages and the labs are listed in one lock file and loaded in one go, "
            "which is faster than its defaults.",
        ],
    }
    TARGET.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()

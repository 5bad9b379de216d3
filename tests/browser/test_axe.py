"""No page breaks a rule that axe can check, as it is opened.

Every page at phone and desk width, by day, by night and with the system's forced colors. One
browser page is reused; the style sheet reacts to the emulated media, so nothing is loaded twice.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.axe import HEIGHTS, violations, widen
from support.pages import names


@pytest.fixture(scope="module")
def axe_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", HEIGHTS)
def test_axe_finds_nothing(axe_page: Page, address: str, site: Path, width: int) -> None:
    broken = []
    widen(axe_page, width)
    seen = names(site)
    assert {"index.html", "projects/ekko.html", "search.html", "about.html"} <= set(seen)
    for name in seen:
        axe_page.goto(f"{address}/{name}")
        broken += [f"{name} {violation}" for violation in violations(axe_page)]
    assert broken == []


def test_axe_would_find_something(axe_page: Page, address: str) -> None:
    """The check itself works: a picture without words and pale text are both seen."""
    axe_page.goto(f"{address}/index.html")
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
    assert {tuple(violation.split(": ")[:2]) for violation in violations(axe_page)} == {
        ("light none", "image-alt"),
        ("light none", "color-contrast-enhanced"),
        ("light none", "color-contrast"),
        ("dark none", "color-contrast-enhanced"),
        ("dark none", "color-contrast"),
        ("light active", "color-contrast"),
    }

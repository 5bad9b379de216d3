"""Everything works by keyboard alone, and the place of the focus is always seen."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from support.pages import names


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    yield context.new_page()
    context.close()


FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = element.getBoundingClientRect();
  const outlined = (node) => node && getComputedStyle(node).outlineStyle !== "none"
    && parseFloat(getComputedStyle(node).outlineWidth) >= 2;
  return {
    name: element.outerHTML.slice(0, 120),
    seen: element.checkVisibility() && box.width > 0 && box.right > 0 && box.left < innerWidth
      && box.bottom > 0 && box.top < innerHeight,
    marked: [element, element.closest(".pf-card"), element.parentElement].some(outlined),
  };
}"""


ONE_OF_EACH = ["index", "projects/index", "projects/llvm", "publications", "about", "search"]


@pytest.mark.parametrize("width", [360, 1440])
def test_focus_is_always_seen(
    page: Page, engine: str, address: str, site: Path, width: int
) -> None:
    """Each stop of the Tab key is inside the window and has an outline of two pixels or more.

    Every page in Chromium; in Firefox, where a stop takes three times as long, one of each kind.
    """
    lost = []
    for name in names(site) if engine == "chromium" else ONE_OF_EACH:
        # A tab for each page: in Firefox the last stop of the page before is the browser's own.
        tab = page.context.new_page()
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto(f"{address}/{name.removesuffix('.html')}.html")
        stops = 0
        while stops < 200:
            tab.keyboard.press("Tab")
            focused = tab.evaluate(FOCUSED)
            deadline = monotonic() + 10
            while focused and not focused["seen"] and monotonic() < deadline:
                tab.wait_for_timeout(50)  # Firefox scrolls when it next draws
                focused = tab.evaluate(FOCUSED)
            if focused is None:
                break
            stops += 1
            if not (focused["seen"] and focused["marked"]):
                lost.append((name, focused))
        tab.close()
        assert stops > 3, name
    assert lost == []


def test_menu_on_a_phone(phone: Page, address: str) -> None:
    """The menu opens, is walked through, and closes; the focus never enters it while closed."""
    phone.goto(f"{address}/projects/ekko.html")
    menu = phone.locator("#site-menu")
    button = phone.get_by_role("button", name="Menu", exact=True)
    expect(menu).to_be_hidden()
    phone.keyboard.press("Tab")
    expect(phone.locator(".site-skip")).to_be_focused()
    phone.keyboard.press("Tab")
    expect(button).to_be_focused()
    phone.keyboard.press("Tab")
    assert not phone.evaluate("document.activeElement.closest('#site-menu') !== null")
    phone.keyboard.press("Shift+Tab")

    phone.keyboard.press("Enter")
    expect(menu).to_be_visible()
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.closest('#site-menu') !== null")
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()

    phone.keyboard.press("Enter")
    link = menu.get_by_role("link", name="Glossary")
    link.focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/glossary.html")


def test_menu_works_without_a_script(chromium: Browser, address: str) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{address}/projects/ekko.html")
    page.get_by_role("button", name="Menu", exact=True).click()
    page.locator("#site-menu").get_by_role("link", name="Publications").click()
    page.wait_for_url("**/publications.html")
    context.close()


def test_contents_of_the_page_on_a_phone(phone: Page, address: str) -> None:
    """Choosing a section closes the contents and goes there."""
    phone.goto(f"{address}/projects/ekko.html")
    phone.get_by_role("button", name="On this page").first.click()
    contents = phone.locator("#page-contents")
    expect(contents).to_be_visible()
    contents.get_by_role("link", name="Sources").click()
    expect(contents).to_be_hidden()
    assert phone.url.endswith("#sources")


def test_skip_link_goes_to_the_article(page: Page, address: str) -> None:
    page.goto(f"{address}/about.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_color_scheme_is_chosen_and_kept(page: Page, address: str) -> None:
    page.goto(f"{address}/about.html")
    button = page.locator("[data-scheme-button]:visible")
    assert page.locator("body").get_attribute("data-theme") == "auto"
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-theme", "dark")
    expect(button).to_have_accessible_name("Color scheme: dark")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-theme", "dark")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for _ in range(2):
        page.locator("[data-scheme-button]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-theme", "auto")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
    assert page.evaluate("localStorage.length") == 0

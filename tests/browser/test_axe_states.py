"""No page breaks a rule that axe can check when something on it is open or alive.

Each state is entered once at a width and judged by day, by night and with forced colors.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from labs import registry
from support.axe import HEIGHTS, violations, widen

STARTED_MS = 60_000
"""What a loaded machine may take to start Python."""
HOMES = {
    "dominators": "llvm",
    "lightning": "lightning",
    "consensus": "consensus",
    "ekko": "ekko",
    "ekko_elastic": "ekko-elastic",
}
"""The page that each lab stands on."""


def menu(page: Page) -> Locator:
    page.get_by_role("button", name="Menu", exact=True).click()
    return page.locator("#site-menu")


def contents(page: Page) -> Locator:
    page.locator("button[popovertarget=page-contents]:visible").click()
    return page.locator("#page-contents")


def note(page: Page) -> Locator:
    page.locator("a.term[data-meaning]").first.hover()
    return page.locator("#beside")


def everything(page: Page) -> Locator:
    """Open whatever folds on the page."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    return page.locator("details[open]").first


def asked(*words: str) -> Callable[[Page], Locator]:
    """Return what opens the search and types *words*."""

    def typed(page: Page) -> Locator:
        page.keyboard.press("Control+k")
        dialog = page.get_by_role("dialog")
        for word in words:
            dialog.get_by_role("combobox").fill(word)
            page.wait_for_selector("dialog [role=listbox]:not([aria-busy])", state="attached")
            page.wait_for_timeout(400)
        return dialog

    return typed


STATES: dict[str, tuple[str, Callable[[Page], Locator], set[int]]] = {
    "menu": ("projects/ekko", menu, {360}),
    "contents": ("projects/ekko", contents, {360}),
    "note": ("projects/consensus", note, {360, 1440}),
    "facts and sources": ("projects/llvm", everything, {360, 1440}),
    "BibTeX": ("publications", everything, {360, 1440}),
    "search, empty": ("index", asked(), {360, 1440}),
    "search, found": ("index", asked("compiler"), {360, 1440}),
    "search, one word left out": ("index", asked("ekko zzyzx"), {360, 1440}),
    "search, nothing": ("index", asked("zzyzx"), {360, 1440}),
}
"""The page, what opens the state, and the widths at which it exists."""


@pytest.fixture
def sheet(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("state", "width"), [(state, width) for state in STATES for width in STATES[state][2]]
)
def test_axe_finds_nothing_in_what_opens(sheet: Page, address: str, state: str, width: int) -> None:
    name, enter, _ = STATES[state]
    widen(sheet, width)
    sheet.goto(f"{address}/{name}.html")
    expect(enter(sheet)).to_be_visible()
    assert violations(sheet) == []


def test_no_lab_is_forgotten() -> None:
    assert set(HOMES) == set(registry.NAMES)


@pytest.mark.parametrize("lab", HOMES)
def test_axe_finds_nothing_in_a_live_lab(sheet: Page, address: str, lab: str) -> None:
    """In its first and last scenario, and after a refused value, at both widths."""

    def judged_from_its_head() -> list[str]:
        found = []
        for width in HEIGHTS:
            widen(sheet, width)
            panel.evaluate("(panel) => panel.scrollIntoView()")  # nothing of it under the bar
            found += [f"{width}: {violation}" for violation in violations(sheet)]
        return found

    sheet.goto(f"{address}/projects/{HOMES[lab]}.html")
    panel = sheet.locator(f"#lab-{lab}")
    panel.locator(".lab-picture:visible").focus()
    expect(panel).to_have_attribute("data-state", "ready", timeout=STARTED_MS)
    broken = judged_from_its_head()

    panel.locator(".lab-tab + label").last.click()
    expect(panel).to_have_attribute("data-state", "ready", timeout=STARTED_MS)
    broken += judged_from_its_head()

    field = panel.locator(
        "[data-parameter] :is(input[type=text], input[inputmode], textarea):visible"
    ).first
    field.fill("no such value")
    field.press("Enter")
    expect(panel.locator(".lab-error:visible").first).to_be_visible()
    broken += judged_from_its_head()
    assert broken == []

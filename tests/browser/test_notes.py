"""References and meanings appear beside the word: on hover, on focus and on tap."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

PAGE = "projects/consensus.html"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


def test_hover_shows_the_reference(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}")
    note = page.locator("#beside")
    word = page.locator("a.footnote-reference").first
    number = word.get_attribute("href")
    assert number
    reference = page.locator(f"[id='{number[1:]}'] p").first.inner_text()

    word.hover()
    expect(note).to_be_visible()
    expect(note).to_have_text(reference.replace("\n", " "))
    note.hover()
    expect(note).to_be_visible()  # the pointer may go to what is shown
    page.mouse.move(0, 0)
    expect(note).to_be_hidden()


def test_focus_shows_the_meaning_and_escape_hides_it(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}")
    note = page.locator("#beside")
    term = page.locator("a.term[data-meaning]").first
    page.keyboard.press("Tab")  # from now on, focus is shown
    term.focus()
    expect(note).to_be_visible()
    expect(note).to_have_text(term.get_attribute("data-meaning") or "")
    expect(term).to_have_attribute("aria-describedby", "beside")
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(term).to_be_focused()
    expect(term).not_to_have_attribute("aria-describedby", "beside")


def test_later_links_share_the_meaning_of_the_first(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}")
    hrefs = page.locator("a.term").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    meanings = page.locator("a.term[data-meaning]").count()
    assert meanings == len(set(hrefs))


def test_first_tap_shows_second_tap_follows(phone: Page, address: str) -> None:
    phone.goto(f"{address}/{PAGE}")
    note = phone.locator("#beside")
    term = phone.locator("a.term[data-meaning]").first
    term.tap()
    expect(note).to_be_visible()
    assert phone.url.endswith(PAGE)
    box = note.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    term.tap()
    phone.wait_for_url("**/glossary.html#term-*")


def test_tap_elsewhere_hides(phone: Page, address: str) -> None:
    phone.goto(f"{address}/{PAGE}")
    phone.locator("a.footnote-reference").first.tap()
    expect(phone.locator("#beside")).to_be_visible()
    phone.locator("h1").tap()
    expect(phone.locator("#beside")).to_be_hidden()


def test_tap_on_an_abbreviation_shows_its_long_form(phone: Page, address: str) -> None:
    phone.goto(f"{address}/about.html")
    short = phone.locator("article abbr[title]").first
    title = short.get_attribute("title") or ""
    short.tap()
    expect(phone.locator("#beside")).to_have_text(title)


def test_a_source_is_one_click_away_and_so_is_the_way_back(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}")
    word = page.locator("a.footnote-reference").first
    here = word.get_attribute("id")
    word.click()
    target = page.url.partition("#")[2]
    source = page.locator(f"[id='{target}']")
    expect(source).to_be_in_viewport()
    source.locator("a[role=doc-backlink]").first.click()
    assert page.url.endswith(f"#{here}")
    expect(word).to_be_in_viewport()


def test_on_a_wide_screen_the_note_stands_in_the_margin(page: Page, address: str) -> None:
    page.goto(f"{address}/{PAGE}")
    term = page.locator("article section p a.term[data-meaning]").first
    term.hover()
    note = page.locator("#beside")
    expect(note).to_be_visible()
    box, word = note.bounding_box(), term.bounding_box()
    block = term.locator("xpath=ancestor::p").bounding_box()
    assert box is not None
    assert word is not None
    assert block is not None
    assert box["x"] >= block["x"] + block["width"]
    assert abs(box["y"] - word["y"]) < 8
    assert box["x"] + box["width"] <= 1440

"""BibTeX is copied with one press."""

from playwright.sync_api import Browser, Page, expect


def test_copy(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    page.goto(f"{address}/publications.html")
    entry = page.locator(".pf-publication__bibtex").first
    entry.locator("summary").press("Enter")
    entry.get_by_role("button", name="Copy").press("Enter")
    expect(entry.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@")
    assert copied == entry.locator("pre").inner_text().rstrip() + "\n"
    context.close()


def test_without_a_clipboard_the_reader_is_told(page: Page, address: str) -> None:
    """On plain http, but for loopback, browsers have no clipboard at all."""
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(f"{address}/publications.html")
    assert page.evaluate("navigator.clipboard") is None
    entry = page.locator(".pf-publication__bibtex").first
    entry.locator("summary").press("Enter")
    entry.get_by_role("button", name="Copy").press("Enter")
    expect(entry.get_by_role("status")).to_contain_text("select the text instead")

    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").fill("ekko")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("found")
    page.get_by_role("dialog").get_by_role("button", name="Link to this search").click()
    expect(page.get_by_text("The link is in the address bar")).to_be_visible()

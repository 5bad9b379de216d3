"""BibTeX is copied with one press."""

from playwright.sync_api import Browser, expect


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
